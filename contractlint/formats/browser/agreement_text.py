"""The agreement's full text with the places marked: paragraphs, headings, tables, headers and notes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from contractlint.formats.browser.markup import escape
from contractlint.formats.browser.places import Place, gravest
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.text import Block, SourceText, Span, Table

_STREAMS = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
_CHUNK = 40
"""Paragraphs a browser lays out together; those out of sight wait, so that a thousand pages open at once."""


def agreement_text(source: SourceText, places: Sequence[Place]) -> str:
    """HTML of the whole text. Every place gets its id; a place that findings mark gets a link back to each."""
    drawn = _Drawing(source, places)
    parts = [_chunked(drawn.flow(source.body))]
    for kind, streams in groupby(source.streams, key=lambda stream: stream.kind):
        inside = "".join(line for stream in streams for line in drawn.flow(stream.span))
        title = escape(_STREAMS.get(kind, kind))
        parts.append(
            f'<section class="stream" aria-label="{title}"><p class="stream-title">{title}</p>{inside}</section>'
        )
    return "".join(parts) + drawn.rest()


def _chunked(pieces: Iterable[str]) -> str:
    every = list(pieces)
    return "".join(
        f'<div class="chunk">{"".join(every[index : index + _CHUNK])}</div>' for index in range(0, len(every), _CHUNK)
    )


class _Drawing:
    """Walks the text once from front to back, so that every place is opened exactly once."""

    def __init__(self, source: SourceText, places: Sequence[Place]) -> None:
        self.text = source.text
        self.blocks = source.blocks
        self.starts = [block.span.start for block in source.blocks]
        self.tables = sorted(source.tables, key=lambda table: (table.span.start, -table.span.end))
        self.table_starts = [table.span.start for table in self.tables]
        self.places = places
        self.next_place = 0
        self.open: list[Place] = []

    def flow(self, span: Span) -> Iterator[str]:
        """Paragraphs and tables between two offsets, one string each."""
        position = span.start
        for table in self._outermost(span):
            yield from self._paragraphs(position, table.span.start)
            yield self._table(table)
            position = max(position, table.span.end)
        yield from self._paragraphs(position, span.end)

    def rest(self) -> str:
        """What points behind the last paragraph, such as everything where there is no text."""
        end = len(self.text)
        return f"<p>{self._inline(end, end)}</p>" if self.next_place < len(self.places) else ""

    def _outermost(self, span: Span, inside: Table | None = None) -> Iterator[Table]:
        first = bisect_left(self.table_starts, span.start)
        end = span.start
        for table in self.tables[first : bisect_left(self.table_starts, span.end, lo=first)]:
            if table is inside or not table.cells or table.span.start < end or table.span.end > span.end:
                continue
            if inside is not None and table.span == inside.span:
                continue
            yield table
            end = table.span.end

    def _paragraphs(self, start: int, end: int) -> Iterator[str]:
        """Blocks between two offsets; text in no block keeps a paragraph of its own rather than being lost."""
        position = start
        first = bisect_left(self.starts, start)
        for block in self.blocks[first : bisect_left(self.starts, end, lo=first)]:
            if block.span.start < position:
                continue
            yield from self._loose(position, block.span.start)
            until = min(block.span.end, end)
            yield self._paragraph(block, self._inline(block.span.start, until))
            position = until
        yield from self._loose(position, end)

    def _loose(self, start: int, end: int) -> Iterator[str]:
        if self.text[start:end].strip():
            yield f"<p>{self._inline(start, end)}</p>"

    def _paragraph(self, block: Block, inside: str) -> str:
        names = []
        heading = ""
        if block.outline is not None:
            names.append(f"heading h{min(block.outline, 3)}")
            # Below the h2 that the whole text stands under.
            heading = f' role="heading" aria-level="{min(block.outline, 3) + 3}"'
        if block.bold:
            names.append("bold")
        if block.centered:
            names.append("centered")
        if block.list_level:
            names.append(f"level{min(block.list_level, 3)}")
        shape = f' class="{" ".join(names)}"' if names else ""
        return f"<p{shape}{heading}>{inside}</p>"

    def _table(self, table: Table) -> str:
        rows: list[list[str]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            size = (f' colspan="{cell.column_span}"' if cell.column_span > 1 else "") + (
                f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            )
            rows[cell.row].append(f"<td{size}>{self._cell(table, cell.span)}</td>")
        body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        return f'<div class="grid" role="group" aria-label="合同中的表格" tabindex="0"><table>{body}</table></div>'

    def _cell(self, table: Table, span: Span) -> str:
        parts = []
        position = span.start
        for nested in self._outermost(span, table):
            parts.append(self._inline(position, nested.span.start))
            parts.append(self._table(nested))
            position = nested.span.end
        parts.append(self._inline(position, span.end))
        return "".join(parts)

    def _inline(self, start: int, end: int) -> str:
        """The characters of a paragraph, cut wherever a place begins or ends.

        A place gets its id where it begins, and its link back where it ends or where the paragraph it begins in does.
        """
        begins: dict[int, list[Place]] = defaultdict(list)
        ends: dict[int, list[Place]] = defaultdict(list)
        fresh = self._fresh(start, end)
        for place in fresh:
            begin = max(place.span.start, start)
            begins[begin].append(place)
            ends[max(min(place.span.end, end), begin)].append(place)
        self.open = [place for place in self.open if place.span.end > start]
        cuts = {start, end, *begins, *ends, *(place.span.end for place in self.open if place.span.end < end)}
        parts: list[str] = []
        for left, right in pairwise([*sorted(cuts), end]):
            begun = begins[left]
            parts.extend(_back(place) for place in ends[left] if place not in begun)
            parts.extend(f'<span class="at" id="{place.id}"></span>' for place in begun)
            parts.extend(_back(place) for place in ends[left] if place in begun)
            self.open = [place for place in (*self.open, *begun) if place.span.end > left]
            if right > left:
                parts.append(_segment(self.text[left:right], self.open))
        return "".join(parts)

    def _fresh(self, start: int, end: int) -> Sequence[Place]:
        """The places that begin before ``end`` and in no earlier paragraph; an empty one may stand at the very end."""
        first = self.next_place
        while self.next_place < len(self.places):
            span = self.places[self.next_place].span
            if span.start > end or (span.start == end and len(span)):
                break
            self.next_place += 1
        return self.places[first : self.next_place]


def _segment(text: str, places: Sequence[Place]) -> str:
    if not places:
        return escape(text)
    severity = gravest(place.by for place in places if place.by is not None and not place.by.finding.absent)
    ids = " ".join(place.id for place in places)
    if severity is None:
        return f'<span data-p="{ids}">{escape(text)}</span>'
    return f'<mark class="{severity.key}" data-p="{ids}">{escape(text)}</mark>'


def _back(place: Place) -> str:
    by = place.by
    if by is None:
        return ""
    finding = by.finding
    label = escape(f"问题 {by.number}，{SEVERITY_TITLES[finding.severity]}：{finding.title}")
    names = f"ref {finding.severity.key}{' absent' if finding.absent else ''}"
    # The number is drawn by the style sheet, so that copying or searching the text meets the agreement alone.
    return f'<a class="{names}" href="#{by.id}" data-n="{by.number}" aria-label="{label}" title="{label}"></a>'
