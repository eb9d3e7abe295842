"""Where in the main part of a Word file a comment on a span of the text may stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from contractlint.annotation.fields import Wholes
from contractlint.annotation.runs import Runs
from contractlint.dataclass import dataclass
from contractlint.readers.word.names import PROPERTIES, w
from contractlint.readers.word.revisions import View
from contractlint.text import Block, Normalized, Origin, SourceText, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPH, CELL, BODY = w("p"), w("tc"), w("body")
_BOX = w("txbxContent")
# What may hold runs inside a paragraph; a mark at its edge stands outside of it. In what somebody inserts it stays
# inside: rejecting that must leave nothing of the paragraph, our mark included.
_CONTAINERS = frozenset(map(w, ("hyperlink", "smartTag", "customXml", "sdtContent", "sdt", "dir", "bdo")))
# Marks and properties: nothing that is read stands there.
_NO_CONTENT = PROPERTIES | frozenset(
    map(
        w,
        (
            "bookmarkStart",
            "bookmarkEnd",
            "commentRangeStart",
            "commentRangeEnd",
            "permStart",
            "permEnd",
            "proofErr",
            "moveFromRangeStart",
            "moveFromRangeEnd",
            "moveToRangeStart",
            "moveToRangeEnd",
        ),
    )
)
_TITLE_LINES = 40


@dataclass(frozen=True, slots=True)
class Anchor:
    """The first and the last element a comment takes in; both the paragraph itself where that holds nothing.

    ``exact`` says that it stands on the very words; otherwise they are where Word has no comments, and this is where
    such comments go.
    """

    first: _Element
    last: _Element
    exact: bool = True


class Places:
    """Answers where spans of one text stand in the elements of its main part, which it cuts as needed."""

    def __init__(self, source: SourceText, root: _Element, main: str, title: str) -> None:
        self.runs = Runs(root)
        self._paragraphs = list(root.iter(PARAGRAPH))
        self.wholes = Wholes(root, View(accepted=source.judged == "accepted"))
        self._root = root
        self._source = source
        self._main = main
        self._origins = [origin for origin in source.origins if origin.part == main]
        self._starts = [origin.span.start for origin in self._origins]
        self._title = _title_span(source, title, self._origins)

    def anchor(self, span: Span) -> Anchor:
        """Where a comment on the span stands: its words, else the paragraph it stands in, else the title."""
        found = self._anchor(self.origins(span))
        if found is not None:
            return found
        if span.start < self._source.body.end or not self._source.streams:
            near = self._nearest(span)
            if near is not None:
                return near
        return self.title

    @property
    def title(self) -> Anchor:
        """The title of the document, else its first words, else its first paragraph."""
        found = self._anchor(self.origins(self._title)) if self._title is not None else None
        if found is not None:
            return Anchor(found.first, found.last, exact=False)
        paragraph = next(self._root.iter(PARAGRAPH), None)
        if paragraph is None:
            body = self._root.find(BODY)
            paragraph = self._root.makeelement(PARAGRAPH)
            (self._root if body is None else body).insert(0, paragraph)
        return Anchor(paragraph, paragraph, exact=False)

    def paragraph(self, block: Block) -> _Element | None:
        """The paragraph a block ends with, where that stands in the body itself and not in a cell, box or control."""
        origins = self.origins(block.span)
        if not origins:
            return None
        paragraph = self._paragraphs[origins[-1].paragraph]
        above = paragraph.getparent()
        return paragraph if above is not None and above.tag == BODY else None

    def origins(self, span: Span) -> list[Origin]:
        """The stretches of the main part that the span covers, cut to it."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_left(self._starts, span.end)
        return [
            Origin(
                Span(max(one.span.start, span.start), min(one.span.end, span.end)),
                one.part,
                one.paragraph,
                one.run,
                one.offset + max(0, span.start - one.span.start),
            )
            for one in self._origins[max(first, 0) : last]
            if one.span.overlaps(span)
        ]

    def _anchor(self, origins: list[Origin]) -> Anchor | None:
        # Runs that lie about outside of paragraphs are read, but no mark may stand there.
        origins = [one for one in origins if _in_paragraph(self.runs.whole(one.run))]
        if not origins:
            return None
        story = _story(self.runs.whole(origins[0].run))
        here = [one for one in origins if _story(self.runs.whole(one.run)) is story]
        first, last = here[0], here[-1]
        around_first = self.wholes.around(self.runs.whole(first.run))
        around_last = self.wholes.around(self.runs.whole(last.run))
        start = around_first[0] if around_first is not None else self.runs.begin(first.run, first.offset)
        end = around_last[1] if around_last is not None else self.runs.end(last.run, last.offset + len(last.span))
        return Anchor(_edge(start, forward=False), _edge(end, forward=True))

    def _nearest(self, span: Span) -> Anchor | None:
        """For what no run holds (a generated number, a box to tick): its paragraph, else the words next to it."""
        block = next((one for one in self._source.blocks if one.span.start <= span.start <= one.span.end), None)
        if block is not None:
            found = self._anchor(self.origins(block.span))
            if found is not None:
                return found
        index = bisect_left(self._starts, span.start)
        near = self._origins[index : index + 1] or self._origins[-1:]
        return self._anchor(near)


def _story(element: _Element) -> _Element | None:
    """The cell an element stands in; comments do not run from one into another. A text box belongs to its paragraph."""
    found = None
    for above in element.iterancestors(CELL, _BOX):
        if above.tag == _BOX:
            found = None
        elif found is None:
            found = above
    return found


def _edge(element: _Element, *, forward: bool) -> _Element:
    """The outermost element that begins (or ends) where this one does, inside the paragraph."""
    while True:
        above = element.getparent()
        if above is None or above.tag not in _CONTAINERS or not _in_paragraph(above):
            return element
        if any(
            one.tag not in _NO_CONTENT and isinstance(one.tag, str)
            for one in element.itersiblings(preceding=not forward)
        ):
            return element
        element = above


def _in_paragraph(element: _Element) -> bool:
    return any(above.tag == PARAGRAPH for above in element.iterancestors())


def _title_span(source: SourceText, title: str, origins: list[Origin]) -> Span | None:
    """The line that holds the title, else the first line with words in it."""
    if not origins:
        return None
    body = [block.span for block in source.blocks if block.span.end <= source.body.end and len(block.span)]
    lines = [span for span in body[:_TITLE_LINES] if any(one.span.overlaps(span) for one in origins[:200])]
    for span in lines:
        words = Normalized(span.of(source.text)).text.strip()
        if title and words and (title.startswith(words) or title in words):
            return span
    return lines[0] if lines else origins[0].span
