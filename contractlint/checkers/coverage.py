"""Whether what the agreement says about breach, ending and deductions reaches the duties it lays down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.checkers.breach import QUANTIFIED, is_unquantified
from contractlint.checkers.duties import BOTH, CLIENT, Statement, list_below, place, stated
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable, Side
from contractlint.kinds import Kind
from contractlint.kinds.patterns import Places, inside, module_spans
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_CONSEQUENCE = compile_regex(
    "违约金|滞纳金|赔偿|罚款|承担[^。；，\n]{0,20}责任|扣减|扣除|扣款|扣罚|解除|终止|(?:不予?|拒绝|暂停"
    "|有权不)(?:支付|付款)|视为违约|返工|没收"
)
_ANY_BREACH = compile_regex(
    r"(?:违反|不履行|未履行|未按)[^。；，\n]{0,12}(?:任何|任一|其他|本合同|本协议|合同"
    r"|协议)[^。；，\n]{0,12}(?:约定|义务|条款|规定|的)"
)
# Modules whose duties have consequences or rules of their own.
_OWN_CONSEQUENCES = ("B", "E", "M", "J", "K")
_PROVIDER_ONLY = compile_regex("分包|转包|转委托")
_PAYMENT = compile_regex("发票|付款|支付")
_LISTS = compile_regex("下列|以下|下述|如下|之一|：$")


@dataclass(frozen=True, slots=True)
class _Topic:
    duty: re.Pattern[str]
    breach: re.Pattern[str]
    message: str
    by_level: bool = True
    """Whether service levels and acceptance, which have rules of their own, speak of it."""


_TOPICS = (
    _Topic(
        compile_regex(
            r"(?:应|须|需|负责|保证|承诺)[^。；\n]{0,30}?(?:[\d一二两三四五六七八九十]+ ?(?:个)?(?:工作|自然"
            r"|日历)?(?:日|天|小时|月)(?:之)?内|[日月]前)"
            r"[^。；，\n]{0,24}?(?:完成|提交|交付|供货|交货|送达|上线)"
        ),
        compile_regex(
            r"逾期|迟延|延迟|延期|延误|拖延|误期|超时|超期|超过[^。；，\n]{0,12}(?:时限|期限|时间)|(?:未"
            r"|不)(?:能)?(?:按时|按期|如期|及时"
            r"|按[^。；，\n]{0,16}(?:时间|期限|进度)|在[^。；，\n]{0,20}内)|时限|进度"
        ),
        "写了「{quote}」，而违约、解除、扣款的约定都没有提到逾期怎么办。",
    ),
    _Topic(
        compile_regex(
            r"(?:质量|工作成果|服务成果|交付物|货物|产品|服务)[^。；，\n]{0,16}?(?:应当?|须|需|必须)?(?:符合|达到"
            r"|满足)[^。；，\n]{0,30}?(?:标准|要求|规范"
            r"|约定|合格)|(?:保证|确保)[^。；，\n]{0,12}?质量(?:合格)?"
        ),
        compile_regex("质量|标准|不合格|未达|达不到|不符合|指标|可用率|缺陷|瑕疵|验收|退货|更换|返工"),
        "写了「{quote}」，而违约、解除、扣款的约定都没有提到质量不合格怎么办。",
    ),
    _Topic(
        compile_regex(
            r"(?:不得|不能|禁止|不可)[^。；，\n]{0,30}?(?:分包|转包|转委托|外包|转交)(?:、(?:分包|转包|转委托)"
            r"|(?:或者?|和|及)(?:分包|转包|转委托))?"
        ),
        compile_regex("分包|转包|转委托|外包|转交"),
        "写了「{quote}」，而违约、解除、扣款的约定都没有提到擅自分包、转包怎么办。",
        by_level=False,
    ),
)


def breach_events_uncovered(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A duty of the provider as to time, quality or subcontracting that no consequence speaks of.

    A consequence with an amount or a formula for any breach whatever covers all; service levels have their own rule.
    """
    if is_unquantified(agreement):
        yield NotApplicable("违约责任没有算法，已由该规则报告。")
        return
    events = tuple(_events(agreement))
    if any(_ANY_BREACH.search(said) and QUANTIFIED.search(said) for _, said in events):
        return
    elsewhere = module_spans(agreement, _OWN_CONSEQUENCES)
    levels = module_spans(agreement, ("L", "A") if agreement.type.code == "tech-support" else ())
    met = False
    for topic in _TOPICS:
        duties = [
            (statement, match)
            for statement in stated(agreement, topic.duty)
            if not inside(statement.span, elsewhere)
            and not (topic.by_level and inside(statement.span, levels))
            and _PAYMENT.search(statement.text) is None
            and _CONSEQUENCE.search(statement.text) is None
            and (match := topic.duty.search(statement.text)) is not None
            and statement.subject(match.start()) not in (CLIENT, BOTH)
        ]
        met = met or bool(duties)
        if not duties or any(topic.breach.search(said) for _, said in events):
            continue
        statement, match = duties[0]
        if _pointed_at(agreement, statement, [span for span, _ in events]) or _named_part(
            agreement, statement, [said for _, said in events]
        ):
            continue
        span = place(agreement, statement, match.start(), match.end())
        yield Hit((span,), {"quote": agreement.folded(span)}, side=Side.CLIENT, message=topic.message)
    if not met:
        yield NotApplicable("合同没有写按期、质量或者不得转包的义务。")


def _events(agreement: Agreement) -> Iterator[tuple[Span, str]]:
    """What follows from the provider's failures, each with the items of its list: place and folded text."""
    for statement in stated(agreement, _CONSEQUENCE):
        if statement.breaker() == CLIENT and not _PROVIDER_ONLY.search(statement.text):
            continue
        yield statement.span, list_below(agreement, statement)


def _pointed_at(agreement: Agreement, statement: Statement, events: list[Span]) -> bool:
    """Whether a consequence names the clause that holds the duty: 违反第四条的."""
    path = agreement.clause_path(statement.span.start)
    number = next((clause.value for clause in path if clause.style != "chapter"), None)
    told = Places(events)
    return number is not None and any(
        reference.kind == "clause" and any(target and target[0] == number for target in reference.numbers)
        for reference in agreement.references
        if inside(reference.span, told)
    )


_PART_NUMBER = compile_regex(r"(?:通用|专用)(?:合同)?条款(?:的|之|中)?第? ?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})")


def _named_part(agreement: Agreement, statement: Statement, said: list[str]) -> bool:
    """Whether a consequence names the duty by its number in another part: 违反通用条款1.1的."""
    numbers = {clause.number.strip("、.． ") for clause in agreement.clause_path(statement.span.start)} - {""}
    return any(match["number"] in numbers for text in said for match in _PART_NUMBER.finditer(text))


CHECKS: dict[str, Kind] = {"breach-events-uncovered": breach_events_uncovered}
