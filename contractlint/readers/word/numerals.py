"""Numbers written the way an automatic list asks for (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Repeated letters grow with the value; Word's own lists stop at 780 (thirty times the alphabet).
_MOST_LETTERS = 780
_HAN_DIGITS = "〇一二三四五六七八九"
_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_SMALL_WORDS = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
]  # fmt: skip
_TENS_WORDS = ["Zero", "Ten", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_ORDINAL_WORDS = {
    "One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
    "Twelve": "Twelfth",
}  # fmt: skip


def numeral(value: int, number_format: str) -> str:
    """``value`` in one of the formats; decimal for a format that is unknown or does not reach that far."""
    if number_format == "none":
        return ""
    if number_format == "bullet":
        return "•"
    write = _FORMATS.get(number_format)
    return (write(value) if write is not None and value >= 0 else "") or str(value)


def padded(value: int, pattern: str) -> str:
    """``value`` for a custom format such as ``001, 002, 003, ...``: as many digits as its first number has."""
    first = pattern.partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.isdecimal() and len(first) <= 10 else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 5000:
        return ""
    letters = ""
    for size, letter in _ROMAN:
        count, value = divmod(value, size)
        letters += letter * count
    return letters


def _letters(first: str, size: int) -> Callable[[int], str]:
    """A, B … Z, AA, BB …: the letter is repeated, not counted on as in a spreadsheet."""

    def write(value: int) -> str:
        if not 0 < value <= _MOST_LETTERS:
            return ""
        times, place = divmod(value - 1, size)
        return chr(ord(first) + place) * (times + 1)

    return write


def _from(symbols: str) -> Callable[[int], str]:
    """The symbol at that place; nothing beyond the last."""
    return lambda value: symbols[value - 1] if 0 < value <= len(symbols) else ""


def _repeated(symbols: str) -> Callable[[int], str]:
    def write(value: int) -> str:
        if not 0 < value <= _MOST_LETTERS:
            return ""
        times, place = divmod(value - 1, len(symbols))
        return symbols[place] * (times + 1)

    return write


def _digits(symbols: str) -> Callable[[int], str]:
    """Digit by digit."""
    table = dict(zip(map(ord, "0123456789"), symbols, strict=True))
    return lambda value: str(value).translate(table)


def _counting(zero: str) -> Callable[[int], str]:
    """十, 二十, 九十九, and from one hundred on digit by digit, as Word does it (一○○)."""
    digits = _digits(zero + _HAN_DIGITS[1:])

    def write(value: int) -> str:
        if value < 10 or value > 99:
            return digits(value)
        tens, ones = divmod(value, 10)
        return ("" if tens == 1 else _HAN_DIGITS[tens]) + "十" + (_HAN_DIGITS[ones] if ones else "")

    return write


def _grouped(digits: str, units: str, *, zeros: bool, bare: str) -> Callable[[int], str]:
    """Thousands with units: 一千二百〇三.

    ``digits`` starts with zero; ``units`` are 十百千万. ``zeros`` says whether a gap is written as one zero; ``bare``
    says where the one before a unit falls away: ``ten`` for 十一 alone, ``always`` (Japanese 百, 千), or ``never``.
    """
    ten, hundred, thousand, myriad = tuple(units)

    def below_myriad(value: int, *, leading: bool) -> str:
        text = ""
        gap = not leading
        for size, unit in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
            digit, value = divmod(value, size)
            if not digit:
                gap = True
                continue
            if gap and text and zeros:
                text += digits[0]
            gap = False
            drop = (
                digit == 1 and unit and (bare == "always" or (bare == "ten" and unit == ten and not text and leading))
            )
            text += ("" if drop else digits[digit]) + unit
        return text

    def write(value: int) -> str:
        if value == 0:
            return digits[0]
        if value >= 10_000_0000:
            return ""
        high, low = divmod(value, 10_000)
        if not high:
            return below_myriad(low, leading=True)
        text = below_myriad(high, leading=True) + myriad
        if bare == "always" and high == 1:
            text = digits[1] + myriad
        if not low:
            return text
        return text + (digits[0] if zeros and low < 1000 else "") + below_myriad(low, leading=False)

    return write


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= count else ""


def _sixty(value: int) -> str:
    """甲子, 乙丑 … the cycle of sixty."""
    return "甲乙丙丁戊己庚辛壬癸"[(value - 1) % 10] + "子丑寅卯辰巳午未申酉戌亥"[(value - 1) % 12] if value > 0 else ""


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else _ORDINAL_ENDINGS.get(value % 10, "th")
    return f"{value}{ending}"


def _cardinal(value: int) -> str:
    if value >= 1000:
        return ""
    hundreds, rest = divmod(value, 100)
    words = [f"{_SMALL_WORDS[hundreds]} Hundred"] if hundreds else []
    if rest or not hundreds:
        tens, ones = divmod(rest, 10)
        pair = _SMALL_WORDS[rest] if rest < 20 else _TENS_WORDS[tens] + (f"-{_SMALL_WORDS[ones]}" if ones else "")
        words.append(pair)
    # Word writes one capital: Twenty-one.
    return " ".join(words).capitalize()


def _ordinal_text(value: int) -> str:
    words = _cardinal(value)
    head, mark, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    last = last.capitalize()
    last = _ORDINAL_WORDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + mark + last).capitalize() if words else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters("A", 26),
    "lowerLetter": _letters("a", 26),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_text,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chicago": _repeated("*†‡§"),
    "chineseCounting": _counting("○"),
    "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": _grouped(_HAN_DIGITS, "十百千万", zeros=True, bare="ten"),
    "taiwaneseCountingThousand": _grouped("零" + _HAN_DIGITS[1:], "十百千萬", zeros=True, bare="ten"),
    "chineseLegalSimplified": _grouped("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", zeros=True, bare="never"),
    "ideographLegalTraditional": _grouped("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", zeros=True, bare="never"),
    "japaneseCounting": _grouped(_HAN_DIGITS, "十百千万", zeros=False, bare="always"),
    "japaneseLegal": _grouped("零壱弐参四伍六七八九", "拾百阡萬", zeros=False, bare="never"),
    "ideographDigital": _digits(_HAN_DIGITS),
    "japaneseDigitalTenThousand": _digits(_HAN_DIGITS),
    "taiwaneseDigital": _digits("○" + _HAN_DIGITS[1:]),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零" + _HAN_DIGITS[1:]),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographZodiacTraditional": _sixty,
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "ganada": _repeated("가나다라마바사아자차카타파하"),
    "chosung": _repeated("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "russianLower": _repeated("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _repeated("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
}
