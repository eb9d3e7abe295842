"""服务内容与范围: what is served, for which systems, how often, and where the scope ends."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.places import on_heading_line, sentences_in, statement
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, inside, module_spans
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

_WORKS = (
    "故障|排除|检修|维修|修复",
    "巡检|巡查|检查|检测|体检",
    "升级|更新|补丁|版本",
    "备份|恢复数据|容灾",
    "监控|监测|值守|值班",
    "培训|讲解",
    "咨询|解答|答疑|热线",
    "优化|调优|整改",
    "安装|部署|配置|调试|联调",
    "迁移|割接|扩容",
    "漏洞|加固|杀毒|病毒|渗透|安全扫描|应急|演练",
    "接口|报表|录入|清洗|标签|归集|脚本",
    "更换|备件|耗材|保养|清洁|除尘",
    "账号管理|权限管理|日志分析|性能分析",
    "诊断|评估|测试|验证",
)
_LISTS = compile_regex(r"(?:包括(?!但不限于)|包含|涵盖|如下|为：|：)[^。；\n]{2,60}、[^。；\n]{2,}")
_NOT_WORK = compile_regex("服务方式|方式(?:为|包括|：)|地点|不(?:在|属于|包括|包含|含)|以外|除外|补充协议")
_SERVES = compile_regex("服务|支持|维护|运维|维保|优化|咨询|工作")
_SCOPE_ANNEX = compile_regex(
    "(?:服务|运维|维护|维保|支持|工作|优化)(?:内容|范围|清单|项目|目录|说明|方案|任务|需求|规格|要求"
    "|描述)|需求|任务书|技术方案|技术规格|实施方案"
)
_POINTS = compile_regex("附件|附表|清单|说明书|方案|需求书|任务书|采购文件|招标文件|投标文件|服务目录|订单|工作说明")
_DEVICES = (
    "服务器|数据库|交换机|路由器|防火墙|存储(?:设备|阵列|系统)|小型机|UPS|不间断电源|空调|打印机"
    "|复印机|一体机|终端|摄像|监控(?:设备|系统|平台)"
    "|门禁|电梯|光纤|中间件|操作系统|工作站|PLC|DCS|机房|机柜|站点|基站|门店|网站|门户|小程序|公众号"
    "|客户端|APP|App|大屏|电脑|计算机终端|桌面"
    r"|(?<![A-Za-z])(?:ERP|OA|CRM|MES|WMS|HIS|LIS|PACS|SAP|GIS|BI|SCADA|SRM|PLM|EMR)(?![A-Za-z])"
    r"|V\d+(?:\.\d+)*|GPU|服务热线系统"
)
_DEVICE = compile_regex(_DEVICES)
_SYSTEM = compile_regex(
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{0,16})(?:系统|平台|软件)(?!的?(?:有限|股份|集成|科技|技术"
    r"|工程|服务商|供应|环境|架构))"
)
_QUALIFIER = compile_regex("(?:管理|信息化?|业务|应用|操作|计算机|电脑|网络|软硬件|硬件|软件|服务|技术|支持|类|子)+$")
# What stands before the name of a system: particles, verbs, those who own it. The name is what is left behind them.
_BOUNDARY = compile_regex(
    "甲方|乙方|委托方|受托方|采购人|供应商|用户|客户|双方|对方|第三方|其他?|该|本|各|此|等|的|对|为"
    "|与|和|及|或者?|并|是|有|由|在|于|至|从|因|经|将|向|把|被|"
    "所有?|以外|之外|以内|任何|任一|同一|单个|每个?|上述|以下|下列|相关|有关|现有|在用|原有|新增?|旧"
    "|自行|自有|整个|全部|内部|核心|关键|重要|指定|特定|目标|一套|"
    "使用|访问|处理|定位|提出|提供|维护|运维|优化|支持|保障|保证|确保|委托|负责|采购|进行|检查|排除"
    "|修复|安装|升级|开发|接入|登录|进入|改动|修改|变更|配置|"
    "通过|方式|授予|账号|需要|就|能够?|可以?|应当?|须|日|前|后|时|内|上|下|中|项目|合同|协议|信息"
    "|业务|应用|专业|优质|正常|稳定|运行|工单|邮箱|邮件|电子|收件"
)
_OPEN = compile_regex(
    r"(?P<place>其他(?:与[^。；，\n]{1,12})?(?:相关|有关|必要|临时|配套|辅助|约定|需要"
    r"|要求)?的?(?:技术|支持|维护|运维)?(?:工作|服务|事项|任务|内容))"
    r"|(?P<more>包括但不限于)|(?P<asked>(?:甲方|委托方|采购人|用户)(?:临时)?(?:交办|安排|要求|指派"
    r"|需要)的(?:其他|一切|任何)[^。；，\n]{0,8}(?:工作|服务|事项|任务))"
    r"|、[^、，。；\n]{1,16}?(?P<etc>等(?:相关|其他|技术|支持|维护|运维|各项|全部|方面的?)*(?:服务"
    r"|工作|事项|任务|内容)?)(?=[。；]|$)"
)
_GROUPS = ("place", "more", "asked", "etc")
_SETTLES_MORE = compile_regex(
    r"(?:新增|增加|增补|追加|超出|范围(?:以|之)?外|额外|另外)[^。；\n]{0,40}(?:书面|补充协议|补充合同"
    r"|确认|另行|协商|签订|报价|变更单)"
    r"|(?:变更|调整)[^。；\n]{0,10}(?:服务|工作)(?:内容|范围)[^。；\n]{0,30}(?:书面|补充|确认|协商)"
    r"|(?:服务|工作)(?:内容|范围)[^。；\n]{0,16}(?:变更|调整|增减)[^。；\n]{0,30}(?:书面|补充|确认|协商)"
)
_DEFINES = compile_regex("是指|系指|，指|：指|所称|定义")


def scope_generic(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable | NotAssessed]:
    """Services described in general words alone: no list, no two kinds of concrete work, no annex that has them."""
    clauses = agreement.modules["C"].clauses if "C" in agreement.modules else ()
    spans = [clause.span for clause in clauses] or [
        agreement.sentence_at(mark.span.start) for mark in agreement.modules["C"].marks
    ]
    told = "".join(_what_is_done(agreement, span) for span in spans)
    if (
        _concrete(told) >= 2
        or _LISTS.search(told)
        or any(_listed(clause_children) for clause_children in _children(agreement))
    ):
        return
    if any(_SCOPE_ANNEX.search(annex.title) and _concrete(agreement.folded(annex.span)) for annex in agreement.annexes):
        return
    described = Spans(spans)
    if any(described.around(table.span) for table in agreement.tables):
        return
    handed = handed_to_missing_annex(agreement, ("C",))
    if handed is not None or any(
        reference.kind in ("annex", "document") and described.around(reference.span)
        for reference in agreement.references
    ):
        yield NotAssessed("服务内容写在另外的附件或者文件里，而这份文件里没有，未能判定。")
        return
    for span in spans:
        for sentence in sentences_in(agreement, span):
            if on_heading_line(agreement, sentence):
                continue
            found = agreement.search(_SERVES, sentence)
            if found is not None:
                place = statement(agreement, sentence)
                yield Hit((place,), {"quote": agreement.folded(place)})
                return


def _what_is_done(agreement: Agreement, span: Span) -> str:
    """What a clause says without the sentences on the way of serving and on what is left out."""
    return "".join(
        text for sentence in sentences_in(agreement, span) if not _NOT_WORK.search(text := agreement.folded(sentence))
    )


def _concrete(text: str) -> int:
    """How many kinds of concrete work a text names."""
    return sum(regex.search(words, text) is not None for words in _WORKS)


def _children(agreement: Agreement) -> Iterator[tuple[str, ...]]:
    for clause in agreement.modules["C"].clauses:
        for inner in clause.walk():
            yield tuple(_what_is_done(agreement, child.span) for child in inner.children)


def _listed(children: tuple[str, ...]) -> bool:
    """Whether list items name work: three or more of them, or two that are not mere duties of the clause."""
    return len(children) >= 3 and sum(_concrete(child) > 0 for child in children) >= 2


def service_object_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed]:
    """No system, device, model, version, number, machine room or site is named anywhere the services are described."""
    spans = _description(agreement)
    for span in spans:
        text = agreement.folded(span)
        if _DEVICE.search(text) or _quantified(text):
            return
        if any(_system_name(match["name"]) for match in _SYSTEM.finditer(text)):
            return
    handed = handed_to_missing_annex(agreement, ("C",))
    if handed is not None:
        yield NotAssessed(f"服务对象写在「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, ("C",)),), absent=True)


def _system_name(words: str) -> bool:
    """Whether the words before 系统 end in a name of their own: 仓储管理系统 has one, 甲方的信息系统 has none."""
    return len(_BOUNDARY.split(_QUALIFIER.sub("", words))[-1]) >= 2


def _quantified(text: str) -> bool:
    return (
        regex.search(
            r"\d+ ?(?:台|套|个(?:站点|网点|节点|系统|机房|点位)|条线路|部|座|处)|(?:型号|版本|规格)(?:为|：)", text
        )
        is not None
    )


def _description(agreement: Agreement) -> list[Span]:
    """Title, preamble, definitions, scope and annexes; the clauses on money, notices and disputes are left out."""
    apart = module_spans(agreement, ("F", "N", "J", "K", "M", "G", "B", "E", "V"))
    names = [place.span for party in agreement.parties if (place := party.name) is not None]
    names += [mention.span for party in agreement.parties for mention in party.mentions]
    named = Spans(names)
    titles = [agreement.title] if agreement.title is not None else []
    kept = [sentence for sentence in agreement.sentences if not inside(sentence, apart) and not named.overlap(sentence)]
    return titles + kept


def scope_open_ended(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A scope that ends in 等, 其他相关工作 or 包括但不限于, and no way agreed to confirm additional work."""
    if agreement.search(_SETTLES_MORE) is not None:
        yield NotApplicable("合同写了新增工作怎样确认。")
        return
    for span in module_spans(agreement, ("C",)):
        for found in agreement.finditer(_OPEN, span):
            group = next(name for name in _GROUPS if found[name])
            place = found.span_of(group)
            sentence = agreement.folded(agreement.sentence_at(place.start))
            if on_heading_line(agreement, place) or _DEFINES.search(sentence) or not _SERVES.search(sentence):
                continue
            yield Hit((place,), {"quote": agreement.folded(place)})


CHECKS: dict[str, Kind] = {
    "scope-generic": scope_generic,
    "service-object-missing": service_object_missing,
    "scope-open-ended": scope_open_ended,
}
