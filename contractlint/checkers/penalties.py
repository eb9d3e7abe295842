"""Penalties: what a share is taken of, how much a day, up to what, and how much at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.duties import Statement, harmed, place, segment, stated, within
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, Side
from contractlint.kinds import Kind
from contractlint.model import Agreement, Percentage
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

_PENALTY = compile_regex("违约金|滞纳金|罚金|罚款")
_BASE = compile_regex(
    r"服务费|(?<!交|付|缴)费用|总价|总额|总金额|总费用|总款|总值|价款|货款|租金|报酬|金额|款项|余款|尾款"
    r"|欠款|(?:应|未|欠|已|支|当期|逾期|进度|工程|房|合同|逾期应)付款?(?:的|部分|额)"
    r"|(?:应付|未付|欠付|拖欠|逾期应付|到期应付|逾期未付)|价格|价值|部分|基数|本金|合同额|[年月季]费"
    r"|(?:支持|运行|技术|托管|订阅|许可|年度?|[月季])费|维护费|维保费|保养费|运维费|开发费|咨询费|管理费|损失|标的|产值|工程款|单价|合同价|押金|工资|价的"
    r"|款的|费的|额的|价\s*的?\s*[日每]"
)
_LIMIT = compile_regex(
    r"(?:累计|合计|总计|总额|总数|最高|最多|上限|封顶|限额)?[^。；，\n]{0,16}(?:不超过|不得超过|不应超过"
    r"|不高于|不能超过|为限|为上限|为限度|封顶|上限|限额)"
)
_CAPPED = compile_regex("不超过|不得超过|不应超过|不高于|不能超过|为限|限度|封顶|上限|限额|最高|最多|以内为")
_DAILY = compile_regex(
    r"每(?:再|多)?(?:逾期|超过?|超期|迟延|延迟|延期|拖延|延误|拖欠|推迟|耽误|误期|晚|迟"
    r"|违约)[^。；，：、\n\d一二三四五六七八九十百]{0,6}(?:一|1|壹)?(?:个)?(?:自然"
    r"|日历|工作)?[日天](?!前|内|数)"
    r"|每(?:一|1|壹)?(?:个)?(?:自然|日历|工作)?[日天](?!前|内|数)|按日|按天|逐日|日(?=[千万百]分之)"
    r"|/[日天]|(?:逾期|延期|延迟|迟延)(?:一|1)[日天]|[日天]息"
)
_LOSS = compile_regex("损失的?$|实际损失|造成的损失")
HEAVY = Decimal("0.001")
LARGE = Decimal("0.3")


def penalty_base_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A penalty as a share of nothing: 「支付 5% 违约金」. Caps are not looked at."""
    for statement, share in _shares(agreement):
        start, end = segment(statement.text, share.start)
        around = statement.text[start:end]
        before = statement.text[:start]
        if (
            _PENALTY.search(around) is None
            or _capped(statement.text, share)
            or _BASE.search(around[: share.start - start])
            or _BASE.match(statement.text[share.end :].lstrip("的 "))
            or regex.search(r"(?:以|按)[^。；\n]{0,40}(?:为基数|为准|为基准|计算)，?$", before)
            or regex.search("基数|计算基础", statement.text)
        ):
            continue
        span = place(agreement, statement, share.start, share.end)
        yield Hit((span,), {"quote": agreement.folded(span)}, side=_payer(statement))


def daily_penalty_heavy(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A penalty that grows by the day: a thousandth or more a day, or without a limit to its sum."""
    limits = _limits(agreement)
    for statement in stated(agreement, _PENALTY):
        match = _DAILY.search(statement.text)
        if match is None:
            continue
        shares = [share for share in _in(agreement, statement) if not _capped(statement.text, share)]
        after = [share for share in shares if share.start >= match.start()]
        rate = next(iter(after), None) or (shares[-1] if shares else None)
        amount = _amount(agreement, statement, match.start())
        if rate is None and amount is None:
            continue
        heavy = (
            rate is not None
            and rate.value >= HEAVY
            and _by_the_day(statement.text, match, rate)
            and _OF_ONE_DAY.search(statement.text[: rate.start]) is None
        )
        boundless = not _limited(agreement, statement, limits)
        if not heavy and not boundless:
            continue
        last = rate.end if rate is not None else amount
        assert last is not None
        first = min(match.start(), rate.start if rate is not None else match.start())
        span = place(agreement, statement, first, max(last, match.end()))
        quote = agreement.folded(span)
        yield Hit((span,), {"quote": quote}, side=_payer(statement), message=_DAILY_MESSAGES[heavy, boundless])


# 日租金的50%: half of what one day costs, not half of the whole.
_OF_ONE_DAY = compile_regex(
    "(?:日租金|日服务费|日均[^。；，]{0,6}|每[日天](?:的)?(?:租金|服务费|费用)|当[日天](?:的)?(?:租金|服务费|费用))的?$"
)
_DAILY_MESSAGES = {
    (True, False): "「{quote}」：按日违约金达到千分之一或者更高。",
    (False, True): "「{quote}」：违约金按日累计，没有写上限。",
    (True, True): "「{quote}」：按日违约金达到千分之一或者更高，而且没有写上限。",
}


def penalty_over_thirty_percent(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A penalty due at once that reaches three tenths of the price; neither a cap nor one that grows by the day."""
    for statement in stated(agreement, _PENALTY):
        for share in _in(agreement, statement):
            start, end = segment(statement.text, share.start)
            around = statement.text[start:end]
            if share.value < LARGE or _capped(statement.text, share) or _DAILY.search(statement.text[:end]):
                continue
            if _PENALTY.search(statement.text[start:]) is None and _PENALTY.search(statement.text[:start]) is None:
                continue
            if _LOSS.search(around[: share.start - start].rstrip()) or regex.search("扣减|扣除|减免|折扣", around):
                continue
            span = place(agreement, statement, share.start, share.end)
            yield Hit((span,), {"quote": agreement.folded(span)}, side=_payer(statement))
        for match in _MULTIPLE.finditer(statement.text):
            span = place(agreement, statement, match.start("times"), match.end("times"))
            yield Hit((span,), {"quote": agreement.folded(span)}, side=_payer(statement))


_MULTIPLE = compile_regex(
    r"(?:价款|总价|总额|金额|费用|服务费|货款|报酬|租金)(?:的)?(?P<times>双倍"
    r"|[一二两三四五六七八九十\d]+倍)(?=[^。；，\n]{0,12}违约金)"
)


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage with its place in the folded text of its statement."""

    start: int
    end: int
    value: Decimal


def _shares(agreement: Agreement) -> Iterator[tuple[Statement, _Share]]:
    for statement in stated(agreement, _PENALTY):
        for share in _in(agreement, statement):
            yield statement, share


def _in(agreement: Agreement, statement: Statement) -> list[_Share]:
    """The percentages of a statement, in order."""
    return [
        _share(agreement, statement, percentage)
        for percentage in within(agreement.quantities.percentages, statement.span)
    ]


def _share(agreement: Agreement, statement: Statement, percentage: Percentage) -> _Share:
    inner = agreement.normalized.from_source(percentage.span)
    return _Share(inner.start - statement.base, inner.end - statement.base, percentage.value)


def _capped(text: str, share: _Share) -> bool:
    """Whether a share is the limit of something and not the penalty itself."""
    start, end = segment(text, share.start)
    return _CAPPED.search(text[start:end]) is not None


def _by_the_day(text: str, daily: re.Match[str], share: _Share) -> bool:
    """Whether the share is due for each day: nothing ends the stretch between the two."""
    between = text[daily.end() : share.start] if share.start >= daily.end() else text[share.end : daily.start()]
    return not regex.search("[。；]|超过|达到|满[^。；，]{0,4}[日天]", between) and len(between) <= 60


def _amount(agreement: Agreement, statement: Statement, start: int) -> int | None:
    """Where the first amount of money after ``start`` ends in the statement."""
    for amount in within(agreement.quantities.amounts, statement.span):
        inner = agreement.normalized.from_source(amount.span)
        if start <= inner.start - statement.base <= start + 60:
            return inner.end - statement.base
    return None


_OF_PENALTIES = compile_regex(
    r"(?:违约金|滞纳金|违约责任|罚款)[^。；\n]{0,30}(?:累计|合计|总额|总计|最高|不超过|不得超过|上限|为限|限额)"
    r"|(?:累计|合计|最高)[^。；，\n]{0,10}(?:违约金|滞纳金|违约责任)[^。；\n]{0,20}(?:不超过|为限|上限)"
)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Where sums of penalties are limited: clauses (by their start) that do so at large, and the last sentence of a
    clause that limits what stands before it."""

    at_large: frozenset[int]
    last: dict[int, int]


def _limits(agreement: Agreement) -> _Limits:
    at_large: set[int] = set()
    last: dict[int, int] = {}
    for statement in stated(agreement, _CAPPED):
        path = agreement.clause_path(statement.span.start)
        if not path or _DAILY.search(statement.text):
            continue
        if _OF_PENALTIES.search(statement.text):
            at_large.add(path[0].span.start)
        elif regex.search("累计|合计|总额|最高|上限", statement.text):
            last[path[-1].span.start] = statement.span.start
    return _Limits(frozenset(at_large), last)


def _limited(agreement: Agreement, statement: Statement, limits: _Limits) -> bool:
    """Whether the sum is limited: in the sentence, right behind it, or by a sentence of the same clause that speaks of
    penalties at large and lays down none of its own."""
    if _CAPPED.search(statement.text):
        return True
    path = agreement.clause_path(statement.span.start)
    return bool(path) and (
        path[0].span.start in limits.at_large or limits.last.get(path[-1].span.start, -1) > statement.span.start
    )


_PAYS = compile_regex("支付|偿付|缴纳|承担|赔偿")


def _payer(statement: Statement) -> Side:
    """Whom a penalty hurts: the side whose failure it punishes."""
    role = statement.breaker()
    pays = _PAYS.search(statement.text)
    return harmed(role or (statement.subject(pays.start()) if pays else ""))


CHECKS: dict[str, Kind] = {
    "penalty-base-missing": penalty_base_missing,
    "daily-penalty-heavy": daily_penalty_heavy,
    "penalty-over-thirty-percent": penalty_over_thirty_percent,
}
