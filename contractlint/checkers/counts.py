"""Numbers of things that are announced and then listed: 「分三期」, 「以下四项」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Clause
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_NUMBER = "[一二两三四五六七八九十]{1,2}|[1-9]\\d?"
# 「以下三项：」 leads over to a list; the list is right there.
_LEAD = re.compile(
    rf"(?:下列|以下|下述|如下)(?:的)?(?P<number>{_NUMBER}) ?(?P<unit>个?(?:项|种|条|点|类|方面|部分|阶段|步骤?|内容|情形|条件|方式|文件))"
    rf"(?=[^。；：\n]{{0,16}}(?:：|$))",
    re.MULTILINE,
)
# 「分三期支付」, 「三个阶段」: the things carry ordinals of their own.
_PARTS = re.compile(
    rf"(?:分|分为|分成|共|共计|共分|共分为|划分为|包括|设|按)(?:以下|下列)? ?(?P<number>{_NUMBER}) ?(?P<unit>个?(?:期|阶段|批次?|步|部分|等级|级|档|笔))"
)
_OPEN = re.compile("等(?:[。；：，]|$|[项种条点类方])|包括但不限于|例如|其他")
_INLINE = re.compile(r"(?:(?<=[：；。，\s])|^)[（(]?(?P<number>[一二三四五六七八九十]{1,2}|[1-9]\d?)[）)、.．](?!\d)|(?P<circled>[①-⑳])")
_FEWEST = 2


def count_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """An announced number that is not the number of what is then listed, where the list is plain to see."""
    for found in agreement.finditer(_LEAD):
        if _OPEN.search(agreement.folded(agreement.sentence_at(found.span.start))):
            continue
        yield from _compared(found.span, found["number"], found["unit"], _listed(agreement, found.span))
    for found in agreement.finditer(_PARTS):
        clause = _widest(agreement, found.span)
        counted = 0 if clause is None else _ordinals(agreement, clause, found["unit"].removeprefix("个"))
        yield from _compared(found.span, found["number"], found["unit"], counted)


def _compared(place: Span, number: str, unit: str, listed: int) -> Iterator[Hit]:
    announced = parse_numeral(number)
    if announced is None or listed < _FEWEST or announced == listed:
        return
    yield Hit((place,), {"announced": f"{number}{unit}", "listed": f"{listed} {unit.removeprefix('个')}"})


def _listed(agreement: Agreement, place: Span) -> int:
    """How many items follow: the numbered clauses below, or numbers inside the text up to the end of the clause."""
    clause = agreement.clause_at(place.start)
    if clause is None:
        return 0
    if clause.children and agreement.sentence_at(place.start).end >= clause.children[0].span.start - 2:
        values = [child.value for child in clause.children if child.style == clause.children[0].style]
        return len(values) if values == list(range(1, len(values) + 1)) else 0
    values = []
    for found in agreement.finditer(_INLINE, Span(place.end, clause.own.end)):
        value = ord(found["circled"]) - ord("①") + 1 if found["circled"] else parse_numeral(found["number"])
        if value == len(values) + 1:
            values.append(int(value))
    return len(values)


def _ordinals(agreement: Agreement, clause: Clause, unit: str) -> int:
    """The highest of 第一期, 第二期 … in a clause, where none is left out; 一级, 二级 for levels."""
    short = re.escape(unit.removesuffix("次"))
    before = "" if unit in ("级", "等级") else "第"
    ordinal = re.compile(rf"{before}(?P<number>{_NUMBER}) ?{short.removeprefix('等')}(?![别以及])")
    seen = {int(value) for found in agreement.finditer(ordinal, clause.span) if (value := parse_numeral(found["number"]))}
    return max(seen) if seen and seen == set(range(1, len(seen) + 1)) else 0


def _widest(agreement: Agreement, place: Span) -> Clause | None:
    path = agreement.clause_path(place.start)
    return next((clause for clause in path if clause.style not in ("chapter", "annex", "heading")), None)


CHECKS: dict[str, Kind] = {"count-mismatch": count_mismatch}
