"""The words around a place."""

from __future__ import annotations

from contractlint.model import Agreement
from contractlint.text import Span

_REACH = 300


def sentence_around(agreement: Agreement, place: Span) -> str:
    """The folded sentence around a place, no further than 300 characters to either side.

    A text without stops is one sentence; to read it whole for each of its places would take for ever.
    """
    sentence = agreement.sentence_at(place.start).join(place)
    start = max(sentence.start, place.start - _REACH)
    return agreement.folded(Span(start, min(sentence.end, place.end + _REACH)))
