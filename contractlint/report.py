"""Everything a format may show, and nothing it would have to work out for itself."""

from __future__ import annotations

from dataclasses import dataclass

from contractlint.engine import NOT_ASSESSED, VIOLATED, Check, Outcome
from contractlint.finding import Finding, Severity
from contractlint.model import Agreement, Field, Party
from contractlint.rulebook.book import Rulebook
from contractlint.score import Bill, bill
from contractlint.text import SourceText, Span

PASS, REVISE, REJECT, NOT_ASSESSABLE = "pass", "revise", "reject", "not_assessable"


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something the file holds that was not judged: how many characters, and a sentence that says what."""

    kind: str
    characters: int
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was reviewed."""

    path: str
    sha256: str
    title: str
    type: str
    type_title: str
    characters: int
    revisions: int
    comments: int
    judged: str
    not_read: tuple[NotRead, ...]


@dataclass(frozen=True, slots=True)
class PartyField:
    """A field of a party; ``value`` is empty where ``blank``."""

    key: str
    value: str
    blank: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party as the report shows it."""

    role: str
    label: str
    name: str
    name_span: Span | None
    fields: tuple[PartyField, ...]


@dataclass(frozen=True, slots=True)
class ModuleStatus:
    """``there``, ``partly`` (there, but a rule says something of it is missing), ``missing`` or ``not_assessed``."""

    code: str
    title: str
    status: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``pass``, ``revise``, ``reject`` or ``not_assessable``, and the sentence for it."""

    code: str
    text: str


@dataclass(frozen=True)
class Report:
    """The whole answer; ``source`` is the text that all spans index."""

    document: Document
    parties: tuple[PartyCard, ...]
    modules: tuple[ModuleStatus, ...]
    checks: tuple[Check, ...]
    score: Bill | None
    verdict: Verdict
    findings: tuple[Finding, ...]
    source: SourceText
    rules_version: str

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


def build_report(agreement: Agreement, outcome: Outcome, book: Rulebook) -> Report:
    """Put together what was understood and what was found."""
    readable = agreement.assessability.readable
    score, findings = bill(outcome.findings)
    return Report(
        document=_document(agreement, book),
        parties=tuple(_card(party) for party in agreement.parties),
        modules=_modules(agreement, outcome, book),
        checks=outcome.checks,
        score=score if readable and any(check.status != NOT_ASSESSED for check in outcome.checks) else None,
        verdict=_verdict(agreement, findings, score),
        findings=findings,
        source=agreement.source,
        rules_version=book.version,
    )


def _document(agreement: Agreement, book: Rulebook) -> Document:
    source = agreement.source
    titles = {words.code: words.title for words in book.vocabulary.types}
    return Document(
        path=source.path,
        sha256=source.sha256,
        title=agreement.folded(agreement.title).replace("\n", "").strip() if agreement.title else "",
        type=agreement.type.code,
        type_title=titles.get(agreement.type.code, "通用合同"),
        characters=sum(not character.isspace() for character in source.text),
        revisions=len(source.revisions),
        comments=len(source.comments),
        judged=source.judged,
        not_read=tuple(NotRead(one.kind, one.characters, one.note) for one in source.omissions),
    )


def _card(party: Party) -> PartyCard:
    fields = tuple(_field(key, best) for key in party.repeats if (best := party.field(key)) is not None)
    name = party.name
    return PartyCard(
        role=party.role,
        label=party.label,
        name="" if name is None or name.blank else name.value,
        name_span=None if name is None else name.span,
        fields=fields,
    )


def _field(key: str, field: Field) -> PartyField:
    return PartyField(key, field.value, field.blank, field.span)


def _modules(agreement: Agreement, outcome: Outcome, book: Rulebook) -> tuple[ModuleStatus, ...]:
    absent = {finding.module for finding in outcome.findings if finding.absent}
    statuses = []
    for words in book.vocabulary.modules:
        module = agreement.modules.get(words.code)
        if not agreement.assessability.readable:
            status = "not_assessed"
        elif module is None:
            status = "missing"
        else:
            status = "partly" if words.code in absent else "there"
        clauses: tuple[str, ...] = ()
        if module is not None:
            clauses = tuple(
                dict.fromkeys(
                    label for clause in module.clauses if (label := _label(agreement, clause.number, clause.heading))
                )
            )
        statuses.append(ModuleStatus(words.code, words.title, status, clauses))
    return tuple(statuses)


def _label(agreement: Agreement, number: str, heading: Span | None) -> str:
    title = agreement.folded(heading).strip() if heading else ""
    return f"{number} {title}".strip()


def _verdict(agreement: Agreement, findings: tuple[Finding, ...], score: Bill) -> Verdict:
    if not agreement.assessability.readable:
        return Verdict(NOT_ASSESSABLE, agreement.assessability.reason)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if errors and score.points < 40:
        return Verdict(REJECT, f"不建议按现稿签署：有 {errors} 处必须改，{warnings} 处建议改。")
    if errors:
        return Verdict(REVISE, f"修改后再签：有 {errors} 处必须改，{warnings} 处建议改。")
    if warnings:
        return Verdict(PASS, f"没有发现必须改的地方；有 {warnings} 处建议改。")
    return Verdict(PASS, "按现有规则没有发现需要改的地方。")


__all__ = [
    "VIOLATED",
    "Check",
    "Document",
    "ModuleStatus",
    "NotRead",
    "PartyCard",
    "PartyField",
    "Report",
    "Verdict",
    "build_report",
]
