"""Numbers of things that are announced and then listed: 「分三期」, 「以下四项」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from contractlint.checkers.nearby import sentence_around
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Found, Span

_NUMBER = "[一二两三四五六七八九十]{1,2}|[1-9]\\d?"
# 「以下三项：」 leads over to a list; the list is right there.
_LEAD = compile_regex(
    rf"(?:下列|以下|下述|如下)(?:的)?(?P<number>{_NUMBER}) ?"
    r"(?P<unit>个?(?:项|种|条|点|类|方面|部分|阶段|步骤?|内容|情形|条件|方式|文件))"
    rf"(?=[^。；：\n]{{0,16}}(?:：|$))",
    re.MULTILINE,
)
# 「分三期支付」, 「三个阶段」: the things carry ordinals of their own.
_PARTS = compile_regex(
    rf"(?:分|分为|分成|共|共计|共分|共分为|划分为|包括|设|按)(?:以下|下列)? ?(?P<number>{_NUMBER}) ?"
    r"(?P<unit>个?(?:期|阶段|批次?|次|步|部分|等级|级|档|笔))"
)
_OPEN = compile_regex("等(?:[。；：，]|$|[项种条点类方])|包括但不限于|例如|其他")
_INLINE = compile_regex(
    r"(?:(?<=[：；。，\s])|^)[（(]?(?P<number>[一二三四五六七八九十]{1,2}|[1-9]\d?)[）)、.．](?!\d)|(?P<circled>[①-⑳])"
)
_LEADS = compile_regex(r"[^。；：\n]{0,10}：")
_PARTLY = compile_regex("本合同|本协议|本次|其中|仅|只")
_FEWEST = 2
_NEAR = 120
_REACH = 4000
_MOST = 200


def count_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """An announced number that is not the number of what is then listed, where the list is plain to see."""
    for found in agreement.finditer(_LEAD):
        if not _OPEN.search(sentence_around(agreement, found.span)):
            yield from _compared(found, _listed(agreement, found.span))
    parts = list(islice(agreement.finditer(_PARTS), _MOST))
    for index, found in enumerate(parts):
        following = next((other for other in parts[index + 1 :] if _unit(other) == _unit(found)), None)
        if not _OPEN.search(sentence_around(agreement, found.span)):
            yield from _compared(found, _parts(agreement, found, following))


def _compared(found: Found, listed: int) -> Iterator[Hit]:
    announced = parse_numeral(found["number"])
    if announced is None or listed < _FEWEST or announced == listed:
        return
    yield Hit((found.span,), {"announced": found["number"] + found["unit"], "listed": f"{listed} {found['unit']}"})


def _listed(agreement: Agreement, place: Span) -> int:
    """How many items follow: the numbered clauses below, or numbers inside the text up to the end of the clause."""
    clause = agreement.clause_at(place.start)
    if clause is None:
        return 0
    if clause.children and agreement.sentence_at(place.start).end >= clause.children[0].span.start - 2:
        items = [child for child in clause.children if child.style == clause.children[0].style]
        values = [child.value for child in items]
        if values != list(range(1, len(values) + 1)):
            return 0
        return _complete([agreement.folded(child.span) for child in items])
    return _inline(agreement, Span(place.end, max(place.end, min(clause.own.end, place.end + _REACH))))


def _inline(agreement: Agreement, behind: Span) -> int:
    """How many numbered items a running text holds before it counts anew."""
    starts: list[int] = []
    for found in agreement.finditer(_INLINE, behind):
        value = ord(found["circled"]) - ord("①") + 1 if found["circled"] else parse_numeral(found["number"])
        if starts and value == 1:
            break
        if value == len(starts) + 1:
            starts.append(found.span.start)
    if not starts:
        return 0
    pieces = zip(starts, [*starts[1:], behind.end], strict=True)
    return _complete([agreement.folded(Span(start, end)) for start, end in pieces])


def _complete(items: Sequence[str]) -> int:
    """How many items there are up to the one that ends the sentence; what follows 「…；…。」 is no part of it."""
    if items and items[0].rstrip().endswith("；"):
        for index, item in enumerate(items):
            if "。" in item and not item.rstrip().endswith("；"):
                return index + 1
    return len(items)


def _parts(agreement: Agreement, found: Found, following: Found | None) -> int:
    """The highest of 第一期, 第二期 … up to the next such announcement, where none is left out; else the list below."""
    path = agreement.clause_path(found.span.start)
    clause = next((one for one in path if one.style not in ("chapter", "annex", "heading")), None)
    if clause is None:
        return 0
    end = clause.span.end if following is None else max(found.span.end, min(clause.span.end, following.span.start))
    behind = Span(found.span.end, max(found.span.end, end))
    unit = _unit(found)
    before = "" if unit == "级" else "第"
    ordinal = compile_regex(rf"{before}(?P<number>{_NUMBER}) ?{unit}(?![别以及])")
    ordinals = list(agreement.finditer(ordinal, behind))
    seen = {int(value) for one in ordinals if (value := parse_numeral(one["number"])) is not None}
    if not seen:
        leads = _LEADS.match(agreement.folded(behind)) is not None
        return _listed(agreement, found.span) if leads else 0
    if seen != set(range(1, len(seen) + 1)):
        return 0
    # 项目分三期，本合同只做第一期和第二期: the others stand elsewhere.
    partly = _PARTLY.search(agreement.folded(Span(found.span.end, ordinals[0].span.end))) is not None
    return 0 if partly or ordinals[0].span.start - found.span.end > _NEAR else len(seen)


def _unit(found: Found) -> str:
    return {"等级": "级", "批次": "批"}.get(unit := found["unit"].removeprefix("个"), unit)


CHECKS: dict[str, Kind] = {"count-mismatch": count_mismatch}
