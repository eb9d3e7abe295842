"""How often: inspections, maintenance, training and reports that the client is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.places import following, on_heading_line, row_text
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_THING = (
    r"(?!前|人员|人|记录|报告|表|单(?!位)|费|制度|结果|工具|资料|教材|手册|课件|证书|合格|方案|系统"
    r"|机器人|师|时发现|发现|中发现|机构|服务费|次数|频次|周期|频率|时间|情况|作业|签到|日志|，记"
    r"|后应?填|后填|完成后|服务后)"
)
_ACTIVITIES = (
    (
        "巡检",
        compile_regex(
            r"(?:系统|设备|健康|现场|远程|机房|安全|定期|例行|预防性|日常)*(?P<place>巡检|巡查|健康检查"
            r"|例行检查|定期检查)(?:服务|工作)?" + _THING
        ),
    ),
    ("保养", compile_regex(r"(?P<place>(?<!交接)保养|定期维护|预防性维护|例行维护)(?:服务|工作)?" + _THING)),
    (
        "培训",
        compile_regex(r"(?P<place>(?:技术|操作|使用|用户|系统|业务|运维|现场|集中|定期)*培训)(?:服务|工作)?" + _THING),
    ),
    (
        "报告",
        compile_regex(
            r"(?:提交|提供|出具|编制|编写|报送|递交)[^。；，\n]{0,12}?(?P<place>(?:服务|运维|巡检|维护|运行"
            r"|工作|保养|检修)(?:工作|情况|运行|质量|分析)*报告)"
        ),
    ),
)
_LOOSE = {
    "巡检": compile_regex("巡检|巡查|健康检查|例行检查|定期检查"),
    "保养": compile_regex("保养|定期维护|预防性维护|例行维护"),
    "培训": compile_regex("培训"),
    "报告": compile_regex("报告"),
}
_STAFF = compile_regex(
    r"(?:其|本单位|自有|所属|派出|驻场|上岗|新员工|从业|作业|所派|本公司|己方"
    r"|参与[^。；，]{0,8})(?:的)?(?:人员|员工|雇员|工作人员|工程师)[^。；，\n]{0,16}培训"
    r"|培训[^。；，\n]{0,10}(?:上岗|合格|考核合格)"
    r"|(?:安全|保密|岗前|入场|进场|廉洁|信息安全意识|消防)(?:生产|文明|施工)?(?:知识|教育|意识)?(?:和"
    r"|、|及)?(?:教育)?培训|(?:经过?|接受|参加|受过)[^。；，\n]{0,12}培训"
)
_NO_DUTY = compile_regex(
    r"(?:不|无需|无须|不再|另行|不含|不包括|不包含|除)[^。；，\n]{0,8}(?:巡检|巡查|保养|培训|报告)"
)
_OTHER_SIDE = compile_regex(
    "^[^。；，乙受]{0,12}(?:甲方|委托方|委托人|采购人)(?:自行|负责|应当?|须|可|有权"
    "|定期)(?!.{0,6}提供)[^。；，乙受]{0,20}(?:巡检|巡查|保养|培训|抽查)"
)
_OFTEN = compile_regex(
    r"每(?:一|个|半|两|二|三|四|六|\d+)?(?:个)?(?:年|月|季|周|日|天|旬|双月|自然|服务年|合同年|工作日"
    r"|星期|台|批)|[月季周年]度|逐[月季日]|按[月季周年日]"
    r"|半年|双周|双月|(?:\d+|[一二两三四五六七八九十]{1,3}|_{1,20}|【[^】\n]{0,6}】|不限) ?(?:次|场"
    r"|期|人次|人天|课时|学时|批|遍|回|轮)"
    r"|培训(?!前)[^，。；\n]{0,8}(?:\d+|[一二两三四五六七八九十]{1,3}|_{1,20}) ?(?:个工作日|天|小时)|不限次"
    r"|全程|随时|7×24|24小时|实时|按需|[月季周年日]报|\d+日前"
    r"|\d{4}年\d{1,2}月(?!\d{1,2}日止)|次月|上[月季]|当[月季]|期满|届满|终止|总结|完成后|结束后|故障处理后|服务后"
)
_GOES_ON = compile_regex("[^，。；]{0,6}(?:巡检|保养|培训|频次|频率|周期|次数)|每|其中|一年|全年")


def frequency_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Inspections, maintenance, training or reports for the client with no number and no rhythm anywhere."""
    met = False
    for activity, pattern in _ACTIVITIES:
        places = list(_promised(agreement, pattern))
        met = met or bool(places)
        if places and not any(_timed(agreement, place, activity) for place in _mentions(agreement, activity)):
            yield Hit((places[0],), {"quote": agreement.folded(places[0]), "activity": activity})
    if not met:
        yield NotApplicable("合同没有约定巡检、保养、培训或者报告。")


def _every(agreement: Agreement, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Every mention, in headings too: 「3.2 巡检（每月一次）」."""
    for found in agreement.finditer(pattern):
        yield found.span_of("place")


def _mentions(agreement: Agreement, activity: str) -> Iterator[Span]:
    """Every word of an activity, whatever it stands with: 「每季度提交健康检查报告」 tells how often it is done."""
    for found in agreement.finditer(_LOOSE[activity]):
        yield found.span


def _promised(agreement: Agreement, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Mentions that promise it to the client."""
    homes: dict[tuple[Span, Span], list[str]] = {}
    for code, module in agreement.modules.items():
        for clause in module.clauses:
            homes.setdefault((clause.span, clause.number_span), []).append(code)
    for place in _every(agreement, pattern):
        sentence = agreement.sentence_at(place.start).join(place)
        text = agreement.folded(sentence)
        if (
            on_heading_line(agreement, place)
            or _STAFF.search(text)
            or _NO_DUTY.search(text)
            or _OTHER_SIDE.search(text)
        ):
            continue
        path = agreement.clause_path(place.start)
        home = {code for clause in path for code in homes.get((clause.span, clause.number_span), ())}
        if home and not home & {"C", "L", "A", "R", "T", "X"}:
            continue
        yield place


def _timed(agreement: Agreement, place: Span, activity: str) -> bool:
    """Whether its sentence, the one after it, or its row of a table holds a number or a rhythm."""
    sentence = agreement.sentence_at(place.start).join(place)
    text = agreement.folded(sentence)
    own = _segments_about(text, activity)
    if _OFTEN.search(own):
        return True
    row = row_text(agreement, place)
    if row:
        cells = row.split("\t")
        return any(_OFTEN.search(cell) for cell in cells) or ("次" in cells and _has_number(cells))
    clause = agreement.clause_at(place.start)
    if clause is not None and on_heading_line(agreement, place):
        return _OFTEN.search(agreement.folded(clause.span)) is not None
    after = following(agreement, sentence)
    return _GOES_ON.match(after) is not None and _OFTEN.search(after) is not None


def _has_number(cells: list[str]) -> bool:
    return any(regex.fullmatch(r"\d+(?:\.\d+)?", cell.strip()) for cell in cells)


def _segments_about(text: str, activity: str) -> str:
    """The sentence without other activities' stretches: in 「每月巡检一次，并提供培训」 the rhythm is not that of the
    training. A number that stands alone after a comma belongs to what stands before it."""
    others = [words for name, words in _LOOSE.items() if name != activity]
    parts = regex.split("[，；、]", text)
    kept: list[str] = []
    about = True
    for part in parts:
        if _LOOSE[activity].search(part):
            about = True
        elif any(words.search(part) for words in others):
            about = False
        if about:
            kept.append(part)
    return "，".join(kept)


CHECKS: dict[str, Kind] = {"frequency-missing": frequency_missing}
