"""服务标准: whether there is one, for every level and every clock, and what follows where it is missed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from contractlint import regex
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Answer, Kind
from contractlint.kinds.patterns import anchor, in_heading, inside, module_spans
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, Clock, Level, Period
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, lying_in

_FAULTS = compile_regex(
    "报修|报障|(?<!无)故障(?:的)?(?:处理|响应|申告|报告|排除|修复|诊断|抢修|维修|解决|恢复(?!时间)|类)"
    "|应急(?:处理|响应|处置)"
    "|(?:处理|排除|修复|解决|诊断|发生|出现|响应|抢修)[^。；，\n]{0,8}(?:故障|宕机|停机)"
    "|故障[^。；，\n]{0,8}(?:时|的)，?[^。；\n]{0,10}(?:响应|到场|修复|处理|恢复|解决)"
)
_GRADES = compile_regex(
    "(?:故障|问题|事件|请求|报障|缺陷|严重)(?:的)?(?:严重)?(?:分级|分为|级别|等级|优先级"
    "|程度)[^。；，\n]{0,6}(?:分为|划分|见|按|：|如下|为)"
    "|按[^。；，\n]{0,12}分为[^。；\n]{0,20}级"
)
_TIMED_REPAIR = compile_regex(
    r"(?:分钟|小时|工作日|日|天)(?:以内|之内|内)[^。；，\n]{0,16}(?:处理|处置|更换|维修|修好|完成|排障|抢修)"
    r"|(?:处理|维修|更换|完成)[^。；，\n]{0,10}(?:时间|时限)?(?:为|不超过|：)[^。；，\n]{0,6}(?:分钟|小时|工作日|天)"
)
_ON_SITE = compile_regex(
    "现场(?:方式|服务|支持|技术|维护|维修|处理|排障|检修|抢修|响应|保障|解决)|上门(?:服务|维修|处理|维护|支持|解决)?"
    "|(?:赶赴|赶到|抵达|到达|派[^。；，\n]{0,8}(?:到|至|赴)|(?:人员|工程师)(?:到|至"
    "|赴))[^。；，\n]{0,6}现场|[、和及与或]现场(?=[^。；，\n]{0,6}(?:方式|服务|支持|相结合|处理))"
)
_NOT_ON_SITE = compile_regex(
    "不(?:提供|包括|包含|含|派|需要?)|无需|无须|仅(?:限|提供|以|通过)?远程|只(?:提供|以|通过)?远程|除外|培训"
)
_HOURS_SAID = compile_regex(
    "(?:服务|支持|工作|受理|值班|值守|热线)(?:的)?(?:时间|时段)[^。；\n]{0,24}(?:工作日|工作时间|上班时间"
    "|节假日|休息日|周[一六]|全天)"
    "|(?:节假日|休息日|双休日|周末)[^。；\n]{0,16}(?:服务|值班|值守|响应|支持|安排)|全天候|全年无休"
    "|每天24小时|随时(?:响应|提供|受理)"
)
_MEASURED_AT = compile_regex("监测|测量|采集|抽样|连续 ?[一二三四五六七八九十\\d]")
"""Hours in which a figure is measured are not those in which somebody answers."""
_OTHER_HOURS = ("F", "N", "J", "G", "K")
_NO_ANNEX = "合同写明该事项见「{annex}」，而文件里没有这个附件，未能判定。"
_CLOCK_NAMES = {"response": "响应", "arrival": "到场", "restore": "恢复", "resolve": "解决"}


def service_levels_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No clause about levels, and no time or figure for the service anywhere."""
    if "L" in agreement.modules or any(clock.period for clock in agreement.service_levels.clocks):
        return
    yield _missing(agreement)


def severity_levels_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """Faults are handled, and nothing grades them."""
    if agreement.search(_FAULTS) is None:
        yield NotApplicable("合同没有约定故障处理。")
        return
    if len(agreement.service_levels.levels) >= 2 or agreement.search(_GRADES) is not None:
        return
    yield _missing(agreement)


def level_without_response(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """A level with an empty cell, or without a response time where others have one."""
    grid = agreement.service_levels
    if len(grid.levels) < 2:
        yield NotApplicable("合同没有故障分级。")
        return
    answered = any(clock.kind == "response" and clock.period for clock in grid.clocks)
    for level in grid.levels:
        holes = [clock for clock in grid.clocks if clock.rank == level.rank and _is_hole(agreement, clock)]
        if answered and not grid.at(level.rank, "response") and _serves(agreement, level):
            yield Hit((level.span,), {"level": level.name, "clock": "响应"})
        for clock in _vague(agreement, level) if answered else ():
            values = {"level": level.name, "clock": _CLOCK_NAMES[clock.kind], "quote": agreement.folded(clock.span)}
            yield Hit((clock.span,), values, message=_VAGUE_MESSAGE)
        for clock in holes:
            filled = clock.span.of(agreement.text).strip()
            spot = clock.span if filled else level.span
            yield Hit((spot,), {"level": level.name, "clock": _CLOCK_NAMES[clock.kind]})


_VAGUE_MESSAGE = "「{level}」的{clock}时限写作「{quote}」，没有数字。"


def _vague(agreement: Agreement, level: Level) -> Iterator[Clock]:
    """Words like 及时 in place of a time, in a sentence that has times for the other clocks of the level."""
    grid = agreement.service_levels
    for kinds in (("response",), ("restore", "resolve")):
        own = [clock for kind in kinds for clock in grid.at(level.rank, kind)]
        if any(clock.period for clock in own):
            continue
        for clock in own[:1]:
            sentence = agreement.sentence_at(clock.span.start)
            written = len(clock.span) and agreement.table_at(clock.span.start) is None
            if written and lying_in(agreement.quantities.periods, sentence):
                yield clock


def _is_hole(agreement: Agreement, clock: Clock) -> bool:
    """A table cell that nobody filled; 「/」 and 「不适用」 are answers."""
    if clock.period is not None or (len(clock.span) and agreement.table_at(clock.span.start) is None):
        return False
    return (
        regex.fullmatch(
            r"[\s_【】\[\]（）]*(?:分钟|小时|个?工作日|日|天)?(?:以内|之内|内)?", agreement.folded(clock.span)
        )
        is not None
    )


def _serves(agreement: Agreement, level: Level) -> bool:
    """Whether a level is one of the service levels: it has a time, or its line stands among those that have."""
    grid = agreement.service_levels
    if any(clock.rank == level.rank for clock in grid.clocks):
        return True
    home = agreement.clause_path(level.span.start)[:1]
    return any(clock.rank is not None and agreement.clause_path(clock.span.start)[:1] == home for clock in grid.clocks)


def resolution_time_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """A time to respond, and none to restore or resolve."""
    grid = agreement.service_levels
    if not any(clock.kind == "response" and clock.period for clock in grid.clocks):
        yield NotApplicable("合同没有量化的响应时限。")
        return
    if any(clock.kind in ("restore", "resolve") and _has_place(agreement, clock) for clock in grid.clocks):
        return
    for found in agreement.finditer(_TIMED_REPAIR):
        if _FAULTS.search(agreement.folded(agreement.sentence_at(found.span.start))):
            return
    yield _missing(agreement)


def onsite_time_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """People come on site, and nobody says by when."""
    if not any(_comes(agreement, found.span) for found in agreement.finditer(_ON_SITE)):
        yield NotApplicable("合同没有约定现场服务。")
        return
    if any(clock.kind == "arrival" and _has_place(agreement, clock) for clock in agreement.service_levels.clocks):
        return
    yield _missing(agreement)


def _comes(agreement: Agreement, place: Span) -> bool:
    return not in_heading(agreement, place) and not _NOT_ON_SITE.search(
        agreement.folded(agreement.sentence_at(place.start))
    )


def response_time_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No time to respond, with a figure or with a place for one."""
    if not any(clock.kind == "response" and _has_place(agreement, clock) for clock in agreement.service_levels.clocks):
        yield _missing(agreement)


def _has_place(agreement: Agreement, clock: Clock) -> bool:
    """A time, or a blank that another rule reports; words like 及时 are no time."""
    if clock.period is not None:
        return True
    return (
        regex.search(
            r"[\u4e00-\u9fff]{2}",
            agreement.folded(clock.span).replace("小时", "").replace("分钟", "").replace("工作日", ""),
        )
        is None
    )


def service_hours_missing(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """No hours of service: neither 7×24 nor 9:00 to 18:00 nor what happens on holidays."""
    elsewhere = module_spans(agreement, _OTHER_HOURS)
    for hours in agreement.quantities.hours:
        said = agreement.folded(agreement.sentence_at(hours.span.start))
        if not inside(hours.span, elsewhere) and not _MEASURED_AT.search(said):
            return
    if agreement.search(_HOURS_SAID) is not None:
        return
    yield _missing(agreement)


def _missing(agreement: Agreement) -> Hit | NotAssessed:
    handed = handed_to_missing_annex(agreement, ("L",))
    if handed is not None:
        return NotAssessed(_NO_ANNEX.format(annex=agreement.folded(handed)))
    return Hit((anchor(agreement, ("L",)),), absent=True)


# ---------------------------------------------------------------- two times for one thing

_COMPARED = 30
_IN_MINUTES = {"second": None, "minute": 1, "hour": 60, "day": 1440, "week": 10080}
_CIRCUMSTANCE = compile_regex(
    "非?工作(?:时间|日|时段)|非工作|节假日|休息日|夜间|远程|电话|邮件|在线|现场|市区|郊区|郊县|外地|本地"
    "|异地|同城|硬件|软件|备件|数据库|网络|终端|质保|质量保证|期内|保修"
    "|重大|特殊|紧急|一般|普通|咨询|非|首次|再次|主城|以外|以内|节点"
)


def sla_contradiction(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Two different times for the same clock and level, where nothing tells the two cases apart."""
    reported: set[Span] = set()
    for one, other in _pairs(agreement):
        if one.span.overlaps(other.span):
            continue
        if _same(one.period, other.period) or other.span in reported or not _comparable(agreement, one, other):
            continue
        reported.add(other.span)
        level = next((level.name for level in agreement.service_levels.levels if level.rank == one.rank), "")
        yield Hit(
            (one.span, other.span),
            {
                "matter": f"{level}的{_CLOCK_NAMES[one.kind]}时限" if level else f"{_CLOCK_NAMES[one.kind]}时限",
                "first": agreement.folded(one.span),
                "second": agreement.folded(other.span),
            },
        )


def _pairs(agreement: Agreement) -> Iterator[tuple[Clock, Clock]]:
    """Promises for the same clock and level, two by two; of a long row of them the first ones tell enough."""
    groups: dict[tuple[str, int | None], list[Clock]] = {}
    for clock in agreement.service_levels.clocks:
        group = groups.setdefault((clock.kind, clock.rank), [])
        if clock.period is not None and len(group) < _COMPARED:
            group.append(clock)
    for group in groups.values():
        yield from combinations(group, 2)


def _same(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return True
    if one.unit == other.unit:
        return one.value == other.value
    first, second = _IN_MINUTES.get(one.unit), _IN_MINUTES.get(other.unit)
    if not first or not second:
        return False
    return one.value * first == other.value * second


def _comparable(agreement: Agreement, one: Clock, other: Clock) -> bool:
    """Not two lines of one table, not one sentence, and the same circumstances on both sides."""
    tables = agreement.table_at(one.span.start), agreement.table_at(other.span.start)
    if tables[0] is not None and tables[0] == tables[1]:
        return False
    if one.rank is None and any(table is not None for table in tables):
        return False
    sentences = [agreement.sentence_at(clock.span.start) for clock in (one, other)]
    if sentences[0] == sentences[1]:
        return False
    first, second = (
        set(_CIRCUMSTANCE.findall(agreement.folded(sentence))) if table is None else set()
        for sentence, table in zip(sentences, tables, strict=True)
    )
    if one.kind == "arrival":
        first, second = first - {"现场"}, second - {"现场"}
    if one.rank is not None:
        graded = {"重大", "特殊", "紧急", "一般", "普通"}
        first, second = first - graded, second - graded
    return first == second


# ---------------------------------------------------------------- what follows where a level is missed

_MISSED = compile_regex(
    "未达|未能|未按|未在|未满足|未于|没有达到|没有按|达不到|不达标|不符合|不合格|不满足|低于|不足|超过"
    "|超出|超时|逾期|超期|违反|延误|延迟|迟延|未及时|不及时|每(?:发生|出现|少|降低|超|延)|不得?分|考核|扣分"
)
_STANDARD = compile_regex(
    "服务(?:的)?(?:标准|级别|质量|水平|等级|要求|指标|时限)|SLA|可用率|可用性|在线率|及时率|解决率|完好率"
    "|满意[度率]|响应|到场|到达现场|恢复|解决|修复|排除|时限|指标|考核|故障处理"
    "|(?:提供|所供)的?服务|服务(?=不符合|未达|达不到|不合格|不满足)|得分|评分"
)
_CONSEQUENCE = compile_regex(
    "扣减|扣除|扣罚|扣款|扣[^。；，\n]{0,8}(?:费|款|分|%|元)|违约金|减价|减少(?:价款|报酬|费用|服务费)"
    "|[每应则须][^。；，\n]{0,4}减[^。；，\n]{0,6}(?:费|款|%|元)"
    "|减免|减收|减付|赔偿|退还|解除|终止(?:本)?(?:合同|协议)|补偿|免费(?:延长|提供|服务)"
    "|罚|延长服务期|抵扣|抵减|免付|折让|返还[^。；，\n]{0,12}(?:金额|费|款|%)|不予支付|拒付|不支付|(?:支付|付款|结算)(?:比例|系数)|考核系数"
)


_NOT_COUNTED = compile_regex("(?:不计入|不予|不|免于|无需|免予)(?:任何)?$")


def sla_no_consequence(agreement: Agreement, options: Options) -> Iterator[Answer]:
    """There are levels, and nothing says what follows where they are missed."""
    if not _has_standard(agreement):
        yield NotApplicable("合同没有量化的服务标准。")
        return
    levels = module_spans(agreement, ("L",))
    for found in agreement.finditer(_CONSEQUENCE):
        sentence = agreement.sentence_at(found.span.start)
        said = agreement.folded(sentence)
        lead = _lead(agreement, sentence)
        whole = f"{lead}{said}"
        if _NOT_COUNTED.search(agreement.folded(Span(max(sentence.start, found.span.start - 8), found.span.start))):
            continue
        if _MISSED.search(whole) and (
            _STANDARD.search(whole)
            or inside(sentence, levels)
            or _beside_clocks(agreement, sentence)
            or _points_to_levels(agreement, sentence)
        ):
            return
        table = agreement.table_at(found.span.start)
        if table is not None and _STANDARD.search(agreement.folded(table.span)):
            return
    yield _missing(agreement)


def _has_standard(agreement: Agreement) -> bool:
    levels = module_spans(agreement, ("L",))
    return any(clock.period for clock in agreement.service_levels.clocks) or any(
        inside(one.span, levels) for one in agreement.quantities.percentages
    )


def _lead(agreement: Agreement, sentence: Span) -> str:
    """What introduces the list that a sentence stands in."""
    path = agreement.clause_path(sentence.start)
    return "".join(agreement.folded(clause.own)[-120:] for clause in path[:-1][-2:]) + (
        agreement.folded(Span(min(path[-1].own.start, sentence.start), sentence.start))[-120:] if path else ""
    )


def _beside_clocks(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence stands under the same heading as the times: 「● 多快」 over bullets for each level."""
    path = agreement.clause_path(sentence.start)
    above = path[-2] if len(path) > 1 else None
    if above is None:
        return False
    clocks = [clock for clock in agreement.service_levels.clocks if above.span.contains(clock.span)]
    return any(clock.kind == "response" for clock in clocks) and any(clock.kind != "response" for clock in clocks)


def _points_to_levels(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence names the clause of the levels: 「违反第五条的，……」."""
    targets = [
        clause.path for clause in (agreement.modules["L"].clauses if "L" in agreement.modules else ()) if clause.path
    ]
    return any(
        sentence.contains(reference.span)
        and reference.kind == "clause"
        and any(
            number and number[: len(path)] == path[: len(number)] for number in reference.numbers for path in targets
        )
        for reference in agreement.references
    )


CHECKS: dict[str, Kind] = {
    "service-levels-missing": service_levels_missing,
    "severity-levels-missing": severity_levels_missing,
    "level-without-response": level_without_response,
    "resolution-time-missing": resolution_time_missing,
    "onsite-time-missing": onsite_time_missing,
    "response-time-missing": response_time_missing,
    "service-hours-missing": service_hours_missing,
    "sla-contradiction": sla_contradiction,
    "sla-no-consequence": sla_no_consequence,
}
