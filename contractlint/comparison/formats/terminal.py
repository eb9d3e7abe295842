"""A comparison in a terminal: what got worse first, then values side by side, then the words clause by clause.

Deleted words stand in 〔删：…〕 and inserted ones in 〔增：…〕, so that nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from contractlint.comparison.comparison import (
    DELETE,
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
from contractlint.finding import Severity
from contractlint.formats import Look
from contractlint.formats.console import paper
from contractlint.formats.words import DISCLAIMER, SEVERITY_TITLES
from contractlint.formats.wrapping import excerpt, printable, width, wrap

_INDENT = 4
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "cyan"}
_OPS = {INSERT: ("〔增：", "〕", "green"), DELETE: ("〔删：", "〕", "red")}
_SINGLE = 24
"""Values that came or went without a counterpart, as many as are listed; the words of the clauses show them all."""


def render(comparison: Comparison, look: Look) -> str:
    """Text for a terminal of ``look.width`` columns; with ANSI colours where ``look.color``."""
    file, console = paper(look)
    page = _Page(console, comparison, look)
    page.head()
    page.risks()
    page.values()
    page.order()
    page.clauses()
    page.tail()
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


class _Page:
    def __init__(self, console: Console, comparison: Comparison, look: Look) -> None:
        self.console = console
        self.comparison = comparison
        self.look = look
        self.texts = comparison.old.source.text, comparison.new.source.text

    def head(self) -> None:
        """What is compared, the answer, the scores."""
        comparison = self.comparison
        self.console.print(Text(sentences.TITLE, style="bold"))
        self.console.rule(style="dim", characters="─")
        self._lines(sentences.conclusion(comparison), "bold red" if self._worse() else "bold")
        if score := sentences.scores(comparison):
            self._lines(score)
        for name, report in zip(sentences.names(comparison), (comparison.old, comparison.new), strict=True):
            self._lines(f"{name}：{sentences.document(report)}", "dim")
        for notice in sentences.notices(comparison):
            self._lines(notice, "yellow")
        self.console.print()

    def _worse(self) -> bool:
        return bool(self.comparison.worse(Severity.WARNING))

    def risks(self) -> None:
        """Introduced, changed, solved; what stayed is counted."""
        for status, title in sentences.GROUPS:
            listed = [risk for risk in self.comparison.with_status(status) if self._shown(risk)]
            if not listed:
                continue
            self._title(f"{title}（{len(listed)}）")
            for risk in listed:
                self._risk(risk)
            self.console.print()

    def _shown(self, risk: RiskChange) -> bool:
        return self.look.show_info or risk.finding.severity is not Severity.INFO

    def _risk(self, risk: RiskChange) -> None:
        finding = risk.finding
        place = f"{sentences.where(finding) or '首部'} · {SEVERITY_TITLES[finding.severity]}"
        if risk.status == SOLVED:
            self._solved(f"✓ {finding.code} ", f"{finding.title}  （{place}）")
            return
        self.console.print(
            Text(f"{_MARKS[finding.severity]} {finding.code} ", style=_STYLES[finding.severity]),
            Text(finding.title, style="bold"),
            sep="",
        )
        room = self.look.width - _INDENT
        self._labelled("位置", place, room)
        if note := sentences.kept_note(risk):
            self._labelled("变化", note, room)
        if not finding.absent:
            spans = [one.span for one in (risk.added or finding.evidence)]
            line, start, end = excerpt(self.texts[1], spans[0], room - 6)
            shown = Text("原文  " + line)
            shown.stylize("bold red", 4 + start + 2, 4 + end + 2)
            self.console.print(Text(" " * _INDENT) + shown)
            pad = _INDENT + 6 + width(line[:start])
            self.console.print(Text(" " * pad + "^" * max(1, width(line[start:end])), style="red"))
        self._labelled("问题", finding.message, room)
        if risk.status == INTRODUCED or risk.worse:
            self._labelled("改法", finding.advice, room)
        for one in risk.revisions[:4]:
            self._labelled(sentences.revision_label([one]), sentences.revision(one), room)
        if len(risk.revisions) > 4:
            self._labelled("", f"另有 {len(risk.revisions) - 4} 处修订（见 --format json）", room)

    def _solved(self, lead: str, text: str) -> None:
        for index, line in enumerate(wrap(text, self.look.width - len(lead))):
            self.console.print(Text(lead if index == 0 else " " * len(lead), style="green"), Text(line), sep="")

    def values(self) -> None:
        """Values side by side, with where they stand."""
        beside = [one for one in self.comparison.values if (one.old and one.new) or one.kind == "party"]
        single = [one for one in self.comparison.values if one not in beside]
        if beside:
            self._title(f"改动的数值和当事人（{len(beside)}）")
            for change in beside:
                self._beside(change)
            self.console.print()
        if single:
            self._title(f"随文字增删的数值（{len(single)}）")
            for old, title in ((True, "删去"), (False, "新增")):
                listed = [one for one in single if (one.old is not None) == old]
                if listed:
                    more = f"；等 {len(listed)} 个" if len(listed) > _SINGLE else ""
                    self._labelled(title, "；".join(_listed(listed[:_SINGLE])) + more, self.look.width - _INDENT)
            self.console.print()

    def _beside(self, change: ValueChange) -> None:
        title = sentences.value_title(change)
        values = f"{sentences.value_text(change.old)} → {sentences.value_text(change.new)}"
        places = dict.fromkeys(value.place.name for value in (change.old, change.new) if value)
        room = self.look.width - _INDENT
        self._labelled(title, values, room)
        if change.kind != "party":
            for line in wrap(" → ".join(places), room - width(title) - 2):
                self.console.print(Text(" " * (_INDENT + width(title) + 2) + line, style="dim"))

    def order(self) -> None:
        """Moves, and references that did not follow."""
        if self.comparison.moves:
            self._title(f"移动的条款（{len(self.comparison.moves)}）")
            for move in self.comparison.moves:
                self._lines(sentences.move_sentence(move, self.comparison), indent=2)
            self.console.print()
        if self.comparison.references:
            self._title(f"没有随编号改的引用（{len(self.comparison.references)}）")
            for one in self.comparison.references:
                self._lines(sentences.stale_sentence(one), "yellow", indent=2)
            self.console.print()

    def clauses(self) -> None:
        """The words that changed, clause by clause; what stayed is counted."""
        changes = self.comparison.changes
        if not changes:
            return
        same = sum(one.kind == UNCHANGED for one in self.comparison.clauses)
        self._title(f"文字改动（{len(changes)} 处；另有 {same} 处没有变化，不列出）")
        for (kind, name), group in groupby(changes, key=lambda one: (sentences.clause_kind(one), _clause_of(one))):
            self.console.print()
            for line in wrap(f"[{kind}] {name}", self.look.width):
                self.console.print(Text(line, style="bold"))
            for change in group:
                self._words(change)
        self.console.print()

    def _words(self, change: ClauseChange) -> None:
        row = sentences.row_title(change)
        pieces: list[tuple[str, str]] = [(f"{row}：", "dim")] if row else []
        for one in sentences.stretches(change, *self.texts):
            before, after, style = _OPS.get(one.op, ("", "", ""))
            pieces.append((before + printable(one.text) + after, style))
        _print_wrapped(self.console, pieces, self.look.width, _INDENT)

    def tail(self) -> None:
        """What is not shown."""
        still = len(self.comparison.with_status(UNCHANGED))
        if still:
            self._lines(f"另有 {still} 项风险两稿都有，没有变化，不列出；用 contractlint review 查看。", "dim")
        hidden = sum(risk.status != UNCHANGED and not self._shown(risk) for risk in self.comparison.risks)
        if hidden:
            self._lines(f"另有 {hidden} 项「请确认」的变化没有列出，加 --show-info 查看。", "dim")
        self._lines(DISCLAIMER, "dim")

    def _title(self, text: str) -> None:
        self._lines(text, "bold reverse" if self.look.color else "bold")

    def _lines(self, text: str, style: str = "", indent: int = 0) -> None:
        for line in wrap(text, self.look.width - indent):
            self.console.print(Text(" " * indent + line, style=style))

    def _labelled(self, label: str, text: str, room: int) -> None:
        lead = f"{label}  " if label else "      "
        for index, line in enumerate(wrap(text, room - width(lead))):
            self.console.print(
                Text(" " * _INDENT), Text(lead if index == 0 else " " * width(lead), style="dim"), Text(line), sep=""
            )


def _clause_of(change: ClauseChange) -> str:
    """Rows of one table go under one title."""
    return sentences.clause_title(change)


def _listed(changes: Sequence[ValueChange]) -> list[str]:
    found: dict[str, list[str]] = {}
    for change in changes:
        value = change.old or change.new
        if value is not None:
            name = f"{change.name} " if change.name else ""
            found.setdefault(value.place.name, []).append(name + sentences.value_text(value))
    return [f"{place}：{'、'.join(texts)}" if place else "、".join(texts) for place, texts in found.items()]


def _print_wrapped(console: Console, pieces: Sequence[tuple[str, str]], columns: int, indent: int) -> None:
    """Styled pieces as one flowing text; breaks are those of the plain text."""
    plain = "".join(text for text, _ in pieces)
    styles = [style for text, style in pieces for _ in text]
    position = 0
    for line in wrap(plain, columns - indent):
        shown = Text(" " * indent)
        position = plain.find(line[:1], position) if line else position
        for character in line:
            position = plain.index(character, position)
            shown.append(character, styles[position])
            position += 1
        console.print(shown)
