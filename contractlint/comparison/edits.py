"""The words of a clause that changed."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from contractlint.comparison.comparison import DELETE, EQUAL, INSERT, REPLACE, Edit
from contractlint.comparison.words import Word
from contractlint.text import Span

_ISLAND = 2
"""Equal words that are so few, and short, between two changes are read as part of the change."""
_ISLAND_CHARACTERS = 3
_BORDERS = frozenset("。；！？\n")


Step = tuple[str, int, int, int, int]
Same = Set[tuple[Span, Span]]
"""References of the old and of the new text that mean the same clause, whatever its number now."""


def edits(old: Sequence[Word], new: Sequence[Word], same: Same) -> tuple[Edit, ...]:
    """Equal and changed stretches, in order; empty where no word changed."""
    parts = _apart(_steps([word.key for word in old], [word.key for word in new]), old, new, same)
    if all(tag == EQUAL for tag, *_ in parts):
        return ()
    return tuple(
        Edit(tag, _span(old[i:k]), _span(new[j:m]))
        for step in _merged(_without_islands(parts, old))
        for tag, i, k, j, m in _within_stretches(step, old, new)
    )


def _steps(old: list[str], new: list[str]) -> list[Step]:
    """The longest common words; of several ways one that does not depend on which text is the old one."""
    from rapidfuzz.distance import Indel

    swapped = new < old
    first, second = (new, old) if swapped else (old, new)
    steps = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(first, second)]
    return [(tag, j, m, i, k) for tag, i, k, j, m in steps] if swapped else steps


def _apart(steps: Sequence[Step], old: Sequence[Word], new: Sequence[Word], same: Same) -> list[Step]:
    """The steps, with references that do not mean the same taken out of the equal ones."""
    found: list[Step] = []
    for tag, i, k, j, m in steps:
        if tag != EQUAL:
            found.append((tag, i, k, j, m))
            continue
        begun = i
        for step in range(k - i):
            before, after = old[i + step], new[j + step]
            if before.reference is None or (before.span, after.span) in same:
                continue
            if i + step > begun:
                found.append((EQUAL, begun, i + step, j + begun - i, j + step))
            found.append((REPLACE, i + step, i + step + 1, j + step, j + step + 1))
            begun = i + step + 1
        if begun < k:
            found.append((EQUAL, begun, k, j + begun - i, m))
    return found


def _without_islands(steps: Sequence[Step], old: Sequence[Word]) -> list[Step]:
    """A stray word between two changes is no common text: 「应当⟦在验收⟧后」 reads better than three changes."""
    found = list(steps)
    for index in range(1, len(found) - 1):
        tag, i, k, j, m = found[index]
        if tag != EQUAL or found[index + 1][0] == EQUAL or found[index - 1][0] == EQUAL:
            continue
        words = old[i:k]
        size = sum(len(word.key) for word in words)
        around = min(_size(found[index - 1]), _size(found[index + 1]))
        if (
            len(words) <= _ISLAND
            and size <= min(_ISLAND_CHARACTERS, around)
            and not any(word.key in _BORDERS for word in words)
        ):
            found[index] = (REPLACE, i, k, j, m)
    return found


def _size(step: Step) -> int:
    return max(step[2] - step[1], step[4] - step[3])


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Neighbouring changes are one."""
    found: list[Step] = []
    for tag, i, k, j, m in steps:
        if found and (found[-1][0] == EQUAL) == (tag == EQUAL):
            _, first, _, second, _ = found[-1]
            found[-1] = (found[-1][0], first, k, second, m)
        else:
            found.append((tag, i, k, j, m))
    return [_named(step) for step in found]


def _within_stretches(step: Step, old: Sequence[Word], new: Sequence[Word]) -> list[Step]:
    """The step cut where the text of a piece is interrupted (by a table), so that no span runs across."""
    tag, i, k, j, m = step
    olds, news = _stretches(old, i, k), _stretches(new, j, m)
    if len(olds) <= 1 and len(news) <= 1:
        return [step]
    if tag == EQUAL:
        cuts = sorted({0, k - i} | {end - i for _, end in olds} | {end - j for _, end in news})
        return [(EQUAL, i + a, i + b, j + a, j + b) for a, b in pairwise(cuts)]
    return [(DELETE, a, b, j, j) for a, b in olds] + [(INSERT, k, k, a, b) for a, b in news]


def _stretches(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    starts = [first, *(at for at in range(first + 1, last) if words[at].stretch != words[at - 1].stretch), last]
    return list(pairwise(starts)) if first < last else []


def _named(step: Step) -> Step:
    tag, i, k, j, m = step
    if tag == EQUAL:
        return step
    return (INSERT if i == k else DELETE if j == m else REPLACE), i, k, j, m


def _span(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.start, words[-1].span.end) if words else None
