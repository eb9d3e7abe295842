"""Agreements in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable, Severity
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_FOREIGN = compile_regex(r"(?:[A-Za-z][A-Za-z'’-]{0,24}[ ,，.;；:：()（）\"“”/&\n]{1,3}){7,}")
_HAN = compile_regex("[\u4e00-\u9fff]")
_CHINESE = compile_regex(
    "(?:中文|汉语)[^。；\\n英外日]{0,16}(?:为准|优先)|以[^。；\\n英外日]{0,8}(?:中文|汉语)[^。；\\n]{0,6}(?:版本?|文本)[^。；\\n]{0,4}为准"
    "|(?i:chinese (?:version|text|language|original)[^.。;\\n]{0,60}(?:prevail|control|govern)s?\\b)"
)
_OTHER = compile_regex(
    "(?:英文|英语|日文|外文)[^。；\\n中汉]{0,16}(?:为准|优先)|以[^。；\\n中汉]{0,8}(?:英文|英语|日文|外文)[^。；\\n]{0,6}(?:版本?|文本)[^。；\\n]{0,4}为准"
    "|(?i:english (?:version|text|language|original)[^.。;\\n]{0,60}(?:prevail|control|govern)s?\\b)"
)
# Every paragraph of foreign words has this in it.
_FEW_WORDS = compile_regex(r"[A-Za-z][A-Za-z'’-]{0,24}[ ,，.;；:：()（）\"“”/&\n]{1,3}[A-Za-z]")
_FEWEST = 4
_ONE_LANGUAGE = "合同不是中外文对照的文本。"
_CONFLICT = "两种文字各说以自己为准，互相矛盾。"
_MISMATCH = "中外文两栏的数字不一致：「{one}」与「{other}」。"
_NUMBER = compile_regex(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?%?")
_SCALED = compile_regex("[万亿]|million|billion|thousand", re.IGNORECASE)
_DAY = 31
_DATED = compile_regex(
    "\\d ?月|[-/.年]\\d{1,2}[-/.月]|(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.? ?\\d"
    "|\\d(?:st|nd|rd|th)\\b"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    foreign: bool
    numbers: frozenset[str]
    row: tuple[int, int] | None
    """Start of its table and row, where it stands in one."""


def bilingual_precedence(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Two languages and no word on which of them counts; figures that differ between a text and its translation."""
    if sum(1 for _ in islice(_FEW_WORDS.finditer(agreement.normalized.text), _FEWEST)) < _FEWEST:
        yield NotApplicable(_ONE_LANGUAGE)
        return
    pieces = [piece for block in agreement.source.blocks if (piece := _piece(agreement, block.span)) is not None]
    foreign = [piece for piece in pieces if piece.foreign]
    if len(foreign) < _FEWEST or len(pieces) - len(foreign) < _FEWEST:
        yield NotApplicable(_ONE_LANGUAGE)
        return
    prose = [piece for piece in pieces if piece.row is None]
    chinese, others = agreement.search(_CHINESE), agreement.search(_OTHER)
    if chinese is None and others is None:
        yield Hit((foreign[0].span,), {})
    elif chinese is not None and others is not None:
        yield Hit((chinese.span, others.span), {}, severity=Severity.ERROR, message=_CONFLICT)
    for one, other in pairwise(pieces):
        if one.foreign == other.foreign or one.numbers == other.numbers or not _is_pair(one, other, prose):
            continue
        left, right = sorted(one.numbers - other.numbers), sorted(other.numbers - one.numbers)
        if len(left) == len(right) == 1 and len(one.numbers) == len(other.numbers):
            values = {"one": left[0], "other": right[0]}
            yield Hit((one.span, other.span), values, severity=Severity.ERROR, message=_MISMATCH)


def _is_pair(one: _Piece, other: _Piece, prose: Sequence[_Piece]) -> bool:
    """Whether two neighbours are a text and its translation: two cells of a row, or paragraphs in the order that all
    of them have."""
    if one.row is not None or other.row is not None:
        return one.row == other.row
    return one.foreign == prose[0].foreign


def _row(agreement: Agreement, span: Span) -> tuple[int, int] | None:
    table = agreement.table_at(span.start)
    cell = None if table is None else next((cell for cell in table.cells if cell.span.contains(span)), None)
    return None if table is None or cell is None else (table.span.start, cell.row)


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
        # Of a date, both languages write the year in figures and only one of them the month.
        least = _DAY if _DATED.search(text) else 0
        found = (match[0].replace("，", "").replace(",", "") for match in _NUMBER.finditer(text))
        numbers = frozenset(number for number in found if float(number.rstrip("%")) > least or number.endswith("%"))
    return _Piece(span, foreign, numbers, _row(agreement, span))


CHECKS: dict[str, Kind] = {"bilingual-precedence": bilingual_precedence}
