"""时限: words instead of a number, a number without its unit, and days counted in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from contractlint import regex
from contractlint.checkers.duties import CLIENT, Statement, place, segment, stated
from contractlint.finding import Hit, NotApplicable, Severity, Side
from contractlint.kinds import Kind
from contractlint.kinds.patterns import in_heading, inside, own_spans
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans, lying_in

_CLIENT_WORDS = "(?:甲方|委托方|委托人|采购人|采购方|买方|需方|用户)"
_VAGUE = compile_regex(
    r"及时(?![率性间效长限])|尽快|尽早|尽速|从速|适时|第一时间|立即|立刻|即刻|马上|迅速"
    r"|合理(?:的)?(?:时间|期限)|最短(?:的)?(?:时间|期限)|短期内|短时间内"
    r"|(?:规定|指定)(?:的)?(?:时间|期限|时限)"
    rf"|按(?:照)?{_CLIENT_WORDS}(?:的)?(?:要求|指定|通知)(?:的)?(?:时间|期限)|(?:根据|按照?|视)(?:项目|工作"
    rf"|施工|实际|工程)?进度(?:安排|情况)"
)
_FACT_BEFORE = compile_regex(r"(?:未能?|不能?|没有|没能|无法|不够|为了?|以便|便于|以利于|是否|能否|难以)(?:够|予以)?$")
_FACT_BEHIND = compile_regex(r"(?:生效|终止|解除|停止|失效|到期|中止|暂停|的?，?(?:视为|应承担|甲方有权))")
_FAILING = compile_regex(
    r"(?:未(?!来|尽)|没有|不能|无法|怠于|[若如]不)[^，。；\n]{0,14}$|有权[^，。；\n]{0,8}$|有按[^，。；\n]{0,6}$"
)
_HELPING = compile_regex(r"(?:协助|配合|督促|要求|帮助)[^，。；\n]{0,8}$")
_MODAL = compile_regex("应|须|需|将|必须|负责|承诺|保证|义务|同意|要")
_ELSEWHERE = compile_regex(
    r"(?:本合同|本协议|》|附件|第[^，。；]{1,8}条|上述|前款|前项|法律|法规|国家|另行)[^，。；\n]{0,10}$"
)
_STATUTORY = compile_regex("催告|改正|整改|补救|法定|拒不|仍未|仍不")
_DEFINITION = compile_regex("(?:是|系)?指(?!定|导|派|示|标|令|挥|引)")
_MEASURES = compile_regex("采取(?:一切|必要|有效|相应|合理|补救|应急)*(?:的)?措施(?:，|并)?")

_CLOCK_VERBS = {
    "response": "响应|受理|应答|接听",
    "arrival": "到场|到达|赶到|赶赴|抵达|上门|到现场|派员|派人|派出|安排(?:技术|维修|服务)?(?:人员|工程师)",
    "resolve": "修复|恢复|解决|排除|消除|抢修|维修|检修|修理|处理|处置|更换",
}
_OTHER_VERBS = {
    "pay": "付款|支付|结算|付清|退还|返还|拨付",
    "deliver": (
        "交付|提交|交货|移交|送交|完成|提供(?!资料|协助|必要|工作|场地|便利|配合|账号|相关资料|证明)|出具|实施|开展"
    ),
}
_SECONDARY = (
    "通知|告知|报告|通报|书面|配合|协助|减轻|防止|避免|补救|反馈|提醒|提示|提出|协商|沟通|联系|确认|补充|说明"
    "|通告|验收|签收|答复|回复|审核|审批|备案|更新|变更"
)
_DUTY = compile_regex(
    "|".join(
        f"(?P<{name}>{verbs})" for name, verbs in ({"secondary": _SECONDARY} | _CLOCK_VERBS | _OTHER_VERBS).items()
    )
)
_SERVED = compile_regex("故障|问题|报修|报障|异常|系统|设备|需求|请求|工单|咨询|缺陷|漏洞|告警|报警|软件|网络")
_SOFT_OBJECT = compile_regex("投诉|争议|纠纷|善后|个人信息|数据|信息|意见|保密|手续|事宜|补救|泄露")
_SIDE_MATTERS = ("M", "J", "K", "N", "D", "P", "V", "G", "S")
_NO_MATTER = compile_regex(
    "^(?:给|向)?(?:甲方|乙方|委托方|受托方|对方)?(?:的)?(?:相关|有关|相应|全部|应付|到期)?(?:的)?"
)
_PRICE = compile_regex("(?:本期|当期|各期|合同|协议|服务|维护|运维|技术)*(?:款项?|费用?|价款|报酬|总价)")
_TIME_COLUMN = compile_regex("(?:提交|交付|完成|付款|支付|响应|到场|解决|修复|处理|恢复).{0,4}(?:时间|日期|期限|时限)")
_NEAR = 24
_READ = 20
"""So many places in one sentence are read; no sentence of an agreement has more."""
_NUMBERED = frozenset({"minute", "hour", "workday", "day", "week", "month"})


def vague_time(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A duty whose time is a word. Main duties count in full; notice, mitigation and help only ask to confirm."""
    side_matters = own_spans(agreement, _SIDE_MATTERS)
    for statement in stated(agreement, _VAGUE):
        if _DEFINITION.search(statement.text):
            continue
        for found in islice(_VAGUE.finditer(statement.text), _READ):
            if not _is_duty(statement, found) or _has_time(agreement, statement, found):
                continue
            duty, matter = _duty(statement, found)
            spot = place(agreement, statement, found.start(), found.end())
            if not duty and _in_time_column(agreement, spot):
                yield Hit((spot,), {"quote": found[0]})
                continue
            if not duty and not _MODAL.search(statement.whole):
                continue
            if duty and _has_number_elsewhere(agreement, duty, matter, statement.span):
                continue
            if in_heading(agreement, spot):
                continue
            of_client = statement.subject(found.start()) == CLIENT
            minor = duty in ("", "secondary") or inside(spot, side_matters) or (duty != "pay" and of_client)
            yield Hit(
                (spot,),
                {"quote": found[0]},
                severity=Severity.INFO if minor else None,
                side=Side.PROVIDER if of_client else None,
            )


def _in_time_column(agreement: Agreement, spot: Span) -> bool:
    """Whether a word is all there is in a cell that should say by when something is handed over or done."""
    table = agreement.table_at(spot.start)
    if table is None:
        return False
    cell = next((one for one in table.cells if one.span.contains(spot)), None)
    return (
        cell is not None
        and cell.row > 0
        and any(
            one.row == 0 and one.column == cell.column and _TIME_COLUMN.search(agreement.folded(one.span))
            for one in table.cells
        )
    )


def _has_time(agreement: Agreement, statement: Statement, found: re.Match[str]) -> bool:
    """Whether the sentence gives the time in figures too; what the other side does behind it has a time of its own."""
    quantities = agreement.quantities
    who = statement.subject(found.start())
    periods, dates = lying_in(quantities.periods, statement.span), lying_in(quantities.dates, statement.span)
    for time in (*(one.span for one in periods), *(one.span for one in dates)):
        offset = agreement.normalized.from_source(time).start - statement.base
        if offset < found.start() or not who or statement.subject(offset) in (who, ""):
            return True
    return False


def _is_duty(statement: Statement, found: re.Match[str]) -> bool:
    text, start, end = statement.text, found.start(), found.end()
    if _FACT_BEFORE.search(text[:start]) or _FAILING.search(text[:start]) or _FACT_BEHIND.match(text, end):
        return False
    if found[0].startswith("合理") and _STATUTORY.search(statement.whole):
        return False
    return not (found[0].startswith(("规定", "指定")) and _ELSEWHERE.search(text[max(0, start - 24) : start]))


def _duty(statement: Statement, found: re.Match[str]) -> tuple[str, str]:
    """What has to be done then, and with what: the first verb behind the word, else the last one before it in the
    same breath, and the words behind the verb."""
    start, end = segment(statement.text, found.start())
    behind = _MEASURES.sub("", statement.text[found.end() : end])
    match = _DUTY.search(behind)
    if match is None or match.start() > _NEAR:
        before = list(_DUTY.finditer(statement.text, start, found.start()))
        match = before[-1] if before and not behind.strip("。；， 内的") else None
        if match is None:
            return "", ""
        behind = ""
    name = match.lastgroup or ""
    if _HELPING.search(statement.text[: found.start()]):
        return "secondary", ""
    if match[0] in ("处理", "处置") and not _SERVED.search(statement.whole):
        return "secondary", ""
    object_ = behind[match.end() :]
    if match[0] in ("处理", "处置", "解决", "更换", "完成", "实施") and _SOFT_OBJECT.search(object_[:8]):
        return "secondary", ""
    return name, _NO_MATTER.sub("", object_.strip(" 。；，"))


def _has_number_elsewhere(agreement: Agreement, duty: str, matter: str, own: Span) -> bool:
    """Whether the same duty has its number in another place."""
    clocks = {clock.kind for clock in agreement.service_levels.clocks if clock.period is not None}
    if duty in _CLOCK_VERBS:
        return duty in clocks or (duty == "resolve" and "restore" in clocks)
    if duty == "secondary":
        return False
    verbs = compile_regex(_OTHER_VERBS[duty])
    general = not matter or (duty == "pay" and _PRICE.fullmatch(matter) is not None)
    for period in agreement.quantities.periods:
        if own.contains(period.span):
            continue
        said = agreement.folded(agreement.sentence_at(period.span.start))
        near = agreement.folded(Span(max(0, period.span.start - _NEAR), period.span.end + _NEAR))
        if period.unit in _NUMBERED and verbs.search(near) and verbs.search(said) and (general or matter in said):
            return True
    return False


# ---------------------------------------------------------------- a number or a unit is missing

_UNIT_BEHIND = compile_regex(
    r"[ \u3000】\]）)_]{0,6}(?:个)?(?P<unit>分钟|小时|工作日|自然日|日历日|日|天|星期|周|个?月"
    r"|年)?[ ]?(?P<within>以内|之内|内|之?前|之?后|起)?"
)
_DATE_AROUND = compile_regex(r"年[ \u3000_【】\[\]]{0,12}$|月[ \u3000_【】\[\]]{0,12}$")
_WHOLE_TERM = compile_regex("服务期|(?:合同|协议)期|期限为?$|有效期|租期|质保期|保修期|年限")
_BARE = compile_regex(
    r"(?:在|于|后|起|，|、|应)[ ]?(?P<number>\d{1,3})[ ]?(?P<within>以内|之内|内)(?![部容外存置网设层科陆地环墙])"
)
_NO_NUMBER = compile_regex(
    r"(?:应在|须在|应于|须于|后在|[，。]在)[ ]?(?P<place>(?:个)?(?:分钟|小时|工作日)(?:以内|之内|内))"
)
_FORM = compile_regex("记录|服务单|工单|验收单|确认单|报告单|交接单|登记|申请|签到|样[本式张]|模板|格式|范本|表单")
_BARE_CLOCK = compile_regex(
    r"(?:响应|到场|恢复|解决|修复|处理|到达现场)(?:时间|时限|时长)(?:：|为|不超过|不得超过|≤"
    r"|在){0,2}[ ]?(?P<number>\d{1,4})[ ]?(?=[，。；、）\n]|$)"
)
_LIMIT = compile_regex("应|须|需|将|内|时间|时限|期限|承诺|保证|不超过|完成|响应|到场|恢复|解决|修复|支付|提交")
_NO_LIMIT = compile_regex("经验|历时|成立|面积|距离|曾经|已经|目前|现有|人数")


def time_without_unit(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A blank before a unit of time, a number before 内 without its unit, or a time with 约 or 左右."""
    for spot, message in (*_blank_times(agreement), *_bare_numbers(agreement), *_about(agreement)):
        yield Hit((spot,), {"quote": " ".join(agreement.folded(spot).split())}, message=message)


_BLANK_TIME = "时限「{quote}」没有填数字。"
_NO_FIGURE = "「{quote}」前面没有写数字。"
_NO_UNIT = "「{quote}」没有写单位，看不出是分钟、小时还是天。"
_ABOUT = "时限「{quote}」不是确定的数。"


def _blank_times(agreement: Agreement) -> Iterator[tuple[Span, str]]:
    judged = agreement.judged
    blanks = Spans(blank.span for blank in agreement.blanks)
    for found in agreement.finditer(_NO_NUMBER):
        if not blanks.overlap(found.span):
            yield found.span_of("place"), _NO_FIGURE
    for blank in agreement.blanks:
        if blank.kind in ("variable", "word") or not judged.contains(blank.span) or _in_form(agreement, blank.span):
            continue
        text, shift = agreement.normalized.text, agreement.normalized.from_source(blank.span)
        behind = _UNIT_BEHIND.match(text, shift.end)
        assert behind is not None
        unit, within = behind["unit"], behind["within"]
        before = text[max(0, shift.start - 12) : shift.start]
        if not unit and within not in ("以内", "之内", "内"):
            continue
        if _DATE_AROUND.search(before) or (unit in ("年", "月", "日") and not within and not _limit_before(before)):
            continue
        if unit in ("年", "月", "个月") and _WHOLE_TERM.search(before):
            continue
        end = behind.end("unit") if unit else behind.end()
        yield blank.span.join(agreement.normalized.to_source(Span(shift.start, end))), _BLANK_TIME


def _in_form(agreement: Agreement, place: Span) -> bool:
    """Whether a place lies in an annex that is filled in each time the service is done."""
    annex = agreement.annex_at(place.start)
    return annex is not None and _FORM.search(annex.title) is not None


def _limit_before(before: str) -> bool:
    return regex.search(r"(?:不超过|时间|时限|为|少于|提前|延长)[ ]?$", before) is not None


def _bare_numbers(agreement: Agreement) -> Iterator[tuple[Span, str]]:
    for pattern in (_BARE, _BARE_CLOCK):
        for found in agreement.finditer(pattern):
            spot = found.span_of("number")
            if "within" in pattern.groupindex:
                spot = spot.join(found.span_of("within"))
            if not any(period.span.overlaps(spot) for period in agreement.quantities.periods):
                yield spot, _NO_UNIT
    for clock in agreement.service_levels.clocks:
        text = agreement.folded(clock.span).strip()
        bare = clock.period is None and regex.fullmatch(r"[≤<]?\d{1,4}(?:\.\d)?(?:以内|之内|内)?", text) is not None
        if bare and agreement.table_at(clock.span.start) is not None:
            yield clock.span, _NO_UNIT


def _about(agreement: Agreement) -> Iterator[tuple[Span, str]]:
    first = agreement.clauses[0].span.start if agreement.clauses else 0
    for period in agreement.quantities.periods:
        if not period.approximate or period.span.start < first or period.unit == "year":
            continue
        sentence = agreement.folded(agreement.sentence_at(period.span.start))
        if _LIMIT.search(sentence) and not _NO_LIMIT.search(sentence):
            shift = agreement.normalized.from_source(period.span)
            text = agreement.normalized.text
            start = shift.start - (1 if text[shift.start - 1 : shift.start] == "约" else 0)
            end = shift.end + (2 if text.startswith("左右", shift.end) else 0)
            yield agreement.normalized.to_source(Span(start, end)), _ABOUT


# ---------------------------------------------------------------- two ways of counting days

_COUNTING = compile_regex(
    r"工作日[”\"』」]?(?:，)?(?:均|系|是)?指|(?:日|天)[”\"』」]?(?:均|系|是|，均)?(?:指|为)(?:自然日"
    r"|日历日|工作日)|(?:日|天|期间|期限)[^。；\n]{0,8}(?:按|以)(?:自然日|日历日|工作日)"
)
_PLAIN_DAY = compile_regex(r"自然|日历|公历")


def working_day_undefined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Working days and plain days side by side, and no word on what a working day is or how days count."""
    periods = [
        period
        for period in agreement.quantities.periods
        if agreement.judged.contains(period.span) and period.unit in ("workday", "day")
    ]
    work = [period for period in periods if period.unit == "workday"]
    plain = [
        period for period in periods if period.unit == "day" and not _PLAIN_DAY.search(agreement.folded(period.span))
    ]
    if not work or not plain:
        yield NotApplicable("合同的时限只用一种日计算。")
        return
    if agreement.search(_COUNTING) is not None:
        return
    quotes = f"{agreement.folded(work[0].span)}」「{agreement.folded(plain[0].span)}"
    yield Hit((work[0].span, plain[0].span), {"quote": quotes})


CHECKS: dict[str, Kind] = {
    "vague-time": vague_time,
    "time-without-unit": time_without_unit,
    "working-day-undefined": working_day_undefined,
}
