"""The examples of a rule are its tests: what the runner refuses, and mutants of a rule that its examples must kill."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.dataclass import dataclass, replace
from contractlint.engine import NOT_ASSESSED, Outcome, run
from contractlint.model import Agreement, Assessability
from contractlint.parser import parse
from contractlint.readers import read
from contractlint.readers.limits import Limits
from contractlint.regex import compile_regex
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Example, Rule
from contractlint.text import Span

OPEN, CLOSE = "⟦", "⟧"
_PLACEHOLDER = compile_regex(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Trial:
    """An example as judged by its rule: where it should hit and where it does."""

    example: Example
    text: str
    marks: tuple[Span, ...]
    hits: tuple[Span, ...]
    outcome: Outcome

    def shown(self, spans: tuple[Span, ...]) -> str:
        """The text with these spans marked, so that a difference can be read."""
        shown = self.text
        for span in sorted(spans, reverse=True):
            shown = f"{shown[: span.start]}{OPEN}{span.of(shown)}{CLOSE}{shown[span.end :]}"
        return shown


def unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without marks, and the spans they enclosed."""
    plain = ""
    marks: list[Span] = []
    start: int | None = None
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece == OPEN:
            start = len(plain)
        elif piece == CLOSE and start is not None:
            marks.append(Span(start, len(plain)))
            start = None
        else:
            plain += piece
    return plain, tuple(marks)


def agreement_of(example: Example, rule: Rule, book: Rulebook) -> tuple[Agreement, tuple[Span, ...]]:
    """An example as an agreement of a type the rule is for; always assessable, being only a piece of one."""
    text, marks = unmark(example.text)
    source = read(text.encode("utf-8"), "example.txt", revisions="accept", limits=Limits())
    code = example.type or (rule.applies[0] if rule.applies else "general")
    agreement = parse(source, book.vocabulary, type_code=code)
    return replace(agreement, assessability=Assessability()), marks


def attempt(example: Example, rule: Rule, book: Rulebook) -> Trial:
    """Judge one example by its rule alone."""
    agreement, marks = agreement_of(example, rule, book)
    return _judge(example, agreement, marks, rule)


def _judge(example: Example, agreement: Agreement, marks: tuple[Span, ...], rule: Rule) -> Trial:
    outcome = run(agreement, (rule,))
    hits = sorted({one.span for finding in outcome.findings for one in finding.evidence})
    return Trial(example, agreement.text, marks, tuple(hits), outcome)


def faults(rule: Rule, book: Rulebook, *, least: int = 2) -> list[str]:
    """Everything that is wrong with the examples of a rule, ``least`` bad and good ones; empty when it is proven."""
    found: list[str] = []
    examples = rule.examples
    if len(examples.bad) < least or len(examples.good) < least:
        found.append(f"{rule.place}：{rule.code} 的 examples 里至少要有 {least} 个 bad 和 {least} 个 good 例子")
    every = [*examples.bad, *examples.good, *examples.missed, *examples.false_alarm]
    if len({unmark(example.text)[0] for example in every}) < len(every):
        found.append(f"{rule.place}：{rule.code} 有重复的例子")
    for example in examples.bad:
        found.extend(_bad(attempt(example, rule, book), rule))
    for example in examples.good:
        trial = attempt(example, rule, book)
        if trial.hits:
            found.append(f"{example.place}：{rule.code} 的 good 例子报了：{trial.shown(trial.hits)}")
        found.extend(_crashed(trial, rule))
    for example in examples.missed:
        trial = attempt(example, rule, book)
        if trial.hits == trial.marks:
            found.append(f"{example.place}：{rule.code} 的 missed 例子已能报出，请移到 bad")
    found.extend(
        f"{example.place}：{rule.code} 的 false_alarm 例子已不再误报，请移到 good"
        for example in examples.false_alarm
        if not attempt(example, rule, book).hits
    )
    return found


def _bad(trial: Trial, rule: Rule) -> Iterator[str]:
    place = trial.example.place
    yield from _crashed(trial, rule)
    if not trial.marks:
        yield f"{place}：{rule.code} 的 bad 例子没有用 {OPEN}{CLOSE} 标出位置"
    elif trial.hits != trial.marks:
        reasons = "".join(check.reason for check in trial.outcome.checks)
        yield (
            f"{place}：{rule.code} 报的位置与标记不同\n"
            f"应为：{trial.shown(trial.marks)}\n实为：{trial.shown(trial.hits)}\n{reasons}"
        )
    yield from _unfilled(trial, rule)


def _unfilled(trial: Trial, rule: Rule) -> Iterator[str]:
    wanted = set(_PLACEHOLDER.findall(rule.message + rule.why + rule.advice))
    for finding in trial.outcome.findings:
        for text in (finding.message, finding.why, finding.advice):
            if any(name in text for name in wanted):
                yield f"{trial.example.place}：{rule.code} 的文字里留着占位符：{text}"


def unfilled(rule: Rule, book: Rulebook) -> list[str]:
    """Placeholders of message and advice that a hit of the rule leaves as they are."""
    return [fault for example in rule.examples.bad for fault in _unfilled(attempt(example, rule, book), rule)]


def _crashed(trial: Trial, rule: Rule) -> Iterator[str]:
    for check in trial.outcome.checks:
        if check.status == NOT_ASSESSED and "出错" in check.reason:
            yield f"{trial.example.place}：{rule.code} {check.reason}"


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Weaker or stronger versions of a declarative rule, each named by what was changed."""
    for key, value in rule.options.items():
        if not isinstance(value, tuple):
            if value is True:
                yield f"without {key}", replace(rule, options={**rule.options, key: False})
            continue
        if len(value) == 1 and key in ("unless", "only", "also", "where", "not_where", "when", "when_module"):
            yield f"without {key}", replace(rule, options=_without(rule, key))
            continue
        if len(value) > 1 and key != "anchor":
            for index in range(len(value)):
                fewer = value[:index] + value[index + 1 :]
                yield f"{key} without {value[index]!r}", replace(rule, options={**rule.options, key: fewer})
    if rule.applies:
        yield "for every type", replace(rule, applies=())


def _without(rule: Rule, key: str) -> dict[str, str | bool | tuple[str, ...]]:
    return {name: value for name, value in rule.options.items() if name != key}


def survivors(rule: Rule, book: Rulebook) -> list[str]:
    """Names of the mutants that no example of the rule tells from the rule itself."""
    read_examples = [
        (example, *agreement_of(example, rule, book), expected)
        for expected, group in ((True, rule.examples.bad), (False, rule.examples.good))
        for example in group
    ]
    alive = []
    for name, mutant in mutants(rule):
        for example, agreement, marks, bad in read_examples:
            hits = _judge(example, agreement, marks, mutant).hits
            if hits != (marks if bad else ()):
                break
        else:
            alive.append(name)
    return alive
