"""验收: whether there is any, its standard, procedure and period, and what follows when it fails."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.checkers.places import on_heading_line
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, sentences_with
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

_CONFIRMS = compile_regex(
    r"(?:服务|工作|项目|阶段)(?:成果|质量|完成情况|工作量|绩效|效果)[^。；\n]{0,24}(?:确认|考核|评价|评定|评估|打分)"
    r"|(?:甲方|委托方|委托人|采购人|采购方|买方|双方|用户|客户)[^。；\n]{0,20}(?:对"
    r"|就)[^。；\n]{0,16}(?:服务|工作|成果|报告)[^。；，\n]{0,8}(?:进行|予以|作出"
    r"|出具)[^。；，\n]{0,8}(?:确认|考核|评价|评定)"
    r"|(?:甲方|委托方|委托人|采购人|采购方|买方|双方|用户"
    r"|客户)[^。；\n]{0,20}(?<!计入)(?<!纳入)(?<!列入)(?:考核|打分|评分)"
    r"|(?:甲方|委托方|委托人|采购人|采购方|买方|双方|用户|客户)[^。；，\n]{0,12}(?:组织|进行"
    r"|负责)[^。；，\n]{0,4}验收(?!合格)"
    r"|(?:考核|评价)(?:结果|得分|合格)|完工确认|服务确认(?:单|书|函)|成果确认|(?:服务|运维|工作"
    r"|维护)报告[^。；\n]{0,20}(?:甲方|委托方|双方|用户|客户)[^。；，\n]{0,8}(?:确认|认可|审核通过)"
)
_SPEAKS = compile_regex("验收|检验|复验")
_ASSESSES = compile_regex("(?:组织|进行|开展)[^。；，\n]{0,4}考核")
_CRITERIA = compile_regex(
    r"(?:验收|检验|考核|合格)(?:的)?(?:标准|依据|指标|内容|要求|条件)"
    r"|(?:依据|按照?|依照|参照|对照|根据|符合|满足|达到)[^。；，\n]{0,30}(?:验收|检验|考核|核对|标准|要求"
    r"|约定|规定|指标|清单|参数|说明书|目标|附件|测试用例|第[^。；，\n]{1,8}条|本合同|本协议)"
    r"|以[^。；\n]{1,40}(?:为准|为依据|为标准|为验收)|(?:全部|均|各项)[^。；，\n]{0,12}(?:达到|完成"
    r"|通过|达标|满足|符合)|(?:正常|完好|达标|无误|合格|排除|恢复)[^。；，\n]{0,4}(?:即为|即视为|视为"
    r"|即)(?:通过)?验收(?:合格|通过)|验收合格(?:是指|指|的标准)|视为验收合格的(?:标准|条件)"
)
_PROCEDURE = compile_regex(
    r"验收(?:的)?(?:程序|流程|方式|方法|步骤|办法)|(?:组织|申请|提请|启动|安排|共同|会同|联合"
    r"|逐[项台]|书面|现场|分阶段|分步)[^。；，\n]{0,14}(?:验收|检验|核对|考核)"
    r"|(?:提交|提出|发出|递交)[^。；，\n]{0,20}(?:验收|报告|成果|资料|文件)|验收(?:申请|通知)|(?:签署"
    r"|签字|出具|签发|填写|盖章|签收)[^。；，\n]{0,16}(?:验收|报告|证书|意见|结论|确认)"
    r"|(?:验收|考核)[^。；，\n]{0,10}(?:签字|签署|签章)|(?:验收|考核)[^。；\n]{0,24}[表单书]上?(?:签字|签署|签章|盖章)|(?:按照?|依据|依照|对照"
    r"|根据)[^。；\n]{0,30}(?:逐[项台]|核对|测试|检查|检验)|验收(?:小组|委员会|人员|会议|组)|(?:试机|试用|演示|测试"
    r"|核查|抽查|检查|核对|试运行)"
)
_NUMBER = r"(?:\d[\d.]*|[一二两三四五六七八九十百]{1,4}|_{1,20}|【[^】\n]{0,6}】|\[\d{1,3}\])(?:（[^）\n]{1,6}）)?"
_PERIOD = compile_regex(
    rf"{_NUMBER} ?个?(?:工作日|自然日|日历日|日历天|小时|日|天|周|月)(?:之)?(?:内|以内|前|后)"
    rf"|\d{{1,2}}[日号]前|当[日天场面]|现场试|限期|即时|\d{{4}}[年./-]\d{{1,2}}[月./-]\d{{1,2}}日?|每[月季年]|月底前"
)
_PAYS = compile_regex("支付|付款|付清|结清|开具|开票|发票|返还|退还|付至")
_AFTER = compile_regex(r"(?:验收|检验)(?:合格|通过|完成|完毕)(?:之日|后|起|证明|单|报告|日)")
_DOES = compile_regex(
    r"验收|检验|考核|评价|打分|核对|审核|确认|异议|测试|试机|试用|评审|答复|(?P<other>提交|递交|报送"
    r"|提出申请|申请|整改|修改"
    r"|返工|修复|更换|改正|支付|付|交付|提供|通知)"
)
_OTHER_END = compile_regex("解除|终止|结算|支付|赔偿")
_ASKED_BEFORE = compile_regex("(?:验收|检验|考核|核对|评价|确认|异议)[^。；，]{0,16}$")
_DONE = compile_regex("(?:合格|通过)的")
_ASKS = compile_regex(r"(?:验收|检验|考核|评价|打分|核对|审核|确认|异议|验收单|验收意见|验收结论)")
_FAILS = compile_regex(
    r"(?:验收|检验|复验|考核|测试|评审)[^。；，\n]{0,24}(?:不合格|未通过|不通过|未能通过|未获通过|未予通过|不符|达不到"
    r"|未达|不达标|没有通过|问题|缺陷|异议)"
    r"|(?:不合格|未通过(?:验收)?|不通过|不符合|达不到|未达到|未达|不达标|未完成(?:的)?(?:服务|工作"
    r"|项目)|存在(?:问题|缺陷|瑕疵))"
)
_REMEDY = compile_regex(
    "整改|修改|补做|补足|返工|重做|重作|重新|复验|再次|改正|完善|修复|补救|更换|退货|补正|调整|改进|纠正|修理"
    "|解除|终止|减价|扣减|扣除|退还|退款"
)
_AGAIN = compile_regex(
    "复验|复核|复查|复评|重新(?:打分|考核|评分|评价)|再次考核|再次[^。；，]{0,6}(?:验收|检验|提交"
    "|核对|测试)|重新[^。；，]{0,6}(?:申请|提交|报验|组织"
    "|验收|检验|测试)|二次(?:验收|检验)|直至|至(?:验收)?合格|再行验收|再验收|再验|重验"
)
_TOPIC = compile_regex("验收|检验|考核|评价|确认")
_HAS = compile_regex("验收")
_APPROVER = compile_regex(
    r"(?P<place>(?:有关|相关|上级)?(?:行政)?主管(?:部门|机关|单位)|上级(?:主管)?(?:部门|单位|机关"
    r"|领导)?|有关部门|相关(?:政府)?部门)"
    r"[^。；，\n]{0,14}(?:通过|批准|审批|审核|审查|评审|验收|备案|批复|认可|同意|确认|核准)"
)
_DECIDES = compile_regex("验收|付款|支付|成果|报告|为准|合格|尾款|余款|结算|质量要求")
_GOVERNMENT = (
    "环境|环保|住建|建设|节能|发改|发展|财政|水利|国土|资源|规划|审计|消防|质监|质检|网信|公安|工信"
    "|信息化|卫健|卫生|教育|科技|交通|民政|农业|市场监督|监管|统计|林业|应急|文化|税务|能源|行业"
)
_SPECIFIC = compile_regex(
    rf"(?:{_GOVERNMENT})[^。；，\n]{{0,6}}$|[省市区县][^。；，\n]{{0,10}}$|[局委厅部][^。；，\n]{{0,3}}$"
)
_NAMES_IT = compile_regex(
    r"主管(?:部门|机关|单位)(?:是指|指|为|：|（)|[以下]*简称[“”\"「]?(?:上级|主管)"
    r"|(?<=[\u4e00-\u9fff]{2})(?:生态环境局|环境保护局|发展和改革委员会|发改委|住房和城乡建设局"
    r"|财政局|教育局|卫生健康委员会|工业和信息化局|审计局|水利局|水务局|自然资源局|交通运输局|数据局)"
)
_OF_SIGNER = compile_regex("(?:其|该|本人|直接)(?:的)?$")
_LAWFUL = compile_regex("遵守|法律|法规|规章|依法|投诉|举报|处罚|查处|国家机关")


def acceptance_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed]:
    """Nobody accepts or confirms the services; a signature under a record of one service is not acceptance."""
    if "A" in agreement.modules or any(not _on_slip(agreement, found.span) for found in agreement.finditer(_CONFIRMS)):
        return
    handed = handed_to_missing_annex(agreement, ("A",))
    if handed is not None and "验收" in agreement.folded(agreement.sentence_at(handed.start)):
        yield NotAssessed(f"合同写明验收见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield Hit((anchor(agreement, ("L", "C", "F")),), absent=True)


def _on_slip(agreement: Agreement, place: Span) -> bool:
    sentence = agreement.sentence_at(place.start)
    return any(
        sentence.contains(record) and "报告" not in agreement.folded(record) for record in agreement.records.records
    )


def acceptance_criteria_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Acceptance without a standard, a procedure or a period."""
    sentences = _acceptance_sentences(agreement)
    if not sentences:
        yield NotApplicable("合同没有具体的验收约定。")
        return
    words = [_own(agreement, sentence) for sentence in sentences]
    missing = []
    if not any(_has_standard(text) for text in words):
        missing.append("标准")
    if not any(_PROCEDURE.search(text) for text in words):
        missing.append("程序")
    if not any(_timed(text) for text in words):
        missing.append("期限")
    if missing:
        place = _topic(agreement, sentences)
        yield Hit((place,), {"missing": "、".join(missing), "quote": agreement.folded(place)})


def rework_undetermined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Acceptance without a word on what follows when it fails, or with rework that has no time limit."""
    sentences = _acceptance_sentences(agreement)
    if not sentences:
        yield NotApplicable("合同没有具体的验收约定。")
        return
    failing = [
        agreement.folded(sentence).replace("\n", "")
        for sentence in sentences
        if _FAILS.search(agreement.folded(sentence)) and _REMEDY.search(agreement.folded(sentence))
    ]
    place = _topic(agreement, sentences)
    if not failing:
        yield Hit((place,), {"quote": agreement.folded(place)})
        return
    missing = []
    if not any(_PERIOD.search(text) for text in failing):
        missing.append("整改期限")
    if not any(_AGAIN.search(text) for text in failing):
        missing.append("再次验收")
    if missing:
        failed = next(
            found.span
            for sentence in sentences
            if _REMEDY.search(agreement.folded(sentence))
            for found in agreement.finditer(_FAILS, sentence)
        )
        yield Hit((failed,), {"missing": "和".join(missing)}, message="写了验收不合格要处理，但没有写{missing}。")


@once
def _acceptance_sentences(agreement: Agreement) -> list[Span]:
    """What the clauses on acceptance say, and what sentences about acceptance say elsewhere; what they say of the
    records of each service does not count."""
    module = agreement.modules.get("A")
    if module is None:
        return []
    homes = Spans(clause.span for clause in module.clauses if _HAS.search(agreement.folded(clause.span)))
    records = agreement.records
    on_record = {
        agreement.sentence_at(place.start).start for place in (*records.records, *records.signing, *records.silence)
    }
    speaking = {sentence for sentence, _ in sentences_with(agreement, _SPEAKS)}
    # 依据已确认的工单组织考核 speaks of the records and of acceptance.
    on_record -= {sentence.start for sentence, _ in sentences_with(agreement, _ASSESSES)}
    return [
        sentence
        for sentence in agreement.sentences
        if (sentence in speaking or (homes.around(sentence) and sentence.start not in on_record))
        and not on_heading_line(agreement, sentence)
    ]


def _own(agreement: Agreement, sentence: Span) -> str:
    """The sentence without what it says of payment."""
    text = agreement.folded(sentence).replace("\n", "")
    return "，".join(part for part in text.split("，") if not _PAYS.search(part)) if _PAYS.search(text) else text


def _has_standard(text: str) -> bool:
    """「按第17.2款解除」 points to a clause, and to no standard."""
    return any(not _OTHER_END.search(text[match.start() : match.end() + 8]) for match in _CRITERIA.finditer(text))


def _timed(text: str) -> bool:
    """Whether a period is one for accepting: the first thing to do after it is to accept, and not to hand over, to
    mend or to pay; a period that begins with acceptance is none."""
    if not _ASKS.search(text):
        return False
    for match in _PERIOD.finditer(text):
        does = _DOES.search(text, match.end())
        if does is None and not _ASKED_BEFORE.search(text[: match.start()]):
            continue
        if does is not None and (does["other"] or _DONE.match(text, does.end())):
            continue
        if not _AFTER.search(text[max(0, match.start() - 16) : match.start()]):
            return True
    return False


def _topic(agreement: Agreement, sentences: list[Span]) -> Span:
    """The words 验收 in the first sentence of the clauses on acceptance, else in the first sentence that has them."""
    module = agreement.modules["A"]
    homes = Spans(clause.span for clause in module.clauses)
    ordered = [one for one in sentences if homes.around(one)] + sentences
    for sentence in ordered:
        found = agreement.search(_TOPIC, sentence)
        if found is not None:
            return found.span
    return ordered[0]


def approver_unnamed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Acceptance, payment or results rest on a 主管部门 or 上级 that the text nowhere names."""
    if agreement.search(_NAMES_IT) is not None:
        return
    for found in agreement.finditer(_APPROVER):
        place = found.span_of("place")
        sentence = agreement.sentence_at(place.start).join(place)
        text = agreement.folded(sentence)
        before = agreement.folded(Span(sentence.start, place.start))
        if _OF_SIGNER.search(before):
            continue
        if _DECIDES.search(text) and not _LAWFUL.search(text) and not _SPECIFIC.search(before):
            yield Hit((place,), {"quote": agreement.folded(place)})


CHECKS: dict[str, Kind] = {
    "acceptance-missing": acceptance_missing,
    "acceptance-criteria-missing": acceptance_criteria_missing,
    "rework-undetermined": rework_undetermined,
    "approver-unnamed": approver_unnamed,
}
