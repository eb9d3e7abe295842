"""乙方人员: stationed or sent on site, their qualification, their change, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.duties import place, stated
from contractlint.checkers.places import by_client, following, on_heading_line, row_text
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.kinds.patterns import sentences_with
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_STATIONED = compile_regex("驻场|驻点|常驻|长驻|派驻|驻守|驻现场|驻厂|驻甲方")
_NOT_STATIONED = compile_regex(
    r"(?:不|无需|无须|不再|不含|不包括|没有)[^。；，\n]{0,10}(?:驻场|驻点|常驻|派驻|驻守|驻厂)"
    r"|常驻(?:地|机构|人口|代表)"
)
_NUMBER = r"(?:\d[\d.]*|[一二两三四五六七八九十百]{1,4}|_{1,20}|【[^】\n]{0,6}】)(?:（[^）\n]{1,6}）)?"
_HEADS = compile_regex(rf"{_NUMBER} ?(?:名|人(?!民币|月|天|次)|位|个(?:工程师|人))|人数")
_DAYS = compile_regex(
    rf"{_NUMBER} ?个?(?:天|日|工作日|月|周|年|人天|人月)|工作日|每[天日周月]|\d{{1,2}}[:：]\d{{2}}|5×8|7×24|\d+小时"
    r"|\d+×\d+|上班时间|工作时间|全天|白班|夜班|服务期内|服务期间|服务期限内|合同期内|全年"
)
_ASIDE = compile_regex("经验|证书|资格|更换|替换|违约|费用|提前|意外|保险")
_GOES_ON = compile_regex("[^，。；]{0,6}(?:人数|人员|工程师|时间|时段|其中)")

_PEOPLE = "人员|工程师|技术员|技师|专家|团队|员工|电工|顾问|师傅|项目组|小组"
_SENDS = compile_regex(
    rf"(?P<people>(?:派|委派|指派|选派|安排|配备|抽调)(?:员|人(?!民)|遣|出|驻|往"
    rf"|有)*[^。；，\n]{{0,16}}(?:{_PEOPLE}|\d名|[一二两三四五六七八九十]名)|派员|派人|驻场|驻点|驻厂"
    rf"|(?:安装|施工|检修|维修|驻场|现场|作业)(?:人员|工程师|队伍))"
    r"|(?P<site>上门(?:安装|维修|服务|调试|检修|维护|巡检|支持)|现场(?:服务|支持|处理|维修|检修|安装"
    r"|调试|作业|实施|巡检|保障|施工|维护|方式)"
    r"|到达(?:[^。；，\n]{0,6})?现场|到场|赶(?:赴|到|至)[^。；，\n]{0,8}现场|抵达[^。；，\n]{0,8}现场|上门)"
)
_NOT_SENT = compile_regex(
    r"(?:不|无需|无须|不再|不含|不包括|禁止)[^。；，\n]{0,8}(?:派|现场|上门|到场|驻场)|远程方式不能"
    r"|派[^。；，\n]{0,6}(?:参加|出席|列席)|现场(?:会议|交货|交接)|是指|，指"
)
_NO_STAFF_TYPES = frozenset(
    {"employment", "loan", "lease", "property-sale", "confidentiality", "amendment", "entrustment", "data"}
)
_NOTHING_ON_SITE = NotApplicable("合同没有约定乙方派人到现场。")

_QUALIFIED = compile_regex(
    "资质|证书|持证|资格|经验|执业|上岗证|操作证|作业证|名单|简历|学历|职称|等级证|认证|花名册|一览表|从业年限|年以上"
)
_SAME_AS = compile_regex("不(?:得|应|能)?低于(?:本|原|前|被|上)")
_LEADER = compile_regex("(?:项目|技术|服务|现场|运维)?(?:总)?(?:负责人|经理|主管|总监)")
_WHO = compile_regex(_PEOPLE + "|成员|人选|派驻人")

_EMPLOYED = compile_regex(
    "劳动关系|劳动合同|雇佣|雇用|聘用|用工|劳务|工资|社会保险|社保|意外(?:伤害)?(?:保)?险|工伤|雇主责任险|人身保险"
)
_HARMED = compile_regex(
    r"(?:人身|伤亡|人员(?:伤害|受伤|安全)|工伤|安全(?:事故|责任)|(?:设备|设施|财产"
    r"|财物)[^。；，\n]{0,8}(?:损坏|损失|损害|毁损))[^。；\n]{0,40}(?:赔偿|承担|负责|负担)"
    r"|(?:赔偿|承担|负责|负担)[^。；\n]{0,24}(?:人身|伤亡|人员伤害|安全事故|安全责任|设备损坏|财产损失|财产损害)"
)
_CAPPED = compile_regex("除外|不受|上限|为限|不超过|不可抗力")
_SAFETY_PAPER = compile_regex("安全(?:生产|施工|管理)?(?:协议|责任书)")
_SAFETY = compile_regex("安全(?:生产|施工|管理|文明|作业|环保)*(?:协议|责任书|承诺书|管理协议|须知|责任)")

_NAMED_TEAM = compile_regex(
    r"(?P<place>项目(?:总)?负责人|项目(?:总)?经理|技术负责人|现场负责人|服务团队|项目团队|项目组成员"
    r"|人员名单|驻场(?:人员|工程师))"
    r"[^。；，\n]{0,12}(?:为|：|是|由|见|如下|担任)|(?:指定|委派|指派|任命"
    r"|委任)[^。；，\n]{1,24}(?:为|担任|作为)[^。；，\n]{0,10}(?P<named>项目(?:总)?负责人"
    r"|项目(?:总)?经理|技术负责人|现场负责人)"
)
_REPLACES = compile_regex(
    rf"(?:更换|变更|替换|调换|撤换|调整|撤离|离岗|换人)[^。；\n]{{0,24}}(?:负责人|经理|{_PEOPLE}|成员|人选)"
    rf"|(?:负责人|经理|{_PEOPLE}|成员|人选)[^。；\n]{{0,20}}(?:更换|变更|替换|调换|撤换|调整|撤离|换人)"
    r"|(?:更换|调换|替换)(?:的，)?(?:须|应|需)[^。；\n]{0,24}(?:同意|批准|认可)"
)
_AGREED = compile_regex("同意|认可|批准|许可|不得|确认|协商一致")


def onsite_undetailed(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """People stationed at the client's, with no number of them, or with neither days nor hours."""
    places = []
    told = ""
    for found in agreement.finditer(_STATIONED):
        sentence = agreement.sentence_at(found.span.start).join(found.span)
        text = agreement.folded(sentence)
        if _NOT_STATIONED.search(text):
            continue
        if _ASIDE.search(text):
            continue
        told += "\n" + text + row_text(agreement, found.span) + _next(agreement, sentence)
        if not on_heading_line(agreement, found.span):
            places.append(found.span)
    if not places:
        yield NotApplicable("合同没有约定驻场。")
        return
    missing = [name for name, words in (("人数", _HEADS), ("天数或者时段", _DAYS)) if not words.search(told)]
    if missing:
        yield Hit((places[0],), {"quote": agreement.folded(places[0]), "missing": "、".join(missing)})


def _next(agreement: Agreement, sentence: Span) -> str:
    """The sentence after it, where it goes on about the same people."""
    after = following(agreement, sentence)
    return after if _GOES_ON.match(after) else ""


def sent_on_site(agreement: Agreement) -> Span | None:
    """Where the text says that the provider's people come to the site: words about people before words about the
    site alone, which only count in service agreements (goods come to the site too)."""
    if agreement.type.code in _NO_STAFF_TYPES:
        return None
    second: Span | None = None
    for statement in stated(agreement, _SENDS):
        if _NOT_SENT.search(statement.text):
            continue
        for match in _SENDS.finditer(statement.text):
            if by_client(statement, match.start()):
                continue
            found = place(agreement, statement, *match.span())
            if match["people"]:
                return found
            if second is None and agreement.type.code == "tech-support":
                second = found
    return second


def personnel_unqualified(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """People are sent, and nothing is said of their qualification; a named leader says nothing of the others."""
    sent = sent_on_site(agreement)
    if sent is None:
        yield _NOTHING_ON_SITE
        return
    for _, text in sentences_with(agreement, _QUALIFIED):
        if not _SAME_AS.search(text) and _WHO.search(_LEADER.sub("", text)):
            return
    if any(regex.search("人员|团队|名单", annex.title) for annex in agreement.annexes):
        return
    yield Hit((sent,), {"quote": agreement.folded(sent)})


def onsite_safety_unaddressed(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """People are sent, and neither who employs and insures them nor who pays for harm is settled."""
    sent = sent_on_site(agreement)
    if sent is None:
        yield _NOTHING_ON_SITE
        return
    if any(_SAFETY.search(annex.title) for annex in agreement.annexes):
        return
    if any(True for _ in sentences_with(agreement, _EMPLOYED, _SAFETY_PAPER)):
        return
    if any(_CAPPED.search(text) is None for _, text in sentences_with(agreement, _HARMED)):
        return
    yield Hit((sent,), {"quote": agreement.folded(sent)})


def personnel_change_unaddressed(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """The provider's leader or team is fixed, and may be replaced without the client's consent."""
    fixed: Span | None = None
    for statement in stated(agreement, _NAMED_TEAM):
        for match in _NAMED_TEAM.finditer(statement.text):
            if fixed is not None or by_client(statement, match.start()):
                continue
            if regex.search("双方|甲方|委托方|采购人|买方", statement.text[max(0, match.start() - 24) : match.end()]):
                continue
            fixed = place(agreement, statement, *match.span("place" if match["place"] else "named"))
    if fixed is None or agreement.type.code in _NO_STAFF_TYPES:
        yield NotApplicable("合同没有指定乙方的项目负责人或者团队。")
        return
    for statement in stated(agreement, _REPLACES):
        if _AGREED.search(statement.text) and not regex.match(
            "[^，。；]{0,12}(?:甲方|委托方|采购人|买方)(?:项目负责人)?(?:更换|变更)", statement.text
        ):
            return
    yield Hit((fixed,), {"quote": agreement.folded(fixed)})


CHECKS: dict[str, Kind] = {
    "onsite-undetailed": onsite_undetailed,
    "personnel-unqualified": personnel_unqualified,
    "onsite-safety-unaddressed": onsite_safety_unaddressed,
    "personnel-change-unaddressed": personnel_change_unaddressed,
}
