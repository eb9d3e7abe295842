"""What kind of agreement a text is. The title speaks loudest; where it does not say, the subject matter does."""

from __future__ import annotations

import re
from functools import lru_cache

from contractlint.dataclass import dataclass
from contractlint.model import AgreementType, Clause, Mark
from contractlint.parser.vocabulary import TypeWords, Vocabulary
from contractlint.regex import compile_regex
from contractlint.text import Found, SourceText, Span

GENERAL = "general"
_NAME_LINE = compile_regex(
    r"(?:^|(?<=\n))[^\S\n]*(?:采购)?(?:合同|项目|协议|服务|标段|采购项目)(?:名称|标题)：(?P<name>[^\n\t]{2,60})"
)
_SUBJECT_HEADING = compile_regex("内容|范围|标的|事项|目标|概况|事务|对象")
_HEAD = 1500
"""How much of the beginning is read for what the agreement is about, in characters of the source."""
_NAMES_WITHIN = 800
_AGAINST = 4
_ENOUGH = 6
"""Points below which content does not decide: two statements in the subject matter and two elsewhere."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """How well the content speaks for a type: points, and the places that speak."""

    code: str
    points: int
    in_subject: int
    marks: tuple[Mark, ...]


def recognise_type(
    source: SourceText,
    title: Span | None,
    clauses: tuple[Clause, ...],
    vocabulary: Vocabulary,
    chosen: str | None = None,
) -> AgreementType:
    """The type, with the places that show it; ``general`` where the text does not make it clear.

    ``chosen`` is the user's word and is not questioned.
    """
    if chosen:
        return AgreementType(chosen, (), chosen=True)
    types = vocabulary.types
    for names in ((title,) if title else (), _names(source)):
        named = [hit for one in types if (hit := _named(source, one, names)) is not None]
        if len(named) == 1:
            return AgreementType(named[0].code, named[0].marks)
        if named:
            return _of_several(source, clauses, types, named)
    standings = sorted(_standings(source, clauses, types), key=lambda one: -one.points)
    if not standings or not _clear(standings):
        return AgreementType(GENERAL, ())
    return AgreementType(standings[0].code, standings[0].marks)


def _names(source: SourceText) -> tuple[Span, ...]:
    """What stands behind 合同名称, 项目名称 and the like at the beginning."""
    head = Span(0, min(len(source.body), _NAMES_WITHIN))
    return tuple(found.span_of("name") for found in source.normalized.finditer(_NAME_LINE, head))


def _named(source: SourceText, one: TypeWords, names: tuple[Span, ...]) -> _Standing | None:
    for name in names:
        text = source.normalized.of(name).replace("\n", "")
        if _compiled(one.titles).search(text) is None:
            continue
        if not one.against or _compiled(one.against).search(text) is None:
            return _Standing(one.code, 0, 0, (Mark("title", name, 100),))
    return None


def _of_several(
    source: SourceText, clauses: tuple[Clause, ...], types: tuple[TypeWords, ...], named: list[_Standing]
) -> AgreementType:
    """A title that names several types (开发及维护) is of the one its subject matter speaks for, else of the first
    in the order of the vocabulary that is not support: support is what comes on top of the others."""
    codes = {one.code for one in named}
    marks = {one.code: one.marks for one in named}
    standings = sorted(
        _standings(source, clauses, tuple(one for one in types if one.code in codes)), key=lambda one: -one.points
    )
    if standings and (len(standings) == 1 or standings[0].points >= 2 * standings[1].points):
        return AgreementType(standings[0].code, (*marks[standings[0].code], *standings[0].marks))
    first = next((one for one in named if one.code != "tech-support"), named[0])
    return AgreementType(first.code, first.marks)


def _standings(source: SourceText, clauses: tuple[Clause, ...], types: tuple[TypeWords, ...]) -> tuple[_Standing, ...]:
    subject = _subject(source, clauses)
    recital = Span(0, min(len(source.body), clauses[0].span.start if clauses else _HEAD))
    found = []
    for one in types:
        marks: list[Mark] = []
        points = in_subject = 0
        if one.against and source.normalized.search(_compiled(one.against), recital) is not None:
            points -= _AGAINST
        for pattern in (_compiled((text,)) for text in one.content):
            hit = next((hit for span in subject if (hit := source.normalized.search(pattern, span))), None)
            if hit is not None:
                points += 2
                in_subject += 1
            else:
                hit = source.normalized.search(pattern, source.body)
                points += hit is not None
            if hit is not None:
                marks.append(_mark(hit))
        if points > 0:
            found.append(_Standing(one.code, points, in_subject, tuple(marks)))
    return tuple(found)


def _mark(hit: Found) -> Mark:
    return Mark("content", hit.span, 60)


def _clear(standings: list[_Standing]) -> bool:
    """Whether the first is enough by itself and well before the second; the less the subject matter says of it, the
    farther."""
    best = standings[0]
    second = standings[1].points if len(standings) > 1 else 0
    lead = 1.5 if best.in_subject >= 2 else 2
    return best.points >= _ENOUGH and best.in_subject >= 1 and best.points >= lead * second


def _subject(source: SourceText, clauses: tuple[Clause, ...]) -> tuple[Span, ...]:
    """Where an agreement says what it is about: its beginning, and the clauses on content and scope."""
    head = min(len(source.body), _HEAD)
    if len(clauses) > 2:
        head = min(head, max(clauses[1].span.end, 200))
    spans = [Span(0, min(head, len(source.body)))]
    for root in clauses:
        for clause in (root, *root.children):
            heading = clause.heading
            if (
                heading is not None
                and clause.annex is None
                and clause.span.end > head
                and _SUBJECT_HEADING.search(source.normalized.of(heading)) is not None
            ):
                spans.append(Span(clause.span.start, min(clause.span.end, clause.span.start + _HEAD)))
    return tuple(spans)


@lru_cache(maxsize=512)
def _compiled(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """Compiled when needed: most agreements say in the title what they are."""
    return compile_regex("|".join(f"(?:{alternative})" for alternative in alternatives))
