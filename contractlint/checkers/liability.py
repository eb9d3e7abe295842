"""责任划分与限制: exemptions, caps and their exceptions, causes of faults, backups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.places import names_clause_of
from contractlint.checkers.roles import exempted_role, role_words
from contractlint.finding import Hit, NotApplicable, Severity
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, compiled, module_spans, sentences_with
from contractlint.model import Agreement, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_NO_DUTY = r"(?:概|均|都|也|亦|一律|互|皆)?(?:不|无须|无需|毋须|免予|不再)(?:承担|负)"
_INJURY = compile_regex(
    r"(?:一切|任何)?(?:人身|人员|生命)?(?:伤亡|伤害|死亡|损害)(?:事故|责任|的|等)?[^。；\n]{0,30}?"
    r"(?:与[^。；，\n]{1,8}(?:无涉|无关)|" + _NO_DUTY + r"[^。；，\n]{0,8}责任|概不负责)"
)
_BODILY = compile_regex("人身|人员|生命|伤亡|死亡|工伤")
_GROSS = compile_regex(
    r"(?:即使|即便|无论|不论)?(?:因|由于|由|是否)?[^。；，\n]{0,8}(?:故意|重大过失)[^。；\n]{0,50}?"
    r"(?:" + _NO_DUTY + r"[^。；，\n]{0,8}责任|概不负责|免除[^。；，\n]{0,8}责任)"
)
# One of these is in whatever _INJURY and _GROSS match.
_HARM = compile_regex("伤|死|害|故意|过失")
_OWN_FAULT = compile_regex(
    r"(?:自身|自己|违规|违章|乙方|甲方)[^。；，\n]{0,8}(?:原因|过错|过失|责任|操作)[^。；，\n]{0,4}(?:造成|导致|引起|所致|发生)"
)
# Whose doing it was is said, and who answers for it: 「由于乙方人员的过失造成的损害，由乙方承担，与甲方无关」.
_ANSWERED = compile_regex(
    r"(?:因|由于)[^。；\n]{1,60}(?:造成|导致|引起|发生)[^。；\n]{0,40}由[^。；，\n]{1,10}承担"
    r"|(?:产品|货物|设备|质量|缺陷)[^。；\n]{0,40}由[^。；，\n]{1,10}承担"
)
_EXCEPTED = compile_regex("除外|不受(?:此|前|上|该|本)|不在此限|不适用|不包括")
_BLANKET = compile_regex(
    r"概不负责|(?:在)?任何情况下[^。；，\n]{0,4}(?:不|无须|无需)(?:承担|负)|(?:不|无须|无需)(?:承担|负)任何(?:形式的|法律|赔偿|经济|违约|连带)?责任"
    r"|对(?:任何|一切|所有)[^。；，\n]{0,12}损失(?:均|都|概|一律)?(?:不|无须|无需)(?:承担|负)[^。；，\n]{0,6}责任"
    r"|互不追究[^。；，\n]{0,4}(?:任何|一切)[^。；，\n]{0,4}责任|不承担一切[^。；，\n]{0,4}责任|免除一切[^。；，\n]{0,4}责任"
    r"|任何(?:情况|情形|条件)下[^。；，\n]{0,2}，?[^。；，\n]{0,10}?不(?!免|得|超|影响|应超)[^。；，\n]{0,20}?(?:(?:承担|负)[^。；，\n]{0,6}责任|负责)"
)
_CAUSE = compile_regex(
    r"(?:因|由于)(?P<who>[^，。；\n]{1,40})|不可抗力|(?:擅自|未经|违反|未按|不当|违规|过错|误操作)|未[^，。；\n]{2,30}(?:导致|造成|引起)"
)
_USE = compile_regex("使用|运行|履行|执行|接受|本|该|此|服务|产品|货物|设备")
_BLAMES = compile_regex("不可抗力|过错|过失|违|不当|未|擅自|原因|误|自行|故意")
_EMPLOYMENT = compile_regex("工资|社保|社会保险|劳动报酬|劳动关系|用工|薪酬|工伤")
_ANY_CAUSE = compile_regex("任何原因|一切原因|各种原因|何种原因")
_CAP = compile_regex(
    r"(?:赔偿|责任)[^。；，\n]{0,40}(?:不超过|不得超过|不应超过|不(?:得)?高于|不大于|为限|为上限|限额|最高为)|(?:上限|限额)[^。；，\n]{0,20}(?:赔偿|责任)"
    r"|(?:不承担|不负责|不赔偿|不包括|无须承担|无需承担)[^。；，\n]{0,20}(?:间接损失|可得利益|利润损失|预期利益|预期利润|预期收益)"
)
_SEGMENT = compile_regex(r"[^，。；：\n]+")
_LEAD = compile_regex("^(?:但是|但|且|并且|并)")
_CARVE_OUTS = (
    ("人身损害", compile_regex("人身|伤亡|生命")),
    ("故意或者重大过失", compile_regex("故意|重大过失")),
    ("泄密", compile_regex("保密|泄密|泄露")),
    ("侵权", compile_regex("知识产权|侵权|侵犯|侵害")),
)
_CARVED_BY_NUMBER = {"泄密": "K", "侵权": "P"}
_CARVES = compile_regex(r"不受|除外|不适用|不在此限|例外|不包括|全额赔偿|不限于|除[^。；\n]{2,80}外")
_FAULT = compile_regex("故障|停机|中断|损坏|数据|系统|设备|服务|损失|问题|事故")
_LEADS_TO = compile_regex("造成|导致|引起|引发|所致|原因|产生|出现")
_SETTLED = compile_regex(
    "不扣|不减收|不按[^。；，]{0,12}扣|不列入|照常|责任|承担|负责|不计入|不属于|除外|不视为|收费|付费|费用|不包括|不适用|免费"
)
_NOT_A_FAULT = compile_regex("(?:逾期|迟延|延迟|未按[^。；，]{0,6})(?:付款|支付)|侵权|侵犯|知识产权|人身|伤害")
_SYSTEMS = compile_regex(
    "数据|服务器|软件|信息系统|业务系统|应用系统|管理系统|操作系统|平台|计算机|电脑|存储|网络设备|信息化"
)
_HANDS_OFF = compile_regex("不(?:得)?接触[^。；\n]{0,16}系统[^。；，\n]{0,4}数据")
_BACKUP = compile_regex(
    r"备份[^。；\n]{0,40}(?:负责|应|须|需|每|定期|自行|提示|提醒|做好|进行|完成|确认|实施|工作)"
    r"|(?:负责|应当?|须|需|每|定期|自行|提示|提醒|做好|进行|完成|确认|实施|先)[^。；\n]{0,40}备份"
)


def exempts_gross_fault(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Words that free a party from personal injury, or from damage it causes by intent or gross negligence."""
    held = dict.fromkeys(agreement.sentence_at(found.span.start) for found in agreement.finditer(_HARM))
    for sentence in held:
        whole = agreement.folded(sentence)
        if _EXCEPTED.search(whole) or not (_INJURY.search(whole) or _GROSS.search(whole)):
            continue
        for found in agreement.finditer(_INJURY, sentence):
            around = agreement.folded(Span(sentence.start, found.span.end))
            if _BODILY.search(around) and not _OWN_FAULT.search(around) and not _ANSWERED.search(around):
                yield Hit((found.span,), {"what": "人身损害"})
        for found in agreement.finditer(_GROSS, sentence):
            words = found[0]
            exempted = exempted_role(agreement, found.span)
            if exempted and not _names(agreement, exempted, words.partition("故意")[0].partition("重大过失")[0]):
                named = [role for role in ("甲", "乙") if _names(agreement, role, words.partition("，")[0])]
                if named and exempted not in named:
                    continue
            yield Hit((found.span,), {"what": "故意或者重大过失造成损失"})


def _names(agreement: Agreement, role: str, words: str) -> bool:
    return any(word in words for word in role_words(agreement, role))


def blanket_exemption(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """An exemption whose sentence names no cause of its own (force majeure, the other side's doing)."""
    for found in agreement.finditer(_BLANKET):
        sentence = agreement.sentence_at(found.span.start)
        words = agreement.folded(sentence)
        if _EMPLOYMENT.search(words) or agreement.search(_EXCEPTED, sentence) is not None:
            continue
        exempted = exempted_role(agreement, found.span)
        before = Span(sentence.start, found.span.start)
        if any(_real_cause(agreement, cause["who"], exempted) for cause in agreement.finditer(_CAUSE, before)):
            continue
        yield Hit((found.span,), {"quote": found[0]})


def _real_cause(agreement: Agreement, who: str, exempted: str) -> bool:
    if _ANY_CAUSE.search(who) or (_USE.match(who) and not _BLAMES.search(who)):
        return False
    return not (exempted and _names(agreement, exempted, who) and "非" not in who)


def cap_without_carve_outs(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A cap on liability, or indirect loss shut out, without the four exceptions a client needs."""
    for sentence, _ in sentences_with(agreement, _CAP):
        for segment in agreement.finditer(_SEGMENT, sentence):
            words = segment[0]
            if not _CAP.search(words) or (
                "违约金" in words and not regex.search("赔偿|责任", words.replace("违约责任", ""))
            ):
                continue
            if "实际损失" in words or agreement.search(_CARVES, segment.span) is not None:
                continue  # 「…除外」 in the very words of the cap is no cap on the rest
            lead = _LEAD.match(words)
            place = segment.span if lead is None else Span(segment.span.start + len(lead[0]), segment.span.end)
            missing = _missing_carve_outs(agreement, place)
            if missing:
                partly = len(missing) < len(_CARVE_OUTS)
                yield Hit((place,), {"missing": "、".join(missing)}, severity=Severity.INFO if partly else None)


def _missing_carve_outs(agreement: Agreement, place: Span) -> list[str]:
    path = agreement.clause_path(place.start)
    home = path[0].span if path else agreement.sentence_at(place.start)
    carved = _carved_in(agreement, home) | _carved_apart(agreement)
    return [name for name, _ in _CARVE_OUTS if name not in carved]


@once
def _carved_apart(agreement: Agreement) -> frozenset[str]:
    """The exceptions that the clauses on responsibility make."""
    return frozenset(name for span in module_spans(agreement, ("R",)) for name in _carved_in(agreement, span))


def _carved_in(agreement: Agreement, span: Span) -> frozenset[str]:
    """The exceptions that a clause makes, by their matter or by a number: 「除违反第八条外」."""
    known: frozenset[str] | None = agreement.derived.get((_carved_in, span))
    if known is None:
        carving = [one for one in agreement.sentences_in(span) if _CARVES.search(agreement.folded(one))]
        known = agreement.derived[_carved_in, span] = frozenset(
            name
            for name, words in _CARVE_OUTS
            if any(words.search(agreement.folded(one)) for one in carving)
            or (name in _CARVED_BY_NUMBER and _carved_by_number(agreement, carving, _CARVED_BY_NUMBER[name]))
        )
    return known


def _carved_by_number(agreement: Agreement, carving: list[Span], code: str) -> bool:
    return any(names_clause_of(agreement, sentence, code) for sentence in carving)


def responsibility_rules_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No sentence says who answers for faults from operation, ageing, third-party systems or the client's side."""
    client = "|".join(map(re.escape, role_words(agreement, "甲")))
    causes = compiled(
        (
            "操作失误|误操作|操作不当|使用不当|操作错误|老化|使用年限|人为(?:损坏|破坏|因素)|第三方|运营商|非乙方|非受托方"
            rf"|(?:{client})(?:的|自身|人员|工作人员|擅自|未|提供|原因|自行|自有|一方|过错|内部)",
        )
    )
    for _, words in sentences_with(agreement, _LEADS_TO):
        if causes.search(words) and _SETTLED.search(words) and _FAULT.search(words) and not _NOT_A_FAULT.search(words):
            return
    yield Hit((anchor(agreement, ("R", "B")),), absent=True)


def touches_systems(agreement: Agreement) -> bool:
    """Whether the service has to do with software, servers or data rather than wires, air conditioning or printers."""
    return agreement.search(_SYSTEMS) is not None and agreement.search(_HANDS_OFF) is None


def backup_duty_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Systems or data are touched, and nobody is charged with backups."""
    if not touches_systems(agreement):
        yield NotApplicable("服务不涉及系统和数据。")
        return
    if agreement.search(_BACKUP) is None:
        yield Hit((anchor(agreement, ("R", "D")),), absent=True)


CHECKS: dict[str, Kind] = {
    "exempts-gross-fault": exempts_gross_fault,
    "blanket-exemption": blanket_exemption,
    "cap-without-carve-outs": cap_without_carve_outs,
    "responsibility-rules-missing": responsibility_rules_missing,
    "backup-duty-missing": backup_duty_missing,
}
