"""The lines of a text as a form is read: a table cell has lines of its own, beside and not behind its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.dataclass import dataclass
from contractlint.regex import compile_regex
from contractlint.text import Span, Table, fold_width

_INVISIBLE = compile_regex("[\u200c-\u200f\u2060\ufeff\u00ad]")
CellPlace = tuple[int, int, int]
"""Index of the table, row and column."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the text, or of one table cell; ``text`` is levelled, so that offsets into it are the source's."""

    start: int
    end: int
    text: str
    cell: CellPlace | None


def level(text: str) -> str:
    """The text folded in width as rules see it, but character by character and with every blank.

    Blanks are what sets the columns of a form apart, hence they stay, the wide one (U+3000) as it is.
    """
    return _INVISIBLE.sub("\u200b", fold_width(text, kept="\u3000"))


def pieces_of(text: str, tables: Sequence[Table]) -> tuple[Piece, ...]:
    """The lines of a levelled text in order, empty ones left out; what separates table cells is no line."""
    found: list[Piece] = []
    for start, end, cell in _stretches(len(text), tables):
        offset = start
        for line in text[start:end].split("\n"):
            if line.strip():
                found.append(Piece(offset, offset + len(line), line, cell))
            offset += len(line) + 1
    return tuple(found)


def _stretches(length: int, tables: Sequence[Table]) -> Iterator[tuple[int, int, CellPlace | None]]:
    """The text cut at the borders of cells and tables; a nested table cuts the cell it stands in."""
    borders = sorted(
        (
            (cell.span, (number, cell.row, cell.column))
            for number, table in enumerate(tables)
            for cell in table.cells
            if len(cell.span)
        ),
        key=lambda border: (border[0].start, -border[0].end, border[1]),
    )
    position = 0
    inside: list[tuple[int, CellPlace]] = []
    following = 0
    for span, place in [*borders, (Span(length, length), None)]:
        while inside and inside[-1][0] <= span.start:
            end, cell = inside.pop()
            if position < end:
                yield position, end, cell
            position = max(position, end)
        if inside:
            if position < span.start:
                yield position, span.start, inside[-1][1]
        else:
            while following < len(tables) and tables[following].span.end <= span.start:
                if position < tables[following].span.start:
                    yield position, tables[following].span.start, None
                position = max(position, tables[following].span.end)
                following += 1
            outside = min(span.start, tables[following].span.start) if following < len(tables) else span.start
            if position < outside:
                yield position, outside, None
        position = max(position, span.start)
        if place is not None:
            inside.append((span.end, place))
