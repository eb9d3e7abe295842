"""Laws an agreement should no longer cite: repealed ones, old article numbers, names of no law.

What is repealed, renumbered or does not exist comes from ``rules/law.yaml`` through the rule's options; each entry is
one tab-separated line (see ``contractlint.rulebook.book.law_options``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contractlint.checkers.nearby import sentence_around
from contractlint.dataclass import dataclass
from contractlint.finding import Fix, Hit, LawRef
from contractlint.kinds import Kind
from contractlint.kinds.patterns import texts
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

_HISTORY = compile_regex(r"(?:原|旧|已废止的|废止前的|曾经的|当时的)(?:《)?$")
_HISTORY_AFTER = compile_regex(r"^》?(?:（[^）\n]{0,6}(?:已废止|已失效|失效)|施行期间|时期|有效期间)")

_ARTICLE = compile_regex("》? ?(?:（[^）\\n]{0,20}）?)? ?(?:的|之|中)? ?第")
_LISTED = compile_regex(" ?(?:、|，|和|及|与|以及|或者?)? ?")
_COUNTRY = "中华人民共和国"
_FIELD = compile_regex("(?:等|有关|相关)的?$")


@dataclass(frozen=True, slots=True)
class _Dead:
    names: tuple[str, ...]
    not_within: tuple[str, ...]
    problem: str
    remedy: str
    law: tuple[LawRef, ...] = ()
    successor: str = ""
    """The law that replaced it."""
    field: bool = False
    """The name is also that of a field of law: 著作权法等知识产权法 names no statute."""


def repealed_law(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Each mention of a dead law by name, and each citation under a number that now means something else."""
    every = (*map(_repealed, texts(options, "repealed")), *map(_nonexistent, texts(options, "nonexistent")))
    found = [(place, dead) for dead in every for place in _mentions(agreement, dead)]
    fixes = _fixes(agreement, sorted(found, key=lambda one: one[0]))
    for place, dead in found:
        values = {"problem": dead.problem, "remedy": dead.remedy}
        yield Hit((place,), values, law=dead.law, fixes=fixes.get(place, ()))
    yield from _renumbered(agreement, texts(options, "renumbered"))


def _repealed(line: str) -> _Dead:
    name, aliases, until, successor, not_within, basis = line.split("\t")
    return _Dead(
        (*filter(None, aliases.split(",")), name),
        tuple(filter(None, not_within.split(","))),
        f"《{name}》自 {until} 起已经废止",
        f"改为引用《{successor}》",
        (LawRef(*basis.split(",")),) if basis else (),
        successor,
    )


def _nonexistent(line: str) -> _Dead:
    name, aliases, not_within = line.split("\t")
    return _Dead(
        (*filter(None, aliases.split(",")), name),
        tuple(filter(None, not_within.split(","))),
        f"没有一部叫《{name}》的法律",
        "写出具体的法律名称，例如《著作权法》；或者改为「有关法律」",
        field=True,
    )


def _mentions(agreement: Agreement, dead: _Dead) -> Iterator[Span]:
    if not any(name in agreement.normalized.text for name in dead.names):
        return  # forty names, and an agreement has a few of them
    names = compile_regex("|".join(re.escape(name) for name in dead.names))
    shields = Spans(
        found.span
        for word in dead.not_within
        if word in agreement.normalized.text
        for found in agreement.finditer(compile_regex(re.escape(word)))
    )
    for found in agreement.finditer(names):
        if shields.around(found.span):
            continue
        before = agreement.folded(Span(max(0, found.span.start - 8), found.span.start))
        after = agreement.folded(Span(found.span.end, min(len(agreement.text), found.span.end + 12)))
        if dead.field and _FIELD.search(before):
            continue
        if _HISTORY.search(before) or _HISTORY_AFTER.search(after):
            continue
        yield _with_marks(agreement, found.span)


def _fixes(agreement: Agreement, found: Sequence[tuple[Span, _Dead]]) -> dict[Span, tuple[Fix, ...]]:
    """For each mention, in order, the name of the law that replaced it. Of several in a list that one law replaced the
    first is renamed and the others go, since 《民法典》、《民法典》 is no list."""
    fixes: dict[Span, tuple[Fix, ...]] = {}
    last = Span(0, 0)
    successor = ""
    for place, dead in found:
        before = Span(last.end, place.start) if successor and last.end <= place.start else Span(0, 0)
        listed = len(before) and dead.successor == successor and _LISTED.fullmatch(agreement.folded(before)) is not None
        if listed and last in fixes and not _cites_article(agreement, place):
            fixes[place] = (Fix(Span(last.end, place.end), ""),)
        else:
            fixes[place] = _renamed(agreement, place, dead.successor)
        if fixes[place]:
            last, successor = place, dead.successor
        else:
            del fixes[place]
            successor = ""
    return fixes


def _cites_article(agreement: Agreement, place: Span) -> bool:
    after = agreement.folded(Span(place.end, min(len(agreement.text), place.end + 8)))
    return _ARTICLE.match(after) is not None


def _renamed(agreement: Agreement, place: Span, successor: str) -> tuple[Fix, ...]:
    """The name of the law that replaced one, where nothing but the name is wrong: no article, which has moved, and no
    mention of the new law in the same sentence."""
    if not successor or _cites_article(agreement, place) or successor in sentence_around(agreement, place):
        return ()
    written = place.of(agreement.text)
    name = successor
    if _COUNTRY in written and successor.endswith(("法", "法典", "条例")):
        name = _COUNTRY + successor
    return (Fix(place, f"《{name}》" if written.startswith("《") else name),)


def _with_marks(agreement: Agreement, place: Span) -> Span:
    text = agreement.text
    if text[place.start - 1 : place.start] == "《" and text[place.end : place.end + 1] == "》":
        return Span(place.start - 1, place.end + 1)
    return place


def _renumbered(agreement: Agreement, lines: tuple[str, ...]) -> Iterator[Hit]:
    entries = [line.split("\t") for line in lines]
    for reference in agreement.references:
        if reference.kind != "law":
            continue
        for statute, old, new, since, topic, cues in entries:
            if reference.statute != statute or (int(old),) not in (number[:1] for number in reference.numbers):
                continue
            sentence = sentence_around(agreement, reference.span)
            if cues and not any(cue in sentence for cue in cues.split(",")):
                continue
            problem = f"《{statute}》第{old}条的内容，自 {since} 起改到第{new}条（{topic}）"
            values = {"problem": problem, "remedy": f"改为引用《{statute}》第{new}条"}
            yield Hit((reference.span,), values, law=(LawRef(statute, new, since),))


CHECKS: dict[str, Kind] = {"repealed-law": repealed_law}
