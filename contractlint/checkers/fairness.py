"""Wording that leaves one side at the other's mercy: sole interpretation, discretion, free service, waivers, silence
taken for consent, and all risk on one side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from contractlint import regex
from contractlint.checkers.duties import (
    BOTH,
    CLIENT,
    PROVIDER,
    Statement,
    favoured_against,
    harmed,
    label,
    named,
    place,
    segment,
    stated,
    stretch,
    within,
)
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Period
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_INTERPRETS = compile_regex(
    r"(?:(?:最终|全部|一切|唯一)(?:的)?)?解释权(?:及[^。；，\n]{1,8}权)?(?:均|最终|全部)?(?:归属于|归属|归"
    r"|属于|由|为)[^。；，\n]{1,16}|(?:享有|拥有|保留"
    r"|具有|有)[^。；，\n]{0,16}(?:最终|全部|一切|唯一)(?:的)?解释权"
    r"|(?:由|归)(?P<by>[^。；，\n]{1,10}?)(?:负责|单独|最终|享有|行使)(?:负责|进行)?解释(?!并|说明|权)"
    r"|以(?P<as>[^。；，\n]{1,8}?)的?解释为(?:准|最终)"
)
_OF_AGREEMENT = compile_regex("合同|协议|条款|办法|规则|附件|规定|不明|歧义|未尽|细则|标准")
_SHARED = compile_regex("双方|共同|各方|法院|仲裁|协商")
_DENIED = compile_regex("(?:不|无|均不|没有|任何一方不|不得)[^。；，\n]{0,6}$")


def final_interpretation(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The right to say what the agreement means belongs to one side; ``{who}`` is that side."""
    for statement in stated(agreement, _INTERPRETS):
        text = statement.text
        for match in _INTERPRETS.finditer(text):
            by = match["by"] or match["as"]
            if _SHARED.search(by or match[0]) or _DENIED.search(text[: match.start()]):
                continue
            if by and not _OF_AGREEMENT.search(text[: match.start()]):
                continue
            owners = [one.role for one in named(match[0], statement.names)]
            role = owners[0] if owners else ("" if by else statement.subject(match.start()))
            if role == BOTH or (by and not owners):
                continue
            span = place(agreement, statement, match.start(), match.end())
            who = label(agreement, role) if role else "一方"
            yield Hit((span,), {"who": who, "quote": agreement.folded(span)}, side=favoured_against(role))


_DISCRETION = compile_regex(
    r"(?:有权|可以|可(?!用|靠|行|能)|得以|保留)[^。；，\n]{0,14}?(?:随时|单方面?|自行(?:决定|确定)?|任意"
    r"|无需(?:任何)?理由|无理由)"
    r"[^。；，\n]{0,20}?(?:变更|修改|解除|终止|扣除|扣款|扣减|扣罚|调整|调价|暂停|中止|取消|提高|降低)[^。；，\n]{0,12}"
    r"|(?:随时|单方面?|自行|任意)(?:有权|可以?)[^。；，\n]{0,20}?(?:变更|修改|解除|终止|扣除|扣款|扣减"
    r"|扣罚|调整|调价|暂停|中止|取消|提高|降低)[^。；，\n]{0,12}"
    r"|(?:变更|解除|终止|扣款|扣减|调整|调价)[^。；，\n]{0,16}?由[^。；，\n]{1,8}?(?:自行|单方)决定"
)
# What must have happened before: a breach, an event, a list of cases. Business needs and prices are no condition.
_CONDITION = compile_regex(
    r"(?:的|时|后|情形|情况下|之一|以上|届满)[，：]|^[^。；，\n]{0,6}(?:如|若|倘|当|一旦|凡|除非|因|由于"
    r"|经|出现|发生)|[，；](?:如|若|倘|当|一旦|凡|因|由于|经)"
    r"|否则|逾期|违反|违约|未按|未能|故障|不合格|侵犯|侵权|泄露|擅自|拒绝|怠于|达不到"
)
_NO_CONDITION = compile_regex(
    r"(?:根据|按照|依据|视|因|基于|结合)[^。；，\n]{0,16}(?:需要|需求|情况|行情|市场|变化|业务|经营)[^。；，\n]{0,6}，"
    r"|(?:服务|合同|协议|履行|合作)[^。；，\n]{0,6}(?:期限?|过程|期间)(?:内|中)?，"
)
_ASKS = compile_regex("要求|请求|提出|建议|申请")


def unilateral_discretion(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """「有权随时 / 单方 / 自行决定」 to change, end, deduct or re-price, with nothing that has to happen first."""
    for statement in stated(agreement, _DISCRETION):
        text = statement.text
        for match in _DISCRETION.finditer(text):
            role = statement.subject(match.start())
            if match[0].find("由") > 0 and "决定" in match[0]:
                role = next((one.role for one in named(match[0], statement.names)), role)
            before = _NO_CONDITION.sub("", statement.lead + text[: match.start()])
            if (
                role in (BOTH, "")
                or _ASKS.search(match[0])
                or _CONDITION.search(before)
                or _DENIED.search(text[: match.start()])
            ):
                continue
            span = stretch(agreement, statement, match.start(), match.end())
            values = {"who": label(agreement, role), "quote": agreement.folded(span)}
            yield Hit((span,), values, side=favoured_against(role))


_SERVE = (
    "(?:提供|维护|维修|升级|服务|培训|支持|更换|修复|整改|开发|修改|配合|满足|响应|完成|优化|改造|保养|保修|指导|咨询)"
)
_WHAT = rf"{_SERVE}(?!期|服务期|维护期|质保|保修)(?:[^。；，、的\n]{{0,8}}(?:支持|服务|培训|维护))?"
_FREE = compile_regex(
    r"(?:(?:终身|永久|长期|终生|一直|不限次数?|不限量|无限次?|无条件|不计次数?)(?:地|的|为[^。；，\n]{0,10})?)+"
    rf"(?:免费|无偿)?[^。；，\n]{{0,16}}?{_WHAT}"
    rf"|(?:免费|无偿)(?!期)(?:地|为|向|对|给|的)?[^。；，\n]{{0,16}}?{_WHAT}"
    rf"|{_SERVE}[^。；\n]{{0,12}}?(?:均|全部|一律|都)?(?:为)?(?:终身|永久|长期)?(?:免费|无偿|不收取(?:任何|其他)?费用)"
    r"(?!期|服务期|维护期|质保|保修)"
)
_BOUNDED = compile_regex(
    r"期之?内|期间|期限|过程中|[保免]修期|质保|保修|免费期|[\d一二两三四五六七八九十_]\s*(?:个)?(?:年|月"
    r"|日|天|周|季|次|小时|人天|人日|工时|台|份|套|场|人)(?!故障)|__"
    r"|首[次年月]|第一次|年度服务费|年费|维护费|(?:包含|包括|计入|含)(?:在|于)?[^。；，\n]{0,10}(?:费|价|总额)"
    r"|已含|范围之?内|范围以内"
    r"|操作失误|误操作|操作(?:不当)?造成|过失|过错|因乙方|乙方(?:原因|过错|责任)|自身原因|质量问题|缺陷|不合格|不符合|未达|错误|返工|重做|重新|瑕疵|侵权"
)
_NOT_SERVICE = compile_regex(
    "许可|使用权|使用上述|保密|保函|送货|运输|送到|场地|办公|工作餐|住宿|交通|食宿|水电|退场|退货|退款"
    "|退还|支付|撤回|不可撤销|无偿归|归甲方|归乙方|无偿使用|免费使用"
    "|无条件[^。；，\\n]{0,6}(?:修复|整改|更换)"
)
_PAPERS = compile_regex(r"(?:提供)?[^。；，\n]{0,14}?(?:资料|文件|文档|手册|说明书|样品|工具|备件|信息)")


def unlimited_free_service(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The provider serves free, for ever or without condition, and nothing says for how long or how much."""
    for statement in stated(agreement, _FREE):
        text = statement.text
        for match in _FREE.finditer(text):
            role = statement.subject(match.start())
            endless = regex.search("终身|永久|终生|不限次|不限量|无限次", match[0])
            if (
                role == CLIENT
                or _NOT_SERVICE.search(match[0])
                or _DENIED.search(text[: match.start()])
                or (match[0].endswith("提供") and _PAPERS.match(text[match.end() :]))
            ):
                continue
            bounded = _BOUNDED.search(text[: match.start()] + text[match.start() :])
            if bounded is not None and not (endless and "免费" in match[0] and _priced(text) is None):
                continue
            span = place(agreement, statement, match.start(), match.end())
            yield Hit((span,), {"quote": agreement.folded(span)}, side=harmed(role or PROVIDER))


def _priced(text: str) -> re.Match[str] | None:
    return regex.search(
        r"年度服务费|年费|维护费|(?:包含|包括|计入|含)(?:在|于)?[^。；，\n]{0,10}(?:费|价|总额)|已含|期内|期间|期限内",
        text,
    )


_REMEDY = (
    r"(?:诉权|起诉|诉讼|仲裁|上诉|异议|抗辩|抵销|索赔|追索|追偿|追究|赔偿|补偿|救济|请求权|调整违约金|调减"
    r"|主张(?:任何)?权利|一切权利|全部权利)"
)
_WAIVES = compile_regex(
    rf"(?:放弃|丧失|不再享有|不享有)(?!对?优先)[^。；\n]{{0,30}}?{_REMEDY}[^。；，\n]{{0,6}}"
    r"|(?:不得|无权|不可|不能|不再)(?:再|以任何[^。；，\n]{1,20})?(?:向[^。；，\n]{1,16})?(?:提出|主张"
    r"|行使|提起|申请|请求|要求|进行)?(?:任何"
    r"|一切)?(?:形式的)?(?:异议|抗辩|抵销|索赔|诉讼|仲裁|起诉|追索|(?:法院|人民法院|仲裁机构"
    r"|法院或者?仲裁机构)?(?:予以|适当)?(?:调整|调减|减少|降低)[^。；，\n]{0,6}违约金)"
    r"|(?:不得|放弃|无权)[^。；，\n]{0,20}(?:调整|调减|减少|降低)[^。；，\n]{0,6}违约金[^。；，\n]{0,4}"
    r"|(?:不得|放弃|无权)[^。；，\n]{0,16}违约金[^。；，\n]{0,20}(?:调整|调减|减少|降低|抗辩|异议)"
    r"|违约金[^。；\n]{0,30}?(?:不得|放弃|无权)[^。；\n]{0,24}?(?:调整|调减|减少|降低)"
    r"|诉讼时效[^。；，\n]{0,16}?(?:为|是|约定|缩短|延长|不超过)[^。；，\n]{0,12}?(?:年|个?月|日|天)"
    r"|(?:放弃|不)[^。；，\n]{0,8}诉讼时效[^。；，\n]{0,10}"
    r"|不得有(?:任何|一切)?异议"
    r"|不以任何(?:理由|方式|借口|形式)[^。；，\n]{0,16}(?:主张|提出|行使|提起|要求|请求)[^。；，\n]{0,6}(?:索赔|赔偿|补偿|异议|抗辩|诉讼|仲裁|权利)"
    r"|视为[^。；，\n]{0,8}放弃[^。；，\n]{0,14}(?:权利|权益|诉权|索赔|追索|请求)"
)
_NOT_WAIVED = compile_regex(
    "(?:不(?!可撤销)|未|并非|不得|不应|不视为|不构成|不意味着|不代表|不被视为|不能视为|不应视为|均不"
    "|任何一方不)[^。；，\n]{0,12}$"
)
_AGENCY = compile_regex(
    "代为|授权[^。；，\n]{0,6}(?:代理|权限)|代理权限|委托权限|无正当理由|无故|未经|优先购买权|工期顺延"
)
_OBJECTION = compile_regex("异议")
_TIMELY = compile_regex("期限内|逾期|日内|天内|小时内|工作日内|未在|未于|质保期|验收|到期")


def waives_remedies(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A side gives up beforehand to sue, object, set off, claim or have a penalty reduced, or a limitation period is
    agreed. A time for objections to what was delivered is none of these."""
    for statement in stated(agreement, _WAIVES):
        text = statement.text
        for match in _WAIVES.finditer(text):
            if _NOT_WAIVED.search(text[: match.start()]) or _AGENCY.search(text):
                continue
            if _OBJECTION.search(match[0]) and _TIMELY.search(text[: match.start()]) and "管辖" not in match[0]:
                continue
            if "诉讼时效" in match[0] and regex.search("中断|中止|法律规定|依法", text):
                continue
            role = statement.subject(match.start())
            span = place(agreement, statement, match.start(), match.end())
            yield Hit((span,), {"quote": agreement.folded(span)}, side=harmed(role), message=_waiver_message(match[0]))


def _waiver_message(said: str) -> str | None:
    if "诉讼时效" in said:
        return "「{quote}」：诉讼时效不能由双方约定，时效利益也不能预先放弃。"
    if "违约金" in said:
        return "「{quote}」：预先排除了请求调整违约金。"
    return None


_SILENT = r"(?:未|没有|不|逾期|既不|拒不|怠于)[^。；\n]{0,40}?"
_CONSENTS = (
    r"(?:视为|视同|即为|即视为|默认为?|自动视为|推定为?|视作)(?!不|未|乙方违约|甲方违约"
    r"|违约)[^。；，\n]{0,12}?(?:同意|认可|确认|验收合格|验收通过|通过验收|合格|通过|接受|默认"
    r"|无异议|没有异议|验收完成|验收(?!不|未))"
)
_DEEMED = compile_regex(_SILENT + _CONSENTS)
_NOT_CONSENT = compile_regex(
    "(?:视为|即为|默认)[^。；，\n]{0,6}(?:不合格|不同意|不通过|未通过|不认可|未验收|拒绝|送达|收到)"
)
# A time that is written elsewhere, left blank or not understood.
_UNREAD = compile_regex(r"[日天时月周]之?内|【|__|  |第[^。；，\n]{1,10}[条款项](?:约定|规定)?的?(?:期限|时间|期间)")

_POINTER = compile_regex(r"第 ?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?) ?[条款项]?(?:约定|规定)?的?(?:期限|时间|期间)")


def deemed_consent(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Silence counts as consent after less than three workdays, or after no time that is written down.

    Three calendar days can be less than three workdays and are reported; three workdays are not.
    """
    for statement in stated(agreement, _DEEMED):
        text = statement.text
        match = _DEEMED.search(text)
        if match is None or _NOT_CONSENT.search(match[0]):
            continue
        period = _time_to_answer(agreement, statement, match)
        if period is None and _UNREAD.search(statement.before + text[: match.end()]):
            continue
        if period is not None and not _short(period):
            continue
        who = _silent(statement, match)
        span = stretch(agreement, statement, match.start(), match.end())
        message = None if period is None else "「{quote}」：{period}内不答复就算同意，时间太短。"
        values = {"quote": agreement.folded(span)}
        if period is not None:
            values["period"] = agreement.folded(period.span)
        yield Hit((span,), values, side=harmed(who), message=message)


def _silent(statement: Statement, match: re.Match[str]) -> str:
    """Whose silence it is: the side named first in the stretch, else who acts there."""
    start, end = segment(statement.text, match.start())
    first = next(named(statement.text[start:end], statement.names), None)
    return first.role if first else statement.subject(match.start())


def _time_to_answer(agreement: Agreement, statement: Statement, match: re.Match[str]) -> Period | None:
    """The last period in front of the consent: in the sentence, else in what its clause says before it."""
    end = place(agreement, statement, 0, match.end()).end
    inside = within(agreement.quantities.periods, Span(statement.span.start, end))
    if inside:
        return inside[-1]
    pointed = _POINTER.search(statement.text[: match.end()])
    if pointed is not None:
        for clause in agreement.all_clauses:
            if clause.number.rstrip("、.．") == pointed[1]:
                told = [
                    one for one in within(agreement.quantities.periods, clause.span) if _is_deadline(agreement, one)
                ]
                return told[-1] if told else None
        return None
    path = agreement.clause_path(statement.span.start)
    if not path:
        return None
    scope = path[-1].span if len(path) == 1 or path[-1].own.start < statement.span.start else path[-2].span
    before = within(agreement.quantities.periods, Span(min(scope.start, statement.span.start), statement.span.start))
    return before[-1] if before else None


def _is_deadline(agreement: Agreement, period: Period) -> bool:
    return agreement.text[period.span.end : period.span.end + 3].strip().startswith(("内", "之内", "以内"))


_SHORTEST = {"workday": Decimal(3), "day": Decimal(4), "hour": Decimal(73), "minute": Decimal(100000)}
"""Less than this is too short; three calendar days (72 hours) may hold a weekend."""


def _short(period: Period) -> bool:
    return period.unit == "second" or period.value < _SHORTEST.get(period.unit, Decimal(0))


_ALL = (
    r"(?:一切|全部|所有|任何)(?:的)?(?:[^。；，\n]{0,10}?(?:风险|责任|损失|后果|费用))(?:(?:和|及|、|或|与"
    r"|以及)(?:[^。；，\n]{0,6}?(?:风险|责任|损失"
    r"|后果|费用)))*"
)
_BEARS = compile_regex(
    rf"(?:承担|负担|负责|自负|承受)(?!的)[^。；，\n]{{0,8}}?{_ALL}"
    rf"|(?<!承担的){_ALL}[^。；\n]{{0,16}}?(?:均|都|概|一律|全部)?由[^。；，\n]{{1,14}}?(?:承担|负担|负责|自负)"
    r"|(?:风险|责任|损失|费用)(?:全部|一律|概|完全)(?:都|均)?由[^。；，\n]{1,14}?(?:承担|负担|负责)"
    r"|(?:负|承担)(?:有)?(?:(?:一切|全部|完全|所有)(?:的)?(?:法律|经济|赔偿)?责任|全责)"
)
_CAUSED = compile_regex(
    "因|由于|如|若|否则|由此|原因|过错|过失|违约|违反|违法|违规|未按|未能|未经|擅自|侵犯|侵权|侵害|不当"
    "|导致|造成|引起|引发|逾期|延误|各自|的，|时，|之前|前的|前发生|期满前"
)
_ANY_CAUSE = compile_regex(
    r"(?:无论|不论|不管)[^。；，\n]{0,16}(?:原因|过错|何种|是否|何故)|不问原因|(?:任何|一切|何种)原因|无过错|是否有过错"
)
_OWN_AFFAIR = compile_regex(
    "人员|员工|工资|社保|工伤|自身|其自|差旅|运输|送货|税|包装|交付前|交货前|验收前|总价|报价|包含|包括在"
    "|投标|履行本|为履行"
)


def bears_all_risk(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """One side bears 「一切」 risk, cost or liability whatever the cause; ``{who}`` is that side."""
    for statement in stated(agreement, _BEARS):
        text = statement.text
        for match in _BEARS.finditer(text):
            cause = _ANY_CAUSE.search(statement.lead + text)
            if cause is None and (_CAUSED.search(statement.lead + text) or _OWN_AFFAIR.search(text)):
                continue
            bearers = [one.role for one in named(match[0], statement.names)]
            role = bearers[-1] if bearers and "由" in match[0] else statement.subject(match.start())
            if role not in (CLIENT, PROVIDER) or regex.search("(?:不|无须|无需)$", text[: match.start()]):
                continue
            span = place(agreement, statement, match.start(), match.end())
            yield Hit((span,), {"who": label(agreement, role), "quote": agreement.folded(span)}, side=harmed(role))


CHECKS: dict[str, Kind] = {
    "final-interpretation": final_interpretation,
    "unilateral-discretion": unilateral_discretion,
    "unlimited-free-service": unlimited_free_service,
    "waives-remedies": waives_remedies,
    "deemed-consent": deemed_consent,
    "bears-all-risk": bears_all_risk,
}
