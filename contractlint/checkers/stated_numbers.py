"""A number that is written twice side by side, in characters and in figures, and not the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found

_HAN = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟半"
_UNIT = (
    "个?(?:工作日|自然日|日历日|日历天|小时|月|星期|季度|年度)|日|天|周|年|月|分钟|秒钟?|份|次|人|名|套|台|件|个|倍|期|项"
    "|页|条|级|种|路|点|折|%|‰"
)
_PARTS = {"百": 100, "千": 1000, "万": 10000}
_RATE = {"%": 100, "‰": 1000}
# 第三（2）款 numbers two levels, and money in words is compared with its figures elsewhere.
_FIGURE = r"\d{1,6}(?:\.\d{1,4})?"
_PAIR = compile_regex(
    rf"(?<![第{_HAN}\d.])(?<!分之)(?P<han>[{_HAN}]{{1,8}})(?P<unit>{_UNIT})?"
    rf"（ ?(?P<figure>{_FIGURE}) ?(?P<inner>{_UNIT})? ?）(?P<after>{_UNIT})?(?![万元圆])"
    rf"|(?<![第\d.,{_HAN}])(?P<figure_first>{_FIGURE})(?P<unit_first>{_UNIT})?"
    rf"（ ?(?P<han_inside>[{_HAN}]{{1,8}}) ?(?P<inner_second>{_UNIT})? ?）(?P<after_second>{_UNIT})?(?![万元圆])"
)
_PART = rf"[{_HAN}点\d.]{{1,8}}"
_SHARE = compile_regex(
    rf"(?P<base>[百千万])分之(?P<han>{_PART})（ ?(?P<figure>{_FIGURE})(?P<sign>[%‰])? ?）"
    rf"|(?P<figure_first>{_FIGURE})(?P<sign_first>[%‰])（(?P<base_inside>[百千万])分之(?P<han_inside>{_PART})）"
)


def number_words_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """三十（45）日, 45（三十）日, 百分之五（3%）; equal values written differently are fine."""
    differing = [
        *filter(_numbers_differ, agreement.finditer(_PAIR)),
        *filter(_shares_differ, agreement.finditer(_SHARE)),
    ]
    for found in differing:
        yield Hit((found.span,), {"quote": f"「{found[0]}」"})


def _numbers_differ(found: Found) -> bool:
    outer = found["unit"] or found["unit_first"]
    inner = found["inner"] or found["inner_second"]
    after = found["after"] or found["after_second"]
    if not (outer or inner or after) or (outer and inner and not _same_unit(outer, inner)):
        return False
    figure = Decimal(found["figure"] or found["figure_first"])
    return _value(found["han"] or found["han_inside"]) not in (None, figure)


def _shares_differ(found: Found) -> bool:
    share = _value(found["han"] or found["han_inside"])
    base = _PARTS[found["base"] or found["base_inside"]]
    sign = found["sign"] or found["sign_first"]
    figure = Decimal(found["figure"] or found["figure_first"])
    return share is not None and share / base != figure / (_RATE[sign] if sign else base)


def _same_unit(one: str, other: str) -> bool:
    """日 and 天 are one unit, as are 个月 and 月; a year is not twelve times a month here."""
    plain = {"天": "日", "个月": "月", "个小时": "小时", "个工作日": "工作日"}
    return plain.get(one, one) == plain.get(other, other)


def _value(words: str) -> Decimal | None:
    if "半" in words:
        return None
    if len(words) > 1 and not set(words) & set("十百千拾佰仟点."):
        digits = [parse_numeral(digit) for digit in words]
        return None if None in digits else Decimal("".join(str(digit) for digit in digits))
    value = parse_numeral(words)
    return None if value is None else Decimal(value)


CHECKS: dict[str, Kind] = {"number-words-mismatch": number_words_mismatch}
