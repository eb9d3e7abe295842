"""Numerals of Chinese agreements: figures, 三千五百, 叁仟伍佰, 3万5千, read and written.

Amounts in words follow the rules for filling in payment vouchers (《正确填写票据和结算凭证的基本规定》), read leniently
where these allow two forms: what counts is whether the words name one value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from contractlint.regex import compile_regex

ZEROS = "零〇"
DIGITS = {
    **dict.fromkeys(ZEROS, 0),
    **dict.fromkeys("一壹弌", 1),
    **dict.fromkeys("二两贰貳兩弍", 2),
    **dict.fromkeys("三叁叄參参弎", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
SMALL_UNITS = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟", 1000),
}
MYRIADS = "万萬"
HUNDRED_MILLIONS = "亿億"
FINANCIAL = frozenset("壹弌贰貳兩弍叁叄參弎肆伍陆陸柒捌玖拾佰仟")
"""Characters that only amounts in words use."""
NUMERAL_CHARACTERS = "".join(DIGITS) + "".join(SMALL_UNITS) + MYRIADS + HUNDRED_MILLIONS + "廿卅卌"

_LONGEST = 40
_FOLD = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict.fromkeys(map(ord, "○◯"), "〇"),
    **dict.fromkeys(map(ord, " \u3000\u00a0\u2009\u202f_"), None),
    ord("．"): ".",
    ord("，"): ",",
    ord("萬"): "万",
    ord("億"): "亿",
    ord("廿"): "二十",
    ord("卅"): "三十",
    ord("卌"): "四十",
}
_FIGURES = compile_regex(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_PIECE = compile_regex(r"[0-9][0-9.,]*|.", re.DOTALL)
_POINT = compile_regex(f"([^点]+)点([{''.join(DIGITS)}]+)([十百千万亿]*)")
_LOWER_DIGITS = "零一二三四五六七八九"
_UPPER_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_YUAN = "元圆圓"


class _Fault(ValueError):
    """A numeral that names no value; the message says why in a few words of Chinese."""


def parse_numeral(text: str) -> Decimal | None:
    """The value of a numeral in figures, in Chinese or mixed (3万5千), None where it has none.

    Reads as people speak: 一千二 is 1200, 两 is 2, 一个半 is 1.5, 二〇二六 is 2026. 两三 (two or three) has no value.
    """
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) <= _LONGEST else None
    folded = text.translate(_FOLD)
    if not folded or len(folded) > _LONGEST:
        return None
    if _FIGURES.fullmatch(folded):
        return Decimal(folded.replace(",", ""))
    try:
        if folded == "半":
            return Decimal("0.5")
        if folded.endswith("个半"):
            return _integer(folded[:-2], colloquial=True) + Decimal("0.5")
        if point := _POINT.fullmatch(folded):
            digits = "".join(str(DIGITS[character]) for character in point[2])
            scale = _integer("一" + point[3], colloquial=False) if point[3] else 1
            return (_integer(point[1], colloquial=True) + Decimal(f"0.{digits}")) * scale
        return _integer(folded, colloquial=True)
    except _Fault:
        return None


def parse_financial(text: str) -> tuple[Decimal | None, str]:
    """The value in yuan of an amount in words, or None and a Chinese phrase saying what is wrong with it.

    Only what makes the amount wrong is a fault: order of units, a unit twice, a digit without unit, tens before 角
    or 分, characters that are no numerals. A missing 整, 拾万元 for 壹拾万元 or a left-out 零 are matters of style.
    """
    folded = text.translate(_FOLD).removeprefix("人民币").lstrip(":：")
    body = folded.rstrip("整正")
    try:
        if not body:
            raise _Fault("没有数字")
        for mark in "整正":
            if mark in body:
                raise _Fault(f"“{mark}”后面还有数字")
        return _yuan(body), ""
    except _Fault as fault:
        return None, str(fault)


def to_chinese(value: int) -> str:
    """``value`` in small Chinese numerals: 十二, 一百零五, 三万零二十. Raises ``ValueError`` below 0 and from 10¹⁶."""
    text = _written(value, _LOWER_DIGITS, "十百千")
    return text[1:] if text.startswith("一十") else text


def to_financial(amount: Decimal) -> str:
    """``amount`` in yuan as words: 壹仟肆佰零玖元伍角, 壹拾万元整.

    Raises ``ValueError`` below 0, from 10¹⁶ yuan, and for parts of a 分.
    """
    cents = amount * 100
    if not cents.is_finite() or cents != cents.to_integral_value():
        raise ValueError(f"no amount of money: {amount}")
    yuan, rest = divmod(int(cents), 100)
    ten, one = divmod(rest, 10)
    text = _written(yuan, _UPPER_DIGITS, "拾佰仟") + "元" if yuan or not rest else ""
    if not rest:
        return text + "整"
    if text and (not ten or yuan % 10 == 0):
        text += "零"
    if ten:
        text += _UPPER_DIGITS[ten] + "角"
    return text + (_UPPER_DIGITS[one] + "分" if one else "")


def _written(value: int, digits: str, units: str) -> str:
    if not 0 <= value < 10**16:
        raise ValueError(f"not writable: {value}")
    if value < 10_000:
        return _section_written(value, digits, units) if value else digits[0]
    unit, size = ("亿", 10**8) if value >= 10**8 else ("万", 10**4)
    high, low = divmod(value, size)
    text = _written(high, digits, units) + unit
    if low:
        text += (digits[0] if low < size // 10 else "") + _written(low, digits, units)
    return text


def _section_written(value: int, digits: str, units: str) -> str:
    """1–9999."""
    text = ""
    gap = False
    for size, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + unit
        gap = not digit
    return text


def _yuan(text: str) -> Decimal:
    """An amount in words without 整."""
    parts = compile_regex(f"[{_YUAN}]").split(text)
    if len(parts) > 2:
        raise _Fault("“元”重复")
    whole, rest = parts if len(parts) == 2 else ("", parts[0])
    if len(parts) == 1 and "角" not in rest and "分" not in rest:
        whole, rest = rest, ""
        if len(whole) > 1 and whole[-1] in ZEROS:
            raise _Fault("“零”后缺数字")
    elif len(parts) == 2 and not whole:
        raise _Fault("“元”前缺数字")
    total = Decimal(0)
    if whole:
        point = parse_numeral(whole) if "点" in whole else None
        total += point if point is not None else _integer(whole, colloquial=False)
    for unit, size in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        before, found, after = rest.partition(unit)
        if not found:
            continue
        if unit in after:
            raise _Fault(f"“{unit}”重复")
        total += size * _single_digit(before, unit)
        rest = after
    if rest.strip(ZEROS):
        raise _Fault(f"“{rest[:4]}”后缺单位" if not set(rest) & set("角分") else "角、分的次序不对")
    return total


def _single_digit(text: str, unit: str) -> int:
    """The one digit before 角 or 分, a zero before it left aside."""
    for character in text:
        if character not in DIGITS and character not in SMALL_UNITS and character not in MYRIADS + HUNDRED_MILLIONS:
            raise _Fault("角、分的次序不对" if character in "角分" else f"“{character}”不是数字")
    digits = text.lstrip(ZEROS) or text[-1:]
    if len(digits) != 1 or digits not in DIGITS:
        raise _Fault(f"“{unit}”前只能有一位数字" if digits else f"“{unit}”前缺数字")
    return DIGITS[digits]


def _integer(text: str, *, colloquial: bool) -> Decimal:
    """A number with units, or a string of digits where people speak (``colloquial``)."""
    pieces = _PIECE.findall(text)
    if colloquial and len(pieces) > 1 and all(piece in DIGITS and piece not in "两兩" for piece in pieces):
        # 三五 and 两三 are "three to five", "two or three"; 二零 and 一二三 are read digit by digit.
        if len(pieces) == 2 and not set(pieces) & set(ZEROS):
            raise _Fault("数字之间缺单位")
        return Decimal("".join(str(DIGITS[piece]) for piece in pieces))
    return _above(pieces, HUNDRED_MILLIONS[0], 10**8, colloquial=colloquial)


def _above(pieces: list[str], unit: str, size: int, *, colloquial: bool) -> Decimal:
    """Split at 亿, then at 万; what stands before is counted in that unit."""
    count = pieces.count(unit)
    if not count:
        return _below(pieces, unit, colloquial=colloquial)
    if count > 1:
        raise _Fault(f"“{unit}”重复")
    place = pieces.index(unit)
    high, low = pieces[:place], pieces[place + 1 :]
    if not high:
        raise _Fault(f"“{unit}”前缺数字")
    total = _below(high, unit, colloquial=colloquial) * size
    if not low:
        return total
    if colloquial and len(low) == 1 and len(low[0]) == 1 and low[0] not in ZEROS:
        return total + _section(low, colloquial=True) * (size // 10)
    rest = _below(low, unit, colloquial=colloquial)
    if rest >= size:
        raise _Fault(f"“{unit}”后的数过大")
    return total + rest


def _below(pieces: list[str], unit: str, *, colloquial: bool) -> Decimal:
    if unit in HUNDRED_MILLIONS:
        return _above(pieces, MYRIADS[0], 10**4, colloquial=colloquial)
    return _section(pieces, colloquial=colloquial)


def _section(pieces: list[str], *, colloquial: bool) -> Decimal:
    """Digits with 千, 百, 十; the digits may be figures (3千5百)."""
    total = Decimal(0)
    digit: Decimal | None = None
    last, direct = 10_000, False
    spoken_ten = False
    for piece in pieces:
        if piece[0].isascii() and piece[0].isdigit():
            if digit is not None or not _FIGURES.fullmatch(piece):
                raise _Fault(f"“{piece}”前后缺单位")
            direct = digit is None
            digit = Decimal(piece.replace(",", ""))
            if total and digit >= last:
                raise _Fault(f"“{piece}”过大")
        elif piece in DIGITS:
            if digit:
                raise _Fault("数字之间缺单位")
            direct = digit is None and piece not in ZEROS
            digit = Decimal(DIGITS[piece])
        elif piece in SMALL_UNITS:
            size = SMALL_UNITS[piece]
            if size >= last:
                raise _Fault(f"“{piece}”重复" if size == last else f"“{piece}”的次序不对")
            # 十五, 一万零十五: the one before ten may stay away; 零拾 fills a printed place and is zero.
            spoken_ten = size == 10 and (digit is None or (digit == 0 and piece == "十"))
            if digit is None and not spoken_ten:
                raise _Fault(f"“{piece}”前缺数字")
            total += size if spoken_ten else (digit or 0) * size
            digit, last = None, size
        else:
            raise _Fault(f"“{piece}”不是数字")
    if digit is None:
        if not pieces:
            raise _Fault("缺数字")
        return total
    if colloquial and direct and 100 <= last <= 1000 and 0 < digit < 10:
        digit *= last // 10
    return total + digit
