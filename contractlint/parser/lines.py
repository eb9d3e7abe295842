"""The lines of a text, as far as they hold anything."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.dataclass import dataclass
from contractlint.text import Block, SourceText, Span

BLANKS = " \t\r\u00a0\u2002\u2003\u2009\u3000\u202f\u200b\ufeff"
"""Blanks at the edges of a line, of all widths."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block without the blanks around it; ``text`` is its folded form."""

    span: Span
    text: str
    block: Block
    first: bool
    """Whether it is the first line of its block that holds anything."""


def lines_of(source: SourceText, within: Span | None = None) -> tuple[Line, ...]:
    """The lines of the body (or of ``within``) that hold anything, block by block."""
    area = source.body if within is None else within
    known: tuple[Line, ...] | None = source.derived.get((lines_of, area))
    if known is None:
        known = source.derived[lines_of, area] = _lines_of(source, area)
    return known


def _lines_of(source: SourceText, area: Span) -> tuple[Line, ...]:
    return tuple(
        line
        for block in source.blocks
        if area.start <= block.span.start and block.span.end <= area.end
        for line in lines_in(source, block)
    )


def lines_in(source: SourceText, block: Block) -> Iterator[Line]:
    """The lines of one block that hold anything."""
    start = block.span.start
    first = True
    for piece in block.span.of(source.text).split("\n"):
        stripped = piece.strip(BLANKS)
        if stripped:
            left = start + piece.find(stripped)
            span = Span(left, left + len(stripped))
            text = source.normalized.of(span).strip(" ")
            if text:
                yield Line(span, text, block, first)
                first = False
        start += len(piece) + 1
