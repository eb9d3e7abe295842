"""含糊用语: effort instead of a result, degree instead of a condition, promises nobody can keep, standards without a
name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from contractlint import regex
from contractlint.checkers.duties import BOTH, CLIENT, PROVIDER, Statement, named, place, stated
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.kinds.patterns import in_heading, inside, own_spans
from contractlint.model import Agreement
from contractlint.parser.words import is_word
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, lying_in

_READ = 20
"""So many places in one sentence are read; no sentence of an agreement has more."""
_PURPOSE = compile_regex("^[^，。]{0,12}(?:为了|旨在|鉴于|本着)")
_DEFINITION = compile_regex('(?:是|系)?指(?!定|导|派|示|标|令|挥|引)|[“‘"][^”’"。；]{0,6}$')

# ---------------------------------------------------------------- effort

_EFFORT = compile_regex(
    "尽最大(?:的)?(?:努力|可能|限度)|(?:尽|作出|做出)(?:一切|全部|其|最大|应有)?(?:商业上)?(?:合理"
    "|可能)?(?:的)?努力|竭尽(?:所能|全力)|尽(?:其|己)所能|尽可能|竭力|全力以赴"
    "|尽力(?!而为的)|尽量|努力|力争|积极|妥善(?=(?:地)?(?:处理|解决|处置|维护|维修|完成|安排|做好|履行|提供))|优质|优良"
)
_NO_SERVICE = compile_regex(
    "损失|不可抗力|协商|争议|纠纷|友好|善后|共同努力|双方努力|废弃|报废|名誉|声誉|形象|品牌|工伤|人身"
    "|上访|事故|投诉|纠纷"
)
_FAILED = compile_regex("(?:未能?|不|没有|未尽|是否|通过|经过?)$")
_BARE_EFFORT = compile_regex("尽|竭|力争|努力|全力")
"""Adverbs that make a promise of a bare verb: 「乙方尽量缩短停机」."""
_MODAL = compile_regex("应|须|需|将|承诺|保证|负责|确保|同意|保障|致力|提供")
_NOT_OF_SERVICE = ("J", "M", "K", "N")


def vague_effort(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A duty of the provider that promises effort and no figure."""
    elsewhere = own_spans(agreement, _NOT_OF_SERVICE)
    first = agreement.clauses[0].span.start if agreement.clauses else 0
    for statement in stated(agreement, _EFFORT):
        if statement.span.start < first or _NO_SERVICE.search(statement.text) or _quantified(agreement, statement.span):
            continue
        said = _MODAL.search(statement.whole) is not None
        purpose = _PURPOSE.match(statement.text)
        for found in islice(_EFFORT.finditer(statement.text), _READ):
            spot = place(agreement, statement, found.start(), found.end())
            before = statement.text[: found.start()]
            if in_heading(agreement, spot) or inside(spot, elsewhere):
                continue
            if purpose is not None and not regex.search("[，；]", before):
                continue  # 本着积极合作的原则 is why, not what
            if (
                _FAILED.search(before)
                or _DEFINITION.search(before)
                or statement.subject(found.start()) in (CLIENT, BOTH)
            ):
                continue
            promised = said or (_BARE_EFFORT.match(found[0]) and statement.subject(found.start()) == PROVIDER)
            if promised and _is_word(agreement, statement, found):
                yield Hit((spot,), {"quote": found[0]})


def _is_word(agreement: Agreement, statement: Statement, found: re.Match[str]) -> bool:
    base = statement.base
    return is_word(agreement.normalized.text, base + found.start(), base + found.end(), agreement.lexicon)


def _quantified(agreement: Agreement, span: Span) -> bool:
    quantities = agreement.quantities
    return bool(
        lying_in(quantities.periods, span)
        or lying_in(quantities.percentages, span)
        or lying_in(quantities.frequencies, span)
        or lying_in(quantities.hours, span)
    )


# ---------------------------------------------------------------- satisfaction as the only measure

_CLIENT = "(?:甲方|委托方|委托人|采购人|采购方|买方|需方|用户|客户)"
_SATISFIED = compile_regex(
    rf"(?:以|达到|令|使|让|直至|直到|做到|符合|满足|确保"
    rf"|保证)[^。；，\n]{{0,10}}{_CLIENT}(?:的)?[^。；，\n]{{0,6}}?(?:满意|认可)(?!度|率|的(?:人员|方式"
    rf"|第三方|公司))(?:为(?:准|标准|止|原则|依据))?"
    rf"|{_CLIENT}(?:的)?(?:满意|认可)(?:与否|是否)?(?:为|作为)[^。；，\n]{{0,6}}(?:准|标准|依据)"
)
_OBJECTIVE = compile_regex(r"附件|《|GB|ISO|指标|参数|第[^，。；\n]{1,8}[条款]|技术规格|清单")
_FIGURES = compile_regex("附件|指标|参数|GB|ISO")


def satisfaction_only(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The client's contentment as the measure, and no objective one in the same clause."""
    for found in agreement.finditer(_SATISFIED):
        if in_heading(agreement, found.span):
            continue
        sentence, clause = agreement.sentence_at(found.span.start), agreement.clause_at(found.span.start)
        if not _measured(agreement, sentence, clause.own if clause else sentence):
            yield Hit((found.span,), {"quote": found[0]})


def _measured(agreement: Agreement, sentence: Span, clause: Span) -> bool:
    """Whether the sentence names a figure or a document, or its clause a percentage or a list of figures."""
    quantities = agreement.quantities
    if lying_in(quantities.periods, sentence) or agreement.search(_OBJECTIVE, sentence):
        return True
    return bool(lying_in(quantities.percentages, clause)) or bool(agreement.search(_FIGURES, clause))


# ---------------------------------------------------------------- absolute promises

_ABSOLUTE = compile_regex(
    r"(?<![×*xX÷/＝=\d.])(?<![×*xX÷/＝=\d.] )(?:100(?:\.0{1,2})? ?%|百分之一?百|百分百)(?![×*÷/])"
    "|零(?:故障|事故|中断|宕机|差错|失误|停机|缺陷|风险|丢失|投诉)|永不|永远不|[绝决]不(?=中断|发生|出现|会|丢失|停机|宕机|故障)|绝对(?!值|多数|路径|温度)"
    "|万无一失|百无一失"
)
_DENIED = compile_regex(
    r"(?:不|非|无法)[^，。；]{0,6}$|(?:不得|不应|不承诺|不保证|不能|并不|并非|不对)[^，。；]{0,16}$"
)
_MONEY = compile_regex(
    "支付|付款|发票|金额|价款|货款|款项|费用|服务费|赔偿|责任|违约金|税|股权|出资|结算|退还|扣减|扣除"
    "|承担|补偿|满分|总价|预付|尾款|产权|所有权"
)
_WHOLE = compile_regex("100|百分")
_TARGET = compile_regex(
    "率|度|正常|可用|合格|安全|稳定|无故障|准确|完整|到位|及时|成功|满意|达标|恢复|备份|可靠|覆盖|兼容"
    "|运行|完成|响应|确保|保证"
)


def absolute_promise(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """100%, 零故障, 永不 as a promise about the service."""
    for statement in stated(agreement, _ABSOLUTE):
        for found in islice(_ABSOLUTE.finditer(statement.text), _READ):
            spot = place(agreement, statement, found.start(), found.end())
            before = statement.text[max(0, found.start() - 30) : found.start()]
            if in_heading(agreement, spot) or _DENIED.search(before):
                continue
            if _WHOLE.match(found[0]) and (_MONEY.search(statement.text) or not _TARGET.search(statement.text)):
                continue
            if _WHOLE.match(found[0]) and regex.search(r"[=＝＋+]|计算", before):
                continue
            if found[0] == "绝对" and not regex.match(
                "安全|可靠|稳定|保证|确保|不|正常|无|准确|满意|没有", statement.text[found.end() :]
            ):
                continue
            yield Hit((spot,), {"quote": found[0]})


# ---------------------------------------------------------------- standards without a name

_STANDARD = compile_regex(
    "(?:符合|达到|满足|按照?|遵照|遵循|执行|依据|依照|参照|根据|不低于"
    "|遵守)(?P<place>(?:(?:中华人民共和国|中国|国家|行业|地方|国际|企业|同行业|本行业|业内|业界|相关|有关"
    "|现行|通行|通用|最新|规定|颁布|颁发|主管部门|部颁|技术|质量|安全|服务|运维|施工|维护|验收|操作|标准"
    "|规范|规程|要求"
    "|[的及和与或、]|以及|等){1,14})?(?:标准|规范|规程|惯例|规定|要求))"
)
_GENERIC = compile_regex("国家|行业|地方|国际|业内|业界|相关|有关|现行|通行|通用|主管部门|部颁")
_NAMED = compile_regex(r"《|GB|ISO|IEC|YD|SJ|DB\d|T/|附件|附录|编号|国标\d")
_GENERAL_LAW = compile_regex("法律|法规|法令|规章|政策")
_QUALITY = compile_regex(
    "质量|服务标准|技术|验收|维护|施工|安装|性能|运维|检修|保养|巡检|作业|操作|服务(?:应|须|需)?(?:符合"
    "|达到|满足)|安全(?:标准|规范)"
)
_OTHER_STANDARD = compile_regex(
    "收费|计费|费用|报销|差旅|纳税|税|档案|保密|劳动|工资|社会保险|发票|招标|采购法|出入|门禁|食宿|交通"
)


def standard_unnamed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Quality by 国家有关标准 or 行业规范, and no number, name or annex that says which."""
    for found in agreement.finditer(_STANDARD):
        spot, said = found.span_of("place"), found["place"]
        if not _GENERIC.search(said) or in_heading(agreement, spot):
            continue
        sentence = agreement.folded(agreement.sentence_at(spot.start))
        if _NAMED.search(sentence) or _GENERAL_LAW.search(sentence) or _OTHER_STANDARD.search(sentence):
            continue
        quality = sentence if said.endswith(("标准", "规范", "规程")) else _breath(agreement, spot)
        if not _QUALITY.search(quality):
            continue
        yield Hit((spot,), {"quote": said})


def _breath(agreement: Agreement, spot: Span) -> str:
    """The words between the commas around a place."""
    sentence = agreement.sentence_at(spot.start)
    before = regex.split("[，；：]", agreement.folded(Span(sentence.start, spot.start)))[-1]
    behind = regex.split("[，；。]", agreement.folded(Span(spot.start, sentence.end)))[0]
    return before + behind


# ---------------------------------------------------------------- degree and condition

_DEGREE = compile_regex(
    "(?:[如若]?有?必要时|[如若]有必要|必要的?情况下)|视(?:具体|实际|项目|工作)?情况(?:而定)?|原则上|酌情"
    "|适当(?=(?:的)?(?:补偿|减免|延长|调整|增加|减少|扣减|扣除|奖励|顺延|优惠|给予|提高|降低|收取|放宽"
    "|延期|处罚|赔偿|费用|补贴|报酬))"
    "|合理(?:的)?(?=要求|范围|次数|调整|增加|价格|利润|数量|需求|补偿|报酬)"
    "|重大(?=故障|变更|事件|影响|调整|问题|损失|缺陷|事项|违约|失误|质量)"
    "|(?:相关|有关)(?:工作|技术|管理|业务)?(?:人员|部门|负责人|领导)|特殊(?:情况|原因|情形)"
)
_WHO = compile_regex("人员|部门|负责人|领导")
_WHO_ACTS = compile_regex(
    "^[^，。；\n]{0,12}(?:签字|签署|签认|盖章|确认|同意|批准|审核|审批|认可|负责|验收|通知|书面|决定|评估|打分|评价)"
)
_WHO_BEFORE = compile_regex(
    "(?:由|经|报|交|须经|需经|提交|通知|应|提交给|征得|取得|甲方|委托方|乙方|受托方|双方|的)(?:的)?$|^$|[，；、：]$"
)
_NUMBERED = compile_regex(r"^(?:第[^，。；\n]{1,6}[条款]|[\d.（）一二三四五六七八九十、：\s]{1,12})")
_AUTHORITY = compile_regex("政府|国家|主管|行政|监管|公安|司法|机关|法律|法规|税务|消防|环保|举报")
_STATED_LAW = compile_regex("人民法院|仲裁机构|依法请求")
_EXPLAINED = compile_regex(r"^(?:的)?[”\"』」]?[^，。；\n]{0,6}(?:（|：|包括|，?(?:是|系)?指|，如|例如|即)")
_NOT_OF_DUTIES = ("J", "M")


def vague_degree(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A condition or degree that decides rights and duties, and that nobody can measure."""
    elsewhere = own_spans(agreement, _NOT_OF_DUTIES)
    first = agreement.clauses[0].span.start if agreement.clauses else 0
    terms = "".join(definition.term for definition in agreement.definitions)
    levels = "".join(level.name for level in agreement.service_levels.levels)
    for statement in stated(agreement, _DEGREE):
        if statement.span.start < first:
            continue
        for found in islice(_DEGREE.finditer(statement.text), _READ):
            spot = place(agreement, statement, found.start(), found.end())
            if (
                in_heading(agreement, spot)
                or inside(spot, elsewhere)
                or _DEFINITION.search(statement.text[: found.start()])
            ):
                continue
            behind = statement.text[found.end() :]
            if (
                _EXPLAINED.match(behind)
                or _STATED_LAW.search(statement.text)
                or statement.text[: found.start()].endswith("（")
            ):
                continue
            if _WHO.search(found[0]) and not _decides(statement, found):
                continue
            if found[0] == "重大" and (_graded(behind, levels) or _defined(agreement, behind, terms)):
                continue
            yield Hit((spot,), {"quote": found[0]})


def _decides(statement: Statement, found: re.Match[str]) -> bool:
    """Whether unnamed people decide something, and they are no public body."""
    before, behind = statement.text[: found.start()], statement.text[found.end() :]
    if _AUTHORITY.search(statement.text):
        return False
    if _WHO_ACTS.match(behind) is None:
        return False
    last = max(named(before, statement.names), key=lambda one: one.end, default=None)
    if last is not None and before[last.end :] in ("", "的"):
        return True
    return _WHO_BEFORE.search(_NUMBERED.sub("", before)) is not None


def _graded(behind: str, levels: str) -> bool:
    return behind.startswith(("故障", "问题", "事件")) and "重大" in levels


def _defined(agreement: Agreement, behind: str, terms: str) -> bool:
    matter = f"重大{behind[:2]}"
    return (
        matter in terms
        or agreement.search(compile_regex(f'{re.escape(matter)}[”"』」]?(?:，)?(?:是|系)?(?:指|包括|：)')) is not None
    )


CHECKS: dict[str, Kind] = {
    "vague-effort": vague_effort,
    "satisfaction-only": satisfaction_only,
    "absolute-promise": absolute_promise,
    "standard-unnamed": standard_unnamed,
    "vague-degree": vague_degree,
}
