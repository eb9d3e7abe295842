"""Which pieces of two texts say the same, wherever they stand and whatever number they bear.

Equal pieces first, by hash. What is left is compared by its words, each piece with the few that share its rarest words,
so that the cost grows with the length of the drafts and not with its square. Every step treats the two texts alike:
swapping them swaps the answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from contractlint.comparison.pieces import Piece
from contractlint.dataclass import dataclass

Words = Callable[[int, int], Sequence[str]]
"""``(side, index)`` → the keys of the words of a piece; side 0 is the old text, 1 the new one."""

_ALIKE = 0.5
"""Likeness from which two pieces are versions of one, wherever they stand."""
_ALIKE_IN_PLACE = 0.3
"""The same for pieces between the same neighbours or under the same heading."""
_CANDIDATES = 8
_COMMON = 40
"""A word in more pieces than that says nothing."""
_PART = 0.6
"""How much of a piece must stand in another for it to be a part of it."""
_LEAST_PART = 4
"""Words of the smallest part that is worth a look."""
_PUNCTUATION = frozenset("，。、；：！？（）()“”‘’《》「」『』【】〔〕,.;:!?\"'_-—…·/ ")


@dataclass(frozen=True, slots=True)
class Group:
    """Indices of the old and the new pieces that say the same; one side is empty for what has no counterpart."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Piece], new: Sequence[Piece], words: Words) -> tuple[Group, ...]:
    """All pieces in groups. ``words`` is asked only for pieces that have no equal."""
    pairs = _Pairs(old, new)
    _equal(pairs)
    if pairs.left(0) and pairs.left(1):
        likeness = _Likeness(words)
        _similar(pairs, likeness)
        _in_place(pairs, likeness)
        _parents(pairs)
    return _groups(pairs, words)


class _Pairs:
    """The matching as it grows."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece]) -> None:
        self.pieces = (old, new)
        self.partner: tuple[dict[int, int], dict[int, int]] = ({}, {})

    def match(self, i: int, j: int) -> None:
        """Old piece i and new piece j are versions of one."""
        self.partner[0][i] = j
        self.partner[1][j] = i

    def free(self, i: int, j: int) -> bool:
        """Whether neither has a partner."""
        return i not in self.partner[0] and j not in self.partner[1]

    def left(self, side: int) -> list[int]:
        """The pieces of one side without a partner."""
        return [index for index in range(len(self.pieces[side])) if index not in self.partner[side]]

    def neighbours(self, i: int, j: int) -> bool:
        """Whether what stands before the two, or behind, is matched, or is the edge of both texts."""
        partner = self.partner[0]
        before = partner.get(i - 1) == j - 1 if i and j else i == j
        last = (len(self.pieces[0]) - 1, len(self.pieces[1]) - 1)
        behind = partner.get(i + 1) == j + 1 if i < last[0] and j < last[1] else (i, j) == last
        return before or behind


class _Likeness:
    """How alike two pieces are, from 0 to 1, by their words in order."""

    def __init__(self, words: Words) -> None:
        from rapidfuzz.distance import Indel

        self._indel = Indel.normalized_similarity
        self._words = words
        self._known: dict[tuple[int, int], list[str]] = {}

    def words(self, side: int, index: int) -> list[str]:
        """Words without punctuation."""
        key = (side, index)
        if key not in self._known:
            self._known[key] = [word for word in self._words(side, index) if word not in _PUNCTUATION]
        return self._known[key]

    def __call__(self, i: int, j: int) -> float:
        first, second = self.words(0, i), self.words(1, j)
        if not first or not second:
            return 0.0
        return float(self._indel(first, second))


def _equal(pairs: _Pairs) -> None:
    """Pieces with the same text. Where one text has more of them, neighbours decide, then the order."""
    places: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for side in (0, 1):
        for index, piece in enumerate(pairs.pieces[side]):
            places.setdefault((piece.sort, piece.key), ([], []))[side].append(index)
    doubtful: dict[int, tuple[list[int], list[int]]] = {}
    for old, new in places.values():
        if len(old) == len(new):
            for i, j in zip(old, new, strict=True):
                pairs.match(i, j)
        elif old and new:
            doubtful.update((i, (old, new)) for i in old)
    for forward in (True, False):
        for i in sorted(doubtful, reverse=not forward):
            beside = pairs.partner[0].get(i - 1 if forward else i + 1)
            if beside is None:
                continue
            j = beside + (1 if forward else -1)
            if j in doubtful[i][1] and pairs.free(i, j):
                pairs.match(i, j)
    for old, new in {id(one): one for one in doubtful.values()}.values():
        rest = ([i for i in old if i not in pairs.partner[0]], [j for j in new if j not in pairs.partner[1]])
        for i, j in zip(*rest, strict=False):
            pairs.match(i, j)


def _similar(pairs: _Pairs, likeness: _Likeness) -> None:
    """The likest first, wherever they stand."""
    scored = []
    for i, j in _candidates(pairs, likeness):
        one, other = pairs.pieces[0][i], pairs.pieces[1][j]
        alike = likeness(i, j)
        same_heading = bool(one.heading) and one.heading == other.heading
        if alike >= _ALIKE or (alike >= _ALIKE_IN_PLACE and same_heading):
            near = pairs.neighbours(i, j)
            scored.append((-(alike + 0.1 * same_heading + 0.05 * near), i + j, abs(i - j), i, j))
    for *_, i, j in sorted(scored):
        if pairs.free(i, j):
            pairs.match(i, j)


def _candidates(pairs: _Pairs, likeness: _Likeness) -> list[tuple[int, int]]:
    """For each piece without a partner those of the other text that share most of its rarer words."""
    left = (pairs.left(0), pairs.left(1))
    where: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
    for side in (0, 1):
        for index in left[side]:
            for word in dict.fromkeys(likeness.words(side, index)):
                where[side][word].append(index)
    found: set[tuple[int, int]] = set()
    for side in (0, 1):
        other = where[1 - side]
        for index in left[side]:
            shared: Counter[int] = Counter()
            for word in dict.fromkeys(likeness.words(side, index)):
                places = other.get(word, ())
                if len(places) <= _COMMON:
                    for place in places:
                        if pairs.pieces[side][index].sort == pairs.pieces[1 - side][place].sort:
                            shared[place] += 1
            best = sorted(shared.items(), key=lambda one: (-one[1], abs(one[0] - index), one[0]))[:_CANDIDATES]
            found.update((index, place) if side == 0 else (place, index) for place, _ in best)
    return sorted(found)


def _in_place(pairs: _Pairs, likeness: _Likeness) -> None:
    """What stands between the same neighbours may differ more."""
    for direction in (1, -1):
        for i in sorted(pairs.left(0), reverse=direction < 0):
            beside = pairs.partner[0].get(i - direction)
            edge = 0 if direction > 0 else len(pairs.pieces[0]) - 1
            if beside is None and i != edge:
                continue
            last = len(pairs.pieces[1]) - 1
            j = beside + direction if beside is not None else (0 if direction > 0 else last)
            if not 0 <= j <= last or not pairs.free(i, j):
                continue
            one, other = pairs.pieces[0][i], pairs.pieces[1][j]
            if one.sort != other.sort:
                continue
            same_heading = bool(one.heading) and one.heading == other.heading
            if same_heading or likeness(i, j) >= _ALIKE_IN_PLACE:
                pairs.match(i, j)


def _parents(pairs: _Pairs) -> None:
    """A clause whose parts went into the parts of one other clause is that clause under another title."""
    at = tuple(
        {piece.clause.span.start: index for index, piece in enumerate(side) if piece.clause} for side in pairs.pieces
    )
    owner = {
        at[1][child.span.start]: index
        for index, piece in enumerate(pairs.pieces[1])
        if piece.clause
        for child in piece.clause.children
        if child.span.start in at[1]
    }
    for i in reversed(pairs.left(0)):
        clause = pairs.pieces[0][i].clause
        if clause is None or not clause.children:
            continue
        children = [at[0][child.span.start] for child in clause.children if child.span.start in at[0]]
        parents = Counter(
            owner[j] for child in children if (j := pairs.partner[0].get(child)) is not None and j in owner
        )
        if not parents:
            continue
        j, count = min(parents.items(), key=lambda one: (-one[1], one[0]))
        theirs = pairs.pieces[1][j].clause
        if theirs and pairs.free(i, j) and 2 * count > max(len(children), len(theirs.children)):
            pairs.match(i, j)


def _groups(pairs: _Pairs, words: Words) -> tuple[Group, ...]:
    """The pairs, with what was split off or merged into them."""
    # For each piece of one side, what of the other goes with it.
    members = tuple({index: [other] for index, other in pairs.partner[side].items()} for side in (0, 1))
    left = (set(pairs.left(0)), set(pairs.left(1)))
    if left[0] or left[1]:
        parts = _Parts(pairs, words, members, left)
        for side in (0, 1):
            parts.give(side)
    groups = [Group(tuple(sorted(members[1][j])), tuple(sorted(members[0][i]))) for i, j in pairs.partner[0].items()]
    groups += [Group((i,), ()) for i in left[0]]
    groups += [Group((), (j,)) for j in left[1]]
    return tuple(sorted(groups, key=lambda one: (one.new or (-1,), one.old)))


class _Parts:
    """Finds the changed piece that a piece without a partner is a part of.

    It must stand beside the counterpart of the whole, and hold words of the whole that the counterpart does not hold.
    """

    def __init__(
        self,
        pairs: _Pairs,
        words: Words,
        members: tuple[dict[int, list[int]], ...],
        left: tuple[set[int], set[int]],
    ) -> None:
        from rapidfuzz.distance import LCSseq

        self._common = LCSseq.similarity
        self._pairs = pairs
        self._words = words
        self._members = members
        self._left = left
        self._whole = (dict(pairs.partner[0]), dict(pairs.partner[1]))
        self._several: tuple[set[int], set[int]] = (set(), set())

    def give(self, side: int) -> None:
        """Parts among the pieces of one side."""
        pieces = self._pairs.pieces[side]
        left = self._left[side]
        for index in [*sorted(left), *sorted(left, reverse=True)]:
            if index not in left or pieces[index].sort != "text":
                continue
            for beside in (index - 1, index + 1):
                whole = self._whole[side].get(beside)
                if whole is not None and self._is_part(side, index, whole):
                    self._members[1 - side][whole].append(index)
                    self._several[side].update(self._members[1 - side][whole])
                    self._whole[side][index] = whole
                    left.discard(index)
                    break

    def _is_part(self, side: int, index: int, whole: int) -> bool:
        pieces, wholes = self._pairs.pieces[side], self._pairs.pieces[1 - side]
        parts = self._members[1 - side][whole]
        if whole in self._several[1 - side] or wholes[whole].sort != "text":
            return False
        if len(parts) == 1 and pieces[parts[0]].key == wholes[whole].key:
            return False
        own = self._words(side, index)
        if len(own) < _LEAST_PART:
            return False
        theirs = self._words(1 - side, whole)
        before = [word for part in sorted(parts) for word in self._words(side, part)]
        after = [word for part in sorted([*parts, index]) for word in self._words(side, part)]
        return self._common(theirs, after) - self._common(theirs, before) >= _PART * len(own)
