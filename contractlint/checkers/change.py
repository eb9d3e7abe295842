"""变更: how the agreement may be changed, who may change it alone, and whether it may be assigned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from contractlint import regex
from contractlint.checkers.duties import BOTH, favoured_against, headed, label, stated, stretch
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options

_AGREEMENT = "(?:合同|协议|条款|约定|附件|本文件)"
_ALTER = "(?:变更|修改|修订|更改|改动|增补|补充(?!协议|合同)|调整)"
_AGREED = (
    r"(?:书面|补充协议|补充合同|增补合同|协商一致|协商同意|协商确定|双方同意|双方(?:共同)?(?:确认|签字"
    r"|盖章|签署|协商)|对方同意|签字|盖章|签署|签订)"
)
_CHANGE_NEEDS = rf"(?:任何)?(?:变更|修改)(?:的)?，?(?:须|应当?|需|必须|以)[^。；\n]{{0,24}}{_AGREED}"
_ANY_CHANGE_NEEDS = rf"(?:改|改动|修改)(?:本)?(?:合同|协议)[^。；\n]{{0,24}}{_AGREED}"
_CHANGED_BY_AGREEMENT = compile_regex(
    rf"{_ALTER}[^。；\n]{{0,14}}{_AGREEMENT}[^。；\n]{{0,50}}{_AGREED}"
    rf"|{_AGREEMENT}[^。；\n]{{0,24}}{_ALTER}[^。；\n]{{0,50}}{_AGREED}"
    rf"|{_AGREED}[^。；\n]{{0,40}}{_ALTER}[^。；\n]{{0,14}}{_AGREEMENT}"
    rf"|(?:未经|非经|擅自|单方|不得)[^。；\n]{{0,30}}{_ALTER}[^。；\n]{{0,14}}{_AGREEMENT}"
    r"|(?:未尽|其他)[^。；\n]{0,30}(?:补充协议|补充合同|补充条款|书面(?:协议|补充|约定))"
    r"|(?:签订|签署|达成|订立|另签|形成)[^。；，\n]{0,14}(?:书面)?补充(?:协议"
    r"|合同)[^。；\n]{0,40}(?:本合同|本协议|具有|组成部分|同等|变更|修改|为准)"
    rf"|[：\n\t）、。](?:[\d.]{{1,6}} ?)?{_CHANGE_NEEDS}|[：\n、。](?:- )?{_ANY_CHANGE_NEEDS}"
)
# Apart from the others, which are looked for at a few characters only.
_OPENS_WITH_CHANGE = compile_regex(
    rf"^{_CHANGE_NEEDS}|^(?:- )?{_ANY_CHANGE_NEEDS}"
    rf"|^[^。；\n]{{0,12}}(?:如需|如有|需要|确需|任何|一切|若需)[^。；，\n]{{0,6}}(?:变更|修改"
    rf"|修订)[^。；\n]{{0,40}}{_AGREED}"
)
# Other things that change: more work, somebody's address or account, the person in charge, the tax rate.
_CHANGES_ELSEWHERE = compile_regex(
    "(?:联系人|联系方式|地址|账户|账号|户名|税率|负责人|工程师|人员|法定代表人"
    "|名称)[^。；，\n]{0,8}(?:变更|更改|变动|调整)"
    "|(?:变更|更换|更改)[^。；，\n]{0,8}(?:联系人|联系方式|地址|账户|账号|负责人|工程师|人员|住所)"
    "|(?:新增|增加|超出)[^。；，\n]{0,10}(?:服务|工作|内容|项目|功能)"
)


def change_clause_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing says that the agreement is changed in writing or by a supplement; 「未尽事宜协商解决」 does not."""
    cues = [_CHANGED_BY_AGREEMENT]
    if _OPENS_WITH_CHANGE.match(agreement.folded(agreement.judged)):
        cues.append(_OPENS_WITH_CHANGE)
    for statement in chain.from_iterable(stated(agreement, cue) for cue in cues):
        if _CHANGES_ELSEWHERE.search(statement.text) is None:
            return
    module = agreement.modules.get("V")
    if module is not None and any(
        mark.by == "content" and _CHANGES_ELSEWHERE.search(agreement.folded(mark.span)) is None for mark in module.marks
    ):
        return
    yield Hit((anchor(agreement, headed(agreement, ("V", "E", "G", "J"))),), absent=True)


_MAY = r"(?:有权|可以|可(?!用|靠|行|能|见|控|读)|得以|均可|保留(?=[^。；，\n]{0,40}权利))"
_OBJECT = (
    r"(?:服务(?:内容|范围|项目|标准|级别|时间|方式|规则|条款|费|价格)?|价格|单价|报价|费用|费率"
    r"|收费(?:标准)?|租金|利率|资费"
    r"|规则|条款|条件|合同|协议|订单(?:数量|内容)?|采购(?:数量|内容)?|标准|考核办法|管理办法|政策"
    r"|交付(?:地点|时间|内容))"
)
_UNILATERAL = compile_regex(
    rf"{_MAY}(?P<between>[^。；\n]{{0,24}}?)(?:变更|修改|修订|更改|调整|上调|提高|上浮|增减|调增|调减)(?:和"
    rf"|或|、|或者)?"
    rf"(?:变更|修改|终止|暂停|调整)?(?P<gap>[^。；，\n]{{0,10}}?){_OBJECT}"
    rf"|{_MAY}(?P<between2>[^。；，\n]{{0,20}}?)(?:对|将)(?P<gap2>[^。；，\n]{{0,12}}?){_OBJECT}[^。；，\n]{{0,10}}?"
    rf"(?:进行|作出|做出|予以)?(?:变更|修改|修订|更改|调整|上调|提高)"
    rf"|(?:变更|修改|修订|更改|调整)(?P<gap3>[^。；，\n]{{0,8}}?){_OBJECT}的?，[^。；\n]{{0,4}}?(?:公布|公告|发布|通知|送达)"
    rf"[^。；\n]{{0,12}}?(?:生效|执行|适用)"
    rf"|{_OBJECT}的?(?:变更|修改|修订|更改|调整)，[^。；\n]{{0,4}}?(?:公布|公告|发布|通知|送达)[^。；\n]{{0,12}}?(?:生效|执行|适用|约束力)"
    rf"|{_OBJECT}[^。；\n]{{0,12}}?由(?P<between3>甲方|乙方|[^。；，\n]{{1,6}}?)[^。；\n]{{0,16}}?(?:随时|单方"
    rf"|自行)[^。；，\n]{{0,6}}(?:变更|修改|调整)"
)
_CONSENT = compile_regex(
    r"(?:双方|甲乙|各方|共同)[^。；\n]{0,16}(?:协商|同意|确认|签订|签署|书面|商定)|协商一致|协商同意|(?:经"
    r"|征得|取得|获得|得到)[^。；，\n]{0,16}(?:同意|确认|认可|批准)"
    r"|补充协议|补充合同|(?:对方|甲方|乙方)(?:的)?(?:书面)?(?:同意|确认)后|与(?:对方|甲方|乙方)[^。；，\n]{0,8}协商"
)
# Not changing but asking for it, something else that changes, or a change the law or an agreed formula brings about.
_WITHOUT = compile_regex("(?:无需|无须|毋须|不需|不必|不经|未经|不用)[^。；，\\n]{0,24}?(?:同意|协商|确认|认可|批准)")
_ASKS = compile_regex("解除|终止|，因|要求|请求|提出|建议|申请|协商|督促|拒绝|委托")
_REFUSED = compile_regex("(?:不得|无权|不应|不能|不可|未经|禁止)[^。；，\n]{0,12}$")
_BY_LAW = compile_regex(
    "税率|税收|考核结果|法律|法规|国家[^。；，\n]{0,8}(?:政策|规定|标准)|行政|政府指导价|按(?:照)?(?:下列|以下"
    "|第[^。；，\n]{1,8}[条款])"
)
_ALONE = compile_regex(
    "单方|自行|随时|任意|(?:通知|告知|公布|公告|发布|公示)[^。；\n]{0,14}(?:即|后|之日"
    "|起)[^。；\n]{0,8}(?:生效|有效|适用|执行|约束力)|(?:无需|无须|不需|不必"
    "|不经)[^。；\n]{0,14}(?:同意|协商|确认)"
    "|根据[^。；，\n]{0,20}(?:情况|需要|需求|行情|变化|政策|实际)"
    "|(?:提前)?[^。；，\n]{0,8}(?:书面)?(?:通知|告知)(?:甲方|乙方|对方|另一方)|无条件"
    "|视为[^。；，\n]{0,6}(?:同意|接受|认可)|不持异议|不得[^。；，\n]{0,6}异议|解释"
)


def unilateral_change(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """One side alone may change the service, the price or the rules; ``{who}`` is who may."""
    for statement in stated(agreement, _UNILATERAL):
        text = statement.text
        for match in _UNILATERAL.finditer(text):
            said = "".join(group for group in match.groups() if group)
            role = statement.subject(match.start("between3") + 3 if match["between3"] else match.start())
            if (
                role in (BOTH, "")
                or _ASKS.search(said)
                or _CONSENT.search(_WITHOUT.sub("", text))
                or _BY_LAW.search(text)
                or _REFUSED.search(text[: match.start()])
                or not (_ALONE.search(text) or regex.match("有权|保留", match[0]))
            ):
                continue
            span = stretch(agreement, statement, match.start(), match.end())
            yield Hit(
                (span,),
                {"who": label(agreement, role), "quote": agreement.folded(span)},
                side=favoured_against(role),
            )


_ASSIGNED = compile_regex(
    r"(?:转让|让与)[^。；\n]{0,24}(?:合同|协议|权利|义务|债权|债务)|(?:合同|协议|权利|义务|债权"
    r"|债务)[^。；\n]{0,36}(?:转让|让与)"
    r"|(?:义务|债务)[^。；\n]{0,16}转移|(?:债权|债务)(?:转移|加入)|概括转移|不得转让"
    r"|(?:合同|协议|权利(?:和|与|、)?义务)[^。；，\n]{0,16}(?:转给|让给|移转给?|转予|转与)(?:他人|别人|第三[人方]|任何)"
)
_OF_RESULTS = compile_regex(
    "(?:知识产权|专利|著作权|版权|技术成果|研究开发成果|成果|软件|技术秘密|数据|房屋|股权|土地|资产|商标|源代码)"
)
_OF_CONTRACT = compile_regex(
    r"(?:合同|协议)(?:项下|中|约定|规定|下|所)?(?:的)?[^。；，\n]{0,12}(?:权利|义务|债权|债务)|权利义务"
    r"|权利(?:和|或|及|与|、|或者)义务|债权|债务"
    r"|转让(?:本)?(?:合同|协议)|(?:本合同|本协议)[^。；，\n]{0,6}转让"
)


def assignment_unaddressed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing says whether the agreement or what follows from it may be assigned; results and licences do not count."""
    for statement in stated(agreement, _ASSIGNED):
        if _OF_RESULTS.search(statement.text) is None or _OF_CONTRACT.search(statement.text) is not None:
            return
    yield Hit((anchor(agreement, headed(agreement, ("V", "G", "E"))),), absent=True)


CHECKS: dict[str, Kind] = {
    "change-clause-missing": change_clause_missing,
    "unilateral-change": unilateral_change,
    "assignment-unaddressed": assignment_unaddressed,
}
