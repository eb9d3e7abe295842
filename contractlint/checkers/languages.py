"""Agreements in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from contractlint.finding import Hit, NotApplicable, Severity
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_FOREIGN = re.compile(r"(?:[A-Za-z][A-Za-z'’-]{0,24}[ ,，.;；:：()（）\"“”/&\n]{1,3}){7,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_PRECEDENCE = re.compile(
    "(?:中文|汉语|英文|英语|日文|外文)[^。；\\n]{0,16}(?:为准|优先)|以[^。；\\n]{0,8}(?:中文|英文|汉语|英语)[^。；\\n]{0,10}(?:为准|版本|文本)"
    "|(?i:(?:chinese|english)[^.。\\n]{0,80}(?:prevail|govern|control)|(?:prevail|govern|control)[^.。\\n]{0,60}(?:chinese|english))"
)
_FEWEST = 4
_MISMATCH = "中外文两栏的数字不一致：「{one}」与「{other}」。"
_NUMBER = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?%?")
_SCALED = re.compile("[万亿]|million|billion|thousand", re.IGNORECASE)
_DAY = 31


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    foreign: bool
    numbers: frozenset[str]


def bilingual_precedence(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Two languages and no word on which of them counts; figures that differ between a text and its translation."""
    pieces = [piece for block in agreement.source.blocks if (piece := _piece(agreement, block.span)) is not None]
    foreign = [piece for piece in pieces if piece.foreign]
    if len(foreign) < _FEWEST or len(pieces) - len(foreign) < _FEWEST:
        yield NotApplicable("合同不是中外文对照的文本。")
        return
    if agreement.search(_PRECEDENCE) is None:
        yield Hit((foreign[0].span,), {})
    for one, other in pairwise(pieces):
        if one.foreign == other.foreign or one.numbers == other.numbers:
            continue
        left, right = sorted(one.numbers - other.numbers), sorted(other.numbers - one.numbers)
        if len(left) == len(right) == 1 and len(one.numbers) == len(other.numbers):
            values = {"one": left[0], "other": right[0]}
            yield Hit((one.span, other.span), values, severity=Severity.ERROR, message=_MISMATCH)


def _piece(agreement: Agreement, span: Span) -> _Piece | None:
    """A paragraph of one language; None for what is short or mixed."""
    if not agreement.judged.contains(span):
        return None
    text = agreement.folded(span)
    han = len(_HAN.findall(text))
    foreign = _FOREIGN.search(text + " ") is not None and han * 10 < len(text)
    if not foreign and han < 10:
        return None
    numbers: frozenset[str] = frozenset()
    if not _SCALED.search(text):
        found = (match[0].replace("，", "").replace(",", "") for match in _NUMBER.finditer(text))
        numbers = frozenset(number for number in found if float(number.rstrip("%")) > _DAY or number.endswith("%"))
    return _Piece(span, foreign, numbers)


CHECKS: dict[str, Kind] = {"bilingual-precedence": bilingual_precedence}
