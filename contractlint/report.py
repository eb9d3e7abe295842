"""Everything a format may show, and nothing it would have to work out for itself."""

from __future__ import annotations

from contractlint.dataclass import dataclass
from contractlint.decisions import Decided, WaivedFinding
from contractlint.engine import NOT_ASSESSED, VIOLATED, Check, Outcome
from contractlint.facts import Facts, facts_of
from contractlint.finding import Finding, Severity
from contractlint.model import CLOCKS, Agreement, Clock, Field, Party
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Rule
from contractlint.score import Bill, bill
from contractlint.text import SourceText, Span

_UNITS = {"minute": "分钟", "hour": "小时", "workday": "个工作日", "day": "日"}
PASS, REVISE, REJECT, NOT_ASSESSABLE = "pass", "revise", "reject", "not_assessable"


@dataclass(frozen=True, slots=True)
class NotRead:
    """Something the file holds that was not judged: how many characters, and a sentence that says what."""

    kind: str
    characters: int
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was reviewed.

    ``path`` as given, empty for bytes and text; ``sha256`` of its bytes; ``type`` for programs (``tech-support``) and
    ``type_title`` in Chinese; ``characters`` without blanks; how many tracked changes and comments the file has, and
    whether it was judged with the changes ``accepted`` or ``rejected``; ``not_read``: what was left out.
    """

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
    places: tuple[Span, ...] = ()
    """Where each of ``clauses`` begins."""


@dataclass(frozen=True, slots=True)
class LevelCell:
    """What is promised for one level and clock, as written; ``open`` where that is no time, ``hole`` where nothing."""

    clock: str
    texts: tuple[str, ...]
    spans: tuple[Span, ...]
    open: bool
    hole: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One severity level; ``name`` is empty for what is promised without regard to levels."""

    name: str
    span: Span | None
    cells: tuple[LevelCell, ...]


@dataclass(frozen=True, slots=True)
class LevelGrid:
    """Levels × clocks (``response arrival restore resolve``, only those that belong here)."""

    clocks: tuple[str, ...]
    rows: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A link of the chain that proves the work: ``record contents signing signer deadline silence tie``.

    ``text`` and ``span`` quote the first place that speaks of it; ``missing`` names what a link lacks that is there in
    part.
    """

    kind: str
    there: bool
    text: str = ""
    span: Span | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``pass``, ``revise``, ``reject`` or ``not_assessable``, and the sentence for it."""

    code: str
    text: str


@dataclass(frozen=True)
class Report:
    """The whole answer; ``source`` is the text that all spans index."""

    document: Document
    """The file and what kind of agreement it is."""
    parties: tuple[PartyCard, ...]
    """In the order of the text."""
    modules: tuple[ModuleStatus, ...]
    """All modules of the catalogue, in its order."""
    checks: tuple[Check, ...]
    """One answer for each rule that was run, in order of code."""
    score: Bill | None
    """0 to 100 and the bill behind it; None where nothing could be assessed."""
    verdict: Verdict
    """The conclusion in a word and in a sentence."""
    findings: tuple[Finding, ...]
    """In order of place."""
    source: SourceText
    """The text as judged; what ``contractlint read`` prints."""
    rules_version: str
    """Hash of all rule files, 12 hexadecimal digits."""
    hidden: int = 0
    """Findings left out of ``findings`` because they only hurt the other side; score and verdict count them."""
    service_levels: LevelGrid | None = None
    """The times promised for faults; None where the agreement promises none."""
    records: tuple[RecordLink, ...] = ()
    """From the record to the payment; empty for agreements that need no such chain."""
    rules: tuple[Rule, ...] = ()
    """The rules that were run, without their examples."""
    waived: tuple[WaivedFinding, ...] = ()
    """Findings left out of ``findings``, score and verdict by a waiver."""
    known: int = 0
    """Findings left out because the baseline has them already."""
    below: int = 0
    """Findings left out of ``findings`` because they are below the least severity asked for; the score counts them."""
    configuration: str = ""
    """The configuration file that was in force; empty where there was none."""
    notices: tuple[str, ...] = ()
    """Sentences about the review itself that its reader should know: a waiver that has expired or matches nothing."""
    facts: Facts = Facts()
    """Total amount and term."""

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


_EXCHANGED = "这份草稿里甲方是提供的一方，乙方是付款的一方，各项检查按此判断。"


def build_report(agreement: Agreement, outcome: Outcome, book: Rulebook, decided: Decided | None = None) -> Report:
    """Put together what was understood, what was found and what was decided before: only open findings count."""
    readable = agreement.assessability.readable
    decided = decided or Decided(outcome.findings)
    score, findings = bill(decided.findings)
    return Report(
        document=_document(agreement, book),
        parties=tuple(_card(agreement.source, party) for party in agreement.parties),
        modules=_modules(agreement, outcome, book),
        checks=outcome.checks,
        score=score if readable and any(check.status != NOT_ASSESSED for check in outcome.checks) else None,
        verdict=_verdict(agreement, findings, score, decided),
        findings=findings,
        source=agreement.source,
        rules_version=book.version,
        service_levels=level_grid(agreement),
        records=record_chain(agreement),
        rules=_run(book, outcome),
        facts=facts_of(agreement),
        waived=decided.waived,
        known=decided.known,
        notices=(*((_EXCHANGED,) if readable and agreement.source.exchanged else ()), *decided.notices),
    )


def _run(book: Rulebook, outcome: Outcome) -> tuple[Rule, ...]:
    codes = {check.code for check in outcome.checks}
    return tuple(rule for rule in book.rules if rule.code in codes)


def _document(agreement: Agreement, book: Rulebook) -> Document:
    source = agreement.source
    titles = {words.code: words.title for words in book.vocabulary.types}
    return Document(
        path=source.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        sha256=source.sha256,
        title=agreement.folded(agreement.title).replace("\n", "").strip() if agreement.title else "",
        type=agreement.type.code,
        type_title=titles.get(agreement.type.code, "通用合同"),
        characters=sum(map(len, source.text.split())),
        revisions=len(source.revisions),
        comments=len(source.comments),
        judged=source.judged,
        not_read=tuple(NotRead(one.kind, one.characters, one.note) for one in source.omissions),
    )


def _card(source: SourceText, party: Party) -> PartyCard:
    fields = tuple(_field(key, best) for key in party.repeats if (best := party.field(key)) is not None)
    name = party.name
    return PartyCard(
        role=source.letter(party.role),
        label=source.lettered(party.label),
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
        clauses: dict[str, Span] = {}
        for clause in module.clauses if module is not None else ():
            if label := _label(agreement, clause.number, clause.heading):
                clauses.setdefault(label, clause.span)
        places = tuple(_first_line(agreement, span) for span in clauses.values())
        statuses.append(ModuleStatus(words.code, words.title, status, tuple(clauses), places))
    return tuple(statuses)


def _first_line(agreement: Agreement, clause: Span) -> Span:
    end = agreement.text.find("\n", clause.start, clause.end)
    return Span(clause.start, clause.end if end < 0 else end)


def _label(agreement: Agreement, number: str, heading: Span | None) -> str:
    title = agreement.folded(heading).strip() if heading else ""
    return agreement.source.lettered(f"{number} {title}".strip())


def level_grid(agreement: Agreement) -> LevelGrid | None:
    """The grid of the agreement, with a hole wherever a level has no word on a clock."""
    found = agreement.service_levels
    if not found.clocks:
        return None
    used = {clock.kind for clock in found.clocks} | {"response"}
    used |= set() if used & {"restore", "resolve"} else {"restore"}
    clocks = tuple(kind for kind in CLOCKS if kind in used)
    ranks: list[tuple[int | None, str, Span | None]] = [(level.rank, level.name, level.span) for level in found.levels]
    if not ranks or any(clock.rank is None for clock in found.clocks):
        ranks.append((None, "", None))
    return LevelGrid(
        clocks,
        tuple(
            LevelRow(name, span, tuple(_level_cell(agreement, rank, kind) for kind in clocks))
            for rank, name, span in ranks
        ),
    )


def _level_cell(agreement: Agreement, rank: int | None, kind: str) -> LevelCell:
    own = [clock for clock in agreement.service_levels.clocks if clock.kind == kind and clock.rank == rank]
    written = [(clock, text) for clock in own if (text := _time_text(agreement, clock))]
    general = any(clock.rank is None for clock in agreement.service_levels.at(rank, kind))
    graded = rank is not None or not agreement.service_levels.levels
    return LevelCell(
        kind,
        tuple(dict.fromkeys(text for _, text in written)),
        tuple(clock.span for clock, _ in written),
        open=not any(clock.period for clock, _ in written),
        hole=not written and not general and graded,
    )


def _time_text(agreement: Agreement, clock: Clock) -> str:
    """The time as written, with its unit where that stands in the header of the column."""
    text = " ".join(agreement.folded(clock.span).split())
    bare = clock.period is not None and text.replace(".", "").isdigit()
    return text + _UNITS.get(clock.period.unit, "") if bare and clock.period else text


_CONTENTS = {"problem": "问题", "process": "处理过程", "result": "结果"}
_CHAINED = frozenset({"tech-support"})


def record_chain(agreement: Agreement) -> tuple[RecordLink, ...]:
    """The chain of the agreement, link by link; a form without records still shows every link as missing."""
    if not agreement.assessability.readable or agreement.type.code not in _CHAINED:
        return ()
    found = agreement.records
    contents = dict(reversed(found.contents))
    lacking = tuple(name for kind, name in _CONTENTS.items() if kind not in contents)
    links = {
        "record": found.records,
        "contents": tuple(sorted(contents.values())),
        "signing": found.signing,
        "signer": found.named_signers,
        "deadline": found.deadlines,
        "silence": found.silence,
        "tie": found.ties,
    }
    return tuple(
        _record_link(agreement, kind, places, lacking if kind == "contents" and places else ())
        for kind, places in links.items()
    )


def _record_link(agreement: Agreement, kind: str, places: tuple[Span, ...], missing: tuple[str, ...]) -> RecordLink:
    if not places:
        return RecordLink(kind, there=False)
    return RecordLink(kind, there=not missing, text=places[0].of(agreement.text), span=places[0], missing=missing)


def _verdict(agreement: Agreement, findings: tuple[Finding, ...], score: Bill, decided: Decided) -> Verdict:
    if not agreement.assessability.readable:
        return Verdict(NOT_ASSESSABLE, agreement.assessability.reason)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if errors and score.points < 40:
        return Verdict(REJECT, f"不建议按现稿签署：有 {errors} 处必须改，{warnings} 处建议改。")
    if errors:
        return Verdict(REVISE, f"修改后再签：有 {errors} 处必须改，{warnings} 处建议改。")
    besides = _besides(decided)
    if warnings:
        return Verdict(PASS, f"{besides}没有发现必须改的地方；有 {warnings} 处建议改。")
    return Verdict(PASS, f"{besides or '按现有规则'}没有发现需要改的地方。")


def _besides(decided: Decided) -> str:
    """What a verdict without errors must not keep silent about."""
    left_out = [
        f"{name}的 {count} 处"
        for count, name in ((len(decided.waived), "已豁免"), (decided.known, "基线里已有"))
        if count
    ]
    return f"除{'、'.join(left_out)}以外，" if left_out else ""


__all__ = [
    "VIOLATED",
    "Check",
    "Document",
    "LevelCell",
    "LevelGrid",
    "LevelRow",
    "ModuleStatus",
    "NotRead",
    "PartyCard",
    "PartyField",
    "RecordLink",
    "Report",
    "Verdict",
    "WaivedFinding",
    "build_report",
]
