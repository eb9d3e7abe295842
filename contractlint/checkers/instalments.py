"""分期付款: what is paid in parts, out of sentences and tables, and whether the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.prices import apart_spans, prices, total_price, yuan
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import inside, module_spans
from contractlint.model import Agreement, Amount, Percentage, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Cell, Span, Spans, Table, lying_in

_PAYS = compile_regex("支付|付款|付清|付至|付到|拨付|结付|给付|付给|汇入|预付|首付|应付|付[^，。；款]{0,10}$")
_NAMED = (
    "预付款|首付款|首期款?|首笔款?|[一二三四五六]期款?|进度款|到货款|验收款|发货款|提货款|尾款|余款|质保金|质量保证金|保证金|定金"
    "|保修金|剩余款?项?"
)
_NAMED_BEFORE = compile_regex(rf"(?:{_NAMED})[^，。；：\n]{{0,8}}[：为占是]?[^，。；：\n]{{0,10}}$")
_NAMED_AFTER = compile_regex(
    rf"[\s_】）]{{0,4}}(?:[（，]?即?(?:人民币)?[¥\s]{{0,2}}[\d，.]{{1,16}}万?元(?:整)?(?:（[^）\n]{{0,40}}）)?)?"
    rf"(?:的|作为|为|，作为|（)?(?:{_NAMED})"
)
_EVENT_BEFORE = compile_regex(
    r"(?:后|时|内|前|之日)[，、：\s]?(?:合同|协议)?(?:总?价款?|总?金额|总?额)?的?[\s_【]{0,4}$"
)
_NOT_PRICE = compile_regex("违约金|滞纳金|罚款|赔偿|利息|利率|退还|返还|退回|下浮|上浮|折扣|提成|佣金|罚金")
_TAX_BEFORE = compile_regex(r"(?:税率|增值税|税点|含税|税)[^，。；\n]{0,8}$")
_TAX_AFTER = compile_regex(r"[\s_）】]{0,3}(?:的)?(?:增值税|税率|专用发票|普通发票|税|的?发票)")
_INVOICED = compile_regex(
    r"[\s_）】]{0,3}整?(?:（[^）\n]{0,40}）)?的?(?:等额|正规|合法|有效|合规)*的?(?:增值税|税务)?(?:专用|普通|电子)*(?:发票|收据)"
)
_CUT_BEFORE = compile_regex(r"(?:扣减|扣除|扣|低于|不足|达到|完成|超过|大于|不低于)[^，。；\n]{0,14}$")
_OTHER_BASE = compile_regex(
    r"(?:当[期月季年次批]|本[期月季批]|该[期批次阶段笔项部]|每[期批次年月季]|已完成|余款|剩余(?:款项|部分|价款|费用)|首期款|年度|各[期批])[^，。；\n]{0,10}的[\s_]{0,4}$"
)
_UP_TO = compile_regex(r"(?:支付至|付款?至|付到|支付到|累计(?:支付|付款)?(?:至|到|达)?|拨付至)[^，。；\n]{0,16}$")
_RETAINED = compile_regex("质保金|保证金|保修金|质量保证")
_REST = compile_regex("剩余|余款|尾款|其余|余下|余额|结清|付清全部|全部付清")
_CHOICE = compile_regex(r"(?:下列|以下|如下)第|方式[一二三12]|任选|二选一|[□☑■]|按第[\s_]{0,4}种")
_PERIODIC = compile_regex(r"每(?:个)?(?:月|季|半年|年|期|次|周|学期|自然)|按(?:月|季|年|次|半年)")
_SHARE_HEADER = compile_regex("比例|百分比|占比")
_PAYMENT_HEADER = compile_regex("付款|支付|期次|期数|阶段|节点|款项|批次|进度")
_AMOUNT_HEADER = compile_regex("金额|款额|价款|数额")
_FIGURE = compile_regex(r"[\s¥]*(?P<digits>[0-9][0-9，]*(?:\.[0-9]+)?)\s*(?P<unit>万元|元)?整?\s*")
_TOTAL_ROW = compile_regex("合计|总计|共计|小计")


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of the price: its share, its amount, or both; ``up_to`` where the share counts what was paid before."""

    place: Span
    """Sentence or table row it stands in."""
    share: Percentage | None
    amounts: tuple[Amount, ...]
    value: Decimal | None
    up_to: bool = False
    retained: bool = False
    """质保金: kept back out of the parts, or a part of its own."""
    other_base: bool = False
    """A share of something else than the total: 当期服务费的50%."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """All parts in reading order, and whether something like 尾款 takes what they leave."""

    parts: tuple[Instalment, ...]
    rest: bool
    unsure: bool
    """Blanks or choices among the parts: sums mean nothing."""


@once
def schedule(agreement: Agreement) -> Schedule:
    """How the price is paid; empty where it is paid at once or by the month."""
    fees = tuple(span for span in module_spans(agreement, ("F",)))
    apart = apart_spans(agreement)
    tables = [table for table in agreement.tables if agreement.judged.contains(table.span)]
    named = frozenset(price.amount.span for price in prices(agreement))
    tabled = Spans(table.span for table in tables)
    parts: list[Instalment] = []
    rest = unsure = False
    for sentence in agreement.sentences:
        if (fees and not inside(sentence, fees)) or inside(sentence, apart):
            continue
        if tabled.around(sentence):
            continue
        words = agreement.folded(sentence)
        if _CHOICE.search(words):
            unsure = True
        if not _is_about_payment(agreement, sentence, words) or _NOT_PRICE.search(words):
            continue
        found = [*_shares(agreement, sentence, named), *_sums(agreement, sentence, words, named)]
        if _blank_inside(agreement, sentence):
            unsure = True
        rest = rest or (not found and (_REST.search(words) is not None or _goes_on(agreement, sentence, words)))
        parts.extend(found)
    for table in tables:
        if (fees and not inside(table.span, fees)) or inside(table.span, apart):
            continue
        rows, blank = _rows(agreement, table)
        parts.extend(rows)
        unsure = unsure or blank
    return Schedule(tuple(sorted(parts, key=lambda part: part.place)), rest, unsure)


def instalments_mismatch(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Shares that do not make 100%, amounts that do not make the total, a share that is not its amount."""
    plan = schedule(agreement)
    if len(plan.parts) < 2:
        yield NotApplicable("合同没有约定分期付款。")
        return
    if plan.unsure or any(part.other_base for part in plan.parts):
        yield NotApplicable("各期还有空白或者选项，或者以各期自己的金额为基数，无法相加。")
        return
    shares = [part for part in plan.parts if part.share is not None]
    if len(shares) == len(plan.parts) and not _whole([_signed(part) for part in shares], plan.rest):
        said = "、".join(dict.fromkeys(_share(part.share) for part in shares if part.share))
        total = _added([_signed(part) for part in shares])
        yield Hit(
            tuple(part.share.span for part in shares if part.share),
            {"what": f"各期比例{said}合计{_percent(total)}，不是100%"},
        )
        return
    total_value = total_price(agreement)
    if total_value is None:
        return
    yield from _wrong_amounts(plan, total_value)


def instalment_amount_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """The total is known, and the parts are given only as shares."""
    total = total_price(agreement)
    plan = schedule(agreement)
    if total is None or plan.unsure:
        yield NotApplicable("总价没有写明，或者各期还有空白。")
        return
    bare = [part for part in plan.parts if part.share is not None and part.value is None and not part.other_base]
    if len(plan.parts) < 2 or not bare:
        return
    equal = {part.share.value for part in plan.parts if part.share is not None}
    if len(equal) == 1 and len(bare) == len(plan.parts) and not plan.rest:
        return
    yield Hit(tuple(part.share.span for part in bare if part.share), {})


def _wrong_amounts(plan: Schedule, total: Decimal) -> Iterator[Hit]:
    wrong = False
    for part in plan.parts:
        if part.share is None or part.value is None or part.up_to:
            continue
        due = total * part.share.value
        if abs(due - part.value) >= 1 and part.value != total:
            wrong = True
            yield Hit(
                (part.share.span, *(amount.span for amount in part.amounts)),
                {"what": f"总价{yuan(total)}的{_share(part.share)}是{yuan(due)}，这一期写{yuan(part.value)}"},
            )
    values = [(part.value, part.retained) for part in plan.parts if part.value is not None]
    if wrong or len(values) < len(plan.parts) or len(values) < 2 or plan.rest:
        return
    if not _whole([(value / total, retained, False) for value, retained in values], False):
        added = sum((value for value, _ in values), Decimal(0))
        yield Hit(
            tuple(part.amounts[0].span if part.amounts else part.place for part in plan.parts),
            {"what": f"各期金额相加是{yuan(added)}，总价是{yuan(total)}"},
        )


_Signed = tuple[Decimal, bool, bool]
"""Share, whether it is retained money, whether it counts what was paid before."""


def _signed(part: Instalment) -> _Signed:
    assert part.share is not None
    return part.share.value, part.retained, part.up_to


def _whole(shares: Sequence[_Signed], rest: bool) -> bool:
    """Whether the shares make one whole, or several one after the other, with or without what is kept back."""
    if rest:
        return _added(shares) <= 1
    for chosen in (shares, [one for one in shares if not one[1]]):
        running = Decimal(0)
        for value, _, up_to in chosen:
            running = value if up_to and value >= running else running + value
            if running == 1:
                running = Decimal(0)
        if chosen and running == 0:
            return True
    return False


def _added(shares: Sequence[_Signed]) -> Decimal:
    running = Decimal(0)
    for value, _, up_to in shares:
        running = value if up_to and value >= running else running + value
    return running


def _share(share: Percentage | None) -> str:
    return "" if share is None else _percent(share.value)


def _percent(value: Decimal) -> str:
    text = f"{value * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


# ---------------------------------------------------------------- sentences


def _is_about_payment(agreement: Agreement, sentence: Span, words: str) -> bool:
    if _PAYS.search(words) or regex.search(_NAMED, words):
        return True
    return any(_PAYS.search(agreement.folded(clause.own)[:60]) for clause in agreement.clause_path(sentence.start)[-2:])


def _shares(agreement: Agreement, sentence: Span, named: Set[Span]) -> Iterator[Instalment]:
    """The shares of the price in one sentence, each with the amount that stands beside it."""
    inner = lying_in(agreement.quantities.percentages, sentence)
    for index, share in enumerate(inner):
        start = inner[index - 1].span.end if index else sentence.start
        end = inner[index + 1].span.start if index + 1 < len(inner) else sentence.end
        before = agreement.folded(Span(start, share.span.start))
        after = agreement.folded(Span(share.span.end, end))
        if _TAX_BEFORE.search(before) or _TAX_AFTER.match(after) or _CUT_BEFORE.search(before) or share.value > 1:
            continue
        if not _is_part(before, after, first=not index):
            continue
        beside = regex.split("[；。]", after)[0]
        amounts = _beside(agreement, share.span.end, share.span.end + len(beside) + 12, end)
        if not amounts:
            amounts = _beside(agreement, start, share.span.start, share.span.start)
            amounts = tuple(one for one in amounts if one.span not in named)
        yield Instalment(
            place=Span(start, share.span.end),
            share=share,
            amounts=amounts,
            value=_value(amounts),
            up_to=_UP_TO.search(before) is not None,
            retained=_RETAINED.search(before[-16:] + "|" + after[:20]) is not None,
            other_base=_OTHER_BASE.search(before) is not None,
        )


def _is_part(before: str, after: str, *, first: bool) -> bool:
    """Whether the words around a share say that it is paid: a verb, the name of a part, or an event before it."""
    if _PAYS.search(before) or _NAMED_BEFORE.search(before) or _NAMED_AFTER.match(after):
        return True
    return _EVENT_BEFORE.search(before) is not None or (
        first and regex.fullmatch(r"[\s_（）\d.、]*", before) is not None
    )


def _sums(agreement: Agreement, sentence: Span, words: str, prices_named: Set[Span]) -> Iterator[Instalment]:
    """Parts named by an amount alone: 验收合格后10日内支付50,000元."""
    if lying_in(agreement.quantities.percentages, sentence) or _PERIODIC.search(words):
        return
    amounts = lying_in(agreement.quantities.amounts, sentence)
    named = [one.span for one in amounts if one.span in prices_named]
    inner = [one for one in amounts if "/" not in one.unit and one.span not in prices_named]
    last = max((span.end for span in named), default=sentence.start)
    inner = [
        one
        for one in inner
        if one.span.start >= last and not _repeats(agreement, one, named) and not _is_invoiced(agreement, one, sentence)
    ]
    groups: list[list[Amount]] = []
    for amount in inner:
        before = agreement.folded(Span(last, amount.span.start))
        last = amount.span.end
        if groups and amount.value == groups[-1][0].value and len(before) <= 16:
            groups[-1].append(amount)
        elif (_PAYS.search(before) or regex.search(_NAMED, before)) and regex.search("后|时|前|内|之日|款", before):
            groups.append([amount])
        else:
            return
    for group in groups:
        yield Instalment(group[0].span, None, tuple(group), group[0].value)


def _goes_on(agreement: Agreement, sentence: Span, words: str) -> bool:
    """Whether an amount is paid again and again, so that the other parts are not the whole price."""
    return _PERIODIC.search(words) is not None and bool(lying_in(agreement.quantities.amounts, sentence))


def _is_invoiced(agreement: Agreement, amount: Amount, sentence: Span) -> bool:
    """收到60,000元的增值税专用发票后: what the invoice says is not paid with these words."""
    return _INVOICED.match(agreement.folded(Span(amount.span.end, sentence.end))) is not None


def _repeats(agreement: Agreement, amount: Amount, named: Sequence[Span]) -> bool:
    """Whether an amount is only the words of a price right before it."""
    return any(
        0 <= amount.span.start - span.end <= 12 and "付" not in agreement.folded(Span(span.end, amount.span.start))
        for span in named
    )


def _beside(agreement: Agreement, start: int, end: int, limit: int) -> tuple[Amount, ...]:
    place = Span(start, min(max(start, end), limit))
    return tuple(one for one in lying_in(agreement.quantities.amounts, place) if "/" not in one.unit)


def _value(amounts: Sequence[Amount]) -> Decimal | None:
    """Figures count before words, since F02 compares the two."""
    for written in ("figures", "words"):
        values = [amount.value for amount in amounts if amount.written == written and amount.value is not None]
        if values:
            return values[0]
    return None


def _blank_inside(agreement: Agreement, sentence: Span) -> bool:
    return any(
        regex.match(
            r"[\s_）】]{0,4}(?:%|元|万元|（大写|，|。|；|$)", agreement.text[blank.span.end : blank.span.end + 6]
        )
        for blank in lying_in(agreement.blanks, sentence)
    )


# ---------------------------------------------------------------- tables


def _rows(agreement: Agreement, table: Table) -> tuple[list[Instalment], bool]:
    """The rows of a schedule of payments, and whether one has a blank."""
    grid = table.grid()
    if not grid:
        return [], False
    captions = ["" if cell is None else "".join(agreement.folded(cell.span).split()) for cell in grid[0]]
    share = next((at for at, text in enumerate(captions) if _SHARE_HEADER.search(text) and "累计" not in text), None)
    amount = next((at for at, text in enumerate(captions) if _AMOUNT_HEADER.search(text) and at != share), None)
    if share is None or not any(_PAYMENT_HEADER.search(text) for text in captions):
        return [], False
    scale = Decimal(10_000 if amount is not None and "万元" in captions[amount] else 1)
    rows: list[Instalment] = []
    blanks = Spans(one.span for one in agreement.blanks)
    blank = False
    for cells in grid[1:]:
        place = cells[share]
        if place is None or _TOTAL_ROW.search(_row_text(agreement, cells)[:12]):
            continue
        found = next(iter(lying_in(agreement.quantities.percentages, place.span)), None)
        if found is None:
            blank = blank or blanks.overlap(place.span)
            continue
        text = _row_text(agreement, cells)
        value, amounts = _cell_value(agreement, cells[amount] if amount is not None else None, scale)
        rows.append(Instalment(place.span, found, amounts, value, retained=_RETAINED.search(text) is not None))
    return rows, blank


def _row_text(agreement: Agreement, cells: Sequence[Cell | None]) -> str:
    return "".join(dict.fromkeys(agreement.folded(cell.span) for cell in cells if cell is not None))


def _cell_value(agreement: Agreement, cell: Cell | None, scale: Decimal) -> tuple[Decimal | None, tuple[Amount, ...]]:
    if cell is None:
        return None, ()
    match = _FIGURE.fullmatch(agreement.folded(cell.span))
    if match is None:
        amounts = tuple(lying_in(agreement.quantities.amounts, cell.span))
        return _value(amounts), amounts
    size = Decimal(10_000 if match["unit"] == "万元" else 1) if match["unit"] else scale
    value = Decimal(match["digits"].replace("，", "")) * size
    return value, (Amount(cell.span, value, "figures"),)


CHECKS: dict[str, Kind] = {
    "instalments-mismatch": instalments_mismatch,
    "instalment-amount-missing": instalment_amount_missing,
}
