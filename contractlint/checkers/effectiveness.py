"""生效: what makes the agreement take effect, said once or said in ways that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span

# The predicate, not the premise: 「签字之日起生效」 and not 「本合同生效后五日内」.
_EFFECT = re.compile(
    r"(?:起|后|时|即|日|章|字|署|订|名|）|认可|批准|签收|款)(?:起|后|时|之后|之时|正式|方可|方能|方|即行|即|始|才|开始|立即|同时){0,3}"
    r"(?:成立(?:并|且|、|和|及)?)?(?:开始|正式)?(?:发生(?:法律)?效力|产生(?:法律)?效力|具有法律效力|生效)(?!之日|日期|日|后|前|时|期间|条件|判决|裁决|裁判|法律文书)"
    r"|生效(?:日期|日|时间)(?:为|：|是|以)(?!准)"
    r"|有效期(?:限)?(?:为|：)?[^。；\n]{0,12}自(?!本?(?:合同|协议)?生效)[^。；\n]{0,30}[起至]"
)
_OTHER_PAPER = re.compile(
    r"补充(?:协议|合同|条款|约定)|变更|修改|修订|更改|更正|调整|解除|终止|通知|函|委托书|授权书|订单|工作单|任务书|工单|裁决|判决|转让|更换"
    r"|《[^》]{1,30}》|说明书|方案|报告|记录|清单|会议纪要|附件|保密协议|报价|该(?:协议|合同|约定)|另行"
)
_THIS = re.compile(
    r"(?:本|此|该)(?:合同|协议|约定|备忘录|合同书|协议书)(?:书)?(?:（[^）]{0,20}）)?(?:正本|文本)?(?:及|和|与|连同|以及)?(?:[^，。；]{0,12}附件)?"
    r"[^，。；、]{0,4}(?:自|经|于|由|在|待|须|需|应|一式|从|至|双方|甲乙|以|，|有效期|生效|为)"
)
_COMMA_LIST = re.compile(
    r"签(?:字|名|署)(?:）)?、(?:并|且)?(?:加?盖[^，。；、]{0,8}章|公章|捺印?|按手印)|盖(?:公)?章、(?:并)?签(?:字|名)"
)
_JOINED = re.compile(r"、(?:并|且)")
_SIGN = re.compile(r"签字|签名|签署|签章|亲笔签")
_SEAL = re.compile(r"盖[^，。；、]{0,10}章|公章|签章|印章|用印|盖章")
_EITHER = re.compile(r"(?:签(?:字|名|署)|盖章|签章)(?:）)?(?:或者?|/|／)(?:加)?(?:盖|签)")
_AGREED = re.compile("签订之日|签署之日|订立之日|签约之日|签订后|签署后|签订日|签署日|签订时|签订即|签署即|签订起")
_PAID = re.compile("付款|支付|到账|首付款|预付款|定金|保证金|款项")
_APPROVED = re.compile("批准|审批|核准|备案|股东会|董事会")
_DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Effect:
    """A statement on when this agreement takes effect: the place from its subject to its verb, and its words."""

    place: Span
    words: str


def effective_statements(agreement: Agreement) -> tuple[Effect, ...]:
    """What the text says about when the agreement itself takes effect, annexes left out."""
    return tuple(_statements(agreement))


def _statements(agreement: Agreement) -> Iterator[Effect]:
    last = Span(0, 0)
    for found in agreement.finditer(_EFFECT):
        if agreement.annex_at(found.span.start) is not None or found.span.start < last.end:
            continue
        place = _place(agreement, found, last.end)
        words = agreement.folded(place)
        if _THIS.search(words) is None and _OTHER_PAPER.search(words) is not None:
            continue
        last = place
        yield Effect(place, words)


def _place(agreement: Agreement, found: Found, after: int) -> Span:
    """The part of the sentence that ends in the verb, without the number before it or an earlier statement."""
    sentence = agreement.sentence_at(found.span.start)
    start = max(after, min(sentence.start, found.span.start))
    clause = agreement.clause_at(found.span.start)
    if clause is not None and start < clause.own.start <= found.span.start:
        start = clause.own.start
    text = agreement.text[start : found.span.start]
    return Span(start + len(text) - len(text.lstrip(" \t\u3000，,、")), found.span.end)


def closing_place(agreement: Agreement) -> Span:
    """Where words on effectiveness and copies belong: the heading about them, else the title."""
    module = agreement.modules.get("G")
    headings = [mark.span for mark in module.marks if mark.by == "heading"] if module is not None else []
    return headings[0] if headings else agreement.anchor


def effectiveness_unclear(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing on when the agreement takes effect, answers that differ, or 签字、盖章, which may mean both or either."""
    statements = effective_statements(agreement)
    if not statements:
        yield Hit((closing_place(agreement),), absent=True)
        return
    listed = [statement for statement in statements if _is_listed(statement.words)]
    for statement in listed:
        found = agreement.search(_COMMA_LIST, statement.place)
        place = found.span if found is not None else statement.place
        yield Hit((place,), {"quote": agreement.folded(place)}, message=str(options["listed"]))
    clash = _clash(statements)
    if clash is not None and not listed:
        one, other = clash
        yield Hit((other.place, one.place), {"one": one.words, "other": other.words}, message=str(options["clash"]))


def _is_listed(words: str) -> bool:
    found = _COMMA_LIST.search(words)
    return found is not None and _JOINED.search(found[0]) is None


def _clash(statements: tuple[Effect, ...]) -> tuple[Effect, Effect] | None:
    for index, one in enumerate(statements):
        for other in statements[index + 1 :]:
            if _contradict(one.words, other.words):
                return one, other
    return None


def _contradict(one: str, other: str) -> bool:
    """Whether two statements cannot both be right; 自签订之日起 agrees with every way of signing."""
    dates = _DATE.search(one), _DATE.search(other)
    if any(dates):
        if all(dates):
            return [int(part) for part in dates[0].groups()] != [int(part) for part in dates[1].groups()]  # type: ignore[union-attr]
        return _way(other if dates[0] else one) != ""
    ways = _way(one), _way(other)
    if not all(ways) or "any" in ways:
        return (_PAID.search(one) is None) != (_PAID.search(other) is None) and all(ways)
    return ways[0] != ways[1]


def _way(words: str) -> str:
    """How the agreement is to be signed: ``sign``, ``seal``, ``both``, ``either``, ``any``, or nothing."""
    if _EITHER.search(words):
        return "either"
    if "签章" in words:
        return "any"
    signs, seals = _SIGN.search(words.replace("签署之日", "")) is not None, _SEAL.search(words) is not None
    if signs and seals:
        return "both"
    if signs:
        return "any" if _AGREED.search(words) else "sign"
    if seals:
        return "seal"
    return "any" if _AGREED.search(words) else ""


CHECKS: dict[str, Kind] = {"effectiveness-unclear": effectiveness_unclear}
