"""Amounts of money: 10,000元, ￥10000.00, 5.6万元, 壹万元整, 500元/人天, 100美元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from contractlint.model import Amount
from contractlint.parser.quantities.numbers import Number, outside
from contractlint.parser.quantities.numerals import DIGITS, FINANCIAL, NUMERAL_CHARACTERS, ZEROS, parse_financial
from contractlint.regex import compile_regex
from contractlint.text import Span

FIGURES = "figures"
WORDS = "words"

_DIGIT = "".join(DIGITS)
_MEASURE = (
    "人[·•*/]?[天日月年时次]|工时|工日|台[套次]|平方米|㎡|立方米|公里|千米|季度|分钟|个?小时|个月|个人|终端|节点|账号|用户|系统"
    "|[GTMK]B|[kK][Ww]h|km|半年|千字|[次台套个年月日天时人件点条项份吨米周季户核页字度批辆车张本册站栋层间床端路处组课班期场单]"
)
_UNIT = compile_regex(
    r"(?P<scale>[百千]?万|[百千万]?亿)?(?:(?P<CNY>[元圆圓](?!件|素|器件|数据|宇宙|老|首(?![付期款])|帅|旦)|块钱|人民币(?!元|[0-9]))"
    r"|(?P<USD>美[元金]|USD)|(?P<EUR>欧元|EUR)|(?P<HKD>港[元币]|HKD)|(?P<GBP>英镑)|(?P<JPY>日元))"
)
_WHOLE = r"[整正](?![数个体套式常文本])"
_CHANGE = compile_regex(rf"(?:(?P<jiao>[0-9{_DIGIT}])角)?(?:零?(?P<fen>[0-9{_DIGIT}])分(?!之))?(?:{_WHOLE})?")
_UNIT_STARTS = frozenset("百千万亿元圆圓块人美U欧E港H英日")
_PER = compile_regex(rf"(?:人民币)?(?P<per>(?: ?[/每] ?(?:{_MEASURE}))+)")
_SYMBOL = compile_regex(
    r"(?:(?P<CNY>¥|RMB|CNY|人民币)|(?P<USD>US\$|(?<!HK)\$|USD|美[元金])|(?P<EUR>€|EUR|欧元)|(?P<HKD>HK\$|HKD|港[元币])"
    r"|(?P<GBP>£|英镑)|(?P<JPY>JPY|日元)|(?P<label>小写))(?P<between>[）： _【]{0,8})$"
)
_SYMBOL_ENDS = frozenset("）： _【¥BY币$D元金€R£镑写")
_NAMES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "GBP": "英镑", "JPY": "日元"}
_WORDS = compile_regex(
    rf"(?P<unit>[元圆圓角]|分(?!之))?(?P<change>(?:[{NUMERAL_CHARACTERS}]{{1,8}}(?:[角元]|分(?!之))){{0,6}}+)(?P<whole>{_WHOLE})?"
)
_WORDS_LABEL = compile_regex(r"(?:大写|人民币)[）： _【]{0,8}$")
_WORDS_FOLLOW = compile_regex(r" ?（ ?(?:人民币)?(?:大写|人民币)")
_WORDS_BEFORE = compile_regex(rf"[{''.join(sorted(FINANCIAL))}万亿](?:[元圆圓][整正]?|角[整正]?|分|[整正]) ?（ ?$")
_MONEY_BEFORE = compile_regex(r"[价款费金额资酬罚](?:用|项)?[^。；，\n]{0,6}$|成本|预算")
_PHRASE_END = compile_regex(r" ?(?:[，。；、）（\n\t]|$|整|左右|以[上下内])")
# 三元桥 and 伍元庆 are names: a single digit is an amount only where the phrase ends or goes on as amounts do.
_AFTER_SMALL = compile_regex(r"[整正角，。；、）（\n\t /每以起的及和或至/]|人民币|$")
_LABELLED_WORDS = compile_regex(
    r"大写[）： _]{0,6}(?:人民币)?[）： _]{0,4}"
    r"(?P<words>[^，。；：（）\n\t _0-9]{2,30}?[元圆圓](?:[^，。；：（）\n\t _0-9]{1,8}?[角分]){0,2}[整正]?)"
)
_MISREAD_AS_WORDS = frozenset("年月日天次期个人台套项份为计共")
_AMOUNT_CHARACTERS = frozenset(NUMERAL_CHARACTERS + "元圆圓角分整正点")
_SCALED = compile_regex(r"([0-9][0-9，.]*)(?P<scale>[万亿]|千万|百万)$")
_SCALES = {
    "万": 10_000, "亿": 10**8, "百万": 10**6, "千万": 10**7, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip


def find_amounts(text: str, numbers: Sequence[Number]) -> tuple[Amount, ...]:
    """The amounts of a folded text, in order; words written wrongly have no value and a fault."""
    misspelt = list(_misspelt(text))
    found: list[Amount] = list(misspelt)
    end = 0
    for number in outside(numbers, [amount.span for amount in misspelt]):
        if number.start < end or text[number.start - 1 : number.start] in ("数", "几", "第"):
            continue
        if number.text[0].isascii():
            amount = _in_figures(text, number)
        elif FINANCIAL & set(number.text):
            amount = _in_words(text, number)
        else:
            amount = _in_small_words(text, number)
        if amount is not None:
            found.append(amount)
            end = amount.span.end
    return tuple(sorted(found, key=lambda amount: amount.span))


def _misspelt(text: str) -> Iterator[Amount]:
    """Words behind 大写 with a character among them that is no numeral: 壹拾扒万元整."""
    if "大写" not in text:
        return
    for match in _LABELLED_WORDS.finditer(text):
        words = match["words"]
        first = next((place for place, character in enumerate(words) if character in FINANCIAL), None)
        if first is None or first > 1:
            continue
        strange = [character for character in words[first:] if character not in _AMOUNT_CHARACTERS]
        if 0 < len(strange) <= 2 and len(words) - first >= 5 and not set(strange) & _MISREAD_AS_WORDS:
            place = Span(match.start("words") + first, match.end("words"))
            yield Amount(place, None, WORDS, fault=f"“{strange[0]}”不是数字")


def _in_words(text: str, number: Number) -> Amount | None:
    """大写: 壹万贰仟元整, 伍拾元零伍角."""
    match = _WORDS.match(text, number.unit)
    assert match is not None
    digits = set(number.text) & set(DIGITS)
    label = _WORDS_LABEL.search(text[max(0, number.start - 14) : number.start])
    spoken_ten = number.text in ("拾", "拾万", "拾亿") and number.unit == number.end
    if not digits - set(ZEROS) and not spoken_ten and number.value != 0:
        # 　拾　万　仟　元 is a printed form.
        return None
    ends = match["unit"] is not None or match["whole"] is not None
    if not ends and (label is None or (number.value is None and not label[0].startswith("大写"))):
        return None
    if len(number.text) == 1 and label is None and not _AFTER_SMALL.match(text, match.end("unit")):
        return None
    end = match.end() if ends else number.end
    words = number.text + text[number.unit : end] if end > number.end else number.text
    value, fault = parse_financial(words)
    unit, end = _priced(text, end, "CNY")
    start = number.start - 3 if text.startswith("人民币", number.start - 3) else number.start
    return Amount(Span(start, end), value, WORDS, unit, "CNY", fault)


def _in_small_words(text: str, number: Number) -> Amount | None:
    """一万元, 三千五百元."""
    unit = _UNIT.match(text, number.unit)
    if unit is None and not _bare_amount(text, number):
        return None
    if unit is not None and len(number.text) == 1 and not _AFTER_SMALL.match(text, unit.end()):
        return None
    return _amount(text, number, unit, WORDS)


def _in_figures(text: str, number: Number) -> Amount | None:
    """10,000元, ￥10000, 5.6万元, and 10000.00（大写：壹万元整）."""
    unit = _UNIT.match(text, number.unit) if text[number.unit : number.unit + 1] in _UNIT_STARTS else None
    symbol = None
    if text[number.start - 1 : number.start] in _SYMBOL_ENDS:
        symbol = _SYMBOL.search(text[max(0, number.start - 12) : number.start])
    if unit is None and symbol is None:
        if _WORDS_FOLLOW.match(text, number.end) or _closes_words(text, number):
            return None if number.glued else Amount(Span(number.start, number.end), number.value, FIGURES)
        if not _bare_amount(text, number):
            return None
    if number.glued and symbol is None:
        return None
    return _amount(text, number, unit, FIGURES, symbol)


def _closes_words(text: str, number: Number) -> bool:
    """The figures in 壹万元整（10000.00）."""
    bracketed = text.startswith("）", number.end) and number.value is not None and number.value >= 100
    return bracketed and _WORDS_BEFORE.search(text[max(0, number.start - 6) : number.start]) is not None


def _bare_amount(text: str, number: Number) -> bool:
    """合同总价120万: no unit, but 万 and a word for money before."""
    if number.text[-1] not in "万亿" or number.glued or not _PHRASE_END.match(text, number.end):
        return False
    return _MONEY_BEFORE.search(text[max(0, number.start - 12) : number.start]) is not None


def _amount(
    text: str, number: Number, unit: re.Match[str] | None, written: str, symbol: re.Match[str] | None = None
) -> Amount | None:
    value = number.value
    if value is None:
        return None
    currency = "CNY"
    if unit is not None:
        currency = unit.lastgroup or currency
        value *= _SCALES.get(unit["scale"] or "", 1)
    if symbol is not None and (unit is None or currency == "CNY") and symbol["label"] is None:
        currency = next(name for name in _NAMES if symbol[name])
    end = number.end if unit is None else unit.end()
    if number.shared:
        value *= _scale(text, number)
    elif unit is not None and currency == "CNY":
        change = _CHANGE.match(text, end)
        assert change is not None
        value += _change(change)
        end = change.end()
    name, priced_end = _priced(text, end, currency)
    if number.shared or "（" in text[number.end : number.unit]:
        # The words between figures and unit are an amount of their own: 100000（大写：壹拾万）元.
        priced_end = number.end
    start = number.start - (len(symbol[0]) if symbol is not None and symbol["label"] is None else number.opener)
    return Amount(Span(start, priced_end), value, written, name, currency)


def _change(match: re.Match[str]) -> Decimal:
    """3角5分 after the yuan."""
    total = Decimal(0)
    for group, size in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        digit = match[group]
        if digit:
            total += size * (DIGITS[digit] if digit in DIGITS else int(digit))
    return total


def _priced(text: str, end: int, currency: str) -> tuple[str, int]:
    """The unit with what it is paid for (元/人天), and where that ends."""
    name = _NAMES[currency]
    per = _PER.match(text, end)
    if per is None:
        return name, end
    return name + compile_regex(" ?[/每] ?").sub("/", per["per"]), per.end()


def _scale(text: str, number: Number) -> int:
    """In 5-8万元 the first number counts 万 as well."""
    closing = _SCALED.search(text[number.end : number.unit])
    if closing is None or number.text[-1] in "万亿千百" or number.value is None:
        return 1
    return _SCALES[closing["scale"]] if number.value < Decimal(closing[1].replace("，", "")) else 1
