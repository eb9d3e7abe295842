"""Tables drawn with characters: columns set apart by tabs or bars, in text files and in paragraphs of Word files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from contractlint.dataclass import dataclass, replace
from contractlint.errors import UnreadableFile
from contractlint.readers.limits import Limits
from contractlint.readers.lines import begins_with_label, is_label
from contractlint.regex import compile_regex
from contractlint.text import Block, Cell, SourceText, Span, Table

_PIPES = "|｜│┃"
_PIPE = compile_regex(f"[{_PIPES}]")
_RULE = compile_regex(r"[\s|｜│┃+\-=:─━┄┅═╌┼├┤┌┐└┘┬┴╋┠┨┏┓┗┛┯┷┿╂║╔╗╚╝╠╣╦╩╬]{3,}")
_COLON = compile_regex("[：:]")
_TABS = compile_regex("\t+")
_MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table drawn with characters, and the lines it takes."""

    lines: range
    table: Table


def drawn_tables(lines: Sequence[str], starts: Sequence[int], limits: Limits) -> Iterator[Drawn]:
    """Runs of at least two lines that are divided the same way."""
    cells = 0
    for kind, group in groupby(_spaced(lines), key=lambda number: _drawn_with(lines[number])):
        numbers = list(group)
        if not kind:
            continue
        rows: list[tuple[int, list[tuple[int, int]]]] = []
        for number in numbers:
            if not _is_rule(lines[number]):
                rows.append((number, _fields(lines[number], kind)))
                cells += len(rows[-1][1])
                if cells > limits.cells:
                    raise UnreadableFile(f"表格单元格超过 {limits.cells} 个，超出可以审查的范围，拒绝读取。")
        if kind == "tab":
            rows = _with_empty_fields(lines, rows)
        for _, alike in groupby(rows, key=lambda row: len(row[1])):
            same = list(alike)
            columns = len(same[0][1])
            if len(same) < 2 or not 2 <= columns <= _MOST_COLUMNS or (kind == "tab" and not _tabular(lines, same)):
                continue
            yield _drawn(lines, starts, same)


def _spaced(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines but for the empty ones between tab lines that are set double-spaced throughout."""
    for number, line in enumerate(lines):
        rows = lines[number - 1 : number + 2 : 2] if 0 < number < len(lines) - 1 and not line.strip() else ()
        beyond = (*lines[max(0, number - 2) : max(0, number - 1)], *lines[number + 2 : number + 3])
        if not rows or any(_drawn_with(row) != "tab" for row in rows) or any(other.strip() for other in beyond):
            yield number


def _with_empty_fields(
    lines: Sequence[str], rows: list[tuple[int, list[tuple[int, int]]]]
) -> list[tuple[int, list[tuple[int, int]]]]:
    """Rows in which two tabs side by side leave a cell empty, where that gives them the width of the row above,
    or the first row, with the corner of the table empty, that of the row below.

    Elsewhere a run of tabs only lines up the columns.
    """
    filled: list[tuple[int, list[tuple[int, int]]]] = []
    for number, fields in rows:
        beside = filled[-1] if filled else rows[1] if len(rows) > 1 else None
        wanted = len(beside[1]) if beside is not None else 0
        if wanted > 2 and len(fields) < wanted and lines[number].count("\t") == wanted - 1:
            fields = _single_fields(lines[number])
        filled.append((number, fields))
    return filled


def _single_fields(line: str) -> list[tuple[int, int]]:
    """Columns of a line where every single tab divides."""
    fields: list[tuple[int, int]] = []
    start = 0
    for piece in line.split("\t"):
        fields.append(_stripped(line, start, start + len(piece)))
        start += len(piece) + 1
    return fields


def _drawn(lines: Sequence[str], starts: Sequence[int], rows: Sequence[tuple[int, list[tuple[int, int]]]]) -> Drawn:
    cells = tuple(
        Cell(row, column, 1, 1, Span(starts[number] + start, starts[number] + end))
        for row, (number, fields) in enumerate(rows)
        for column, (start, end) in enumerate(fields)
    )
    first, last = rows[0][0], rows[-1][0]
    span = Span(starts[first], starts[last] + len(lines[last].rstrip()))
    return Drawn(range(first, last + 1), Table(span, len(rows), len(rows[0][1]), cells))


def _drawn_with(line: str) -> str:
    """``pipe`` or ``tab`` where the line is divided into columns, else empty; lines that are rules go with pipes."""
    if _PIPE.search(line) or _is_rule(line):
        return "pipe"
    return "tab" if "\t" in line.strip() else ""


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and not line.isspace()


def _fields(line: str, kind: str) -> list[tuple[int, int]]:
    """Columns of a line as offsets into it, blanks around them left out; an empty one is an empty stretch."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    separator = _PIPE if kind == "pipe" else _TABS
    if kind == "pipe":
        start += 1 if _PIPE.match(line, start) else 0
        end -= 1 if end > start and _PIPE.match(line, end - 1) else 0
    fields: list[tuple[int, int]] = []
    for match in separator.finditer(line, start, end):
        fields.append(_stripped(line, start, match.start()))
        start = match.end()
    return [*fields, _stripped(line, start, end)]


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return (start, start) if left == end else (left, start + len(piece.rstrip()))


def _tabular(lines: Sequence[str], rows: Sequence[tuple[int, list[tuple[int, int]]]]) -> bool:
    """Whether lines with tabs are a table: not clauses with a tab behind their number, nor a table of contents, nor
    a field name with its value; the particulars of two parties side by side are one."""
    if len(rows[0][1]) > 2 or _beside(lines, rows):
        return True
    for number, ((start, end), (second, last)) in rows:
        left, right = lines[number][start:end], lines[number][second:last]
        if is_label(left) or "：" in left or ":" in left or (right.isdigit() and begins_with_label(left)):
            return False
    return True


def _beside(lines: Sequence[str], rows: Sequence[tuple[int, list[tuple[int, int]]]]) -> bool:
    """Whether both cells of each row, or neither, are a field name with its value, and most rows name one twice."""
    same = 0
    for number, ((start, end), (second, last)) in rows:
        left, right = (_COLON.split(lines[number][a:b], maxsplit=1) for a, b in ((start, end), (second, last)))
        if len(left) != len(right):
            return False
        same += len(left) == 2 and left[0].strip() == right[0].strip()
    return same > 1 and 2 * same >= len(rows)


def with_drawn_tables(source: SourceText, limits: Limits) -> SourceText:
    """The same text with the paragraphs that draw a table with tabs or bars read as its cells."""
    lines = source.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    free = {
        block.span.start: block
        for block in source.blocks
        if block.table is None and block.label is None and source.body.contains(block.span)
    }
    own = [
        line if (block := free.get(start)) is not None and len(block.span) == len(line) else ""
        for start, line in zip(starts, lines, strict=False)
    ]
    free_text = "\n".join(own)
    divided = any(mark in free_text for mark in f"\t{_PIPES}")
    drawn = list(drawn_tables(own, starts, limits)) if divided else []
    if not drawn:
        return source
    cells = {
        starts[number]: (len(source.tables) + index, number)
        for index, table in enumerate(drawn)
        for number in table.lines
    }
    blocks: list[Block] = []
    for block in source.blocks:
        if block.span.start not in cells or block.span.start not in free:
            blocks.append(block)
            continue
        index, number = cells[block.span.start]
        line = Span(starts[number], starts[number] + len(lines[number]))
        table = drawn[index - len(source.tables)].table
        spans = [cell.span for cell in table.cells if line.contains(cell.span) and len(cell.span)]
        blocks.extend(replace(block, span=span, table=index) for span in spans)
    return replace(source, blocks=tuple(blocks), tables=(*source.tables, *(one.table for one in drawn)))
