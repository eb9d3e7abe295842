"""Service level tables: levels in rows or in columns, the unit in the cell or in the header of the column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from contractlint.dataclass import dataclass
from contractlint.model import Period
from contractlint.parser.level_names import LEVEL_HEADER, NAME, Place, cell_keys, header_clock, level_key
from contractlint.regex import compile_regex
from contractlint.text import Cell, SourceText, Span, Table

Named = tuple[tuple[str, ...], Span]
_HEADER_ROWS = 3
# Without levels only a plain label counts: 「月结处理时间 | 210分钟」 is a figure of the software.
_LABEL = compile_regex(
    r"(?:[\d.、（）]{0,5})(?:故障|服务|现场|问题|报修|报障|工程师|人员|维修|技术支持|远程|电话|承诺|售后"
    r"|系统)*(?=响应|到场|到达|抵达|上门|受理"
    r"|恢复|解决|修复|排除|处理|赶到)"
)
_CUE = compile_regex(
    "响应|受理|应答|到场|到达|抵达|上门|现场|赶到|恢复|解决|修复|排除|处理|处置|维修|完成|消除|答复|回复"
    "|(?i:response|on-?site|resolution|restor|recovery)"
)
_NUMBER = compile_regex(r"[≤<=不超过 ]{0,6}(\d{1,4}(?:\.\d{1,2})?) ?(?:以内|之内|内)?")
_HEADER_UNIT = compile_regex("(?P<minute>分钟|min)|(?P<hour>小时|h(?![a-z]))|(?P<workday>工作日)|(?P<day>日|天)")


@dataclass(frozen=True, slots=True)
class TableGrid:
    """What one table says: its levels, the times in its cells, and whose level a cell of prose stands in."""

    levels: tuple[Named, ...]
    places: tuple[Place, ...]
    taken: tuple[Span, ...]
    """Cells whose times are among ``places``."""
    rows: tuple[tuple[Span, Named], ...]
    """Other cells in the row (or column) of a level."""


def read_level_tables(source: SourceText, periods: Sequence[Period]) -> tuple[TableGrid, ...]:
    """One grid for every table that sets times by level, or simply sets times; others are left out."""
    starts = [period.span.start for period in periods]
    grids = []
    for table in source.tables:
        if source.normalized.search(_CUE, table.span) is None:
            continue
        reader = _Reader(source, table, table.grid(), periods, starts)
        grid = reader.by_rows() or reader.by_columns() or reader.by_label()
        if grid is not None:
            grids.append(grid)
    return tuple(grids)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One table with what is needed to read it."""

    source: SourceText
    table: Table
    grid: list[list[Cell | None]]
    periods: Sequence[Period]
    starts: Sequence[int]

    def text(self, row: int, column: int) -> str:
        cell = self.grid[row][column]
        return "" if cell is None else "".join(self.source.normalized.of(cell.span).split())

    def by_rows(self) -> TableGrid | None:
        """A header row that names clocks, and a column that names levels."""
        for header in range(min(_HEADER_ROWS, self.table.rows - 1)):
            titles = [self.text(header, column) for column in range(self.table.columns)]
            clocks = {column: kind for column, title in enumerate(titles) if (kind := header_clock(title))}
            body = range(header + 1, self.table.rows)
            column = self._level_column(titles, clocks, body)
            if not clocks or column is None:
                continue
            named = {row: self._named(row, column, bool(LEVEL_HEADER.search(titles[column]))) for row in body}
            lines = [
                (row, other, named[row], clocks.get(other, ""), titles[other])
                for row in body
                for other in range(self.table.columns)
                if other != column and named[row] is not None
            ]
            return self._grid(lines)
        return None

    def by_columns(self) -> TableGrid | None:
        """Levels along the top, clocks down the side."""
        if self.table.columns < 2:
            return None
        labels = [self.text(row, 0) for row in range(self.table.rows)]
        clocks = {row: kind for row, label in enumerate(labels) if (kind := header_clock(label))}
        for header in range(min(_HEADER_ROWS, self.table.rows - 1)):
            sure = LEVEL_HEADER.search(labels[header]) is not None
            named = {column: self._named(header, column, sure) for column in range(1, self.table.columns)}
            if header in clocks or not clocks or sum(one is not None for one in named.values()) < 2:
                continue
            lines = [
                (row, column, named[column], clocks.get(row, ""), labels[row])
                for row in range(header + 1, self.table.rows)
                for column in named
                if named[column] is not None
            ]
            return self._grid(lines)
        return None

    def by_label(self) -> TableGrid | None:
        """「响应时间 | 30分钟」, or a header row of clocks over times without levels."""
        lines: list[tuple[int, int, Named | None, str, str]] = []
        for row in range(self.table.rows):
            for column in range(self.table.columns):
                title = self.text(row, column)
                kind = header_clock(title)
                if not kind or not _LABEL.match(title):
                    continue
                for below, beside in ((row, column + 1), (row + 1, column)):
                    if below < self.table.rows and beside < self.table.columns and self._times(below, beside):
                        lines.append((below, beside, None, kind, title))
                        break
        return self._grid(lines) if lines else None

    def _level_column(self, titles: Sequence[str], clocks: dict[int, str], body: range) -> int | None:
        free = [column for column in range(len(titles)) if column not in clocks]
        for column in free:
            if LEVEL_HEADER.search(titles[column]) and any(self._named(row, column, True) for row in body):
                return column
        for column in free[:2]:
            if sum(bool(cell_keys(self.text(row, column))) for row in body) >= 2:
                return column
        return None

    def _named(self, row: int, column: int, sure: bool) -> Named | None:
        cell = self.grid[row][column]
        text = self.text(row, column)
        if cell is None or not compile_regex(r"\w").search(text) or len(text) > 40:
            return None
        keys = cell_keys(text) or ((text,) if sure and LEVEL_HEADER.search(text) is None else ())
        return (keys, cell.span) if keys else None

    def _grid(self, lines: Sequence[tuple[int, int, Named | None, str, str]]) -> TableGrid:
        places: list[Place] = []
        taken: list[Span] = []
        rows: list[tuple[Span, Named]] = []
        levels: dict[Span, Named] = {}
        for row, column, named, kind, title in lines:
            cell = self.grid[row][column]
            if named is not None:
                levels.setdefault(named[1], named)
            if cell is None:
                continue
            if kind:
                places += self._cell(row, column, named, kind, title)
                taken.append(cell.span)
            elif named is not None:
                rows.append((cell.span, named))
        return TableGrid(tuple(levels.values()), tuple(places), tuple(taken), tuple(rows))

    def _times(self, row: int, column: int) -> Sequence[Period]:
        cell = self.grid[row][column]
        if cell is None:
            return ()
        return self.periods[bisect_left(self.starts, cell.span.start) : bisect_right(self.starts, cell.span.end)]

    def _cell(self, row: int, column: int, named: Named | None, kind: str, title: str) -> Iterator[Place]:
        cell = self.grid[row][column]
        assert cell is not None
        own = () if named is None else ((named[0][0], named[1]),)
        times = self._times(row, column)
        for period in times:
            inside = self._named_before(cell, period) if named is None else ()
            yield Place(kind, inside or own, period, period.span)
        if not times:
            yield Place(kind, own, self._bare(cell, title + self._above(row, column)), cell.span)

    def _named_before(self, cell: Cell, period: Period) -> tuple[tuple[str, Span], ...]:
        """The level named before a time in its own cell: 「一级15分钟，二级30分钟」."""
        found = list(self.source.normalized.finditer(NAME, Span(cell.span.start, period.span.start)))
        return ((level_key(found[-1].match), found[-1].span),) if found else ()

    def _above(self, row: int, column: int) -> str:
        """The header cells over a cell: 「时间要求（小时）」 may span the clocks."""
        return "".join(self.text(above, column) for above in range(min(row, _HEADER_ROWS)))

    def _bare(self, cell: Cell, title: str) -> Period | None:
        """A number whose unit stands in the header: 「响应时间（分钟）」."""
        number = _NUMBER.fullmatch(self.source.normalized.of(cell.span).strip())
        unit = _HEADER_UNIT.search(title)
        if number is None or unit is None:
            return None
        return Period(cell.span, Decimal(number[1]), unit.lastgroup or "")
