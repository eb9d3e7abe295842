"""The words of a text, each with its place: what edits are made of.

Values and references are one word each, whatever jieba would make of them. Everything else is cut by jieba with its own
dictionary, of which only the words that occur in the text are loaded: a third of the time, and no cache file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contractlint.comparison.pieces import REFERENCE, Piece, references_in
from contractlint.dataclass import dataclass
from contractlint.model import Agreement, Reference
from contractlint.parser.words import load_jieba
from contractlint.regex import compile_regex
from contractlint.text import Span, lying_in

_HAN = compile_regex("[\u3400-\u9fff]+")
_WORD = compile_regex("[\u3400-\u9fff]+|[A-Za-z0-9]+(?:[.\\-_/@+][A-Za-z0-9]+)*|\\S")
_LONGEST = 8
"""Characters of the longest word that is looked for; jieba's dictionary has few that are longer."""
_TOTAL = 60_101_967
"""Sum of the frequencies in jieba's dictionary."""


@dataclass(frozen=True, slots=True)
class Word:
    """``key`` is what is compared, ``span`` its place; ``reference`` where the word is one."""

    key: str
    span: Span
    reference: Reference | None = None
    stretch: int = 0
    """Which unbroken stretch of the compared text it stands in."""


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts text into words."""

    tokenizer: Any

    def words(self, agreement: Agreement, piece: Piece) -> list[Word]:
        """The words of a piece in order; blanks are none."""
        found: list[Word] = []
        for span in piece.spans:
            stretch = span.start
            cursor = span.start
            for place, reference in _atoms(agreement, piece, span):
                found.extend(self._plain(agreement, Span(cursor, place.start), stretch))
                key = REFERENCE if reference else "".join(agreement.folded(place).split())
                found.append(Word(key, place, reference, stretch))
                cursor = place.end
            found.extend(self._plain(agreement, Span(cursor, span.end), stretch))
        return found

    def _plain(self, agreement: Agreement, span: Span, stretch: int) -> Iterator[Word]:
        normalized = agreement.normalized
        folded = normalized.from_source(span)
        for match in _WORD.finditer(normalized.text, folded.start, folded.end):
            start = match.start()
            pieces = self.tokenizer.cut(match[0], HMM=False) if _HAN.match(match[0]) else (match[0],)
            for word in pieces:
                yield Word(word, normalized.to_source(Span(start, start + len(word))), None, stretch)
                start += len(word)


def _atoms(agreement: Agreement, piece: Piece, span: Span) -> list[tuple[Span, Reference | None]]:
    quantities = agreement.quantities
    kinds = (
        quantities.amounts,
        quantities.percentages,
        quantities.periods,
        quantities.dates,
        quantities.hours,
        quantities.frequencies,
    )
    found: list[tuple[Span, Reference | None]] = [(one.span, one) for one in references_in(agreement, piece)]
    for kind in kinds:
        found.extend((one.span, None) for one in lying_in(kind, span))
    found.sort(key=lambda one: (one[0].start, -one[0].end, one[1] is None))
    apart: list[tuple[Span, Reference | None]] = []
    for one in found:
        if span.contains(one[0]) and len(one[0]) and (not apart or apart[-1][0].end <= one[0].start):
            apart.append(one)
    return apart


def cutter(texts: Iterable[str], lexicon: Iterable[str]) -> Cutter:
    """A cutter for these folded texts; the words of ``lexicon`` win over those of the dictionary."""
    jieba = load_jieba()
    there: set[str] = set()
    for text in texts:
        for run in _HAN.findall(text):
            there.update(
                run[start:end]
                for start in range(len(run))
                for end in range(start + 1, min(len(run), start + _LONGEST) + 1)
            )
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        fields = file.read().decode("utf-8").split()
    counts = dict(zip(fields[::3], fields[1::3], strict=True))
    frequencies: dict[str, int] = {}
    for word in sorted(there & counts.keys()):
        frequencies[word] = int(counts[word])
    for word in lexicon:
        if word in there:
            frequencies[word] = max(frequencies.get(word, 0), 10_000)
    for word in list(frequencies):
        for length in range(1, len(word)):
            frequencies.setdefault(word[:length], 0)
    tokenizer.FREQ = frequencies
    tokenizer.total = _TOTAL
    tokenizer.initialized = True
    return Cutter(tokenizer)
