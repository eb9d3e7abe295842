"""生效: what makes the agreement take effect, said once or said in ways that do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from contractlint.dataclass import dataclass
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span

# The predicate, not the premise: 「签字之日起生效」 and not 「本合同生效后五日内」.
_AT_ONCE = "(?:起|后|时|之后|之时|正式|方可|方能|方|即行|即告|即|始|才|便|并|且|开始|立即|自动|同时){0,3}"
_NOT_THE_VERB = "(?!之日|日期|日|后|前|时|期间|条件|判决|裁决|裁判|法律文书)"
_EFFECT = compile_regex(
    rf"(?:起|后|时|即|日|章|字|署|订|名|毕|）|认可|批准|签收|款){_AT_ONCE}(?:成立(?:并|且|、|和|及)?)?(?:开始|正式)?"
    rf"(?:发生(?:法律)?效力|产生(?:法律)?效力|具有法律效力|具有法律约束力|生效){_NOT_THE_VERB}"
    rf"|，(?:则)?[本此](?:合同|协议)(?:书)?{_AT_ONCE}(?:成立(?:并|且|、|和|及)?)?生效{_NOT_THE_VERB}"
    r"|生效(?:日期|日|时间|条件)(?:为|：|是|以|如下)(?!准)"
    r"|有效期(?:限)?(?:为|：)?[^。；\n]{0,12}自(?!本?(?:合同|协议)?生效)[^。；\n]{0,30}[起至]"
)
_OTHER_PAPER = compile_regex(
    r"续期|续签|续约|延期|补充(?:协议|合同|条款|约定)|变更|修改|修订|更改|更正|调整|解除|终止|通知|函|委托书|授权书|订单|工作单|任务书|工单|裁决|判决|转让|更换"
    r"|《[^》]{1,30}》|说明书|方案|报告|记录|清单|会议纪要|附件|保密协议|报价|该(?:协议|合同|约定)|另行"
)
_VERB = "自|经|于|由|在|待|须|需|应|一经|一式|从|双方|甲乙|以|有效期|生效|为"
_THIS = compile_regex(
    r"(?:本|此|该)(?P<kind>(?:补充|变更|终止|解除|框架|保密|技术|服务|运维|采购|委托){1,3})?(?:合同|协议|约定|备忘录)(?:书)?(?:（[^）]{0,20}）)?"
    rf"(?:正本|文本)?(?P<both>(?:及|和|与|连同|以及)[^，。；]{{0,16}})?[^，。；、的]{{0,4}}(?:{_VERB}|至)"
)
_OF_ANOTHER = compile_regex(rf"(?:{_OTHER_PAPER.pattern})[^，。；、]{{0,8}}(?:{_VERB})")
_COMMA_LIST = compile_regex(
    r"签(?:字|名|署)(?:）)?、(?:并|且)?(?:加?盖[^，。；、]{0,8}章|公章|捺印?|按手印)|盖(?:公)?章、(?:并)?签(?:字|名)"
)
_JOINED = compile_regex(r"、(?:并|且)")
_SIGN = compile_regex("签字|签名|亲笔签")
_SEAL = compile_regex(r"盖[^，。；、]{0,10}章|公章|签章|印章|用印|盖章")
_EITHER = compile_regex(r"(?:签(?:字|名|署)|盖章|签章)(?:）)?(?:或者?|/|／)(?:加)?(?:盖|签)")
_AGREED = compile_regex("(?:签订|签署|订立|签约)(?:之日|后|日|时|即|起|完成|完毕|并)?")
_PAID = compile_regex("付款|支付|到账|首付款|预付款|定金|保证金|款项")
_APPROVED = compile_regex("批准|审批|核准|备案|股东会|董事会")
_SORTS = 40


@dataclass(frozen=True, slots=True)
class Effect:
    """A statement on when this agreement takes effect: the place from its subject to its verb, and its words."""

    place: Span
    words: str
    day: tuple[int | None, ...] = ()
    """Year, month and day where a date stands in it."""


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
        if not _is_about_this(words):
            continue
        last = place
        dates = (one for one in agreement.quantities.dates if place.contains(one.span))
        yield Effect(place, words, next(((one.year, one.month, one.day) for one in dates), ()))


def _is_about_this(words: str) -> bool:
    """Whether what takes effect is the agreement itself: named last before the verb, or nothing else is named."""
    this = list(_THIS.finditer(words))
    if not this:
        return _OTHER_PAPER.search(words) is None
    if any(match["both"] or match["kind"] for match in this):
        return True
    other = max((match.end() for match in _OF_ANOTHER.finditer(words)), default=-1)
    return this[-1].end() > other


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
    # Only one statement of each sort is compared, so that a text full of them costs no more than a few.
    sorts = {(_way(one.words), _day(one), _conditions(one.words)): one for one in reversed(statements)}
    return next((pair for pair in combinations(list(reversed(sorts.values()))[:_SORTS], 2) if _contradict(*pair)), None)


def _contradict(one: Effect, other: Effect) -> bool:
    """Whether two statements cannot both be right; 自签订之日起 agrees with every way of signing."""
    ways = _way(one.words), _way(other.words)
    if not all(ways):
        days = _day(one), _day(other)
        if all(days):
            return days[0] != days[1]
        return any(days) and any(ways)
    if _conditions(one.words) != _conditions(other.words):
        return True
    return "any" not in ways and ways[0] != ways[1]


def _day(statement: Effect) -> tuple[int | None, ...]:
    """The day on which the agreement takes effect by a date alone; a term from one day to another is none."""
    return () if "有效期" in statement.words or _way(statement.words) else statement.day


def _conditions(words: str) -> tuple[bool, bool]:
    return _PAID.search(words) is not None, _APPROVED.search(words) is not None


def _way(words: str) -> str:
    """How the agreement is to be signed: ``sign``, ``seal``, ``both``, ``either``, ``any``, or nothing."""
    if _EITHER.search(words):
        return "either"
    if "签章" in words:
        return "any"
    agreed = _AGREED.search(words) is not None
    rest = _AGREED.sub("", words)
    signs, seals = _SIGN.search(rest) is not None, _SEAL.search(rest) is not None
    if signs and seals:
        return "both"
    if signs:
        return "sign"
    if seals:
        return "seal"
    return "any" if agreed or _conditions(words) != (False, False) else ""


CHECKS: dict[str, Kind] = {"effectiveness-unclear": effectiveness_unclear}
