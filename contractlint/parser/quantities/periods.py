"""Lengths of time: 10个工作日, 三十日, 一个半小时, 3—5日, T+3日; and what looks like them and is a date or a rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from contractlint.dataclass import replace
from contractlint.model import Period
from contractlint.parser.quantities.numbers import Number, joins
from contractlint.regex import compile_regex
from contractlint.text import Span

_DAY = (
    r"(?:连续的?)?(?:自然日|日历[天日]|公历日)|昼夜|连续[日天]"
    r"|日(?!常|志|报(?![送告甲乙经请备批])|均|程(?!序)|用|语|记|本|元|式|产(?![出生品])|光|照|化|期(?![满间限内届])|历)"
    r"|天(?!人(?![工员力])|然|津|气|河|窗|线|猫|府|使(?!用)|生(?![产效])|安门|花|际|翼|网|眼|融)"
    r"|(?:calendar )?days?(?![A-Za-z])"
)
_WEEK = (
    r"周(?!年|岁|期|末|边|报|转|全|密|刊|例)"
    r"|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|weeks?(?![A-Za-z])"
)
# 年 before a month is a date, filled or not: 20　年　月.
_YEAR = (
    r"周年(?!庆)|(?<=个)(?:完整的?)?(?:合同|会计|自然|服务|日历|运维)?年度?"
    r"|年(?!度|级|代|龄|检|报|会|终|末|初|底|月|均|金|轻|限|化|鉴|产(?!品)|薪|制|费(?!用)|期(?:LPR|贷款|存款|定期|利率|国债)"
    r"|[ _]{0,12}[0-9_]{0,6}[ _]{0,12}月(?!内|以))"
    r"|years?(?![A-Za-z])"
)
_UNIT = compile_regex(
    r"(?P<about>[余多来])?(?:个(?P<half>半)?)?"
    r"(?:"
    r"(?P<workday>(?:银行|有效|完整的?|连续|法定|正常)?(?:工作日|工作天|营业日|交易日))"
    r"|(?P<minute>分钟|(?:mins?|minutes?)(?![A-Za-z]))"
    r"|(?P<hour>(?:工作)?小时(?!工(?![作程时])|候)|钟头|(?:hours?|hrs?|[hH])(?![A-Za-z0-9]))"
    r"|(?P<millisecond>毫秒|ms(?![A-Za-z]))"
    r"|(?P<second>秒钟?(?!杀)|seconds?(?![A-Za-z]))"
    f"|(?P<day>{_DAY})|(?P<week>{_WEEK})"
    r"|(?P<quarter>(?<=个)(?:自然)?季度?(?!节))"
    r"|(?P<month>(?<=[个半])(?:整|自然|日历|完整的?|连续的?)?月(?!份|饼)|月(?!份|饼|球)|months?(?![A-Za-z]))"
    f"|(?P<year>{_YEAR})"
    r")"
)
_UNIT_STARTS = frozenset("余多来个银有完连法正工营交分m小钟hH毫秒s自日公昼天cd周星礼w季整月合会服运年y")
_WITHIN = (
    r"(?:不|未|勿)(?:得|应|能|会|可|宜|要)?(?:超过|超出|多于|高于|晚于|长于|迟于|大于|逾)"
    r"|最长|最多|至多|最迟|最晚|最大|≤|<=|控制在|(?<![不未得应能会可])(?:小于|少于|低于|短于)|<"
)
_LEAST = r"(?:不|未)(?:得|应|能|会|可|宜)?(?:少于|低于|短于|小于|早于)|至少|最少|最短|≥|>="
_OVER = r"超过|超出|多于|大于|长于|已逾|>"
_BEFORE = compile_regex(
    f"(?:(?P<within>{_WITHIN})|(?P<least>{_LEAST})|(?P<over>{_OVER}))(?:为|是|达到?|提前|在)?[ _【\\[]*$"
)
_ABOUT_BEFORE = compile_regex(r"(?:大约|大概|(?<![合违签预履守解续要毁节契失公条盟邀租制])约)为?[ _【\[]*$")
_AFTER = compile_regex(
    r"[ _】\]]{0,3}(?P<about>左右|上下)?"
    r"(?:(?P<within>以内|之内|内(?!部(?!署)|容|网|存|地|外|设|科)|[及或]?以下)|(?P<least>[及或]?以上)|(?P<over>以外))?"
    r"(?P<later>左右)?"
)
# 每逾期一日, 每延迟1小时, 每满一年: the step of a rate, no promised time. 上一年, 同一天: a certain one, no length.
_STEP = compile_regex(
    r"每(?:|逾期?|延期|延迟|延误|迟延|拖延|推迟|超期|超时|超过|超出?|晚|迟|耽误|满|增加|减少|提前)"
    r"(?:支付|付款|交付|交货|到场|响应|完成)?(?:达|满|超过)?[ _【]*$"
)
_CERTAIN = compile_regex(r"(?:[同任某哪另这那何每]|(?:^|[的于至到在，。、（和及延自每])[上下]) ?$")
_RANKED = compile_regex(r"第[ _【]*$")
_RANKED_AFTER_EVENT = compile_regex(r"[后起](?:的|之)?第[ _【]*$")
# 1.2 工作日，指…: the number of a clause and its heading.
_CLAUSE_NUMBER = compile_regex(r"(?:^|[\n\t])[ “「]{0,4}$")
_DEFINED = compile_regex(r"[”」]?[，：]?(?:是|系|均)?指(?!定|导|标|示|令|派|出|南)")
_DEEMED = compile_regex(r"即?(?:视为|推定)|(?:即?为)?送达")
_MONTH_BEFORE = compile_regex(r"(?<!个)(?<!个自然)月(?:份|底|末|初|第|的第?|之|前)?[ _】\]【\[]*$")
_TRADE_DAY = compile_regex(r"(?<![A-Za-z])[TDtd] ?\+ ?$")
_LIST = compile_regex(r"(?:之?前|之?后|起)?[、和及或与]")
_FINER = {"year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60)}
_HALF_MORE = compile_regex(r"半(?![年月日天小个数价径导])")


def find_periods(text: str, numbers: Sequence[Number], dates: Sequence[Span] = ()) -> tuple[Period, ...]:
    """The lengths of time among ``numbers``, with places in the folded ``text``.

    ``dates`` are the places of dates: 2026年3月1日至15日 holds no period of 15 days.
    """
    found: list[Period] = []
    ahead = sorted((span.end for span in dates), reverse=True)
    last_date = 0
    for number in numbers:
        if text[number.unit : number.unit + 1] not in _UNIT_STARTS:
            continue
        unit = _UNIT.match(text, number.unit)
        if unit is None or number.value is None or (found and number.start < found[-1].span.end):
            continue
        while ahead and ahead[-1] <= number.start:
            last_date = max(last_date, ahead.pop())
        before = text[max(0, number.start - 14) : number.start]
        name = unit.lastgroup or ""
        if unit["day"] == "日" and _day_of_month(text, before, last_date, number):
            last_date = unit.end()
        elif not _no_length(text, before, number, name, unit):
            period = _period(text, before, number, name, unit)
            joined = _compound(text, found[-1], period) if found else None
            if joined:
                found[-1] = joined
            else:
                found.append(period)
    return tuple(found)


def _day_of_month(text: str, before: str, last_date: int, number: Number) -> bool:
    """每月5日, 次月的10日, and what is joined to one: 每月1日至5日, 每月5日、20日."""
    if _MONTH_BEFORE.search(before):
        return True
    if not last_date or number.start - last_date > 8:
        return False
    if joins(text, last_date, number.start):
        return True
    listed = _LIST.match(text, last_date)
    return listed is not None and listed.end() == number.start


def _no_length(text: str, before: str, number: Number, name: str, unit: re.Match[str]) -> bool:
    """Whether a number and a unit of time are something else: a year, a rank, the step of a rate, a weekday."""
    value = number.value
    assert value is not None
    if number.glued and not _TRADE_DAY.search(before):
        return True
    if _heading(text, number, name, unit):
        return True
    if name == "year" and (1900 <= value < 2200 or (value in (19, 20) and text.startswith(("_", "  "), number.end))):
        return True
    if name == "year" and number.text == "半" and before[-1:] in tuple("上下前后每"):
        return True
    if name == "month" and unit[0] == "月" and number.text != "半":
        bounded = text.startswith(("内", "以内", "之内"), unit.end()) and not before.endswith(("年", "每", "至", "到"))
        if not bounded and not 12 < value < 1000:
            return True
    if _RANKED.search(before):
        after_event = _RANKED_AFTER_EVENT.search(before) or _DEEMED.match(text, unit.end())
        if name not in ("day", "workday") or not after_event:
            return True
    if value == 1 and _CERTAIN.search(before):
        return True
    return _STEP.search(before) is not None


def _heading(text: str, number: Number, name: str, unit: re.Match[str]) -> bool:
    spaced = text[number.end : number.unit] == " " and not unit[0].startswith("个")
    if not spaced or name in ("hour", "minute", "second", "millisecond"):
        return False
    if not _CLAUSE_NUMBER.search(text[max(0, number.start - 5) : number.start]) and number.start > 0:
        return False
    return "." in number.text or _DEFINED.match(text, unit.end()) is not None


def _period(text: str, before: str, number: Number, name: str, unit: re.Match[str]) -> Period:
    value = number.value
    assert value is not None
    end = unit.end()
    if unit["half"]:
        value += Decimal("0.5")
    elif _HALF_MORE.match(text, end) and not number.shared:
        value += Decimal("0.5")
        end += 1
    if name == "millisecond":
        name, value = "second", value / 1000
    ahead = _BEFORE.search(before)
    after = _AFTER.match(text, end)
    assert after is not None
    bound = ""
    if ahead is not None:
        bound = ahead.lastgroup or ""
    if not bound:
        bound = next((key for key in ("within", "least", "over") if after[key]), "")
    about = bool(unit["about"] or after["about"] or after["later"])
    about = about or (("约" in before or "概" in before) and _ABOUT_BEFORE.search(before) is not None)
    trade = _TRADE_DAY.search(before) if "+" in before else None
    start = number.start - (len(trade[0]) if trade else 0)
    place = number.span(end)
    return Period(Span(min(start, place.start), place.end), value, name, bound, about)


def _compound(text: str, first: Period, second: Period) -> Period | None:
    """1年6个月 is 18 months, 2小时30分钟 is 150 minutes."""
    if second.span.start - first.span.end > 1 or _FINER.get(first.unit, ("", 0))[0] != second.unit:
        return None
    between = text[first.span.end : second.span.start]
    if between not in ("", "零", "又", "加"):
        return None
    value = first.value * _FINER[first.unit][1] + second.value
    return replace(
        second,
        span=first.span.join(second.span),
        value=value,
        bound=first.bound or second.bound,
        approximate=first.approximate or second.approximate,
    )
