"""违约责任: whether it says how much, for both sides, and for the duties the agreement lays down."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.duties import (
    BOTH,
    CLIENT,
    PROVIDER,
    Statement,
    every,
    harmed,
    label,
    place,
    stated,
    within,
)
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, inside, module_spans
from contractlint.model import Agreement, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

QUANTIFIED = compile_regex(
    r"[%‰]|千分之|万分之|百分之|[\d一二两三四五六七八九十百千万】_\]}]\s*(?:万|亿)?(?:元|圆)|倍|利率|计算方法|LPR|报价|罚息|日息|月息"
    r"|按(?:照)?[^。；，\n]{0,24}(?:标准|比例|公式|附件|(?<![法典》])第[^。；，\n]{1,10}[条款项])[^。；，\n]{0,10}"
    r"(?:扣|支付|计算|计|承担|赔偿|执行)"
    r"|(?:扣减|扣除|退还|返还|减收|免收|双倍)[^。；，\n]{0,16}(?:费|款|金|价|报酬)"
    r"|(?:一|当|该)(?:天|日|月|季|次)[^。；，\n]{0,8}(?:服务费|费用)|违约金[^。；，\n]{0,6}[\s_【】\[\]（）{}\d.]*元"
)
_CONSEQUENCE = compile_regex(
    "违约金|滞纳金|赔偿|罚款|承担[^。；，\n]{0,20}责任|扣减|扣除|扣款|罚金|扣罚|[加增]付|利息|补偿|罚息|不予?退还|没收"
)
_LIABLE = compile_regex(
    r"(?:依法|应当?|须|需|均|分别|各自)*承担[^。；，\n]{0,20}(?:责任|后果)|(?:依法)?(?:赔偿"
    r"|追究)[^。；，\n]{0,12}(?:损失|责任)"
)
_CAP = compile_regex(
    r"(?:赔偿|责任|违约金)[^。；\n]{0,40}(?:不超过|不得超过|不应超过|不(?:得)?高于|不大于|为限|为上限|最高|上限|限额)|(?:不超过"
    r"|为限|上限)[^。；，\n]{0,16}(?:责任|赔偿)"
)
_PENALTY = compile_regex("违约金|滞纳金|罚款|逾期利息|罚息|[加增]付[^。；，\n]{0,16}(?:[万千百]分之|%|‰)")
_DEDUCTED = compile_regex("(?:扣减|扣除|扣罚)[^。；，\n]{0,10}(?:费|款|金额|报酬)")
_ELSEWHERE = compile_regex(f"{_PENALTY.pattern}|利息|{_DEDUCTED.pattern}")
_RATE = compile_regex("每|按日|按天|违约金(?:为|按)|支付[^。；，\n]{0,24}违约金|扣减|扣除|(?:作为|的)违约金")


def liability_statements(agreement: Agreement) -> Iterator[Statement]:
    """Sentences that say what a breach costs: all of the clauses headed so, and such sentences elsewhere."""
    module = agreement.modules.get("B")
    if module is None:
        return
    headings = [mark for mark in module.marks if mark.by == "heading"]
    clauses = [one.span for one in module.clauses if within(headings, one.span)]
    said = [mark.span for mark in module.marks]
    yield from every(agreement, (*clauses, *said))


def breach_unquantified(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The clauses on breach hold no amount, share or way to reckon; a cap alone is none."""
    apart = module_spans(agreement, ("K",))
    if any(
        QUANTIFIED.search(one.text) and not _capped(one.text) and not inside(one.span, apart)
        for one in stated(agreement, _PENALTY)
    ):
        return
    liable: list[tuple[Span, str]] = []
    for statement in liability_statements(agreement):
        if _capped(statement.text):
            continue
        if QUANTIFIED.search(statement.text):
            return
        match = _LIABLE.search(statement.text)
        if match is not None:
            span = place(agreement, statement, match.start(), match.end())
            liable.append((span, agreement.folded(span)))
    if liable:
        yield Hit((liable[0][0],), {"quote": liable[0][1]})
    else:
        span = anchor(agreement, ("B",))
        yield Hit((span,), {"quote": agreement.folded(span)}, message="违约责任部分没有写金额、比例或者算法。")


def _capped(text: str) -> bool:
    """Whether a sentence only limits what is owed and does not say how much is."""
    return _CAP.search(text) is not None and _RATE.search(text) is None


@once
def is_unquantified(agreement: Agreement) -> bool:
    """Whether :func:`breach_unquantified` has something to say, so that rules on details keep silent."""
    return next(breach_unquantified(agreement, {}), None) is not None


_OF_ONE_MATTER = compile_regex(
    "保密|泄露|泄密|数据|个人信息|知识产权|侵权|廉洁|贿赂|律师费|诉讼费|保全费|维权|不可抗力|竞业|通知|地址"
)
_GENERAL = compile_regex("违约(?!金)|违反|不履行|未履行|未按|不符合|过错|逾期")


def breach_one_sided(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Consequences are written for the breaches of one side alone; ``{who}`` is bound, ``{other}`` is not.

    What binds both in one matter only (保密, 维权费用) leaves the rest as one-sided as it was.
    """
    bound: set[str] = set()
    for statement in (*liability_statements(agreement), *stated(agreement, _ELSEWHERE)):
        text = statement.whole
        if _CONSEQUENCE.search(text) is None or _capped(text):
            continue
        role = statement.breaker() or (PROVIDER if _DEDUCTED.search(text) else "")
        if role == BOTH:
            if _OF_ONE_MATTER.search(text + statement.before[-60:]) is None and _GENERAL.search(text):
                return
        elif role:
            bound.add(role)
    if not bound:
        yield NotApplicable("看不出违约责任约束哪一方。")
    elif len(bound) == 1:
        role = bound.pop()
        other = PROVIDER if role == CLIENT else CLIENT
        values = {"who": label(agreement, role), "other": label(agreement, other)}
        yield Hit((anchor(agreement, ("B",)),), values, absent=True, side=harmed(role))


_COSTS = compile_regex(
    "律师(?:代理)?费|维权(?:费用|成本|支出)|保全(?:担保)?费|(?:实现|主张|行使)(?:债权|权利"
    "|权益)[^。；，\n]{0,12}(?:费用|开支|支出)|追索[^。；，\n]{0,10}费用"
    "|追偿[^。；，\n]{0,10}费用|维权[^。；，\n]{0,16}费"
)
_THIRD_PARTY = compile_regex("第三方|第三人|他人|知识产权|侵权|侵犯")


def enforcement_costs_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing says who bears lawyers' and preservation costs; what third parties' claims cost is another matter."""
    for statement in stated(agreement, _COSTS):
        if _THIRD_PARTY.search(statement.text) is None or regex.search("守约方|违约方|维权", statement.text):
            return
    yield Hit((anchor(agreement, ("B", "J")),), absent=True)


_DEPOSIT = compile_regex("定金(?!罚则)")
_FINE = compile_regex("违约金")
_DENIED = compile_regex("(?:非|不是|不作为|不属于|不适用|没有|无)[^。；，\n]{0,6}定金")
_CHOICE = compile_regex(
    "择一|选择|二者|两者|其一|任选|不得同时|不同时|不能同时|不并用|不得并用|或者?(?:适用|主张|按"
    "|要求)?[^。；，\n]{0,6}(?:违约金|定金)"
)


def deposit_and_penalty(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Both a deposit (定金) and a penalty, and nothing that says that one of them is chosen."""
    deposits = [one for one in stated(agreement, _DEPOSIT) if _DENIED.search(one.text) is None]
    penalties = [one for one in stated(agreement, _FINE) if _DEPOSIT.search(one.text) is None]
    joint = [one for one in deposits if _FINE.search(one.text)]
    if not deposits or not (penalties or joint):
        yield NotApplicable("合同没有同时约定定金和违约金。")
        return
    if any(_CHOICE.search(one.text) for one in (*joint, *stated(agreement, _CHOICE)) if "定金" in one.whole):
        return
    spans = []
    for statements, word in ((deposits, _DEPOSIT), (penalties or joint, _FINE)):
        match = word.search(statements[0].text)
        if match is not None:
            spans.append(place(agreement, statements[0], match.start(), match.end()))
    yield Hit(tuple(spans))


CHECKS: dict[str, Kind] = {
    "breach-unquantified": breach_unquantified,
    "breach-one-sided": breach_one_sided,
    "enforcement-costs-missing": enforcement_costs_missing,
    "deposit-and-penalty": deposit_and_penalty,
}
