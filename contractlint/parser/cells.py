"""Captions that fill a table cell, and values that stand in other cells than their captions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from contractlint import regex
from contractlint.dataclass import replace
from contractlint.parser.captions import Caption, read_caption
from contractlint.parser.entries import EDGE, Entry, compact, has_shape, trimmed
from contractlint.parser.pieces import CellPlace
from contractlint.text import Cell, Span, Table

_LONGEST_CAPTION = 60
_PEOPLE = frozenset(("contact", "representative", "agent"))
# A name with a telephone number or a remark behind it, a name in Latin letters, or a sign for none.
_NAME_OR_NOTHING = r"[\u4e00-\u9fff·]{2,5}(?:[ ，,、（(\d].*)?|[A-Za-z][A-Za-z .]+|[/／无—\-]|（.*|[\[【{$<《_].*"


def merged_cells(text: str, tables: Sequence[Table]) -> dict[CellPlace, tuple[Caption, Span]]:
    """Cells that are one caption over several lines: 「委托人：」 above 「（甲方）」."""
    found: dict[CellPlace, tuple[Caption, Span]] = {}
    for number, table in enumerate(tables):
        for cell in table.cells:
            if not 0 < len(cell.span) <= _LONGEST_CAPTION:
                continue
            lines = [line.strip(EDGE) for line in cell.span.of(text).split("\n") if line.strip(EDGE)]
            if len(lines) < 2 or not all(line.startswith("（") or _ends_word(line) for line in lines[1:]):
                continue
            caption = read_caption(compact("".join(lines).replace("：", "")))
            if caption is not None:
                found[number, cell.row, cell.column] = (caption, trimmed(text, cell.span))
    return found


def with_cells(text: str, tables: Sequence[Table], entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, those without a value completed from other cells.

    The value stands to the right, below the heading of a column, or, in a table with one column for each party, where
    row and column meet; one caption then yields an entry for each party.
    """
    numbers = {entry.cell[0] for entry in entries if entry.cell is not None}
    grids = {number: tables[number].grid() for number in numbers}
    inside: dict[CellPlace, list[Entry]] = {}
    for entry in entries:
        if entry.cell is not None:
            inside.setdefault(entry.cell, []).append(entry)
    heads = _party_columns(inside)
    headings = {head.label.start for columns in heads.values() for headed in columns.values() for _, head in headed}
    for entry in entries:
        if entry.cell is None or entry.value.of(text).strip(EDGE) or inside[entry.cell][-1] is not entry:
            yield entry
            continue
        number, row, column = entry.cell
        crossing = {
            at: headed[above - 1][1]
            for at, headed in heads.get(number, {}).items()
            if (above := bisect_left(headed, row, key=lambda one: one[0]))
        }
        if crossing and not entry.caption.is_party and column < min(crossing):
            for at, head in sorted(crossing.items()):
                cell = grids[number][row][at]
                if cell is not None:
                    yield _crossed(text, entry, head, cell)
        elif entry.label.start in headings:
            yield _below(text, grids[number], entry, inside)
        else:
            beside = _beside(text, grids[number], entry, inside)
            if _PEOPLE.issuperset(entry.caption.keys) and not _may_be_person(text, entry, beside):
                # A post in a list of people, with years or certificates in the next column.
                continue
            yield beside


def _may_be_person(text: str, entry: Entry, beside: Entry) -> bool:
    value = beside.value.of(text).strip(EDGE)
    asked = text[entry.label.end : entry.label.end + 1] == "："
    return (
        asked or not value or has_shape(beside.caption, value) or regex.fullmatch(_NAME_OR_NOTHING, value) is not None
    )


def _ends_word(line: str) -> bool:
    """A line of a cell that is only the rest of a word: 电话 below 联系."""
    return len(line) <= 3 and "：" not in line


def _party_columns(inside: Mapping[CellPlace, Sequence[Entry]]) -> dict[int, dict[int, list[tuple[int, Entry]]]]:
    """Columns headed by the bare names of two parties side by side, behind a column of captions.

    Table → column → its headings as ``(row, entry)`` from the top.
    """
    rows: dict[tuple[int, int], list[tuple[int, Entry]]] = {}
    for (number, row, column), entries in inside.items():
        if len(entries) == 1 and entries[0].caption.is_party and not len(entries[0].value):
            rows.setdefault((number, row), []).append((column, entries[0]))
    found: dict[int, dict[int, list[tuple[int, Entry]]]] = {}
    for (number, row), headed in sorted(rows.items(), key=lambda one: one[0]):
        columns = sorted(column for column, _ in headed)
        if len(columns) >= 2 and columns[0] >= 1 and columns[1] == columns[0] + 1:
            for column, entry in headed:
                found.setdefault(number, {}).setdefault(column, []).append((row, entry))
    return found


def _crossed(text: str, entry: Entry, head: Entry, cell: Cell) -> Entry:
    caption = replace(entry.caption, titles=head.caption.titles, letter=head.caption.letter)
    value = trimmed(text, cell.span)
    return replace(entry, caption=caption, value=value)


def _beside(
    text: str, grid: list[list[Cell | None]], entry: Entry, inside: Mapping[CellPlace, Sequence[Entry]]
) -> Entry:
    """The entry with the text of the next cell in its row, unless that begins with a caption of its own."""
    if entry.cell is None:
        return entry
    number, row, column = entry.cell
    own = grid[row][column]
    for cell in grid[row][column + 1 :]:
        if cell is None or cell == own:
            continue
        beside = inside.get((number, cell.row, cell.column))
        if beside and beside[0].label.start <= trimmed(text, cell.span).start:
            return _below(text, grid, entry, inside) if entry.caption.is_party else entry
        return replace(entry, value=trimmed(text, cell.span))
    return _below(text, grid, entry, inside) if entry.caption.is_party else entry


def _below(
    text: str, grid: list[list[Cell | None]], entry: Entry, inside: Mapping[CellPlace, Sequence[Entry]]
) -> Entry:
    """A party with the name in the cell below, where that looks like one."""
    if entry.cell is None or entry.caption.signing:
        return entry
    number, row, column = entry.cell
    cell = grid[row + 1][column] if row + 1 < len(grid) else None
    if cell is None or cell.row <= row or inside.get((number, cell.row, cell.column)):
        return entry
    value = trimmed(text, cell.span)
    return replace(entry, value=value) if has_shape(entry.caption, value.of(text)) else entry
