"""What an agreement says about its price: the total, other prices, pairs of figures and words, and blanks for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from contractlint import regex
from contractlint.dataclass import dataclass
from contractlint.kinds.patterns import Places, inside, module_spans, own_spans
from contractlint.model import Agreement, Amount, once
from contractlint.regex import compile_regex
from contractlint.text import Span, Table

_SERVICE = (
    "服务|维护|运维|维保|技术支持|支持|咨询|开发|委托|研发|租赁|保养|设计|监理|顾问|审计|检测|培训|巡检|保障|优化|外包"
)
_TOTAL = (
    r"总价款?|总金额|总额|总费用|总报酬|总租金|总货款|总服务费|(?:合同|协议)(?:含税)?(?:价款|金额|价格|费用|价)"
    r"|(?:费用|价款|金额|服务费|报酬|货款|租金)(?:合计|共计|总计|共)"
    rf"|(?:年度|全年|每年)的?(?:含税)?(?:{_SERVICE})?费用?|年费|包干价|一口价"
)
_PRICE = rf"(?:{_SERVICE})费用?|报酬|价款|价格|单价|货款|租金|费用|收费|合计|共计|总计"
_GAP = r"(?P<gap>[^。；\n]{0,24})$"
_TOTAL_BEFORE = compile_regex(rf"(?:{_TOTAL}){_GAP}")
_PRICE_BEFORE = compile_regex(rf"(?:{_PRICE}){_GAP}")
_OTHER_SHARE = compile_regex(
    r"%|分之|单价|(?:支付|付款|付)[^，]{0,4}，每(?!年)|不含税|未税|税额|(?<!含)税金|税款|增值税|其中|预付|首付|首期|首笔|尾款|余款|剩余|定金|订金|不超过|不高于|不低于"
    r"|上限|低于|超过|超出|达到|超额|第[一二三四五\d](?:期|次|笔|阶段)|支付到|支付至"
)
_PERIODIC = compile_regex("每(?!年)[个一]?(?:月|季|周|期|次|日|天|人|台)|按[月季次]|月租|月度|月服务费")
_NO_PRICE = compile_regex(
    "(?:乙方|受托[方人]|供应商|供货方|卖方|服务方|承包[方人])[^，。；]{0,8}向(?:甲方|委托[方人]|采购[方人]|买方|发包[方人]|用户|客户)"
    "|违约|赔偿|罚款|罚金|滞纳|注册资本|保证金|押金|保额|保险金|保函|逾期|扣减|扣除|中扣|扣$|减收|减付|少收|少付|利息|奖励|奖金|退还|工资|损失"
)
_APART = frozenset("BRKPDEMJN")
"""Modules whose amounts are penalties, caps and costs, not prices."""
_BETWEEN_WORDS = compile_regex(
    r"(?:[\s_，；。：（）【】\[\]/、¥元整]|人民币|RMB|CNY|大写|小写|[计即为](?=$)|合同|协议|总价款?|总额|总金额|金额|价款|含税){0,24}"
)
_PAIRS = compile_regex(r"（|大写|小写|¥|[计即]$|^[\s_/]*$")
_FORMULA = compile_regex(
    r"按(?:照)?[^。；，\n]{0,24}(?:收费标准|计费标准|价目|报价|定价|单价|计价|订单|市场价|结算标准|费率|优惠价)"
    r"|以[^。；，\n]{0,16}(?:订单|报价单|结算单|审定|审计)[^。；，\n]{0,10}为准|(?:据实|按实|实报)[^。；，\n]{0,4}(?:结算|实销|支付)"
    r"|(?:费用|价款|价格|报酬|收费|单价)[^。；\n]{0,10}(?:详?见|按|依|参照|执行)[^。；\n]{0,6}(?:附件|清单|报价|订单)"
    r"|(?:提成|佣金|分成|手续费|服务费|管理费)[^。；\n]{0,16}%|%[^。；，\n]{0,8}(?:提成|佣金|分成|收取|计收)"
)
_FREE = compile_regex(
    r"(?:无偿|免费)(?:为|向)[^。；，\n]{1,10}提供|(?:双方|各方)[^。；，\n]{0,6}不(?:收取|支付)[^。；，\n]{0,6}费用"
    r"|服务(?:均?为)?(?:无偿|免费)(?:服务|的|。|，)|费用[^。；，\n]{0,8}：[\s_]{0,4}(?:无|免费)(?:[\s_。]|$)"
)
_BARE = compile_regex(
    rf"(?:{_TOTAL}|{_PRICE})(?:（[^）\n]{{0,8}}）)?(?:[：为\t ]|人民币|¥|大写|小写){{1,6}}"
    r"(?P<value>[0-9][0-9，,]{2,}(?:\.[0-9]{1,2})?)(?![0-9.，]*(?:%|年|月|日|号|次|天|个|条|台|人))"
)
_YUAN_BEHIND = compile_regex(r"[\s_】）]{0,6}(?:万元|元|圆)(?!件|素)")
_MONEY_BEFORE = compile_regex(r"(?:¥|大写)[）：\s_]{0,4}(?:人民币)?[\s_]{0,4}$")
_PAYS = compile_regex("支付|付给|收取|收费|计费|付清|缴纳")
_RELIED = compile_regex(
    rf"(?P<total>{_TOTAL})的?(?:[\s_]{{0,3}}[0-9.]{{1,6}}[%‰]|[百千万]分之|十二分之|四分之|[0-9]{{1,2}}分之)"
)
_MONEY_TAIL = compile_regex(r"[\s_】）]{0,6}(?:万?元|圆|整|（|，|。|；|$|\n|\t|美元|/)")
_ASKS_MONEY = compile_regex(r"(?:：|为|是|计|人民币|¥|大写|小写|RMB|（)[\s_：¥（]{0,4}$")


@dataclass(frozen=True, slots=True)
class Price:
    """An amount that is a price: ``total`` of the whole, by its words, or of one ``unit`` (a month, a visit)."""

    amount: Amount
    total: bool
    unit: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One amount written twice, in figures and in words."""

    figures: Amount
    words: Amount


@once
def prices(agreement: Agreement) -> tuple[Price, ...]:
    """The amounts that sentences call a price, in order; shares of it, taxes and penalties left out."""
    found: list[Price] = []
    apart = apart_spans(agreement)
    last = 0
    for amount in agreement.quantities.amounts:
        before = _words_before(agreement, amount.span, last)
        last = amount.span.end
        if not agreement.judged.contains(amount.span) or inside(amount.span, apart):
            continue
        if "/" in amount.unit and not amount.unit.endswith("/年"):
            if _NO_PRICE.search(before) is None:
                found.append(Price(amount, total=False, unit=True))
            continue
        total = _kind(before)
        if total is not None:
            unit = _PERIODIC.search(before) is not None
            found.append(Price(amount, total and not unit, unit))
    return tuple(found)


@once
def total_price(agreement: Agreement) -> Decimal | None:
    """The price of the whole in yuan, where the text names exactly one; figures count before words."""
    found = [price for price in prices(agreement) if price.amount.value is not None]
    in_figures = {pair.words.span: pair.figures.value for pair in pairs(agreement) if pair.figures.value is not None}
    for group in (
        [price for price in found if price.total],
        [price for price in found if not price.unit],
    ):
        figures = {price.amount.value for price in group if price.amount.written == "figures"}
        # 壹拾贰万元整（¥120,000）: only the words are called a price.
        values = figures or {in_figures.get(price.amount.span, price.amount.value) for price in group}
        if values:
            return values.pop() if len(values) == 1 else None
    return None


@once
def price_stated(agreement: Agreement) -> bool:
    """Whether any price, way to work it out, or blank for it is there, or the work is free."""
    if price_worked_out(agreement) or next(price_blanks(agreement), None) is not None:
        return True
    apart = apart_spans(agreement)
    fees = module_spans(agreement, ("F",))
    for amount in agreement.quantities.amounts:
        if inside(amount.span, apart) or not agreement.judged.contains(amount.span):
            continue
        before = _words_before(agreement, amount.span, 0)
        if _NO_PRICE.search(before) is None and (inside(amount.span, fees) or _PAYS.search(before)):
            return True
    return False


@once
def price_worked_out(agreement: Agreement) -> bool:
    """Whether the price of the whole is named, or can be worked out of unit prices, a list or a formula."""
    if prices(agreement) or any(_said(agreement, pattern) for pattern in (_BARE, _FORMULA, _FREE)):
        return True
    return any(_priced_table(table, agreement) for table in agreement.tables)


def relied_total(agreement: Agreement) -> Span | None:
    """The first place where a share of the total price is taken, as of something known."""
    found = agreement.search(_RELIED)
    return None if found is None else found.span_of("total")


def _said(agreement: Agreement, pattern: re.Pattern[str]) -> bool:
    apart = apart_spans(agreement)
    return any(
        not inside(found.span, apart) and _NO_PRICE.search(agreement.folded(_line(agreement, found.span))) is None
        for found in agreement.finditer(pattern)
    )


@once
def is_free(agreement: Agreement) -> bool:
    """Whether the text says that nothing is paid."""
    return agreement.search(_FREE) is not None


@once
def pairs(agreement: Agreement) -> tuple[Pair, ...]:
    """Neighbouring amounts of which one repeats the other in words: 1,000元（大写：壹仟元整）."""
    found: list[Pair] = []
    amounts = agreement.quantities.amounts
    index = 0
    while index + 1 < len(amounts):
        first, second = amounts[index], amounts[index + 1]
        index += 1
        if first.written == second.written or first.currency != second.currency:
            continue
        between = agreement.folded(Span(first.span.end, max(first.span.end, second.span.start)))
        if len(between) > 40 or _BETWEEN_WORDS.fullmatch(between) is None or _PAIRS.search(between) is None:
            continue
        if "\n" in between and "大写" not in between and "小写" not in between:
            continue
        found.append(Pair(first, second) if first.written == "figures" else Pair(second, first))
        index += 1
    return tuple(found)


def price_blanks(agreement: Agreement) -> Iterator[Span]:
    """Places left blank where the price should stand, in figures or in words."""
    apart = apart_spans(agreement)
    amounts = sorted(amount.span.end for amount in agreement.quantities.amounts)
    held = 0
    for blank in agreement.blanks:
        if not agreement.judged.contains(blank.span) or inside(blank.span, apart):
            continue
        before = _words_before(agreement, blank.span, 0)
        after = agreement.text[blank.span.end : blank.span.end + 8]
        near = bisect_right(amounts, blank.span.start) - 1
        if near >= 0 and blank.span.start - 30 <= amounts[near]:
            tail = regex.split(r"[，。；\d]", before)[-1]
            if "大写" not in tail or _kind(before) is None:
                continue
        elif held and blank.span.start - held <= 30 and regex.search("大写|小写|¥|人民币", before[-12:]):
            pass
        elif _kind(before) is None or not (_MONEY_TAIL.match(after) and _ASKS_MONEY.search(before)):
            continue
        held = blank.span.end
        yield blank.span


def money_blanks(agreement: Agreement) -> Iterator[Span]:
    """Blanks for other amounts in the clauses about the price: 「首期支付____元」."""
    fees = module_spans(agreement, ("F",))
    for blank in agreement.blanks:
        if not inside(blank.span, fees) or not agreement.judged.contains(blank.span):
            continue
        before = _words_before(agreement, blank.span, 0)
        behind = agreement.text[blank.span.end : blank.span.end + 8]
        if _NO_PRICE.search(before) is None and (_YUAN_BEHIND.match(behind) or _MONEY_BEFORE.search(before)):
            yield blank.span


def yuan(value: Decimal | None) -> str:
    """An amount as people write it: 1,234.5元."""
    if value is None:
        return ""
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "元"


@once
def apart_spans(agreement: Agreement) -> tuple[Span, ...]:
    """Clauses about breach, secrecy and the like that are not about the price as well."""
    fees = module_spans(agreement, ("F",))
    apart = own_spans(agreement, tuple(sorted(_APART)))
    return Places(span for span in apart if not inside(span, fees))


def line_before(agreement: Agreement, place: Span) -> Span:
    """From the start of the line to a place."""
    return Span(agreement.text.rfind("\n", 0, place.start) + 1, place.start)


def _line(agreement: Agreement, place: Span) -> Span:
    end = agreement.text.find("\n", place.end)
    return Span(line_before(agreement, place).start, end if end >= 0 else len(agreement.text))


def _words_before(agreement: Agreement, place: Span, last: int) -> str:
    """What stands before a place in its sentence; cells of one row are one sentence here."""
    line = line_before(agreement, place)
    before = agreement.folded(Span(max(line.start, min(last, place.start), place.start - 120), place.start))
    return regex.split("[。；]", before)[-1]


def _kind(before: str) -> bool | None:
    """True for a total, False for another price, None for no price."""
    if _NO_PRICE.search(before):
        return None
    for pattern, total in ((_TOTAL_BEFORE, True), (_PRICE_BEFORE, False)):
        found = pattern.search(before)
        if found is None or before[: found.start()].endswith(("不含税", "未税", "除税", "不含增值税")):
            continue
        if _OTHER_SHARE.search(found["gap"]) is None:
            return total
    return None


_PRICE_HEADER = compile_regex("单价|金额|价格|总价|合价|小计|费用|报价|价款")
_PAYMENT_HEADER = compile_regex("期次|期数|比例|付款|支付|阶段|节点")


def _priced_table(table: Table, agreement: Agreement) -> bool:
    """Whether a table has a column of prices with figures in it; a schedule of payments has none."""
    grid = table.grid()
    for row, cells in enumerate(grid):
        captions = ["" if cell is None or len(cell.span) > 24 else agreement.folded(cell.span) for cell in cells]
        if any(_PAYMENT_HEADER.search(caption) for caption in captions):
            continue
        for column, caption in enumerate(captions):
            if _PRICE_HEADER.search(caption) is None or regex.search(r"\d", caption):
                continue
            below = (grid[under][column] for under in range(row + 1, len(grid)))
            if any(one is not None and regex.match(r"[\s¥]*\d", agreement.folded(one.span)) for one in below):
                return True
    return False
