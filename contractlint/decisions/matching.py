"""Which of the places known from before are which of the places of today. Every place is used at most once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from contractlint.decisions.places import Place
from contractlint.regex import compile_regex

ALIKE = 50.0
"""How much of 100 a sentence must have kept for its words to be the same place; less is another sentence."""
_SPECIFIC = 16
"""A quote of so many characters is a place of its own whatever stands around it."""
_PAIRS = 40_000
_CLAUSE = compile_regex(r"第[一二三四五六七八九十百千零〇\d]+[条款项]|\d+(?:\.\d+)+")
_ROUNDS: dict[bool, tuple[tuple[str, ...], ...]] = {
    False: (
        ("sentence", "heading", "clause"),
        ("sentence", "heading"),
        ("sentence", "fingerprint"),
        ("sentence",),
    ),
    True: (("quote", "heading"), ("quote",)),
}


def matches(known: Sequence[Place], now: Sequence[Place]) -> dict[int, int]:
    """Indexes of ``now`` → indexes of ``known``.

    Two places can be the same where rule and quote are equal and their sentences alike; absences where rule and message
    are. Of several that could be, the closest surroundings win, then the order in the text. So n equal places known
    from before account for n of today and never for one more.
    """
    groups: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, places in enumerate((known, now)):
        for index, place in enumerate(places):
            groups[_key(place)][side].append(index)
    found: dict[int, int] = {}
    for olds, news in groups.values():
        if olds and news:
            _match(known, now, olds, news, found)
    return found


def _key(place: Place) -> tuple[str, str]:
    """What must be equal. The message of an absence may name clauses, whose numbers change."""
    return place.code, f"\n{_CLAUSE.sub('', place.message)}" if place.absent else place.quote


def _match(
    known: Sequence[Place], now: Sequence[Place], olds: list[int], news: list[int], found: dict[int, int]
) -> None:
    """Equal surroundings first, then the most alike."""
    for names in _ROUNDS[now[news[0]].absent]:
        exact = attrgetter(*names)
        waiting: dict[object, list[int]] = defaultdict(list)
        for old in olds:
            waiting[exact(known[old])].append(old)
        for new in news:
            same = waiting.get(exact(now[new]))
            if same and getattr(now[new], names[0]):
                found[new] = same.pop(0)
        olds = [old for old in olds if old not in set(found.values())]
        news = [new for new in news if new not in found]
    used: set[int] = set()
    for _, new, old in sorted(_pairs(known, now, olds, news)):
        if new not in found and old not in used:
            found[new] = old
            used.add(old)


def _pairs(
    known: Sequence[Place], now: Sequence[Place], olds: list[int], news: list[int]
) -> list[tuple[float, int, int]]:
    """What can be the same, best first: unlikeness, and the indexes."""
    many = len(olds) * len(news) > _PAIRS
    tried = zip(news, olds, strict=False) if many else ((new, old) for new in news for old in olds)
    return [(gap, new, old) for new, old in tried if (gap := _gap(known[old], now[new])) is not None]


def _gap(old: Place, new: Place) -> float | None:
    """How unlike two places are, from 0; None where they cannot be the same."""
    far = (old.heading != new.heading) * 4.0 + (old.clause != new.clause)
    if old.absent or not (old.sentence and new.sentence):
        return far + (old.fingerprint != new.fingerprint or not old.fingerprint) * 2.0
    from rapidfuzz.fuzz import ratio

    alike = ratio(old.sentence, new.sentence)
    return 100 - alike + far if alike >= ALIKE or len(old.quote) >= _SPECIFIC else None
