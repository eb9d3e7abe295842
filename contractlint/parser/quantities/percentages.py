"""Shares of one: 5%, 百分之五, 千分之0.5, 3‰, 5个百分点, 三成."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from contractlint.model import Percentage
from contractlint.parser.quantities.numbers import Number
from contractlint.parser.quantities.numerals import NUMERAL_CHARACTERS, parse_numeral
from contractlint.regex import compile_regex
from contractlint.text import Span

_SIGN = compile_regex(
    r"(?P<percent>%)|(?P<mille>‰)|(?P<myriad>‱)|(?P<points>个百分点)|(?P<tenths>成(?=[，。；、）的以左至到\-—]))"
)
_SIGN_STARTS = frozenset("%‰‱个成")
_SIGN_SIZES = {"percent": 100, "mille": 1000, "myriad": 10_000, "points": 100, "tenths": 10}
_HAN = f"[{NUMERAL_CHARACTERS}]{{1,9}}(?:点[{NUMERAL_CHARACTERS}]{{1,9}})?(?!分之)"
_NUMERAL = rf"[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?|{_HAN}"
_WORDS = compile_regex(
    f"(?P<size>百万|[百千万])分之[ _【（]{{0,4}}(?P<first>{_NUMERAL})"
    f"(?:[ _】）]{{0,4}}(?:[-—~～]{{1,2}}|至|到) ?(?:(?P=size)分之)?(?P<second>{_NUMERAL}))?"
)
_WORD_SIZES = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000}


def find_percentages(text: str, numbers: Sequence[Number]) -> tuple[Percentage, ...]:
    """The percentages of a folded text, in order; 30%-50% and 百分之三十至五十 are two."""
    found = [*_with_sign(text, numbers), *_in_words(text)]
    return tuple(sorted(found, key=lambda one: one.span))


def _with_sign(text: str, numbers: Sequence[Number]) -> list[Percentage]:
    found: list[Percentage] = []
    for number in numbers:
        if text[number.unit : number.unit + 1] not in _SIGN_STARTS:
            continue
        sign = _SIGN.match(text, number.unit)
        if sign is None or number.value is None or number.glued:
            continue
        kind = sign.lastgroup or ""
        if kind == "tenths" and (number.value > 10 or number.text[0].isascii()):
            continue
        found.append(Percentage(number.span(sign.end()), number.value / _SIGN_SIZES[kind]))
    return found


def _in_words(text: str) -> list[Percentage]:
    found: list[Percentage] = []
    if "分之" not in text:
        return found
    for match in _WORDS.finditer(text):
        size = _WORD_SIZES[match["size"]]
        first = _share(match["first"], size)
        if first is None:
            continue
        found.append(Percentage(Span(match.start(), match.end("first")), first))
        second = _share(match["second"], size) if match["second"] else None
        # 百分之三至十日 is no range of shares.
        if (
            second is not None
            and second > first
            and text[match.end() : match.end() + 1] not in tuple("日天个年月元次条款项")
        ):
            found.append(Percentage(Span(match.start("second"), match.end("second")), second))
    return found


def _share(text: str, size: int) -> Decimal | None:
    """百分之百 is the whole."""
    if text in ("百", "千", "万"):
        return Decimal(1) if _WORD_SIZES[text] == size else None
    value = parse_numeral(text)
    return None if value is None else value / size
