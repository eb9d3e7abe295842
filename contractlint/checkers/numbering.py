"""Numbers of clauses that do not follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contractlint import regex
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Clause
from contractlint.parser.quantities.numerals import to_chinese
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_COUNTED = frozenset({"chapter", "article", "decimal", "han", "paren-han", "arabic", "paren-arabic", "circled"})
_ABOVE = frozenset({"chapter", "article", "han", "arabic"})
_ONCE = frozenset({"chapter", "article", "han"})
_SHAPE = compile_regex(r"[0-9零〇一二三四五六七八九十百]+|[①-⑳㈠-㈩⑴-⒇]")
_NUMBER_ONE = compile_regex(r"(?:^|[\n\t。；：]) *(?:第 ?)?[（(]?(?:1|一|壹)(?:[、.．）)：条章节部]| )")

_GAP = "编号不连续：「{before}」后面直接是「{quote}」。"
_NO_FIRST = "编号从「{quote}」开始，前面没有第一条。"
_TWICE = "编号重复：「{quote}」出现了两次。"
_BACK = "编号倒退：「{before}」后面是「{quote}」。"
_OUTSIDE = "编号与所在条款不符：「{quote}」写在「{before}」下面。"


def clause_numbering(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Gaps, doubles and steps back in the counts of the text, and decimal numbers under another clause.

    Every annex counts for itself, as does every list that starts again at 1. 第X条 counts on through the chapters.
    """
    body = [clause for clause in agreement.clauses if clause.style != "annex"]
    annexes = [clause.children for clause in agreement.clauses if clause.style == "annex"]
    for roots in (body, *annexes):
        articles = [clause for root in roots for clause in root.walk() if clause.style == "article"]
        yield from _count(agreement, articles)
        for siblings in (roots, *(clause.children for root in roots for clause in root.walk())):
            if len(siblings) > 1:
                yield from _count(agreement, [clause for clause in siblings if clause.style != "article"])
    yield from _without_first(agreement, body)
    yield from _outside(agreement)


def _without_first(agreement: Agreement, body: Sequence[Clause]) -> Iterator[Hit]:
    """第二条 or 二、 where the count begins, with no number one in any line above it."""
    counted = [clause for clause in body if clause.style in ("article", "han") or _over_decimals(clause)]
    if len(counted) < 3 or counted[0].value != 2 or counted[1].value != 3:
        return
    first = counted[0]
    if agreement.search(_NUMBER_ONE, Span(0, first.number_span.start)) is None:
        yield Hit((first.number_span,), {"quote": _printed(agreement, first)}, message=_NO_FIRST)


def _over_decimals(clause: Clause) -> bool:
    return clause.style == "arabic" and clause.children[:1] != () and clause.children[0].style == "decimal"


def _count(agreement: Agreement, clauses: Sequence[Clause]) -> Iterator[Hit]:
    last: dict[str, Clause] = {}
    for clause in clauses:
        if clause.style not in _COUNTED or clause.value is None or not clause.number:
            continue
        shape = _shape(clause)
        before = last.get(shape)
        last[shape] = clause
        if before is None or before.value is None:
            continue
        message = _fault(agreement, before, clause)
        if message:
            values = {"quote": _printed(agreement, clause), "before": _printed(agreement, before)}
            yield Hit((clause.number_span,), values, message=message)


def _fault(agreement: Agreement, before: Clause, clause: Clause) -> str:
    assert before.value is not None
    assert clause.value is not None
    if clause.value == before.value + 1:
        return ""
    if clause.value == 1:
        # A lone 第一条 under each of two chapters is no double.
        twice = before.value == 1 and clause.style in _ONCE and before.path[:-1] == clause.path[:-1]
        return _TWICE if twice else ""
    if clause.value == before.value:
        return _TWICE
    if clause.value < before.value:
        return _BACK
    return "" if _is_printed_between(agreement, before, clause) else _GAP


def _shape(clause: Clause) -> str:
    """How a number is written, so that lists written in two ways are two lists; 1. and 2． and 3、 are one way."""
    return clause.style + _SHAPE.sub("#", "".join(clause.number.split())).rstrip(".．、：:")


def _printed(agreement: Agreement, clause: Clause) -> str:
    return agreement.folded(clause.number_span).strip().rstrip("、.．：")


def _is_printed_between(agreement: Agreement, before: Clause, clause: Clause) -> bool:
    """Whether the number that seems left out does begin a line, taken for text or for another level."""
    assert before.value is not None
    wanted = before.value + 1
    between = Span(before.number_span.end, clause.number_span.start)
    if clause.style == "decimal":
        prefix = re.escape(_printed(agreement, before).rpartition(".")[0])
        label = compile_regex(rf"(?:^|[\n\t。；：]) *{prefix}\.{wanted}(?!\d)")
    else:
        label = compile_regex(
            rf"(?:^|[\n\t。；：]) *(?:第 ?)?[（(]?(?:{wanted}|{to_chinese(wanted)})(?:[、.．）)：条章节]| )"
        )
    return agreement.search(label, between) is not None


def _outside(agreement: Agreement) -> Iterator[Hit]:
    """3.2 under clause 4, where the others carry the number of the clause they stand under."""
    pairs = [
        (above, clause)
        for above in agreement.all_clauses
        if above.style in _ABOVE and above.value is not None
        for clause in above.children
        if clause.style == "decimal" and _first(clause) is not None
    ]
    strange = [(above, clause) for above, clause in pairs if _first(clause) != above.value]
    if not strange or len(strange) * 3 > len(pairs):
        return
    for above, clause in strange:
        yield Hit(
            (clause.number_span,),
            {"quote": _printed(agreement, clause), "before": _printed(agreement, above)},
            message=_OUTSIDE,
        )


def _first(clause: Clause) -> int | None:
    found = regex.match(r"\s*(\d{1,3})[.．]", clause.number)
    return int(found[1]) if found else None


CHECKS: dict[str, Kind] = {"clause-numbering": clause_numbering}
