"""So many times per period: 每月一次, 每季度不少于2次, 12次/年, 一年两次, 按月, 每半年, 季度巡检, 不限次数."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from contractlint.model import Frequency
from contractlint.parser.quantities.numbers import Number
from contractlint.parser.quantities.numerals import NUMERAL_CHARACTERS, parse_numeral
from contractlint.regex import compile_regex
from contractlint.text import Span

_SMALL = f"[0-9]{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,4}}"
_TIMES = r"(?:人?次(?!性|日|月|年|要|级|品|序|生|数据)|遍|[回场](?=[，。；、）的]))"
_UNIT = (
    r"(?:(?P<minute>分钟)|(?P<hour>小时)"
    r"|(?P<day>自然日|日历[天日]|个?工作日|日(?!常|志|报|均|程|历|期|后|前|元)|天(?!然|津))"
    r"|(?P<week>星期|礼拜|周(?!年|岁|边|期|转|[一二三四五六日天] ?[至到\-—~～]))"
    r"|(?P<month>自然月|月度?(?!初|饼))"
    r"|(?P<quarter>季度?(?!节))"
    r"|(?P<half>半年度?|半个年度)"
    r"|(?P<year>(?:自然|合同|服务)?年度?(?!限|龄|代|级)))"
)
_COUNT = (
    r"(?P<between>[^。；，：\n\t 0-9每按]{0,14}?)[ _【]{0,3}"
    rf"(?P<count>{_SMALL})(?:（(?:{_SMALL})）)?"
    rf"(?:(?:[-—~～]{{1,2}}|至|到)(?:{_SMALL}))?[ _】]{{0,3}}{_TIMES}"
)
_EVERY = compile_regex(rf"每(?:[一1]?个?|(?P<many>{_SMALL}|半(?=个?月))个?)(?:完整的?)?{_UNIT}(?:{_COUNT})?")
_BY = compile_regex(rf"[按逐](?:(?<=按)照?每?个?)?{_UNIT}(?:{_COUNT})?")
_PER = compile_regex(rf"(?: ?/ ?|每)(?:(?P<many>{_SMALL})个?|[一1]?个?){_UNIT}")
_WITHIN = compile_regex(
    rf"(?:(?P<many>{_SMALL}|全)(?P<piece>个)?)?{_UNIT}[内中]?"
    r"(?:至少|最少|不少于|不得?少于|不低于|进行|安排|组织|开展|提供|完成|实施|巡检|维护|保养|检查|培训|回访|巡视|各|共|定期|现场|例行|上门|的|免费|报告|汇报"
    r"){0,4}[ _【]{0,3}$"
)
_RHYTHM = compile_regex(
    r"[月季年半周日](?:(?<=半)年)?度?(?:例行|定期|运维|运行|服务|工作|现场|安全|系统|维护|常规){0,2}"
    r"(?:报(?!酬|价|名|废|销|送|警|到|出|关|备|案|请|修|经|批|甲|乙|双)告?|巡检|总结|检查|保养|例会|回访|体检|巡视)"
)
_UNLIMITED = compile_regex(r"不限(?:制)?(?:服务)?次数?|次数不限|无限次")
# A daily rate of a penalty is no rhythm of a service.
_RATE_AFTER = compile_regex(
    r" ?(?:应|须|需|则)?(?:按|支付|付|向|缴纳|加收|罚|扣|承担|计|收取|万分|千分|百分|累计|的?违约|的?利率|的?滞纳"
    r"|[0-9.，]{1,12} ?(?:[%‰]|万?元)|[【_]|以[^。；，\n]{0,12}[%‰])"
)
# 按年度服务费的百分之五: a base, no rhythm.
_BASE_AFTER = compile_regex(r"(?:服务|运维|维护|租赁|合同)?(?:费用?|价款|总额|总价|租金)[^。；，\n]{0,4}的")
_DELAY_BEFORE = compile_regex(r"(?:(?:逾期|延期|迟延|延迟|拖延|滞纳|违约)的?，?|[%‰元]0?[（/]?)$")
# 每月宕机不超过2次, 一年三次以上违约: so often a fault may occur.
_EVENT = compile_regex(r"发生|出现|故障|宕机|停机|累计|逾期|违反|违约|投诉|中断|不合格|未")
_EVENT_AFTER = compile_regex(r"[及或]?以上|未|不合格|违约|逾期|故障|投诉|警告")
_NUMBERED = tuple("0123456789一二三四五六七八九十〇零当次本上下同某任即作然历终半个")
_LENGTHS = {
    ("day", 7): "week",
    ("day", 30): "month",
    ("day", 90): "quarter",
    ("day", 365): "year",
    ("month", 3): "quarter",
    ("month", 6): "half-year",
    ("month", 12): "year",
    ("quarter", 2): "half-year",
    ("quarter", 4): "year",
}
_PER_DAY = {"minute": 1440, "hour": 24}
_RHYTHMS = {"月": "month", "季": "quarter", "年": "year", "半": "half-year", "周": "week", "日": "day"}


def find_frequencies(text: str, numbers: Sequence[Number]) -> tuple[Frequency, ...]:
    """The frequencies of a folded text, in order; 每次, 每项 and 每逾期一日 are none."""
    found: list[Frequency | None] = [_repeated(text, match) for match in _EVERY.finditer(text)]
    found += [_repeated(text, match) for match in _BY.finditer(text)]
    found += [_counted(text, number) for number in numbers if text[number.unit : number.unit + 1] in ("次", "人", "遍")]
    found += [_rhythm(text, match) for match in _RHYTHM.finditer(text)]
    found += [Frequency(Span(*match.span()), None, "time") for match in _UNLIMITED.finditer(text)]
    return _disjoint([one for one in found if one is not None])


def _repeated(text: str, match: re.Match[str]) -> Frequency | None:
    """每月一次, 每两周, 按季度."""
    many = match["many"] if match.re.pattern == _EVERY.pattern else None
    unit = _unit_of(match)
    count = parse_numeral(match["count"]) if match["count"] else None
    start, end = match.span()
    if match["count"] and (count is None or _EVENT.search(match["between"])):
        return None
    rate = _RATE_AFTER.match(text, end) or _DELAY_BEFORE.search(text[max(0, start - 6) : start])
    if unit == "day" and count is None and rate:
        return None
    if match.re.pattern == _BY.pattern and count is None and _BASE_AFTER.match(text, end):
        return None
    if unit in _PER_DAY and count is None:
        return None
    return _frequency(Span(start, end), many, unit, count)


def _counted(text: str, number: Number) -> Frequency | None:
    """12次/年, 一年两次."""
    times = compile_regex(_TIMES).match(text, number.unit)
    if times is None or number.value is None or number.glued:
        return None
    per = _PER.match(text, times.end())
    if per is not None:
        return _frequency(Span(number.start, per.end()), per["many"], _unit_of(per), number.value)
    if _EVENT_AFTER.match(text, times.end()):
        return None
    begin = max(0, number.start - 24)
    within = _WITHIN.search(text[begin : number.start])
    if within is None or within["hour"] or within["minute"]:
        return None
    many, unit, start = within["many"], _unit_of(within), begin + within.start()
    if _dated(text[start - 1 : start], many, unit, piece=within["piece"] is not None):
        return None
    return _frequency(Span(start, times.end()), None if many == "全" else many, unit, number.value)


def _dated(before: str, many: str | None, unit: str, *, piece: bool) -> bool:
    """Whether a unit before the count is part of a date: 5月两次, 3月15日一次, 一季度两次."""
    if many is None:
        return unit in ("day", "week", "month") and before != "每"
    if many == "全" or piece:
        return False
    return (unit == "day" and before == "月") or (unit in ("month", "quarter") and parse_numeral(many) != 1)


def _rhythm(text: str, match: re.Match[str]) -> Frequency | None:
    """月度报告, 季度巡检, 周报; 3月1日报告 is a date and a verb."""
    start, end = match.span()
    if text[start - 1 : start] in _NUMBERED and start and "度" not in match[0]:
        return None
    return Frequency(Span(start, end), None, _RHYTHMS[text[start]])


def _frequency(span: Span, many: str | None, unit: str, count: Decimal | None) -> Frequency | None:
    """``count`` times in ``many`` units, told in the units of the model: 每3个月一次 is once a quarter."""
    length = parse_numeral(many) if many else Decimal(1)
    if length is None or not 0 < length <= 366:
        return None
    if unit in _PER_DAY:
        return Frequency(span, (count or 1) * _PER_DAY[unit] / length, "day")
    if length == 1:
        return Frequency(span, count, unit)
    same = _LENGTHS.get((unit, int(length)))
    if same is not None:
        return Frequency(span, count, same)
    return Frequency(span, (count or 1) / length, unit)


def _unit_of(match: re.Match[str]) -> str:
    name = next(key for key in ("minute", "hour", "day", "week", "month", "quarter", "half", "year") if match[key])
    return "half-year" if name == "half" else name


def _disjoint(found: list[Frequency]) -> tuple[Frequency, ...]:
    """In order; of two at one place the longer, which holds the count."""
    kept: list[Frequency] = []
    for one in sorted(found, key=lambda frequency: (frequency.span.start, -frequency.span.end)):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
        elif kept[-1].count is None and one.count is not None:
            kept[-1] = one
    return tuple(kept)
