"""Where things stand: heading lines, what a sentence says without its number, rows of tables."""

from __future__ import annotations

from bisect import bisect_left

from contractlint.checkers.duties import BOTH, CLIENT, PROVIDER, Statement, named
from contractlint.model import Agreement, once
from contractlint.regex import compile_regex
from contractlint.text import Span, Spans, lying_in

_SEGMENT = compile_regex("[，；。：\n]")
_SPOKEN_OF = compile_regex(
    "(?:对|向|经|与|同|给|为|将|按|根据|因|使|到|至|在|赴|由|负责|维护|通知|派往|配合|协助|接|从)$"
)
_TIME_UNIT = compile_regex(r"[\s】\]）)_]{0,6}个?(?:分钟|小时|工作日|自然日|日历日|日|天|周|星期|月)(?!期)")


@once
def unfilled_times(agreement: Agreement) -> Spans:
    """Blanks for the number of a time limit: 「____日内」. The limit is thought of; what is missing is its number."""
    text = agreement.text
    return Spans(blank.span for blank in agreement.blanks if _TIME_UNIT.match(text, blank.span.end))


def by_client(statement: Statement, offset: int) -> bool:
    """Whether the client is the one who does what stands at ``offset``: the only side named in the stretch before it,
    or, where none is named there, the first side of the sentence."""
    before = statement.text[:offset]
    nearest = max(named(before, statement.names), key=lambda one: one.end, default=None)
    if nearest is not None and offset - nearest.end <= 1 and not _SPOKEN_OF.search(before[: nearest.start]):
        return nearest.role == CLIENT
    stretch = _SEGMENT.split(before)[-1]
    for text in (stretch, before, statement.lead):
        acting = [
            one.role
            for one in named(text, statement.names)
            if not _SPOKEN_OF.search(text[: one.start].removesuffix("由"))
        ]
        if PROVIDER in acting or BOTH in acting:
            return acting[0] == CLIENT and text is before
        if CLIENT in acting:
            return True
    return False


def names_clause_of(agreement: Agreement, sentence: Span, code: str) -> bool:
    """Whether a sentence names a clause of a module by its number: 「违反第八条的」."""
    named = [
        number
        for reference in lying_in(agreement.references, sentence)
        if reference.kind == "clause"
        for number in reference.numbers
        if number
    ]
    module = agreement.modules.get(code)
    if not named or module is None:
        return False
    return any(
        number[: len(clause.path)] == clause.path[: len(number)]
        for clause in module.clauses
        if clause.path
        for number in named
    )


def on_heading_line(agreement: Agreement, place: Span) -> bool:
    """Whether a place stands in the title, or in a sentence that is no more than the number and heading of a clause.

    The heading of an item that goes on in the same line (「（2）用户培训：每半年一次」) is part of what it says.
    """
    if agreement.title is not None and agreement.title.overlaps(place):
        return True
    sentence = agreement.sentence_at(place.start)
    clause = agreement.clause_at(place.start)
    if clause is None or clause.heading is None or not clause.span.start <= place.start:
        return False
    rest = agreement.text[clause.heading.end : sentence.end]
    return place.start < sentence.end and not rest.strip("】：:》〕]）) \t\u3000")


def statement(agreement: Agreement, sentence: Span) -> Span:
    """A sentence without the number of its clause and the mark that ends it."""
    clause = agreement.clause_at(sentence.start)
    start, end = sentence.start, sentence.end
    if clause is not None and clause.number_span.start <= start < clause.number_span.end:
        start = min(end, clause.number_span.end)
    while start < end and agreement.text[start] in " \t\u3000\n、.．":
        start += 1
    while end > start and agreement.text[end - 1] in "。；;":
        end -= 1
    return Span(start, end)


def row_text(agreement: Agreement, place: Span) -> str:
    """The cells beside a place in its table, folded, with tabs between them; empty outside tables."""
    table = agreement.table_at(place.start)
    if table is None:
        return ""
    row = next((cell.row for cell in table.cells if cell.span.start <= place.start <= cell.span.end), None)
    return "\t".join(agreement.folded(cell.span) for cell in table.cells if cell.row == row)


def following(agreement: Agreement, sentence: Span) -> str:
    """The sentence after one, folded, if it stands in the same clause; else empty."""
    index = _first_from(agreement, sentence.start)
    if index == len(agreement.sentences) or agreement.sentences[index] != sentence:
        return ""
    index += 1
    clause = agreement.clause_at(sentence.start)
    if index == len(agreement.sentences) or (
        clause is not None and not clause.span.contains(agreement.sentences[index])
    ):
        return ""
    return agreement.folded(agreement.sentences[index])


def sentences_in(agreement: Agreement, span: Span) -> tuple[Span, ...]:
    """The sentences that lie in a span, in order."""
    begin, end = _first_from(agreement, span.start), _first_from(agreement, span.end)
    return tuple(one for one in agreement.sentences[begin:end] if one.end <= span.end)


def _first_from(agreement: Agreement, offset: int) -> int:
    return bisect_left(agreement.sentences, offset, key=lambda one: one.start)
