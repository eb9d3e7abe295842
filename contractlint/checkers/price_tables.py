"""价格表: tables with unit prices, quantities and amounts, and whether their lines and totals add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import prod

from contractlint import regex
from contractlint.checkers.prices import yuan
from contractlint.dataclass import dataclass
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Cell, Span, Table, lying_in

QUANTITY, PRICE, AMOUNT, TAX, RATE, FACTOR, OTHER = "quantity", "price", "amount", "tax", "rate", "factor", "other"
NET, GROSS = "net", "gross"

_KINDS = (
    (RATE, compile_regex("税率")),
    (FACTOR, compile_regex("折扣|优惠|系数|比例|权重|占比|备注|说明|付款|支付|期次|累计")),
    (PRICE, compile_regex("单价|元/|每[月次台人年][^数]{0,2}[价费]|月费|月租")),
    (TAX, compile_regex("税额|(?<!含)税金|增值税")),
    (
        QUANTITY,
        compile_regex(
            "数量|工作量|次数|人数|天数|月数|人天|人月|工日|台数|工时|频次|期限|周期|年限|年数|日数|班次|用量|面积|时长"
        ),
    ),
    (AMOUNT, compile_regex("金额|小计|合价|总价|合计|总额|总计|费用|价款|报价|价格")),
)
_NO_COUNT = compile_regex("序号|编号|^号|No|型号|名称|项目|单位|品牌|规格|内容|行号")
_DISCOUNT = compile_regex("折扣|优惠|系数|比例|权重")
_NET = compile_regex("不含税|未税|除税|税前")
_GROSS = compile_regex("含税|价税|税后")
_FIGURE = compile_regex(r"[\s¥]*(?P<digits>-?[0-9][0-9，]*(?:\.[0-9]+)?)\s*(?P<unit>万元|元)?整?\s*")
_COUNT = compile_regex(r"\s*(?P<digits>[0-9]{1,9}(?:\.[0-9]{1,4})?)\s*[^\d，。；×*xX/\-~～至]{0,4}\s*")
_TOTAL_ROW = compile_regex(
    r"[（(]?(?:[一二三四五六七八九十\d]{1,2}[、.])?(?:本?(?:合同|项目|费用|服务费|报价|含税|价税|金额|年度))?(?:合计|总计|共计|总价|总额|总金额|总费用)"
)
_SUBTOTAL_ROW = compile_regex(r"[^，。；\d]{0,12}小计")
_ENDS_ITEMS = compile_regex("优惠|折后|折扣|让利|最终|实际成交|成交价|下浮")
_IN_WORDS = compile_regex(r"(?:人民币|金额|合计|总价|总计)?[（(]?(?:人民币)?大写")
_NOTHING = compile_regex(r"[\s/\-—–无]*|.{0,6}(?:赠送|免费|包含|已含|不计费|优惠).{0,6}")
_LAST_FIGURE = compile_regex(r"(?P<digits>[0-9][0-9，]*(?:\.[0-9]+)?)\s*(?P<unit>万元|元)?整?[\s）]*$")
_MOST_HEADERS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell: ``value`` as meant (yuan, a count, a share), ``step`` the worth of its last place."""

    value: Decimal
    step: Decimal
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; ``tax`` is ``net``, ``gross`` or empty."""

    index: int
    kind: str
    tax: str
    caption: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row below the header: ``role`` is ``item``, ``subtotal``, ``total`` or ``end``."""

    role: str
    name: str
    figures: dict[int, Figure]
    unread: frozenset[int]
    """Columns with something in them that is no number."""
    merged: frozenset[int]
    """Columns whose cell covers several rows; counted once, with the first of them."""


@dataclass(frozen=True, slots=True)
class PriceTable:
    """A table with at least one column of money."""

    table: Table
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def of(self, kind: str) -> tuple[Column, ...]:
        """The columns of one kind."""
        return tuple(column for column in self.columns if column.kind == kind)


def price_tables(agreement: Agreement) -> tuple[PriceTable, ...]:
    """The tables of the body and its annexes that hold prices."""
    found = (_price_table(agreement, table) for table in agreement.tables if agreement.judged.contains(table.span))
    return tuple(table for table in found if table is not None)


def line_total_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Unit price × quantity that differs from the amount, and totals that differ from the sum of their lines."""
    for table in price_tables(agreement):
        yield from _wrong_lines(table)
        for column in table.of(AMOUNT):
            yield from _wrong_totals(table, column)


def _wrong_lines(table: PriceTable) -> Iterator[Hit]:
    counts = table.of(QUANTITY)
    if not counts or any(_DISCOUNT.search(column.caption) for column in table.of(FACTOR)):
        return
    for line in table.lines:
        if line.role != "item" or line.merged or any(column.index in line.unread for column in counts):
            continue
        quantities = [line.figures[column.index] for column in counts if column.index in line.figures]
        # A column with a caption nobody thought of may be one more factor (站点, 批).
        more = [line.figures[column.index] for column in table.of(OTHER) if column.index in line.figures]
        for price, amount in _priced(table, line):
            if quantities and not _multiplies(price, [*quantities, *more[:3]], amount):
                worked = price.value * quantities[0].value
                yield Hit(
                    (amount.span, price.span, *(one.span for one in quantities)),
                    {
                        "what": f"「{line.name}」单价{yuan(price.value)}乘以数量{_plain(quantities[0].value)}"
                        f"是{yuan(worked)}，表里写{yuan(amount.value)}"
                    },
                )
                break


def _priced(table: PriceTable, line: Line) -> list[tuple[Figure, Figure]]:
    """Price and amount of the same kind; where kinds differ or are unclear there is nothing to compare."""
    found = []
    amounts = table.of(AMOUNT)
    for price in table.of(PRICE):
        same = [column for column in amounts if column.tax == price.tax]
        if not same and len(table.of(PRICE)) == len(amounts) == 1:
            same = [column for column in amounts if not (column.tax and price.tax)]
        if len(same) == 1 and price.index in line.figures and same[0].index in line.figures:
            found.append((line.figures[price.index], line.figures[same[0].index]))
    return found


def _multiplies(price: Figure, quantities: Sequence[Figure], amount: Figure) -> bool:
    """Whether the amount is the price times some of the quantities, to the last place the amount is written to."""
    for size in range(1, len(quantities) + 1):
        for chosen in combinations(quantities, size):
            worked = prod((one.value for one in chosen), start=price.value)
            exact = worked % amount.step == 0
            if worked == amount.value or (not exact and abs(worked - amount.value) < amount.step):
                return True
    return False


def _wrong_totals(table: PriceTable, column: Column) -> Iterator[Hit]:
    """Totals and subtotals of one column; a line that cannot be read makes the sum unknown."""
    items: list[Figure] = []
    group = 0
    for line in table.lines:
        figure = line.figures.get(column.index)
        if line.role == "end":
            return
        if line.role == "item":
            if column.index in line.unread:
                return
            if figure is not None:
                items.append(figure)
            continue
        if line.role == "subtotal":
            if figure is not None and len(items) > group:
                sums = {_sum(items[group:]), _sum(items)}
                if figure.value not in sums:
                    yield _wrong_total("小计", _sum(items[group:]), figure)
            group = len(items)
            continue
        if figure is not None and len(items) > 1 and figure.value != _sum(items):
            yield _wrong_total("合计", _sum(items), figure)
        return


def _wrong_total(name: str, worked: Decimal, figure: Figure) -> Hit:
    return Hit((figure.span,), {"what": f"各行相加是{yuan(worked)}，{name}写{yuan(figure.value)}"})


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0))


def _plain(value: Decimal) -> str:
    return f"{value:,f}"


# ---------------------------------------------------------------- reading


def _price_table(agreement: Agreement, table: Table) -> PriceTable | None:
    grid = table.grid()
    header = _header_rows(agreement, grid)
    if not header or header == len(grid):
        return None
    captions, title = _captions(agreement, table, grid[:header])
    columns = tuple(_columns(captions))
    if not any(column.kind == AMOUNT for column in columns):
        return None
    scales = {
        column.index: Decimal(10_000)
        if "万元" in captions[column.index] or ("万元" in title and "元" not in captions[column.index])
        else Decimal(1)
        for column in columns
    }
    lines = [
        line for row in range(header, len(grid)) if (line := _line(agreement, grid, row, columns, scales)) is not None
    ]
    below = _total_below(agreement, table, columns, scales)
    return PriceTable(table, columns, tuple(lines if below is None else [*lines, below]))


def _header_rows(agreement: Agreement, grid: list[list[Cell | None]]) -> int:
    """How many rows stand above the first one with a figure in it; 0 where that is none of the first rows."""
    for row, cells in enumerate(grid[: _MOST_HEADERS + 1]):
        texts = [agreement.folded(cell.span).strip() for cell in cells if cell is not None]
        if row and any(_FIGURE.fullmatch(text) or regex.match(r"\d", text) for text in texts):
            return row
    return 0


def _captions(agreement: Agreement, table: Table, rows: list[list[Cell | None]]) -> tuple[list[str], str]:
    """The caption of each column over all header rows, and what stands above all columns."""
    captions = [""] * table.columns
    title = ""
    for cells in rows:
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            text = "".join(agreement.folded(cell.span).split())
            if cell.column_span >= max(3, table.columns - 1):
                title += text if column == cell.column else ""
            elif text not in captions[column]:
                captions[column] += text
    return captions, title


def _columns(captions: Sequence[str]) -> Iterator[Column]:
    for index, caption in enumerate(captions):
        kind = next((kind for kind, words in _KINDS if words.search(caption)), OTHER)
        if kind != OTHER or (caption and _NO_COUNT.search(caption) is None):
            tax = NET if _NET.search(caption) else GROSS if _GROSS.search(caption) else ""
            yield Column(index, kind, tax, caption)


def _line(
    agreement: Agreement, grid: list[list[Cell | None]], row: int, columns: Sequence[Column], scales: dict[int, Decimal]
) -> Line | None:
    texts = [agreement.folded(cell.span).strip() if cell is not None else "" for cell in grid[row]]
    if not any(texts):
        return None
    figures: dict[int, Figure] = {}
    unread: set[int] = set()
    merged: set[int] = set()
    for column in columns:
        cell = grid[row][column.index]
        if cell is None or (cell.row_span > 1 and cell.row != row):
            merged.add(column.index)
            continue
        if cell.row_span > 1:
            merged.add(column.index)
        figure = _figure(agreement, cell, column, scales[column.index])
        if figure is not None:
            figures[column.index] = figure
        elif not _NOTHING.fullmatch(texts[column.index]) and cell.column == column.index:
            unread.add(column.index)
    names = [text for text in texts if text and not regex.fullmatch(r"[\d.]+", text)]
    if names and _IN_WORDS.match(names[0]):
        return None
    role = _role(names)
    if role == "total" and len(columns) and not figures:
        role = "end"
    return Line(role, names[0] if names else "", figures, frozenset(unread), frozenset(merged))


def _role(names: Sequence[str]) -> str:
    for name in names[:2]:
        if _ENDS_ITEMS.search(name) and not _FIGURE.fullmatch(name) and len(name) <= 30 and _is_total(name, names):
            return "end"
        if _SUBTOTAL_ROW.match(name):
            return "subtotal"
        if _TOTAL_ROW.match(name):
            return "total"
    return "item"


def _is_total(name: str, names: Sequence[str]) -> bool:
    return name is names[0] and regex.search("价|额|计|合|总|大写", name) is not None


def _figure(agreement: Agreement, cell: Cell, column: Column, scale: Decimal) -> Figure | None:
    text = agreement.folded(cell.span)
    if column.kind == RATE:
        share = next(iter(lying_in(agreement.quantities.percentages, cell.span)), None)
        return None if share is None else Figure(share.value, Decimal("0.0001"), share.span)
    counted = column.kind in (QUANTITY, OTHER)
    match = (_COUNT if counted else _FIGURE).fullmatch(text)
    if match is None:
        return None
    if counted:
        scale = Decimal(1)
    elif match["unit"]:
        scale = Decimal(10_000 if match["unit"] == "万元" else 1)
    value, step = _worth(match["digits"])
    return Figure(value * scale, step * scale, cell.span)


def _worth(digits: str) -> tuple[Decimal, Decimal]:
    value = Decimal(digits.replace("，", ""))
    return value, Decimal(1).scaleb(-len(digits.partition(".")[2]))


def _total_below(
    agreement: Agreement, table: Table, columns: Sequence[Column], scales: dict[int, Decimal]
) -> Line | None:
    """The line right below a table in plain text that begins with 合计: its cells are too few to belong to it."""
    amounts = [column for column in columns if column.kind == AMOUNT]
    start = table.span.end
    while start < len(agreement.text) and agreement.text[start] == "\n":
        start += 1
    end = agreement.text.find("\n", start)
    place = Span(start, end if end >= 0 else len(agreement.text))
    if len(amounts) != 1 or len(place) > 120 or start - table.span.end > 2:
        return None
    text = agreement.folded(place).strip()
    found = agreement.search(_LAST_FIGURE, place)
    if found is None or _TOTAL_ROW.match(text) is None or "。" in text or regex.search("大写|优惠", text):
        return None
    scale = scales[amounts[0].index]
    if found["unit"]:
        scale = Decimal(10_000 if found["unit"] == "万元" else 1)
    value, step = _worth(found["digits"])
    figure = Figure(value * scale, step * scale, found.span_of("digits"))
    return Line("total", text, {amounts[0].index: figure}, frozenset(), frozenset())


CHECKS: dict[str, Kind] = {"line-total-mismatch": line_total_mismatch}
