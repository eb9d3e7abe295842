"""Written dates: 2026年3月1日, 二〇二六年三月一日, 2026-03-01, 2026.3.1, 2026年3月, 2026年."""

from __future__ import annotations

import re
from calendar import monthrange

from contractlint.model import DateValue
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.text import Span

_GAP = r"[ _】\]〕」【\[〔「]{0,6}"
_HAN_YEAR = "〇零Oo0一二三四五六七八九壹贰貳叁肆伍陆柒捌玖"
_HAN_PART = "〇零一二三四五六七八九十廿卅壹贰貳叁肆伍陆柒捌玖拾"
_YEAR = f"[12一二壹贰貳](?:(?<=[12])[0-9]{{3}}|(?<![12]) ?(?:[{_HAN_YEAR}] ?){{3}})"
_MONTH_DAY = (
    f"(?P<month>[0-9]{{1,2}}|[{_HAN_PART}]{{1,3}}){_GAP}月"
    f"(?:份?{_GAP}(?P<day>[0-9]{{1,2}}|[{_HAN_PART}]{{1,4}}){_GAP}[日号])?"
)
_WRITTEN = compile_regex(f"(?P<year>{_YEAR}){_GAP}年(?!度|级)(?:{_GAP}{_MONTH_DAY})?")
_SHORT_YEAR = compile_regex(r"(?P<year>[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
_NUMERIC = compile_regex(
    r"(?P<year>(?:19|20)[0-9]{2}) ?(?P<mark>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?"
    r"(?P<day>[0-9]{1,2})(?![0-9])(?!(?P=mark)(?!(?:19|20)[0-9]{2}[-/.年])[0-9])"
)
_SAME_YEAR = compile_regex(
    f"(?:(?:00|24|0|零)?[时：]?(?:00|0)?分?)起?[ ，]?(?:[-—~～]{{1,2}}|至|到)[ ]?(?:当年|同年|本年)?(?:的)?{_MONTH_DAY}"
)
_YEARS = range(1900, 2200)


def find_dates(text: str) -> tuple[DateValue, ...]:
    """The dates of a folded text, in order. A date without a year counts where the date it is joined to has one."""
    found: list[DateValue] = []
    for match in sorted(
        [*_WRITTEN.finditer(text), *_NUMERIC.finditer(text), *_SHORT_YEAR.finditer(text)], key=re.Match.start
    ):
        if found and match.start() < found[-1].span.end:
            continue
        date = _date(text, match, found[-1].span.end if found else -1)
        if date is None:
            continue
        found.append(date)
        following = _SAME_YEAR.match(text, date.span.end)
        if date.day and following is not None and following["day"] is not None:
            month, day = _value(following["month"]), _value(following["day"])
            if month is not None and day is not None:
                place = Span(following.start("month"), following.end())
                found.append(DateValue(place, date.year, month, day, _fault(date.year, month, day)))
    return tuple(found)


def _date(text: str, match: re.Match[str], last: int) -> DateValue | None:
    """``last`` is where the date before ends: in 2026.3.1-2027.2.28 a hyphen is no part of a paper's number."""
    start, end = match.span()
    before = text[start - 1 : start]
    numeric = match.re.pattern == _NUMERIC.pattern
    if before.isascii() and before.isalnum():
        return None
    if numeric and before in (".", "-", "/") and last != start - 1:
        return None
    if before == "【" and text.startswith("】", match.end("year")):
        start -= 1
    year = _year(match["year"])
    if year not in _YEARS:
        return None
    month, day = _value(match["month"]), _value(match["day"])
    if numeric and (month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31)):
        # 2026.13.4 and 2026-00-17 are numbers of versions and papers.
        return None
    if match["month"] and month is None:
        return DateValue(Span(start, text.index("年", start) + 1), year, None, None)
    return DateValue(Span(start, end), year, month, day, _fault(year, month, day))


def _year(text: str) -> int:
    digits = text.replace(" ", "")
    if not digits.isascii():
        digits = digits.translate(dict.fromkeys(map(ord, "Oo0"), "〇"))
    value = parse_numeral(digits)
    if value is None:
        return 0
    return int(value) + 2000 if len(digits) == 2 else int(value)


def _value(text: str | None) -> int | None:
    value = parse_numeral(text) if text else None
    return None if value is None else int(value)


def _fault(year: int, month: int | None, day: int | None) -> str:
    if month is None:
        return ""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None:
        return ""
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return ""
    return f"{year}年{month}月只有{last}天" if day else f"没有{day}日"
