"""Every numeral of a text that may belong to a quantity, found in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from contractlint.dataclass import dataclass, replace
from contractlint.parser.quantities.numerals import FINANCIAL, NUMERAL_CHARACTERS, parse_numeral
from contractlint.regex import compile_regex
from contractlint.text import Span

_MULTIPLIERS = "十百千万亿拾佰仟萬億"
_DECIMALS = r"(?:\.[0-9]++| \.[0-9]{2}(?= ?元))?"
_FIGURES = (
    rf"(?:[0-9]{{0,2}}(?:，[0-9]{{3}}){{1,6}}+(?![0-9])|[0-9]{{0,2}}(?: [0-9]{{3}}){{1,6}}+(?={_DECIMALS} ?[元圆万])"
    rf"|[0-9]*+){_DECIMALS}"
)
# One class of characters first, and only then what kind of numeral it is: several times faster than alternatives.
_NUMERAL = compile_regex(
    f"[0-9{NUMERAL_CHARACTERS}半]"
    f"(?:(?<=[0-9]){_FIGURES}(?:[{_MULTIPLIERS}][0-9{NUMERAL_CHARACTERS}]*+)?"
    f"|(?<=[{NUMERAL_CHARACTERS}])[{NUMERAL_CHARACTERS}]*+(?:点[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]++[万亿]?)?"
    "|(?<=半)(?=[个年月日天小工钟周]))"
)
# What a unit, a filled blank, a range or words in brackets can begin with; everything else ends the matter early.
_UNIT_STARTS = frozenset(
    "%‰‱ _】]〕」（-—~～至到元圆圓块角分万个年月日天周小秒毫工自银季半余多来hHmMdwy次遍回场成"
    "美港欧英人RUCEH礼星有连法营交钟昼完"
)
_PREFIX_ENDS = frozenset("¥$€£币BYDR写）：（")
_CLOSERS = {"】": "【", "]": "[", "〕": "〔", "」": "「"}
_GAP = compile_regex(r"( {0,8})(_{0,12})( {0,4})([】\]〕」]?)( {0,4})")
_GAP_STARTS = frozenset(" _】]〕」（")
_RESTATED = compile_regex(f"（ ?(?:大写)?：?[ _]{{0,3}}(?P<again>[0-9{NUMERAL_CHARACTERS}，.]{{1,20}}+)[ _]{{0,3}}） ?")
_JOIN = compile_regex(r" ?(?:[-—~～]{1,2}|至|到) ?[【\[〔「]?_{0,4} ?")
# Longer strings of figures are numbers of accounts, telephones and papers.
_MOST_FIGURES = 24
_UNREADABLE = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral at ``start``–``end`` of the folded text.

    ``unit`` is where its unit would begin, behind blanks, a closing bracket (【30】日) or the same number in words
    (30（三十）日). In 3至5个工作日 the first numeral shares the unit of the second and ``upper`` is the value of that
    one. ``value`` is None for words that may be a faulty amount. ``glued`` says that letters or a point stand right
    before: 1.3, V3.
    """

    start: int
    end: int
    unit: int
    value: Decimal | None
    text: str
    upper: Decimal | None = None
    glued: bool = False
    opener: int = 0
    """Characters of an opening bracket before the numeral, where the closing one stands before the unit."""

    @property
    def shared(self) -> bool:
        """Whether the unit belongs to the numeral that ends the range."""
        return self.upper is not None

    def span(self, end: int) -> Span:
        """From the numeral to ``end`` of its unit; the numeral alone where the unit is shared."""
        return Span(self.start, self.end) if self.shared else Span(self.start - self.opener, end)


def find_numbers(text: str) -> tuple[Number, ...]:
    """The numerals of a folded text that something follows which may be a unit, in order."""
    found: list[Number] = []
    values: dict[str, tuple[str, Decimal | None]] = {}
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        behind = text[end : end + 1]
        if (
            behind not in _UNIT_STARTS
            and text[start - 1 : start] not in _PREFIX_ENDS
            and text[start - 2 : start - 1] not in _PREFIX_ENDS
            and text[end - 1] not in "万亿"
        ):
            continue
        written = match[0]
        if written == "陆" and text[start - 1 : start] in "大内登着水海":
            # 中国大陆法定工作日 has no six in it.
            continue
        if written not in values:
            values[written] = _read(written)
        numeral, value = values[written]
        if not numeral:
            continue
        start = end - len(numeral)
        if behind not in _GAP_STARTS:
            found.append(Number(start, end, end, value, numeral, glued=_glued(text, start)))
            continue
        unit = _unit_place(text, start, end)
        opener = _CLOSERS.get(text[end : end + 5].strip(" _")[:1], "")
        bracket = text.rfind(opener, max(0, start - 5), start) if opener and unit > end else -1
        opened = start - bracket if bracket >= 0 else 0
        found.append(Number(start, end, unit, value, numeral, glued=_glued(text, start), opener=opened))
    return tuple(_joined(text, found))


def outside(numbers: Sequence[Number], spans: Sequence[Span]) -> tuple[Number, ...]:
    """The numbers that touch none of ``spans``."""
    taken = sorted(spans)
    left: list[Number] = []
    place = 0
    for number in numbers:
        while place < len(taken) and taken[place].end <= number.start:
            place += 1
        if place == len(taken) or number.end <= taken[place].start:
            left.append(number)
    return tuple(left)


def joins(text: str, end: int, start: int) -> bool:
    """Whether the text between two places says "to": 至, 到, a dash."""
    match = _JOIN.match(text, end)
    return match is not None and match.end() == start


def _read(written: str) -> tuple[str, Decimal | None]:
    """The numeral and its value; the end of a word before it (统一三十日) is cut off.

    An empty numeral means that there is none.
    """
    if len(written) > _UNREADABLE or (written[0].isascii() and len(written) > _MOST_FIGURES):
        return "", None
    value = parse_numeral(written)
    if value is not None:
        return written, value
    if written[0].isascii():
        return "", None
    if written[0] in "一万":
        value = parse_numeral(written[1:])
        if value is not None:
            return written[1:], value
    if FINANCIAL & set(written):
        return written, None
    # 百分之, 千分之, 万分之 begin so, and words such as 万元 that stand behind a blank.
    return (written, None) if len(written) == 1 else ("", None)


def _unit_place(text: str, start: int, end: int) -> int:
    """Where behind a gap the unit begins."""
    if text[end] == " " and text[end + 1 : end + 2] not in _GAP_STARTS:
        return end + 1
    gap = _GAP.match(text, end)
    assert gap is not None
    opener = text[start - 1 : start]
    blanks, line, closer = gap[1], gap[2], gap[4]
    place = gap.end()
    # Underscores behind a number are part of a filled blank only where some stand before it: "1____日" is empty.
    # So are two or more blanks: "1　　日".
    padded = opener in "_ 【[〔「" and bool(opener)
    if (line and opener != "_") or (len(blanks) > 1 and not padded) or (closer and not _opened(text, start, closer)):
        place = end
    again = _RESTATED.match(text, place) or (_RESTATED.match(text, end) if place == end else None)
    if again is not None and parse_numeral(again["again"]) is not None:
        return again.end()
    return place


def _opened(text: str, start: int, closer: str) -> bool:
    return _CLOSERS[closer] in text[max(0, start - 5) : start]


def _glued(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return bool(before) and (before == "." or before == "/" or (before.isascii() and before.isalnum()))


def _joined(text: str, found: list[Number]) -> list[Number]:
    """Give the first numeral of a range the unit of the second."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        first, second = result[index], result[index + 1]
        if second.start - first.end > 12 or first.value is None or second.value is None:
            continue
        # A value in the range is the next number's, so a chain 1-2-3 is a code and no range.
        if joins(text, first.unit, second.start) and not second.shared and first.value < second.value:
            result[index] = replace(first, unit=second.unit, upper=second.value)
    return result
