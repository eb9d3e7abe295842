"""The only door for everything below: read, understand, judge."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePath

from contractlint.dataclass import replace
from contractlint.decisions import Baseline, Decided, Subject, all_places, decide
from contractlint.decisions.baseline import is_report, read_report
from contractlint.engine import NOT_ASSESSED, Outcome, run, split
from contractlint.errors import UnreadableFile, UsageError
from contractlint.finding import Finding, Severity, Side
from contractlint.model import Agreement, Assessability
from contractlint.parser import parse
from contractlint.parser.names import fold_name
from contractlint.readers import READERS, read, read_bytes, read_path
from contractlint.readers.package import shown
from contractlint.report import NOT_ASSESSABLE, Report, build_report
from contractlint.rulebook.book import Rulebook, load_rulebook
from contractlint.rulebook.rule import Rule
from contractlint.settings import OWN_SIDE, SIDES, Settings, chosen_rules, chosen_severity, graded, known_types, suited
from contractlint.text import Span

_DEFAULT = Settings()
NEARLY = 85.0
"""How alike of 100 a party's name must be to one's own to be taken for a slip of the pen."""


def review(draft: Path | bytes | str, settings: Settings = _DEFAULT) -> Report:
    """Review a draft: a ``Path``, the bytes of a file (format by content), or plain text (``str``).

    All spans of the report are offsets in code points into ``report.source.text``. The same draft and settings give the
    same report, always. Nothing is written and no socket is opened.

    Raises UnreadableFile (exit code 3) where the file cannot be read, UsageError or RuleFault (2) for wrong settings.
    A text that was read but cannot be assessed is a report with verdict ``not_assessable`` (4).
    """
    book = load_rulebook(settings.packs)
    usable_rules(book, settings)
    return judge(understand(draft, settings, book), settings, book)


def judge(agreement: Agreement, settings: Settings = _DEFAULT, book: Rulebook | None = None) -> Report:
    """Review a draft that :func:`understand` has read with the same settings."""
    book = book or load_rulebook(settings.packs)
    rules = usable_rules(book, settings)
    outcome = _judge(agreement, suited(rules, agreement.type.code, settings), book, settings)
    outcome = _graded(outcome, book, settings)
    report = build_report(agreement, outcome, book, _decided(agreement, outcome, book, settings))
    report = replace(report, rules=tuple(graded(rule, settings) for rule in report.rules))
    report = replace(report, configuration=settings.configuration)
    side, notices = _side(agreement, settings)
    report = replace(report, notices=(*report.notices, *notices, *_slips(agreement, settings)))
    return _quieted(_seen_from(report, side) if side else report, settings)


def usable_rules(book: Rulebook, settings: Settings) -> tuple[Rule, ...]:
    """The rules to run. Asked for before anything is read: a selection that names none, or a checker that is not
    installed, is refused first."""
    rules = chosen_rules(book, settings)
    if settings.packs:
        from contractlint.checkers.installed import refuse_missing

        refuse_missing(rules)
    return rules


def exit_code(report: Report, settings: Settings) -> int:
    """The exit code of ``contractlint review``: 0 nothing at or above ``fail_on`` and no score below ``fail_under``, 1
    something is, 4 not assessable."""
    if report.verdict.code == NOT_ASSESSABLE:
        return 4
    if settings.fail_under is not None and report.score is not None and report.score.points < settings.fail_under:
        return 1
    if settings.fail_on is None:
        return 0
    return int(any(finding.severity >= settings.fail_on for finding in report.findings))


def _judge(agreement: Agreement, chosen: tuple[Rule, ...], book: Rulebook, settings: Settings) -> Outcome:
    """The outcome of the chosen rules. Those they yield to run as well, unseen: a choice must not move a defect from
    the rule that describes it best to another."""
    codes = {rule.code for rule in chosen}
    better = {code for rule in chosen for code in rule.yields_to} - codes
    rules = (*chosen, *(rule for rule in (*book.rules, *book.off) if rule.code in better))
    outcome = run(agreement, rules, settings.limits.rule_seconds)
    if not better:
        return outcome
    return Outcome(
        tuple(finding for finding in outcome.findings if finding.code in codes),
        tuple(check for check in outcome.checks if check.code in codes),
    )


def _decided(agreement: Agreement, outcome: Outcome, book: Rulebook, settings: Settings) -> Decided | None:
    """The outcome after waivers and baseline; None where there are none or nothing could be judged."""
    if not agreement.assessability.readable or not (settings.waivers or settings.baseline):
        return None
    if settings.today is None and any(waiver.until for waiver in settings.waivers):
        raise UsageError("有的豁免有到期日，Settings.today 要给出审查的日期。")
    subject = Subject(
        text=agreement.text,
        title=agreement.title.of(agreement.text) if agreement.title else "",
        parties=party_names(agreement),
        assessed=frozenset(check.code for check in outcome.checks if check.status != NOT_ASSESSED),
    )
    known = settings.baseline
    places = None if known is None else known.places
    decided = decide(
        outcome.findings,
        subject,
        settings.waivers,
        places,
        settings.today or date.max,
        lambda finding, spans: part_of(agreement, finding, spans, settings),
    )
    if known is None:
        return decided
    notices = known.notices
    if known.rules_version != book.version:
        notices += ("基线是用另一版规则做的，新列出的问题里可能有新规则报告的。",)
    unasked = sorted({finding.code for finding in decided.findings} - known.judged)
    if unasked:
        notices += (f"做基线时没有运行 {'、'.join(unasked)}，这些规则的问题都作为新问题列出。",)
    return replace(decided, notices=(*decided.notices, *notices))


def part_of(
    agreement: Agreement, finding: Finding, spans: frozenset[Span], settings: Settings = _DEFAULT
) -> tuple[Finding, Finding | None]:
    """What a finding says of some of its places, and what of the others; None where it cannot be told apart."""
    rule = load_rulebook(settings.packs).rule(finding.code)
    if rule is None or spans >= {one.span for one in finding.evidence}:
        return finding, None
    return split(agreement, rule, finding, spans, settings.limits.rule_seconds)


def _side(agreement: Agreement, settings: Settings) -> tuple[str, tuple[str, ...]]:
    """The side to look from, and a sentence where one's own side was asked for and is not to be found."""
    if settings.side != OWN_SIDE:
        return settings.side, ()
    if not settings.company_names:
        raise UsageError("side 写「我方」时，要在配置的 company-names 里写上本单位的全称。")
    own = {fold_name(name) for name in settings.company_names}
    ours = [party for party in agreement.parties if party.name and fold_name(party.name.value) in own]
    roles = [agreement.source.letter(party.role) for party in ours]
    if len(roles) == 1 and roles[0] in SIDES:
        return roles[0], ()
    return "", ("从合同双方的名称看不出哪一方是我方（company-names），没有按我方筛选，全部列出。",)


def _slips(agreement: Agreement, settings: Settings) -> tuple[str, ...]:
    """A sentence for each party whose name is nearly, but not quite, one's own."""
    if not settings.company_names:
        return ()
    from rapidfuzz.fuzz import ratio

    return tuple(
        f"{agreement.source.lettered(party.label)}写作「{party.name.value}」，与本单位登记的「{own}」（company-names）只差一点，请核对。"
        for party in agreement.parties
        if party.name and not party.name.blank
        for own in settings.company_names
        if NEARLY <= ratio(fold_name(party.name.value), fold_name(own)) < 100
        if fold_name(party.name.value) not in map(fold_name, settings.company_names)
    )


def party_names(agreement: Agreement) -> tuple[str, ...]:
    """The names of the parties that are filled in."""
    return tuple(party.name.value for party in agreement.parties if party.name is not None and not party.name.blank)


def baseline(known: Path | Report, settings: Settings = _DEFAULT) -> Baseline:
    """What a report or a draft has already: a JSON report, the company's own template, or a report in memory.

    A template is judged with ``settings``, also where it is an unfilled form. Raises UsageError.
    """
    if isinstance(known, Report):
        findings = (*known.findings, *(one.finding for one in known.waived))
        judged = frozenset(check.code for check in known.checks)
        return Baseline(all_places(findings, known.source.text), known.rules_version, judged)
    try:
        data = read_bytes(known, settings.limits)
        if is_report(data):
            return read_report(data, shown(str(known)))
        book = load_rulebook(settings.packs)
        agreement = understand(known, settings, book)
    except UnreadableFile as error:
        raise UsageError(f"基线 {error}") from None
    if agreement.assessability.state == "form":
        agreement = replace(agreement, assessability=Assessability())
    if not agreement.assessability.readable:
        raise UsageError(f"基线 {shown(str(known))}：{agreement.assessability.reason}")
    rules = suited(chosen_rules(book, settings), agreement.type.code, settings)
    outcome = _judge(agreement, rules, book, settings)
    judged = frozenset(check.code for check in outcome.checks)
    return Baseline(all_places(outcome.findings, agreement.text), book.version, judged)


def _graded(outcome: Outcome, book: Rulebook, settings: Settings) -> Outcome:
    """The outcome with the severities chosen, also where a rule grades single places itself."""
    chosen = {rule.code: chosen_severity(rule, settings) for rule in book.rules} if settings.severities else {}
    return Outcome(tuple(_at(finding, chosen.get(finding.code)) for finding in outcome.findings), outcome.checks)


def _at(finding: Finding, severity: Severity | None) -> Finding:
    return finding if severity is None else replace(finding, severity=severity)


def _quieted(report: Report, settings: Settings) -> Report:
    """The report without the findings below the least severity; what the gate looks at is always shown."""
    least = min(settings.min_severity, settings.fail_on or settings.min_severity)
    shown = tuple(finding for finding in report.findings if finding.severity >= least)
    return replace(report, findings=shown, below=len(report.findings) - len(shown))


def _seen_from(report: Report, side: str) -> Report:
    """The report without the findings that only hurt the other side; what is true stays as it is."""
    shown = tuple(finding for finding in report.findings if finding.side.value in (side, Side.BOTH))
    return replace(report, findings=shown, hidden=len(report.findings) - len(shown))


def understand(draft: Path | bytes | str, settings: Settings = _DEFAULT, book: Rulebook | None = None) -> Agreement:
    """Read a draft, as :func:`review` takes it, and say what it is: type, parties, clauses, modules, quantities,
    annexes, signatures. ``book`` saves loading the rules when they are at hand.

    Raises UnreadableFile where the file cannot be read, UsageError for wrong settings or a path that is given as text.
    """
    book = book or load_rulebook(settings.packs)
    known_types(book, settings)
    if isinstance(draft, Path):
        source = read_path(draft, revisions=settings.revisions, limits=settings.limits)
    else:
        data = _bytes_of(draft) if isinstance(draft, str) else draft
        source = read(data, "", revisions=settings.revisions, limits=settings.limits)
    words = book.vocabulary
    if settings.lexicon:
        words = replace(words, lexicon=(*words.lexicon, *settings.lexicon))
    agreement = parse(source, words, type_code=settings.type)
    return replace(agreement, company_names=settings.company_names) if settings.company_names else agreement


def _bytes_of(text: str) -> bytes:
    """The bytes of a text. A text is never taken for a path, since it may come from a stranger; but one that can be
    nothing else must not be judged as an agreement of one line."""
    if "\n" not in text and PurePath(text).suffix.lower() in READERS:
        raise UsageError(f"「{shown(text)}」像是文件名；要审查文件，请给 pathlib.Path，str 是合同的正文。")
    return text.encode("utf-8", "replace")
