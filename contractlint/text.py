"""Places in a text: spans, lines, the folded view that rules match on, and where each character came from.

Everything in the product that has a place has it as a :class:`Span` into one :class:`SourceText`. Lines, columns and
clause numbers are derived from it, never the other way round.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate
from typing import Any, Protocol, TypeVar

from contractlint.dataclass import dataclass
from contractlint.regex import Index, compile_regex, cued_lines, index_of, lines_to_read, may_match


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points, ``start`` included and ``end`` not."""

    start: int
    end: int

    # Written out because spans are made by the ten thousand.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place even where it is empty."""
        return True

    def of(self, text: str) -> str:
        """The characters this span covers in ``text``."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span (equal counts)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character, or an empty one stands inside the other."""
        if not len(self) or not len(other):
            return (self.start <= other.start and other.end <= self.end) or other.contains(self)
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# The descriptors of the slots, which is how a frozen value is filled fastest.
_set_start = Span.__dict__["start"].__set__
_set_end = Span.__dict__["end"].__set__


class Spans:
    """Many spans, each question about all of them answered by bisection."""

    __slots__ = ("_points", "_reach", "_solid_reach", "_solid_starts", "_starts", "_tightest")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        solid = [span for span in ordered if len(span)]
        self._starts = [span.start for span in ordered]
        # How far any span reaches that starts here or before, and how soon one ends that starts here or behind.
        self._reach = list(accumulate((span.end for span in ordered), max))
        self._tightest = list(accumulate((span.end for span in reversed(ordered)), min))[::-1]
        self._solid_starts = [span.start for span in solid]
        self._solid_reach = list(accumulate((span.end for span in solid), max))
        self._points = [span.start for span in ordered if not len(span)]

    def around(self, place: Span) -> bool:
        """Whether one of the spans contains ``place``."""
        index = bisect_right(self._starts, place.start) - 1
        return index >= 0 and self._reach[index] >= place.end

    def within(self, place: Span) -> bool:
        """Whether ``place`` contains one of the spans."""
        index = bisect_left(self._starts, place.start)
        return index < len(self._starts) and self._tightest[index] <= place.end

    def overlap(self, place: Span) -> bool:
        """Whether one of the spans overlaps ``place``."""
        if not len(place):
            return self.around(place)
        index = bisect_left(self._solid_starts, place.end) - 1
        if index >= 0 and self._solid_reach[index] > place.start:
            return True
        point = bisect_left(self._points, place.start)
        return point < len(self._points) and self._points[point] <= place.end


class Placed(Protocol):
    """Anything that has a place."""

    @property
    def span(self) -> Span:
        """Where it stands."""


_P = TypeVar("_P", bound=Placed)


def lying_in(things: Sequence[_P], place: Span) -> list[_P]:
    """Those of ``things``, which are in order of place, that lie inside ``place``."""
    first = bisect_left(things, place.start, key=lambda one: one.span.start)
    last = bisect_right(things, place.end, lo=first, key=lambda one: one.span.start)
    return [one for one in things[first:last] if one.span.end <= place.end]


class LineIndex:
    """Line and column of an offset, both counted from 1, the column in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in compile_regex("\n").finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The inverse of :meth:`position`."""
        return self._starts[line - 1] + column - 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of the text stands in the file it was read from.

    ``paragraph`` and ``run`` are ordinals in document order within ``part`` (``w:p`` and ``w:r`` of a Word part; the
    line number and 0 for plain text); ``offset`` is the position of the first character inside that run, a tab or a
    line break counting as one.
    """

    span: Span
    part: str
    paragraph: int
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader met it; ``span`` excludes the line break that ends it."""

    span: Span
    label: Span | None = None
    """The generated automatic number (第一条, 1.1) at the start of the block, without the blank after it."""
    list_level: int | None = None
    """Level of automatic numbering, from 0."""
    outline: int | None = None
    """Outline level of a heading style, from 0; Markdown headings count the same way."""
    style: str = ""
    bold: bool = False
    centered: bool = False
    table: int | None = None
    """Index into ``SourceText.tables`` where the paragraph stands in a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, once, at its top left place; ``span`` covers all its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells in reading order; nested tables are tables of their own inside a cell's span."""

    span: Span
    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def grid(self) -> list[list[Cell | None]]:
        """``rows`` × ``columns``; a merged cell stands in every place it covers."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class Stream:
    """A stretch of the text that is not the running body: ``header``, ``footer``, ``footnote``, ``endnote``."""

    kind: str
    part: str
    span: Span


@dataclass(frozen=True, slots=True)
class Omission:
    """Something the file holds and the text does not, and why.

    ``kind`` is one of ``deleted``, ``inserted`` (when revisions are rejected), ``moved``, ``hidden``, ``comment``,
    ``field-code``, ``fallback``, ``merged-cell``, ``ruby``, ``embedded``, ``image``, ``equation``, ``part``.
    """

    kind: str
    characters: int
    note: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: ``insert``, ``delete`` or ``move``; ``span`` where its text stands, if it is in the text."""

    kind: str
    author: str
    date: str
    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment the file already carries."""

    author: str
    text: str


@dataclass(frozen=True)
class SourceText:
    """What was read from a file: the text as judged, and all that is known about where it came from."""

    text: str
    """Body first, then headers, footers and notes; lines end with ``\\n``, cells with a tab."""
    blocks: tuple[Block, ...]
    """Paragraphs and table cells, in order."""
    tables: tuple[Table, ...] = ()
    """In order of place, also those inside others."""
    streams: tuple[Stream, ...] = ()
    """Headers, footers and notes; they follow the body in ``text``."""
    origins: tuple[Origin, ...] = ()
    """In order of ``span``; generated characters (numbers, line breaks, cell separators) have none."""
    omissions: tuple[Omission, ...] = ()
    """What the file holds and the text does not."""
    revisions: tuple[Revision, ...] = ()
    """Tracked changes of the file."""
    comments: tuple[Comment, ...] = ()
    """Comments the file already carries."""
    judged: str = "accepted"
    """Which text stands here: ``accepted`` or ``rejected`` revisions."""
    path: str = ""
    """As given; empty for bytes and text."""
    format: str = "txt"
    """``docx``, ``txt`` or ``md``."""
    sha256: str = ""
    """Of the bytes of the file, hexadecimal."""
    images: int = 0
    """Pictures the file holds; a scan is a file with pictures and no text."""
    soft_breaks: tuple[int, ...] = ()
    """Offsets of the line breaks that only a margin put there; the text goes on over them."""
    exchanged: bool = False
    """The text calls 甲方 who serves and is paid; see :func:`exchange`."""

    @cached_property
    def lines(self) -> LineIndex:
        """Lines of the text that ``contractlint read`` prints."""
        return LineIndex(self.text)

    @cached_property
    def body(self) -> Span:
        """The running text: everything before the first header, footer or note."""
        return Span(0, min((stream.span.start for stream in self.streams), default=len(self.text)))

    @cached_property
    def normalized(self) -> Normalized:
        """The view that rules match on."""
        return Normalized(self.text, soft_breaks=self.soft_breaks, exchanged=self.exchanged)

    @cached_property
    def derived(self) -> dict[object, Any]:
        """What follows from this text alone and is asked for more than once, by whatever it was found with."""
        return {}

    def lettered(self, text: str) -> str:
        """Between this text and the folded view, either way: 甲方 and 乙方 exchanged where that view has them so."""
        return exchange(text) if self.exchanged else text

    def letter(self, role: str) -> str:
        """The letter that this text has for a role of the folded view, or the other way round."""
        return self.lettered(f"{role}方")[0]

    def origin(self, offset: int) -> Origin | None:
        """Where the character at ``offset`` came from, or None for a generated one."""
        index = bisect_right(self.origins, offset, key=lambda origin: origin.span.start) - 1
        if index < 0:
            return None
        origin = self.origins[index]
        return origin if offset < origin.span.end else None


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）～＿"}
_LOOK_ALIKES: dict[int, str | int] = {
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u3000\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u25cb\u25ef\u24ea"), "〇"),
    **{ord(half): full for half, full in zip(",:;!?()", "，：；！？（）", strict=True)},
    ord("﹪"): "%",
    ord("＿"): "_",
    ord("●"): "•",
    ord("∶"): "：",
    ord("✕"): "×",
    ord("╳"): "×",
    ord("＊"): "*",
    ord("￥"): "¥",
    ord("﹝"): "〔",
    ord("﹞"): "〕",
}
_FOLDED = {
    chr(code): form if isinstance(form, str) else chr(form) for code, form in (_FULL_WIDTH | _LOOK_ALIKES).items()
}
_FOLDABLE = compile_regex(f"[{re.escape(''.join(_FOLDED))}]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Zero-width characters anywhere, and one or two blanks between two Han characters (「违 约 责 任」). Longer gaps stay:
# they are blanks to fill or columns. A blank after 、，。 or before a digit is no part of a word and stays too.
_DROPPED = compile_regex(f"[\u200b-\u200f\u2060\ufeff\u00ad]+|(?<=[{_HAN}]) {{1,2}}(?=[{_HAN}])")


def fold_width(text: str, kept: str = "") -> str:
    """The text with every character but the ``kept`` ones in its usual width and form, one for one."""
    # Two hundred characters are folded and a text has a few of them; str.translate would look up each of its own.
    for character in set(_FOLDABLE.findall(text)).difference(kept):
        text = text.replace(character, _FOLDED[character])
    return text


def _over_breaks(folded: str, breaks: Sequence[int]) -> str:
    """The text with breaks at a margin, and the blanks around them, as characters that are dropped; between Latin
    words or figures a blank stays."""
    if not breaks:
        return folded
    kept: list[str] = []
    last = 0
    for place in breaks:
        start, end = place, place + 1
        while start > last and folded[start - 1] == " ":
            start -= 1
        while end < len(folded) and folded[end] == " ":
            end += 1
        apart = folded[start - 1 : start].isascii() and folded[end : end + 1].isascii()
        kept += (folded[last:start], (" " if apart else "\u200b") + "\u200b" * (end - start - 1))
        last = end
    return "".join(kept) + folded[last:]


def exchange(text: str) -> str:
    """The text with 甲方 and 乙方 exchanged, one character for one.

    Whatever reads an agreement may take 甲方 for who receives and pays and 乙方 for who serves and is paid. Where a
    draft has it the other way round, the folded view exchanges the letters; what is reported gets them back.
    """
    return _LETTER.sub(lambda match: "乙" if match[0] == "甲" else "甲", text)


_LETTER = compile_regex("[甲乙](?=方)")
_SHORT = 500
"""Characters that are read faster than one can look up what of them to read."""


class Normalized:
    """The text folded one character at a time, and the way back to the source.

    Full-width letters and digits become half-width; ASCII ``, : ; ! ? ( )`` become their Chinese forms, so that a rule
    writes ``（`` and ``，`` once; every blank but tab and line break is a space; zero-width characters and blanks
    inside words are dropped. Tabs stay, and line breaks but the ``soft_breaks``. ``exchanged`` exchanges 甲方 and 乙方.
    """

    __slots__ = ("_held", "_index", "_lines", "_offsets", "_places", "_starts", "text")

    def __init__(self, source: str, *, soft_breaks: Sequence[int] = (), exchanged: bool = False) -> None:
        folded = _over_breaks(fold_width(source), soft_breaks)
        self._index: Index | None = None
        self._held: dict[re.Pattern[str], bool] = {}
        self._lines: list[str] = []
        self._starts: list[int] = []
        self._offsets: array[int] | None = None
        self._places: array[int] | None = None
        if _DROPPED.search(folded) is None:
            self.text = exchange(folded) if exchanged else folded
            return
        kept: list[str] = []
        # Both ways: of each kept character its place in the source, and of each place in the source how many were kept
        # before it.
        offsets, places = array("I"), array("I")
        last = 0
        for match in _DROPPED.finditer(folded):
            start, end = match.span()
            kept.append(folded[last:start])
            count = len(offsets)
            offsets.extend(range(last, start))
            places.extend(range(count, len(offsets)))
            places.extend([len(offsets)] * (end - start))
            last = end
        kept.append(folded[last:])
        count = len(offsets)
        offsets.extend(range(last, len(folded) + 1))
        places.extend(range(count, len(offsets)))
        text = "".join(kept)
        self.text = exchange(text) if exchanged else text
        self._offsets = offsets
        self._places = places

    def to_source(self, span: Span) -> Span:
        """The source characters behind a span of :attr:`text`; dropped characters at its edges stay outside."""
        if self._offsets is None:
            return span
        start = self._offsets[span.start]
        return Span(start, self._offsets[span.end - 1] + 1 if span.end > span.start else start)

    def from_source(self, span: Span) -> Span:
        """The span of :attr:`text` that covers what is kept of a source span."""
        if self._places is None:
            return span
        return Span(*self._bounds(self._places, span))

    def source_offset(self, offset: int) -> int:
        """Where in the source a character of :attr:`text` stands."""
        return offset if self._offsets is None else self._offsets[offset]

    def folded_offset(self, offset: int) -> int:
        """Where in :attr:`text` a source character stands, or what is kept behind it."""
        return offset if self._places is None else self._places[offset]

    def of(self, span: Span) -> str:
        """The folded characters of a source span."""
        places = self._places
        if places is None:
            return self.text[span.start : span.end]
        try:
            return self.text[places[span.start] : places[span.end]]
        except IndexError:
            start, end = self._bounds(places, span)
            return self.text[start:end]

    @staticmethod
    def _bounds(places: array[int], span: Span) -> tuple[int, int]:
        try:
            return places[span.start], places[span.end]
        except IndexError:
            last = len(places) - 1
            return places[min(span.start, last)], places[min(span.end, last)]

    def finditer(self, pattern: re.Pattern[str], within: Span | None = None) -> Iterator[Found]:
        """Matches of ``pattern`` inside a *source* span, with source places.

        The bounds work as slices do for ``$``, and look-behind sees nothing before ``within``.
        """
        if not self.may_hold(pattern):
            return
        text, shift = self._inside(within)
        if not shift and len(text) > _SHORT:
            for start, end in self._stretches(pattern, len(text)):
                for match in pattern.finditer(text, start, end):
                    yield Found(match, self, 0)
            return
        for match in pattern.finditer(text):
            yield Found(match, self, shift)

    def search(self, pattern: re.Pattern[str], within: Span | None = None) -> Found | None:
        """The first match, or None."""
        if not self.may_hold(pattern):
            return None
        text, shift = self._inside(within)
        if not shift and len(text) > _SHORT:
            return next(self.finditer(pattern, within), None)
        match = pattern.search(text)
        return None if match is None else Found(match, self, shift)

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """Whether a match may stand anywhere in the text: False without running the pattern where its cues are not
        there, so that a checker can spare itself the search."""
        if getattr(pattern, "cues", None) is None:
            return True
        known = self._held.get(pattern)
        if known is None:
            known = self._held[pattern] = may_match(pattern, self._indexed())
        return known

    def cued_lines(self, pattern: re.Pattern[str]) -> list[int] | None:
        """The lines, counted from 0, in which alone a match inside one line may stand; None where that may be any."""
        index = self._indexed()
        return cued_lines(pattern, index, self._lines)

    def _indexed(self) -> Index:
        if self._index is None:
            self._lines = self.text.split("\n")
            self._index = index_of(self._lines)
            self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        return self._index

    def _stretches(self, pattern: re.Pattern[str], length: int) -> Iterable[tuple[int, int]]:
        """Where in the first ``length`` characters a pattern can match at all."""
        index = self._indexed()
        lines = lines_to_read(pattern, index, self._lines)
        if lines is None:
            return ((0, length),)
        starts = self._starts
        return [(starts[line], min(starts[line + 1] - 1, length)) for line in lines if starts[line] < length]

    def _inside(self, within: Span | None) -> tuple[str, int]:
        """The folded characters of a source span, and where they begin in :attr:`text`."""
        if within is None:
            return self.text, 0
        places = self._places
        if places is None:
            return self.text[within.start : within.end], within.start
        start, end = self._bounds(places, within)
        return self.text[start:end], start


@dataclass(frozen=True, slots=True)
class Found:
    """A match in the folded text that answers with places in the source."""

    match: re.Match[str]
    normalized: Normalized = field(repr=False)
    shift: int = 0

    @property
    def span(self) -> Span:
        """The source span of the whole match."""
        return self.span_of(0)

    def span_of(self, group: int | str) -> Span:
        """The source span of one group."""
        start, end = self.match.span(group)
        return self.normalized.to_source(Span(start + self.shift, end + self.shift))

    def __getitem__(self, group: int | str) -> str:
        """The folded characters of a group; empty where it took no part."""
        return self.match[group] or ""
