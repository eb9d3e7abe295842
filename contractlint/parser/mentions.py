"""Further places where a party's full name stands, or something that was meant to be it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from contractlint.model import Annex, Mention, Party
from contractlint.parser.names import differing, fold_name, registered_form
from contractlint.parser.ownership import Block
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_OWN, _PAYEES = 0, 3
"""Numbers of the groups of spans that are no mentions themselves."""
_ALIKE = 85.0
_SHORTEST_NAME = 6
_SLACK = 4
_BORDER = compile_regex(r"[，。；：、！？\s“”\"'《》_<>{}\[\]【】/|]")
_OF_ANOTHER = compile_regex(r"[\u4e00-\u9fff]{0,8}(?:分公司|子公司|支行|分行|办事处|研究院|分部)")
_PLACES = (
    "北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|"
    "贵州|云南|陕西|甘肃|"
    "青海|内蒙古|广西|西藏|宁夏|新疆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|宁波|厦门|大连|济南|"
    "合肥|福州|无锡"
)
_PLACE = compile_regex(f"(?:{_PLACES}|中国)")
_PLACE_BEFORE = compile_regex(f"(?:{_PLACES})[省市]?$")
_NUMERALS = frozenset("一二三四五六七八九十0123456789")
_FORM_PART = compile_regex(r"(?:股份|责任)?有限(?:责任)?公司$|(?:集团)?公司$")
_BRACKET = {"（": "[（(〔\\[]", "）": "[）)〕\\]]"}


def find_mentions(
    source: SourceText,
    party: Party,
    parties: Sequence[Party],
    captioned: Sequence[Span],
    signing: Sequence[Block],
    annexes: Sequence[Annex],
) -> tuple[Mention, ...]:
    """Every place of the party's name but the one in ``party.name``, in order; ``name`` is as the source has it.

    ``captioned`` are names behind the party's own captions: they are meant as its name, whatever they are. In running
    text only what is equal after folding, or so alike that it can hardly be another organisation, counts.
    """
    own = [party.name.span] if party.name is not None else []
    groups: list[Iterable[Span]] = [own, captioned]
    if party.name is not None and not party.name.blank and not party.natural_person:
        others = [one.name.value for one in parties if one is not party and one.name is not None and not one.name.blank]
        # A payee of another name is another matter than a name written wrongly.
        payees = [field.span for one in parties for field in one.repeats.get("account_name", ())]
        groups += [_spelled(source, party.name.value), payees, _alike(source, party.name.value, others)]
    signed = sorted((block.start, block.end) for block in signing)
    annexed = sorted((annex.span.start, annex.span.end) for annex in annexes)
    return tuple(
        Mention(span.of(source.text), span, _where(span, signed, annexed))
        for span, group in _disjoint(groups)
        if group not in (_OWN, _PAYEES)
    )


def _disjoint(groups: Sequence[Iterable[Span]]) -> list[tuple[Span, int]]:
    """The spans of all groups with the number of their group, in order; where two overlap the earlier group's stays."""
    kept: list[tuple[int, int, int, Span]] = []
    for number, group in enumerate(groups):
        for span in group:
            if not len(span):
                continue
            # What overlaps none of its neighbours overlaps nothing, since these do not overlap each other.
            index = bisect_right(kept, span.start, key=lambda one: one[0])
            before, behind = kept[index - 1 : index], kept[index : index + 1]
            if (not before or before[0][1] <= span.start) and (not behind or span.end <= behind[0][0]):
                kept.insert(index, (span.start, span.end, number, span))
    return [(span, number) for _, _, number, span in kept]


def _spelled(source: SourceText, name: str) -> Iterator[Span]:
    """Places of the name as it is, up to width, brackets, blanks and capitals."""
    compact = fold_name(name)
    pattern = compile_regex(" {0,2}".join(_BRACKET.get(one, re.escape(one)) for one in compact), re.IGNORECASE)
    for found in source.normalized.finditer(pattern, source.body):
        before = source.normalized.of(Span(max(0, found.span.start - 8), found.span.start))
        place = None if _PLACE.match(compact) else _PLACE_BEFORE.search(before)
        if place is not None:
            # The name with a place before it that the party's name has not.
            yield Span(found.span.start - len(place[0]), found.span.end)
            continue
        if not _OF_ANOTHER.match(
            source.normalized.of(Span(found.span.end, min(len(source.text), found.span.end + 14)))
        ):
            yield found.span


def _alike(source: SourceText, name: str, others: Sequence[str]) -> Iterator[Span]:
    """Places that are nearly the name: a wrong, missing or extra character, another form of company."""
    form = registered_form(name)
    compact = fold_name(name)
    if form is None or len(compact) < _SHORTEST_NAME:
        return
    ending = compile_regex(re.escape("公司" if form.endswith("公司") else form))
    text = source.normalized.text
    body = source.normalized.from_source(source.body)
    folded_others = [fold_name(other) for other in others]
    wanted = Counter(compact)
    for match in ending.finditer(text, body.start, body.end):
        end = match.end()
        if _OF_ANOTHER.match(text, end, end + 14):
            continue
        window = text[max(body.start, end - len(compact) - _SLACK) : end]
        borders = [border.end() for border in _BORDER.finditer(window)]
        window = window[borders[-1] if borders else 0 :]
        # Cheap refusals first: the name itself, and most companies in a text share hardly more than 有限公司 with it.
        folded = fold_name(window)
        if folded.endswith((compact, *folded_others)) or sum((wanted & Counter(folded)).values()) < 0.7 * len(compact):
            continue
        best = _best(window, compact)
        if best is None:
            continue
        candidate = fold_name(best)
        if candidate in folded_others or candidate == compact or not _same_organisation(compact, candidate):
            continue
        if any(_ratio(candidate, other) >= _ratio(candidate, compact) for other in folded_others):
            continue
        yield source.normalized.to_source(Span(end - len(best), end))


def _best(window: str, compact: str) -> str | None:
    """The end of ``window`` most like the name, or None where none is alike enough."""
    scored = [
        (_ratio(fold_name(window[start:]), compact), window[start:])
        for start in range(len(window))
        if abs(len(window) - start - len(compact)) <= _SLACK and not window[start].isspace()
    ]
    score, best = max(scored, key=lambda one: one[0], default=(0.0, ""))
    return best if score >= _ALIKE else None


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def _same_organisation(name: str, other: str) -> bool:
    """Whether a difference is a slip: two other characters in a row, or another number, are another organisation."""
    stem, other_stem = _FORM_PART.sub("", name), _FORM_PART.sub("", other)
    for left, right in differing(stem, other_stem):
        old, new = left.of(stem), right.of(other_stem)
        if len(old) >= 2 and len(new) >= 2 and sorted(old) != sorted(new):
            return False
        if old and new and set(old + new) <= _NUMERALS:
            return False
    return True


def _where(span: Span, signed: Sequence[tuple[int, int]], annexed: Sequence[tuple[int, int]]) -> str:
    for zones, where in ((signed, "signature"), (annexed, "annex")):
        index = bisect_right(zones, span.start, key=lambda zone: zone[0])
        # Two parties may sign side by side, so that their stretches overlap.
        if any(start <= span.start < end for start, end in zones[max(0, index - 3) : index]):
            return where
    return "body"
