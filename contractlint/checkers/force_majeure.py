"""不可抗力: how wide it is, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.checkers.places import unfilled_times
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, sentences_with
from contractlint.model import Agreement, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, lying_in

_WORD = compile_regex("不可抗(?:力|拒)")
_DEFINES = compile_regex(r"不可抗(?:力|拒)[^。；\n]{0,24}?(?:是指|系指|指|包括|包含|例如|如：|为：|为下列|为以下)")
_LISTS = compile_regex(r"等[^。；，\n]{0,12}不可抗(?:力|拒)")
_NEGATED = compile_regex("不属于|不包括|不视为|不构成|不得视为|除外|不作为|不算")
_FORESEEABLE = compile_regex(
    r"停电|断电|电力(?:中断|故障|供应不足)|断网|网络(?:中断|故障|拥堵|瘫痪|攻击)|通[信讯](?:线路)?(?:中断|故障)"
    r"|(?:电信|线路|运营商)[^、，。；\n]{0,8}(?:故障|中断|调整)|黑客(?:攻击|入侵)?|(?:计算机)?病毒(?:攻击|侵袭|感染|入侵)"
    r"|(?:上游|供应商|供货商|服务商)[^、，。；\n]{0,8}(?:故障|缺货|断供|违约|原因)"
    r"|(?:核心|关键|技术|主要|骨干)?人员(?:离职|流失|变动|辞职)|第三方(?:的)?(?:原因|故障|系统故障|服务中断)"
    r"|设备故障|服务器(?:故障|宕机)|系统故障"
)
_EFFECT = compile_regex(r"(?:造成|导致|引起|引发)[^、，。；\n]{0,6}$")
_NOTIFIES = compile_regex("(?:通知|告知|通报|报告)(?!解除|终止|[^。；，]{0,8}(?:解除|终止))")
_ENDS = compile_regex(
    r"(?:持续|延续|超过|连续|达到|长于|满)[^。；\n]{0,40}(?:解除|终止|取消)|(?:解除|终止)[^。；\n]{0,30}(?:持续|延续|超过)"
)
_LASTING, _ENDING = compile_regex("持续|延续|超过|连续"), compile_regex("解除|终止")
_DISASTERS = compile_regex(
    r"(?:地震|台风|洪水|水灾|暴雨|战争|火灾|疫情|瘟疫|政府行为|自然灾害|动乱|罢工)[^。；\n]{0,60}不可抗"
    r"|不可抗[^。；\n]{0,60}(?:地震|台风|洪水|水灾|暴雨|战争|火灾|疫情|瘟疫|政府行为|自然灾害|动乱|罢工|不能预见)"
    r"|(?:不能|无法|不可)预见[^。；\n]{0,8}(?:不能|无法|不可)(?:避免|抗拒)[^。；\n]{0,8}(?:不能|无法|不可)克服"
    r"|(?:不能|无法|不可)预见[^。；\n]{0,60}不可抗|不可抗[^。；\n]{0,60}第(?:180|一百八十)条|第(?:180|一百八十)条[^。；\n]{0,30}不可抗"
)


def force_majeure_too_broad(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Foreseeable troubles (outage, attack, supplier, staff) that a definition counts as force majeure."""
    for passage in _definitions(agreement):
        for found in agreement.finditer(_FORESEEABLE, passage):
            before = agreement.folded(Span(passage.start, found.span.start))
            if not _EFFECT.search(before):
                yield Hit((found.span,), {"quote": found[0]})


def force_majeure_notice_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No sentence of the force majeure clause gives a length of time for telling the other side."""
    for sentence in _sentences(agreement):
        if _NOTIFIES.search(agreement.folded(sentence)) and _timed(agreement, sentence):
            return
    yield Hit((anchor(agreement, ("M",)),), absent=True)


def force_majeure_duration_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No sentence says after how long the agreement may be ended."""
    for sentence in _sentences(agreement):
        words = agreement.folded(sentence)
        ends = _ENDS.search(words) or (_LASTING.search(words) and _ENDING.search(_lead(agreement, sentence)))
        if ends and _timed(agreement, sentence):
            return
    yield Hit((anchor(agreement, ("M",)),), absent=True)


def _lead(agreement: Agreement, sentence: Span) -> str:
    """What introduces the list of a sentence: 「有下列情形的，可以解除合同：（1）……」."""
    above = agreement.clause_path(sentence.start)[-2:-1]
    lead = agreement.folded(above[0].own).rstrip() if above else ""
    return lead if lead.endswith("：") else ""


def force_majeure_undefined(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The word is used, and nowhere defined, listed or tied to article 180 of the Civil Code."""
    if agreement.search(_DEFINES) is None and agreement.search(_DISASTERS) is None:
        yield Hit((anchor(agreement, ("M",)),), absent=True)


def _timed(agreement: Agreement, sentence: Span) -> bool:
    return bool(lying_in(agreement.quantities.periods, sentence)) or unfilled_times(agreement).within(sentence)


def _definitions(agreement: Agreement) -> Iterator[Span]:
    """The stretches that say what counts; a list that follows a colon belongs to it."""
    for sentence, words in sentences_with(agreement, _WORD):
        if _NEGATED.search(words):
            continue
        defined = agreement.search(_DEFINES, sentence)
        if defined is not None:
            end = sentence.end
            clause = agreement.clause_at(sentence.start)
            if words.rstrip().endswith("：") and clause is not None:
                end = max(end, clause.span.end)
            yield Span(defined.span.end, end)
        listed = agreement.search(_LISTS, sentence)
        if listed is not None:
            yield Span(sentence.start, listed.span.start)


@once
def _sentences(agreement: Agreement) -> list[Span]:
    """All sentences of force majeure clauses, and others that name it."""
    clauses = agreement.modules["M"].clauses if "M" in agreement.modules else ()
    inside = {sentence for clause in clauses for sentence in agreement.sentences_in(clause.span)}
    return sorted(inside.union(sentence for sentence, _ in sentences_with(agreement, _WORD)))


CHECKS: dict[str, Kind] = {
    "force-majeure-too-broad": force_majeure_too_broad,
    "force-majeure-notice-missing": force_majeure_notice_missing,
    "force-majeure-duration-missing": force_majeure_duration_missing,
    "force-majeure-undefined": force_majeure_undefined,
}
