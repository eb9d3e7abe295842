"""All captions and values of a text, whichever way the form is laid out."""

from __future__ import annotations

from contractlint.dataclass import dataclass
from contractlint.parser.cells import merged_cells, with_cells
from contractlint.parser.entries import Entry, entries_on, with_next_line
from contractlint.parser.pieces import Piece, level, pieces_of
from contractlint.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class Form:
    """The lines of a text and the captions with their values, both in order of place."""

    text: str
    """The levelled text, offset for offset that of the source."""
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]


def read_form(source: SourceText) -> Form:
    """Every caption of the body with the place of its value."""
    known: Form | None = source.derived.get(read_form)
    if known is None:
        known = source.derived[read_form] = _read_form(source)
    return known


def _read_form(source: SourceText) -> Form:
    text = source.lettered(level(source.body.of(source.text)))
    tables = [table for table in source.tables if source.body.contains(table.span)]
    pieces = pieces_of(text, tables)
    merged = merged_cells(text, tables)
    found: list[Entry] = []
    for index, piece in enumerate(pieces):
        if piece.cell is not None and piece.cell in merged:
            caption, span = merged[piece.cell]
            if not found or found[-1].label != span:
                found.append(Entry(caption, span, Span(span.end, span.end), index, 0, 0, piece.cell))
            continue
        found.extend(entries_on(piece, index))
    lined = [with_next_line(text, pieces, found, number) for number in range(len(found))]
    return Form(text, pieces, tuple(with_cells(text, tables, lined)))
