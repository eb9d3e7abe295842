"""Patterns of a rule, and the surroundings they are judged in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from contractlint.model import Agreement, Clause, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans


@lru_cache(maxsize=2048)
def compiled(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern out of a rule's alternatives; compiled when first needed, since most rules never get so far."""
    return compile_regex("|".join(f"(?:{alternative})" for alternative in alternatives))


def texts(options: Options, key: str) -> tuple[str, ...]:
    """An option that is a list of strings; empty where it is not set."""
    value = options.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def pattern(options: Options, key: str) -> re.Pattern[str] | None:
    """An option that is a list of patterns, or None where it is not set."""
    alternatives = texts(options, key)
    return compiled(alternatives) if alternatives else None


def surroundings(agreement: Agreement, place: Span, within: str) -> Span:
    """The sentence, paragraph or clause around a place, or the whole text."""
    if within == "agreement":
        return agreement.judged
    if within == "clause":
        path = agreement.clause_path(place.start)
        return path[0].span if path else agreement.sentence_at(place.start)
    if within == "paragraph":
        block = agreement.block_at(place.start)
        return block.span if block else agreement.sentence_at(place.start)
    return agreement.sentence_at(place.start).join(place)


class Look:
    """Whether a pattern stands in a span. Each span is read once, however many places in it are judged by it."""

    __slots__ = ("_agreement", "_known", "_pattern")

    def __init__(self, agreement: Agreement, wanted: re.Pattern[str] | None) -> None:
        self._agreement = agreement
        self._pattern = wanted
        self._known: dict[Span, bool] = {}

    def finds(self, span: Span) -> bool:
        """Whether the pattern matches inside ``span``; no pattern never does."""
        if self._pattern is None:
            return False
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._agreement.search(self._pattern, span) is not None
        return known


class Places(tuple[Span, ...]):
    """Spans, indexed when they are many and asked for many places."""

    @cached_property
    def indexed(self) -> Spans:
        """The same spans, for questions about all of them."""
        return Spans(self)


_MANY = 12


def module_spans(agreement: Agreement, codes: tuple[str, ...]) -> Places:
    """Where the clauses of these modules stand."""
    return Places(
        clause.span for code in codes if code in agreement.modules for clause in agreement.modules[code].clauses
    )


def sentences_with(agreement: Agreement, *wanted: re.Pattern[str]) -> Iterator[tuple[Span, str]]:
    """Each sentence in which one of the patterns is found, in order, with its folded text.

    Only the sentences on lines that hold a cue of the patterns are read.
    """
    folded = folded_sentences(agreement)
    for index in _cued(agreement, wanted):
        text = folded[index]
        for pattern in wanted:
            if pattern.search(text) is not None:
                yield agreement.sentences[index], text
                break


@once
def folded_sentences(agreement: Agreement) -> tuple[str, ...]:
    """The folded text of each sentence, in order."""
    return tuple(map(agreement.folded, agreement.sentences))


def _cued(agreement: Agreement, wanted: Iterable[re.Pattern[str]]) -> Iterable[int]:
    """Which sentences the patterns could be found in."""
    lines: set[int] = set()
    for pattern in wanted:
        cued = agreement.normalized.cued_lines(pattern)
        if cued is None:
            return range(len(agreement.sentences))
        lines.update(cued)
    on_line = _on_line(agreement)
    return sorted({index for line in lines for index in on_line.get(line, ())})


@once
def _on_line(agreement: Agreement) -> dict[int, list[int]]:
    """By line of the folded view, counted from 0, which sentences stand on it."""
    by_line: dict[int, list[int]] = {}
    view = agreement.normalized
    line = done = 0
    for index, sentence in enumerate(agreement.sentences):
        place = view.from_source(sentence)
        line += view.text.count("\n", done, place.start)
        last = line + view.text.count("\n", place.start, place.end)
        for number in range(line, last + 1):
            by_line.setdefault(number, []).append(index)
        line, done = last, place.end
    return by_line


_COMPOUND = compile_regex("其[他它]|[与和及、]")
_TOPICS = {
    "B": compile_regex("违约|赔偿"),
    "D": compile_regex("数据|信息|备份"),
    "E": compile_regex("解除|终止"),
    "J": compile_regex("争议|仲裁|法院|诉讼|起诉|管辖|纠纷"),
    "K": compile_regex("保密|秘密|披露|泄露|泄密"),
    "M": compile_regex("不可抗|不能预见"),
    "N": compile_regex("通知|送达|联系|地址"),
    "P": compile_regex("知识产权|著作权|专利|版权|侵权|所有权|使用权"),
    "R": compile_regex("责任|赔偿|损失"),
}


def own_spans(agreement: Agreement, codes: tuple[str, ...]) -> Places:
    """Where these modules stand; of a clause on several matters (争议解决与其他) only the children on one of them.

    For rules that keep out of those matters: the other children are ordinary clauses.
    """
    spans: list[Span] = []
    for code in codes:
        topic = _TOPICS.get(code)
        for clause in agreement.modules[code].clauses if code in agreement.modules else ():
            heading = agreement.folded(clause.heading) if clause.heading else ""
            if topic is None or len(clause.children) < 2 or not _COMPOUND.search(heading):
                spans.append(clause.span)
                continue
            children = [child.span for child in clause.children if agreement.search(topic, child.span) is not None]
            spans.extend(children or [clause.span])
    return Places(spans)


def inside(place: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a place lies in one of the spans."""
    if len(spans) > _MANY and isinstance(spans, Places):
        return spans.indexed.around(place)
    start, end = place.start, place.end
    # Spelled out: asked a hundred thousand times a review.
    for span in spans:  # noqa: SIM110
        if span.start <= start and end <= span.end:
            return True
    return False


def in_heading(agreement: Agreement, place: Span) -> bool:
    """Whether a place lies in the title or in the heading of a clause."""
    return heads(agreement, place, agreement.clause_path(place.start))


def heads(agreement: Agreement, place: Span, path: tuple[Clause, ...]) -> bool:
    """The same of a place whose path of clauses is known."""
    if agreement.title is not None and agreement.title.overlaps(place):
        return True
    heading = path[-1].heading if path else None
    return heading is not None and heading.contains(place)


def anchor(agreement: Agreement, codes: tuple[str, ...]) -> Span:
    """Where something missing belongs: the heading (else the first sentence) of the first of these modules that is
    there, else the title."""
    for code in codes:
        module = agreement.modules.get(code)
        if module is None:
            continue
        for clause in module.clauses:
            return clause.heading or agreement.sentence_at(clause.own.start)
        for mark in module.marks:
            return agreement.sentence_at(mark.span.start)
    return agreement.anchor
