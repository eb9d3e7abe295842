"""What the page of a rule says, in a terminal and in the documents alike; its examples are run, not retold."""

from __future__ import annotations

from contractlint.dataclass import dataclass
from contractlint.examples import attempt
from contractlint.finding import Finding
from contractlint.formats.citations import law_text
from contractlint.formats.labels import without_values
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Example, Rule

SEVERITIES = {"error": "必须改（error）", "warning": "建议改（warning）", "info": "请确认（info）"}
_SIDES = {"甲": "甲方", "乙": "乙方", "双": "双方"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the report says of an example: the sentence, and the wording to use where values are filled into it.

    ``severity`` is empty unless it differs from that of the rule.
    """

    message: str
    advice: str
    severity: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as a page shows it, its places marked ⟦so⟧, and what the tool really says of it."""

    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of a page: labelled facts, labelled paragraphs, and titled examples."""

    code: str
    title: str
    name: str
    title_en: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, tuple[Shown, ...]], ...]


def page_of(rule: Rule, book: Rulebook) -> Page:
    """The page of a rule loaded with its examples; labels without a text are left out."""
    facts = (
        ("级别", SEVERITIES[rule.severity.key]),
        ("对谁不利", _SIDES[rule.side.value]),
        ("适用", _types(rule.applies, book) or "任何合同"),
        ("不用于", _types(rule.not_for, book)),
        ("自版本", rule.since),
    )
    paragraphs = (
        ("查什么", without_values(rule.message)),
        ("为什么", without_values(rule.why)),
        ("建议写法", without_values(rule.advice)),
        ("不必理会", without_values(rule.when_not)),
        ("依据", law_text(rule.law)),
    )
    examples = (
        ("会报", rule.examples.bad),
        ("不报", rule.examples.good),
        ("已知漏报", rule.examples.missed),
        ("已知误报", rule.examples.false_alarm),
    )
    return Page(
        code=rule.code,
        title=rule.title,
        name=rule.name,
        title_en=rule.title_en,
        facts=tuple((label, text) for label, text in facts if text),
        paragraphs=tuple((label, text) for label, text in paragraphs if text),
        examples=tuple((title, tuple(_shown(one, rule, book) for one in group)) for title, group in examples if group),
    )


def _types(codes: tuple[str, ...], book: Rulebook) -> str:
    titles = {words.code: words.title for words in book.vocabulary.types}
    return "、".join(f"{titles[code]}（{code}）" if code in titles else code for code in codes)


def _shown(example: Example, rule: Rule, book: Rulebook) -> Shown:
    findings = attempt(example, rule, book).outcome.findings
    return Shown(example.text.rstrip("\n"), tuple(_said(one, rule) for one in findings))


def _said(finding: Finding, rule: Rule) -> Said:
    return Said(
        finding.message,
        "" if finding.advice == rule.advice else finding.advice,
        "" if finding.severity is rule.severity else SEVERITY_TITLES[finding.severity],
    )
