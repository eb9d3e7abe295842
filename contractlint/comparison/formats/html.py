"""A comparison as one page of HTML that loads nothing, runs nothing and prints well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import groupby

from contractlint.comparison.comparison import (
    DELETE,
    EQUAL,
    INSERT,
    INTRODUCED,
    SOLVED,
    UNCHANGED,
    ClauseChange,
    Comparison,
    RiskChange,
    ValueChange,
)
from contractlint.comparison.formats import sentences
from contractlint.comparison.formats.styles import CSS
from contractlint.finding import Severity
from contractlint.formats import Look
from contractlint.formats.citations import law_text
from contractlint.formats.words import DISCLAIMER, SEVERITY_TITLES
from contractlint.formats.wrapping import printable
from contractlint.text import Span

_STOPS = "。；\n\t"
_REACH = 80
"""Characters of a long sentence that are shown on either side of a place."""


def render(comparison: Comparison, look: Look) -> str:
    """The whole page; everything out of the drafts is escaped."""
    digest = b64encode(sha256(CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{sentences.TITLE}</title>",
            f"<style>{CSS}</style>",
            "</head>",
            "<body>",
            *_head(comparison),
            "<main>",
            *_risks(comparison, look),
            *_values(comparison),
            *_order(comparison),
            *_clauses(comparison),
            "</main>",
            *_tail(comparison),
            "</body>",
            "</html>",
            "",
        ]
    )


def _text(text: str) -> str:
    return escape(printable(text))


def _head(comparison: Comparison) -> Iterator[str]:
    yield f"<header><h1>{sentences.TITLE}</h1>"
    yield f'<p class="answer">{_text(sentences.conclusion(comparison))}</p>'
    if score := sentences.scores(comparison):
        yield f'<p class="score">{score}</p>'
    yield '<dl class="drafts">'
    for name, report in zip(sentences.names(comparison), (comparison.old, comparison.new), strict=True):
        yield f"<div><dt>{name}</dt><dd>{_text(sentences.document(report))}</dd></div>"
    yield "</dl>"
    for notice in sentences.notices(comparison):
        yield f'<p class="notice">{_text(notice)}</p>'
    yield "</header>"


def _risks(comparison: Comparison, look: Look) -> Iterator[str]:
    for status, title in sentences.GROUPS:
        risks = [
            risk
            for risk in comparison.with_status(status)
            if look.show_info or risk.finding.severity is not Severity.INFO
        ]
        if risks:
            yield f'<section><h2>{title} <span class="count">{len(risks)}</span></h2>'
            for risk in risks:
                yield from _risk(risk, comparison)
            yield "</section>"


def _risk(risk: RiskChange, comparison: Comparison) -> Iterator[str]:
    finding = risk.finding
    kind = "solved" if risk.status == SOLVED else finding.severity.key
    yield f'<article class="risk {kind}">'
    yield f"<h3><b>{finding.code}</b> {_text(finding.title)}</h3>"
    place = sentences.where(finding) or "首部"
    yield f'<p class="place">{_text(place)} · {SEVERITY_TITLES[finding.severity]}</p><dl>'
    if note := sentences.kept_note(risk):
        yield _row("变化", _text(note))
    if not finding.absent and risk.status != SOLVED:
        quotes = _quotes(comparison.new.source.text, [one.span for one in (risk.added or finding.evidence)][:6])
        yield _row("原文", "<br>".join(quotes))
    yield _row("问题", _text(finding.message))
    if risk.status == INTRODUCED or risk.worse:
        yield _row("改法", _text(finding.advice))
        if law := law_text(finding.law):
            yield _row("依据", _text(law))
    for one in risk.revisions:
        yield _row(sentences.revision_label([one]), _text(sentences.revision(one)))
    yield "</dl></article>"


def _row(label: str, content: str) -> str:
    return f"<div><dt>{label}</dt><dd>{content}</dd></div>"


def _quotes(text: str, places: Sequence[Span]) -> list[str]:
    """The sentences that hold the places, which are marked; each sentence once."""
    sentences_of: dict[tuple[int, int], list[Span]] = {}
    for place in places:
        first = max(text.rfind(mark, 0, place.start) for mark in _STOPS) + 1
        last = min((at + 1 for mark in _STOPS if (at := text.find(mark, place.end)) >= 0), default=len(text))
        sentences_of.setdefault((max(first, place.start - _REACH), min(last, place.end + _REACH)), []).append(place)
    return [_marked(text, start, end, marks) for (start, end), marks in sentences_of.items()]


def _marked(text: str, start: int, end: int, places: Sequence[Span]) -> str:
    parts: list[str] = []
    for place in sorted(places):
        if place.start >= start:
            parts += [_text(_flat(text[start : place.start])), f"<mark>{_text(_flat(place.of(text)))}</mark>"]
            start = place.end
    return "".join([*parts, _text(_flat(text[start:end]))]).strip()


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " │ ")


def _values(comparison: Comparison) -> Iterator[str]:
    if not comparison.values:
        return
    old, new = sentences.names(comparison)
    yield f'<section><h2>改动的数值和当事人 <span class="count">{len(comparison.values)}</span></h2>'
    yield f'<table class="values"><thead><tr><th></th><th>{old}</th><th>{new}</th></tr></thead><tbody>'
    for change in comparison.values:
        yield _value_row(change, old, new)
    yield "</tbody></table></section>"


def _value_row(change: ValueChange, old: str, new: str) -> str:
    cells = [
        f'<td data-name="{name}"><{tag}>{_text(sentences.value_text(value))}</{tag}>'
        f"<small>{_text(value.place.name) if value else ''}</small></td>"
        for name, value, tag in ((old, change.old, "del"), (new, change.new, "ins"))
    ]
    return f"<tr><th>{_text(sentences.value_title(change))}</th>{''.join(cells)}</tr>"


def _order(comparison: Comparison) -> Iterator[str]:
    if comparison.moves:
        yield f'<section><h2>移动的条款 <span class="count">{len(comparison.moves)}</span></h2>'
        yield _list(sentences.move_sentence(move, comparison) for move in comparison.moves)
        yield "</section>"
    if comparison.references:
        yield f'<section><h2>没有随编号改的引用 <span class="count">{len(comparison.references)}</span></h2>'
        yield _list(sentences.stale_sentence(one) for one in comparison.references)
        yield "</section>"


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(item)}</li>" for item in items) + "</ul>"


def _clauses(comparison: Comparison) -> Iterator[str]:
    changes = comparison.changes
    if not changes:
        return
    old, new = sentences.names(comparison)
    same = len(comparison.clauses) - len(changes)
    yield f'<section><h2>文字改动 <span class="count">{len(changes)}</span></h2>'
    yield f'<p class="folded">另有 {same} 处没有变化，不列出。</p>'
    for (kind, title), group in groupby(
        changes, key=lambda one: (sentences.clause_kind(one), sentences.clause_title(one))
    ):
        yield f'<article class="clause"><h3><span class="kind">{kind}</span> {_text(title)}</h3>'
        for change in group:
            yield from _sides(change, comparison, old, new)
        yield "</article>"
    yield "</section>"


def _sides(change: ClauseChange, comparison: Comparison, old: str, new: str) -> Iterator[str]:
    stretches = sentences.stretches(change, comparison.old.source.text, comparison.new.source.text)
    if row := sentences.row_title(change):
        yield f'<p class="row">{row}</p>'
    yield '<div class="sides">'
    for name, places, op, tag in ((old, change.old, DELETE, "del"), (new, change.new, INSERT, "ins")):
        words = [
            _text(one.text) if one.op == EQUAL else f"<{tag}>{_text(one.text)}</{tag}>"
            for one in stretches
            if one.op in (EQUAL, op)
        ]
        body = "".join(words) if places else '<span class="none">（无）</span>'
        yield f'<div data-name="{name}"><p>{body}</p></div>'
    yield "</div>"


def _tail(comparison: Comparison) -> Iterator[str]:
    yield "<footer>"
    still = len(comparison.with_status(UNCHANGED))
    if still:
        yield f"<p>另有 {still} 项风险两稿都有，没有变化，不列出。</p>"
    yield f"<p>{DISCLAIMER}</p></footer>"
