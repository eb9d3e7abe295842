"""Hours of service: 7×24小时, 5×8, 全天候, 24小时热线, 周一至周五 9:00-18:00, 每日8时至18时."""

from __future__ import annotations

import re

from contractlint.model import ServiceHours
from contractlint.regex import compile_regex
from contractlint.text import Span

ROUND_THE_CLOCK = "round-the-clock"
DAYS_HOURS = "days-hours"
CLOCK = "clock"

_TIMES = r" ?[×xX*·✖乘] ?"
_PRODUCT = compile_regex(
    rf"(?P<first>[1-9][0-9]{{0,2}})(?P<days>[天日]?)(?:{_TIMES}|(?<=[天日]))(?P<second>[1-9][0-9]{{0,2}})"
    rf"(?P<hours> ?(?:个?小时|[hH](?![A-Za-z0-9]))?)(?:{_TIMES}(?:365|7|4)(?![0-9.])[天日]?(?: ?(?:小时|[hH]))?)?"
)
_NO_HOURS = compile_regex(r"[0-9.=×*xX]| ?(?:[cm]?m|厘?米|毫米|寸|人|元|台|套|个)")
# 24小时 alone is a length of time; before these words it says when somebody is there.
_SERVICE = (
    "不间断|连续|在线|热线|值守|值班|服务|技术支持|技术服务|支持|电话|客服|监控|监测|待命|待机|轮班|轮值|开通|畅通|开机"
    "|专线|运维|咨询|保障|受理|接听|随时|全天候"
)
_DAY_LONG = (
    r"(?: ?(?:个?小时|[hH]))(?:的|全天|全天候|不间断|连续)?"
    rf"(?:(?:{_SERVICE})(?!后|内)|不停|不中断|(?=（?7×24))"
)
_AROUND = compile_regex(
    r"[全每一昼2二3](?:(?<=全)(?:天候|年无休|年 ?365 ?[天日])|(?<=[全每一])[天日] ?(?:24|二十四) ?个?小时"
    r"|(?<=昼)夜 ?(?:24|二十四) ?小时|(?<=3)65 ?[天日] ?(?:全年|全天|24小时)"
    rf"|(?<![0-9/]2)(?<=2)4(?:{_DAY_LONG}| ?/ ?7(?![0-9/.]))|(?<=二)十四{_DAY_LONG})"
)
_PER_WEEK = compile_regex(
    r"每周 ?(?P<days>[5-7五六七]) ?(?:天|个?工作日)(?:工作)?[，、；]? ?每(?:天|日|个?工作日)(?:工作|服务|提供)? ?"
    r"(?P<hours>[0-9]{1,2}|[八九十]|十二|二十四) ?个?小时"
)
_PART_OF_DAY = r"(?:上午|下午|早上|早晨|晚上|晚间|中午|凌晨|当[天日]|次日|[早晚])"
_HAN_DIGITS = "一二三四五六七八九十两"
_SIGN = r"(?:：[0-5][0-9](?:：00)?|[时点](?:钟|整|半|[0-5]?[0-9]分|[一二三四五十]{1,3}分)?)"
_HOUR = rf"(?:[0-9]{{1,2}} ?{_SIGN}|[{_HAN_DIGITS}]{{1,3}}[时点](?:钟|整|半|[一二三四五十]{{1,3}}分)?)"
_TO = r" ?(?:至|到|[-—~～]{1,2}) ?"
# 8至18时: the first hour may go without its sign.
_CLOCKS = compile_regex(
    rf"[0-9{_HAN_DIGITS}](?:(?<=[0-9])[0-9]? ?(?:{_SIGN}|(?={_TO}[0-9]{{1,2}}[时点]))"
    rf"|(?<![0-9])[{_HAN_DIGITS}]{{0,2}}[时点](?:钟|整|半)?){_TO}{_PART_OF_DAY}?(?:的)?{_HOUR}"
)
_CLOCK_BEFORE = compile_regex(
    r"(?:(?:每?(?:周|星期)[一二三四五六日天] ?(?:至|到|[-—~～]{1,2}) ?(?:周|星期)?[一二三四五六日天]"
    r"|(?:每个?|(?<!个))(?:法定)?工作日|每[天日]|节假日|周末)(?:（[^（）\n]{1,20}）)?[的：，为内 ]{0,2})?"
    rf"{_PART_OF_DAY}?(?:的)? ?$"
)


def find_hours(text: str) -> tuple[ServiceHours, ...]:
    """The hours of service in a folded text, in order; words such as 工作时间 alone are none."""
    found: list[ServiceHours] = []
    for match in _PRODUCT.finditer(text):
        kind = _product_kind(text, match)
        if kind:
            found.append(ServiceHours(Span(match.start(), match.end()), kind))
    found += [ServiceHours(Span(*match.span()), ROUND_THE_CLOCK) for match in _AROUND.finditer(text)]
    for match in _PER_WEEK.finditer(text):
        around = match["days"] in "7七" and match["hours"] in ("24", "二十四")
        found.append(ServiceHours(Span(*match.span()), ROUND_THE_CLOCK if around else DAYS_HOURS))
    for match in _CLOCKS.finditer(text):
        if text[match.start() - 1 : match.start()] in tuple("0123456789.：-"):
            continue
        window = text[max(0, match.start() - 40) : match.start()]
        before = _CLOCK_BEFORE.search(window)
        start = match.start() - (len(before[0]) if before else 0)
        found.append(ServiceHours(Span(start, match.end()), CLOCK))
    return _disjoint(found)


def _product_kind(text: str, match: re.Match[str]) -> str:
    """What a product says: 7×24 and 24×365 are round the clock, 5×8 days by hours; 5×8米 is a size."""
    before = text[match.start() - 1 : match.start()]
    if before in ("-", ".", "/", "*", "×") or (before.isascii() and before.isalnum()):
        return ""
    written = bool(match["hours"].strip())
    if not written and _NO_HOURS.match(text, match.end()):
        return ""
    first, second = int(match["first"]), int(match["second"])
    if 24 in (first, second) and {first, second} & {7, 365}:
        return ROUND_THE_CLOCK
    days, hours = min(first, second), max(first, second)
    return DAYS_HOURS if 5 <= days <= 7 and (4 if written else 8) <= hours <= 24 else ""


def _disjoint(found: list[ServiceHours]) -> tuple[ServiceHours, ...]:
    kept: list[ServiceHours] = []
    for one in sorted(found, key=lambda hours: (hours.span.start, -hours.span.end)):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
    return tuple(kept)
