"""终止与解除: who may end the agreement, on what grounds, with what notice to mend, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.duties import (
    BOTH,
    CLIENT,
    OTHER,
    PROVIDER,
    Statement,
    favoured_against,
    harmed,
    headed,
    label,
    list_below,
    place,
    stated,
    stretch,
    without_pointers,
)
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, inside, module_spans, own_spans
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

# An ending that is decided, not one that something follows upon: 「解除合同后」, 「终止之日」.
_END = "(?:解除|终止)(?!(?:本)?(?:合同|协议|服务)?(?:或者?|、|和|及|解除|终止)*(?:后|时|之|日|以后|前|而))"
_ENDING = compile_regex(_END)
_EXPIRY = compile_regex(
    rf"(?:期满|到期|届满|履行完毕|履行完成|全部义务|付清|办结|完成[^。；，\n]{{0,12}}义务)[^。；\n]{{0,24}}?{_END}"
    rf"|{_END}[^。；，\n]{{0,6}}(?:期满|届满|到期)"
)
_GROUNDED = compile_regex(
    rf"(?:有权|可以?|均可|得|能|享有)[^。；\n]{{0,40}}?{_END}"
    rf"|{_END}(?:本)?(?:合同|协议|服务|合作|委托)?(?:的)?(?:条件|情形|情况|事由|权)"
    rf"|(?:下列|以下|下述|如下)[^。；\n]{{0,30}}{_END}|{_END}[^。；\n]{{0,10}}(?:下列|以下|下述|如下)"
    rf"|(?:协商一致|协商同意|双方同意|书面(?:协议|同意)|一致同意)[^。；\n]{{0,24}}{_END}"
    rf"|{_END}[^。；\n]{{0,24}}(?:协商一致|双方同意"
    rf"|提前[^。；，\n]{{0,12}}通知|书面通知)"
    rf"|(?:提前|提出|要求|单方|需要|如需|欲|通知)[^。；\n]{{0,24}}{_END}"
    rf"|(?:逾期|违约|违反|严重|拒不|的，)[^。；\n]{{0,40}}(?:本?合同|本?协议)[^。；，\n]{{0,6}}{_END}"
    rf"|(?:本合同|本协议)[^。；\n]{{0,6}}(?:自动|即行|立即|应当?|即)?{_END}"
    # A loan ends by being called in.
    r"|(?:有权|可以?|应当?)[^。；\n]{0,40}?(?:提前收回[^。；，\n]{0,6}(?:贷款|借款|本金|款项|租赁物)"
    r"|宣布[^。；，\n]{0,16}(?:立即|提前|全部)到期|(?:贷款|借款)[^。；，\n]{0,6}提前到期)"
)
_NO_RIGHT = compile_regex(rf"(?:不得|无权|不能|不可|不应|不因|擅自|无故|禁止)[^。；，\n]{{0,24}}?{_END}")
_FORCE_MAJEURE = compile_regex("不可抗力|不可抗拒")


def termination_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing says when the agreement may be ended before its time; its mere expiry and rights that other clauses are
    said to give do not."""
    if not _has_grounds(agreement):
        yield Hit((anchor(agreement, headed(agreement, ("E", "B", "V"))),), absent=True)


def _has_grounds(agreement: Agreement) -> bool:
    apart = own_spans(agreement, ("M",))
    return any(
        _FORCE_MAJEURE.search(statement.whole + statement.before) is None
        and not inside(statement.span, apart)
        and _grounded(_EXPIRY.sub("", without_pointers(statement.text)))
        for statement in stated(agreement, _GROUNDED)
    )


_WITHOUT_GROUNDS = NotApplicable("没有写什么情况可以解除，已由该规则报告。")


def _grounded(text: str) -> bool:
    match = _GROUNDED.search(_NO_RIGHT.sub("", text))
    return match is not None and "↗" not in match[0]


_MATERIAL = compile_regex(
    r"(?:严重|重大)(?:的)?(?:违约|违反(?:本合同|本协议|合同|协议)?(?:的)?(?:约定|规定|条款|义务)?)(?:行为|情形|事项)?"
)
_SAID_WHAT = compile_regex(
    r"(?:严重|重大)(?:的)?违约(?:行为|情形|事项|事件)?[”」』\"]?(?:，)?(?:（)?"
    r"(?:是指|系指|指|即|包括|：|:|如下|有下列|有以下|如)"
    r"|(?:构成|视为|属于|均属|均为|即为|认定为|称为|属|以下简称)[^。；，\n]{0,6}[“「『\"]?(?:严重|重大)违约"
    r"|(?:下列|以下|下述)[^。；\n]{0,30}(?:严重|重大)违约"
)
_PURPOSE = compile_regex("不能实现合同目的|合同目的(?:不能|无法)实现|无法实现合同目的")


def material_breach_undefined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A right to end the agreement for 「严重违约」 that nothing in the text gives a measure."""
    met = False
    defined = next(agreement.finditer(_SAID_WHAT), None) is not None
    for statement in stated(agreement, _MATERIAL):
        match = _MATERIAL.search(statement.text)
        if match is None or _ENDING.search(statement.whole) is None:
            continue
        met = True
        if defined or _PURPOSE.search(statement.text):
            continue
        span = place(agreement, statement, match.start(), match.end())
        yield Hit((span,), {"quote": agreement.folded(span)}, side=harmed(statement.breaker()))
    if not met:
        yield NotApplicable("合同没有以严重违约作为解除事由。")


_RIGHT = compile_regex(
    rf"(?:有权|可以?(?!能|靠)|均可|享有|保留)(?P<between>(?:(?!有权|可以|的，)[^。；\n]){{0,40}}?)(?P<end>{_END})(?!权)"
    r"(?:或(?:者)?解除|或(?:者)?终止|、终止|、解除)?(?:本|上述|该)?(?:合同|协议|服务|合作|委托|订单)?"
)
_OTHER_END = compile_regex(r"(?:不|劳动关系)$|(?:授权|抵押|账号|权限|保密|保密义务|担保|查封|保函|借贷活动|用工)$")
_ASKED = compile_regex("要求|请求|协商|申请|建议")
_AGREED = compile_regex(
    rf"(?:协商一致|协商同意|双方同意|一致同意|双方(?:可以|可)(?:书面|签订|以书面)?[^。；，\n]{{0,8}}协议"
    rf"|书面协议)[^。；\n]{{0,16}}{_END}"
)
_STATUTORY = compile_regex(
    "不能实现合同目的|合同目的(?:不能|无法)|依法|法律(?:、法规|、行政法规)?(?:另有)?规定|法定|民法典"
)
_BREACH = compile_regex(
    "违约(?!金|责任)|违反|未按|未能|未在|未履行|不履行|不按|逾期|迟延|延迟|延期|拖延|拖欠|拒绝|拒不|怠于"
    "|不合格|达不到|未达到|不符合|不支付|不提供"
)
_CURE = compile_regex(
    "催告|整改|补正|改正|纠正|补救|更正|弥补|宽限|限期|修复|合理期限|合理期间|仍未|仍不|仍然|仍无法"
    "|经通知|通知[^。；，\n]{0,6}(?:后|起)|[未不]改|未果|继续不|继续违|再次|两次|多次|连续|累计"
)
_THRESHOLD = compile_regex(
    r"(?:逾期|迟延|延迟|延期|拖延|拖欠|延误|超过|达到?|满"
    r"|时间)[^。；，\n]{0,16}?(?:[\d一二两三四五六七八九十百_【\[{]|\s{2,})[^。；，\n]{0,10}?(?:日|天"
    r"|个月|月|周|次|小时|%)"
)
# Breaches that no notice can mend.
_INCURABLE = compile_regex(
    "转包|分包|转委托|泄露|泄密|泄漏|保密|行贿|贿赂|回扣|廉洁|虚假|伪造|弄虚作假|破产|解散|清算|吊销|资质"
    "|资格|侵权|侵犯|转让|外包|挪用|违法|犯罪|安全事故|停业|撤销"
)


def cure_period_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A right to end the agreement for the other side's breach, without a notice to mend or any time to do so."""
    met = False
    for statement in stated(agreement, _RIGHT):
        match = _right(statement)
        if match is None:
            continue
        whole = list_below(agreement, statement)
        if _BREACH.search(whole) is None or _STATUTORY.search(whole) or _FORCE_MAJEURE.search(whole):
            continue
        met = True
        if _CURE.search(whole) or _THRESHOLD.search(whole) or _INCURABLE.search(whole):
            continue
        span = stretch(agreement, statement, match.start(), match.end())
        side = favoured_against(statement.subject(match.start()))
        yield Hit((span,), {"quote": agreement.folded(span)}, side=side)
    if not met:
        yield NotApplicable("合同没有以违约为由的解除权。")


def _right(statement: Statement) -> re.Match[str] | None:
    """The words that give a right to end the agreement, or None: what is refused, asked for or agreed is none."""
    for match in _RIGHT.finditer(statement.text):
        if (
            _NO_RIGHT.search(statement.text[max(0, match.start() - 12) : match.end("end")])
            or _ASKED.search(match["between"])
            or "↗" in without_pointers(match["between"])
            or _OTHER_END.search(statement.text[: match.start("end")])
            or _AGREED.search(statement.text[: match.end("end")])
            or regex.match("(?:抵押|担保|授权|劳动)", statement.text[match.end("end") :])
        ):
            continue
        return match
    return None


def one_sided_termination(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Rights to end the agreement that one side alone has. Restating the law, force majeure and ending it by common
    consent give neither side a right of its own."""
    held: dict[str, Hit | None] = {}
    for statement in stated(agreement, _RIGHT):
        match = _right(statement)
        text = statement.whole
        if match is None or _STATUTORY.search(text) or _FORCE_MAJEURE.search(text + statement.before[-60:]):
            continue
        role = statement.subject(match.start() + 1)
        if role == OTHER:
            continue
        if not role or role == BOTH:
            held[BOTH] = None
            continue
        span = stretch(agreement, statement, match.start(), match.end())
        values = {
            "quote": agreement.folded(span),
            "who": label(agreement, role),
            "other": label(agreement, PROVIDER if role == CLIENT else CLIENT),
        }
        hit = held.get(role)
        held[role] = (
            Hit((*hit.spans, span), hit.values, side=hit.side)
            if hit
            else Hit((span,), values, side=favoured_against(role))
        )
    if not held:
        yield NotApplicable("合同没有约定单方的解除权。")
    elif len(held) == 1 and (only := held.popitem()[1]) is not None:
        yield only


_SETTLE = compile_regex(
    r"结算|据实|退还|退回|返还[^。；，\n]{0,12}(?:款|费|价|租金)|清算|折算|按比例|(?:已经?|实际)(?:完成"
    r"|履行|发生|提供|支付|付)[^。；\n]{0,24}(?:支付|付款|付清"
    r"|退|费用|计算)"
    r"|(?:支付|付清|结清)[^。；\n]{0,16}(?:已完成|已履行|已提供|已经)|双倍返还|不予退还|不退还|不再退|不予支付|结清"
)
_AFTER_END = compile_regex(r"解除|终止|提前(?:结束|退出)|退出|解约")
_EXPIRED_ONLY = compile_regex("期满|届满|到期")


def settlement_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Nothing says how work done and money paid are settled when the agreement ends early."""
    if not _has_grounds(agreement):
        yield _WITHOUT_GROUNDS
        return
    ending = module_spans(agreement, ("E",))
    for statement in stated(agreement, _SETTLE):
        text = without_pointers(statement.text)
        if all("↗" in text[max(0, match.start() - 3) : match.start()] for match in _SETTLE.finditer(text)):
            continue
        if _AFTER_END.search(statement.lead + text) or inside(statement.span, ending):
            return
    yield Hit((anchor(agreement, headed(agreement, ("E",))),), absent=True)


_HAND_OVER = compile_regex(
    r"移交|交接|交还|(?:归还|返还|退还)[^。；，\n]{0,16}(?:账号|帐号|密码|口令|配置|权限|工单|设备|钥匙"
    r"|证件|技术资料|技术文件|全部资料|相关资料|图纸|文档)"
    r"|(?:交付|交出|移送|转交|提供)[^。；\n]{0,30}(?:账号|帐号|密码|口令|未(?:结|办结|完成|处理)[^。；，\n]{0,4}(?:工单|事项|工作))"
)
_AT_END = compile_regex("解除|终止|(?<![务作养修检理])结束后|期满|届满|到期|服务结束|合同结束|合作结束|退出|离场")
_SECRETS = compile_regex("保密信息|秘密|载体|销毁|删除")
_STAFF = compile_regex("(?:人员|工程师|负责人|离职)[^。；，\n]{0,10}(?:交接|移交)")


def handover_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Nothing says what the provider hands over at the end; giving back secrets and data is another matter."""
    if not _has_grounds(agreement):
        yield _WITHOUT_GROUNDS
        return
    ending = module_spans(agreement, ("E",))
    for statement in stated(agreement, _HAND_OVER):
        text = without_pointers(statement.whole)
        if _STAFF.search(text) or (_SECRETS.search(text) and not regex.search("移交|交接", text)):
            continue
        if _AT_END.search(text) or inside(statement.span, ending):
            return
    yield Hit((anchor(agreement, headed(agreement, ("E", "T"))),), absent=True)


CHECKS: dict[str, Kind] = {
    "termination-missing": termination_missing,
    "material-breach-undefined": material_breach_undefined,
    "cure-period-missing": cure_period_missing,
    "one-sided-termination": one_sided_termination,
    "settlement-missing": settlement_missing,
    "handover-missing": handover_missing,
}
