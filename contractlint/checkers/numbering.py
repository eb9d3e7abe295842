"""Numbers of clauses that do not follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Clause
from contractlint.parser.quantities.numerals import to_chinese
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_COUNTED = frozenset({"chapter", "article", "decimal", "han", "paren-han", "arabic", "paren-arabic", "circled"})
_ABOVE = frozenset({"chapter", "article", "han", "arabic"})
_SHAPE = re.compile(r"[0-9零〇一二三四五六七八九十百]+|[①-⑳㈠-㈩⑴-⒇]")

_GAP = "编号不连续：「{before}」后面直接是「{quote}」。"
_TWICE = "编号重复：「{quote}」出现了两次。"
_BACK = "编号倒退：「{before}」后面是「{quote}」。"
_OUTSIDE = "编号与所在条款不符：「{quote}」写在「{before}」下面。"


def clause_numbering(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Gaps, doubles and steps back among clauses side by side, and decimal numbers under another clause.

    Every annex counts for itself, as does every list that starts again at 1.
    """
    body = [clause for clause in agreement.clauses if clause.style != "annex"]
    annexes = [clause.children for clause in agreement.clauses if clause.style == "annex"]
    for siblings in (body, *annexes):
        yield from _list(agreement, siblings)
    yield from _outside(agreement)


def _list(agreement: Agreement, siblings: Sequence[Clause]) -> Iterator[Hit]:
    last: dict[str, Clause] = {}
    for clause in siblings:
        yield from _list(agreement, clause.children)
        if clause.style not in _COUNTED or clause.value is None or not clause.number:
            continue
        shape = _shape(clause)
        before = last.get(shape)
        last[shape] = clause
        if before is None or before.value is None or clause.value in (1, before.value + 1):
            continue
        if clause.value > before.value + 1 and _is_printed_between(agreement, before, clause):
            continue
        message = _GAP if clause.value > before.value else _TWICE if clause.value == before.value else _BACK
        yield Hit(
            (clause.number_span,),
            {"quote": _printed(agreement, clause), "before": _printed(agreement, before)},
            message=message,
        )


def _shape(clause: Clause) -> str:
    """How a number is written, so that lists written in two ways are two lists."""
    return clause.style + _SHAPE.sub("#", "".join(clause.number.split()))


def _printed(agreement: Agreement, clause: Clause) -> str:
    return agreement.folded(clause.number_span).strip().rstrip("、.．：")


def _is_printed_between(agreement: Agreement, before: Clause, clause: Clause) -> bool:
    """Whether the number that seems left out does begin a line, taken for text or for another level."""
    assert before.value is not None
    wanted = before.value + 1
    between = Span(before.number_span.end, clause.number_span.start)
    if any(other.value == wanted and between.contains(other.number_span) for other in agreement.all_clauses):
        return True
    label = re.compile(rf"(?:^|[\n\t。；：]) *(?:第 ?)?[（(]?(?:{wanted}|{to_chinese(wanted)})(?:[、.．）)条章节]| )")
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
    found = re.match(r"\s*(\d{1,3})[.．]", clause.number)
    return int(found[1]) if found else None


CHECKS: dict[str, Kind] = {"clause-numbering": clause_numbering}
