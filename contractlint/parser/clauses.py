"""The clause tree: numbered and headed pieces of the agreement, each with its place in the text.

Depth follows from how this text numbers itself: a way of writing numbers that first appears under another one is a
level below it, and the next number of a level that is open closes everything under that level.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field

from contractlint.dataclass import dataclass
from contractlint.model import Annex, Clause
from contractlint.parser.closing import closing_between, signed_from
from contractlint.parser.headings import Key, Opening, find_openings
from contractlint.parser.labels import read_labels
from contractlint.parser.lines import Line
from contractlint.parser.titles import find_title, front_free
from contractlint.text import SourceText, Span

_CHAPTERS = ("part", "chapter", "section")
_UNNUMBERED = ("heading", "bracket", "bold")
# Deeper nesting than this is an accident of the text, not its structure.
_DEEPEST = 16
_LOOK_AHEAD = 80


@dataclass(frozen=True, slots=True)
class _Learned:
    """What is known about the numbering of one text while its tree grows; lives inside one call of :func:`_nest`."""

    begun: Counter[Key]
    """How often each way of numbering starts with 1."""
    following: Sequence[int | None]
    known: set[tuple[Key, Key]] = field(default_factory=set)
    """Which level has stood directly above which."""
    counted: dict[Key, int] = field(default_factory=dict)
    """The last number of each."""


def build_clauses(source: SourceText, annexes: Sequence[Annex]) -> tuple[Clause, ...]:
    """Roots of the clause tree; each annex is a root of style ``annex`` with its own clauses under it.

    Title, table of contents, the parties above the first clause and the signatures below the last are no clauses.
    """
    title = find_title(source)
    lines = [line for line in front_free(source) if title is None or not title.contains(line.span)]
    end = annexes[0].span.start if annexes else source.body.end
    name = "" if title is None else "".join(title.of(source.text).split())
    roots = list(_part(source, [line for line in lines if line.span.end <= end], None, (), name))
    starts = [line.span.start for line in lines]
    for index, annex in enumerate(annexes):
        first, last = bisect_left(starts, annex.heading.end), bisect_left(starts, annex.span.end)
        inside = [line for line in lines[first:last] if line.span.end <= annex.span.end]
        roots.append(_annex(source, annex, index, inside))
    return tuple(roots)


def _annex(source: SourceText, annex: Annex, index: int, lines: Sequence[Line]) -> Clause:
    path = (annex.number or index + 1,)
    children = _part(source, lines, index, path, annex.title)
    number_end = annex.heading.start + _printed(source, annex)
    heading = _trimmed(source, Span(number_end, annex.heading.end), " \t\n\u3000：:、.．—-《》】")
    own = Span(annex.heading.end, children[0].span.start if children else annex.span.end)
    return Clause(
        number=annex.label,
        value=annex.number,
        style="annex",
        path=path,
        level=0,
        span=annex.span,
        number_span=Span(annex.heading.start, number_end),
        heading=heading if len(heading) else None,
        own=_trimmed(source, own),
        children=children,
        annex=index,
    )


def _printed(source: SourceText, annex: Annex) -> int:
    """How many characters of the heading are its label, blanks and brackets between them included."""
    text = annex.heading.of(source.text)
    at = 0
    for character in annex.label:
        found = text.find(character, at)
        at = found + 1 if found >= 0 else at
    return at


def _trimmed(source: SourceText, span: Span, blanks: str = " \t\n\u3000\xa0") -> Span:
    start, end = span.start, span.end
    while start < end and source.text[start] in blanks:
        start += 1
    while end > start and source.text[end - 1] in blanks:
        end -= 1
    return Span(start, end)


def _part(
    source: SourceText, lines: Sequence[Line], annex: int | None, path: tuple[int, ...], title: str
) -> tuple[Clause, ...]:
    """The clauses of the body or of one annex; ``path`` is what their paths begin with."""
    labels = read_labels(source, lines)
    openings = find_openings(source, lines, labels, title)
    signed = signed_from(lines, labels)
    if annex is None:
        openings = _between_parties(openings, signed)
    parents = _nest(openings, signed)
    ends = _ends(lines, openings)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    paths, levels = _paths(openings, parents, path)
    built: dict[int, Clause] = {}
    # A child always stands behind its parent, so going backwards finds the children built.
    for index in range(len(openings) - 1, -1, -1):
        opening = openings[index]
        inner = tuple(built.pop(child) for child in children.get(index, ()))
        end = inner[-1].span.end if inner else ends[index]
        built[index] = Clause(
            number=opening.number,
            value=opening.value,
            style=opening.style,
            path=paths[index],
            level=levels[index],
            span=Span(opening.start, end),
            number_span=opening.number_span,
            heading=opening.title,
            own=_trimmed(source, Span(min(opening.rest, ends[index]), ends[index])),
            children=inner,
            annex=annex,
        )
    return tuple(built[root] for root in children.get(-1, ()))


def _between_parties(openings: Sequence[Opening], signed: int) -> list[Opening]:
    """Without the items (鉴于：1. 2. 3.) above the first heading of a text that has headings, nor those of a form that
    follows the signatures."""
    headings = [place for place, opening in enumerate(openings) if opening.major]
    first = headings[0] if len(headings) > 2 else 0
    form = next((place for place in headings if openings[place].index >= signed), len(openings))
    return [
        opening
        for place, opening in enumerate(openings)
        if place >= form or (place >= first and opening.index < signed)
    ]


def _ends(lines: Sequence[Line], openings: Sequence[Opening]) -> list[int]:
    """Where the text of each opening ends: before the next one, or where the agreement is signed."""
    ends: list[int] = []
    for index, opening in enumerate(openings):
        stop = openings[index + 1].index if index + 1 < len(openings) else len(lines)
        if stop == opening.index:
            # 第六条 1. …: two clauses open on one line.
            ends.append(opening.number_span.end)
            continue
        closing = closing_between(lines, opening.index + 1, stop, last=stop == len(lines))
        ends.append(lines[(stop if closing is None else closing) - 1].span.end)
    return ends


def _paths(
    openings: Sequence[Opening], parents: Sequence[int], path: tuple[int, ...]
) -> tuple[list[tuple[int, ...]], list[int]]:
    paths: list[tuple[int, ...]] = []
    levels: list[int] = []
    positions: Counter[int] = Counter()
    for opening, parent in zip(openings, parents, strict=True):
        positions[parent] += 1
        above = path if parent < 0 else paths[parent]
        last = positions[parent] if opening.value is None else opening.value
        # 3.2 without a 3 above it says its whole path itself.
        own = opening.values if opening.values and (not above or above == path) else (last,)
        paths.append(above + own)
        levels.append((1 if path else 0) if parent < 0 else levels[parent] + 1)
    return paths, levels


def _nest(openings: Sequence[Opening], signed: int) -> list[int]:
    """The parent of each opening as an index, -1 for roots; nothing is open any more where the body is ``signed``."""
    learned = _Learned(Counter(opening.key for opening in openings if opening.value == 1), _following(openings))
    parents: list[int] = []
    stack: list[int] = []
    for index, opening in enumerate(openings):
        if stack and openings[stack[-1]].index < signed <= opening.index:
            stack.clear()
        levels = [openings[place] for place in stack]
        del stack[min(_keep(openings, index, levels, learned), _DEEPEST) :]
        parents.append(stack[-1] if stack else -1)
        if stack:
            learned.known.add((openings[stack[-1]].key, opening.key))
        if opening.value is not None:
            learned.counted[opening.key] = opening.value
        stack.append(index)
    return parents


def _following(openings: Sequence[Opening]) -> list[int | None]:
    """For each opening the next one written the same way."""
    following: list[int | None] = [None] * len(openings)
    seen: dict[Key, int] = {}
    for index in range(len(openings) - 1, -1, -1):
        following[index] = seen.get(openings[index].key)
        seen[openings[index].key] = index
    return following


def _keep(
    openings: Sequence[Opening],
    index: int,
    levels: Sequence[Opening],
    learned: _Learned,
) -> int:
    """How many of the open levels stay open above this opening."""
    opening = openings[index]
    if opening.style == "decimal":
        return _keep_decimal(levels, opening)
    continued = _continued(levels, opening)
    if continued is not None:
        return continued
    if opening.shape in _CHAPTERS:
        return _above_chapter(levels, opening)
    same = _deepest(levels, lambda level: level.key == opening.key)
    if same is not None and opening.style != "bullet":
        nested = not opening.major and opening.value == 1 and _starts_inside(openings, index, levels, same, learned)
        return _without_bullets(levels, opening) if nested else same
    if opening.line.block.outline is not None:
        outlined = _by_outline(levels, opening.line.block.outline)
        if outlined is not None:
            return outlined
    if opening.style == "bullet":
        return _keep_bullet(levels, opening)
    begun = learned.counted.get(opening.key, 0) + 1 == opening.value
    other = None if begun else _deepest(levels, lambda level: _takes_over(level, opening))
    if other is not None and not _goes_on(openings, index, levels[other]):
        return other
    keep = _without_bullets(levels, opening)
    return _keep_major(openings, index, levels[:keep], learned) if opening.major else keep


def _deepest(levels: Sequence[Opening], wanted: Callable[[Opening], bool]) -> int | None:
    for place in range(len(levels) - 1, -1, -1):
        if wanted(levels[place]):
            return place
    return None


def _continued(levels: Sequence[Opening], opening: Opening) -> int | None:
    """The open level whose next number this is, of the same shape or else of the same style."""
    if opening.value is None:
        return None
    before = opening.value - 1
    found = _deepest(levels, lambda level: level.key == opening.key and level.value == before)
    if found is not None or opening.value == 1:
        return found
    return _deepest(
        levels,
        lambda level: level.style == opening.style != "chapter" and level.value == before and not level.values,
    )


def _takes_over(level: Opening, opening: Opening) -> bool:
    """Whether the count goes on in another style, 1. 2. （3）, or in the same one with a gap: 4、 6."""
    if opening.value is None or opening.value == 1 or level.value is None:
        return False
    if level.style == opening.style != "letter":
        return level.value < opening.value
    return (
        level.value == opening.value - 1
        and level.major is opening.major
        and level.style not in ("chapter", "decimal", "letter")
        and opening.style != "letter"
    )


def _above_chapter(levels: Sequence[Opening], opening: Opening) -> int:
    rank = _CHAPTERS.index(opening.shape)
    for place, level in enumerate(levels):
        outside = level.style == "heading" and level.line.block.outline is not None
        if not (level.shape in _CHAPTERS and _CHAPTERS.index(level.shape) < rank) and not outside:
            return place
    return len(levels)


def _by_outline(levels: Sequence[Opening], outline: int) -> int | None:
    """Heading styles know their level; what has none of its own closes with the heading it stands under."""
    last = None
    for place, level in enumerate(levels):
        own = level.line.block.outline
        if own is not None and own >= outline:
            return place
        if own is not None:
            last = place + 1
    return last


def _keep_bullet(levels: Sequence[Opening], opening: Opening) -> int:
    depth = opening.line.block.list_level or 0
    if opening.line.block.list_level is None:
        # Typed, "- " under "● " is a level of its own.
        same = _deepest(levels, lambda level: level.key == opening.key)
        return len(levels) if same is None else same
    for place, level in enumerate(levels):
        if level.style == "bullet" and (level.line.block.list_level or 0) >= depth:
            return place
    return len(levels)


def _without_bullets(levels: Sequence[Opening], opening: Opening) -> int:
    """A number does not stand under a bullet, unless the list itself says so."""
    keep = len(levels)
    depth = opening.line.block.list_level or 0
    while keep and levels[keep - 1].style == "bullet" and (levels[keep - 1].line.block.list_level or 0) >= depth:
        keep -= 1
    return keep


def _keep_major(
    openings: Sequence[Opening],
    index: int,
    levels: Sequence[Opening],
    learned: _Learned,
) -> int:
    """A heading that is new here closes the items above it, unless their count goes on behind it."""
    opening = openings[index]
    keep = len(levels)
    while keep and not levels[keep - 1].major:
        if opening.style in ("han", "bold", "bracket") and _goes_on(openings, index, levels[keep - 1]):
            return keep
        keep -= 1
    if opening.style not in ("article", "han"):
        return keep
    while keep:
        above = levels[keep - 1]
        directly = index > 0 and openings[index - 1] is above and above.index == opening.index - 1
        if directly or (above.key, opening.key) in learned.known or above.shape in _CHAPTERS:
            break
        if above.style in _UNNUMBERED:
            if above.line.block.outline is not None or learned.begun[opening.key] > 1:
                break
        elif opening.style == "han" or _goes_on(openings, index, above):
            break
        keep -= 1
    return keep


def _goes_on(openings: Sequence[Opening], index: int, level: Opening) -> bool:
    """Whether the next opening written like ``level`` carries its count on."""
    if level.value is None:
        return False
    for opening in openings[index + 1 : index + _LOOK_AHEAD]:
        if opening.key == level.key:
            return opening.value == level.value + 1
    return False


def _starts_inside(
    openings: Sequence[Opening],
    index: int,
    levels: Sequence[Opening],
    same: int,
    learned: _Learned,
) -> bool:
    """Whether a count that begins anew is a list inside the open item, not a new list beside it."""
    opening = openings[index]
    if sum(level.key == opening.key for level in levels) > 1:
        return False
    above = openings[index - 1]
    if above is levels[-1] and above.index == opening.index - 1 and above.line.text.endswith("："):
        return True
    outer, expected, place = levels[same].value, 2, learned.following[index]
    for _ in range(_LOOK_AHEAD):
        if place is None or outer is None:
            return False
        value = openings[place].value
        if value == expected:
            expected += 1
        else:
            return value == outer + 1
        place = learned.following[place]
    return False


def _keep_decimal(levels: Sequence[Opening], opening: Opening) -> int:
    """3.2.1 stands under 3.2, else under whatever is number 3, else beside the last decimal number."""
    values = opening.values
    for length in range(len(values) - 1, 0, -1):
        found = _numbered(levels, values[:length])
        if found is not None:
            return found + 1
    for place, level in enumerate(levels):
        if level.style == "decimal" and len(level.values) >= len(values):
            return place
    last = _deepest(levels, lambda level: level.major or level.style == "decimal")
    return min(1, len(levels)) if last is None else last + 1


def _numbered(levels: Sequence[Opening], values: tuple[int, ...]) -> int | None:
    """The open level that has this number: 3.2 itself, and for 3 also 第三条, 三、 or 3."""
    found = _deepest(levels, lambda level: level.values == values)
    if found is not None or len(values) > 1:
        return found
    counted = any(level.style in ("article", "han") for level in levels)
    styles = ("article", "han") if counted else ("chapter",)
    found = _deepest(levels, lambda level: level.value == values[0] and level.style in styles)
    listed = _deepest(levels, lambda level: level.value == values[0] and level.style == "arabic")
    # 第二部分 over 1. and 2. over 2.1: a number right under a chapter is nearer than the chapter.
    nearer = listed is not None and not counted and not any(level.style == "decimal" for level in levels[:listed])
    return found if found is not None and not nearer else listed
