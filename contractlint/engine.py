"""Rules on an agreement: what was found, and for every rule one of the answers.

Pure: the same agreement and rules give the same outcome, in the same order, save where a rule runs out of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

from contractlint.budget import Budget, OutOfTime
from contractlint.checkers import CHECKERS
from contractlint.dataclass import dataclass, replace
from contractlint.finding import Evidence, Finding, Hit, NotApplicable, NotAssessed, Side, fingerprint
from contractlint.kinds import KINDS, Kind
from contractlint.model import Agreement, Clause, once
from contractlint.readers.limits import Limits
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Rule
from contractlint.text import Span

VIOLATED, SATISFIED, NOT_APPLICABLE, NOT_ASSESSED = "violated", "satisfied", "not_applicable", "not_assessed"
AMENDMENT = "amendment"
"""A supplement or termination agreement: what it leaves out stands in the agreement it amends."""
_OTHER_SIDE = {Side.CLIENT: Side.PROVIDER, Side.PROVIDER: Side.CLIENT}
_BLANKS = compile_regex(r"\s+")
# A message is a sentence to read; the places are all in the evidence.
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Check:
    """The answer of one rule: ``violated``, ``satisfied``, ``not_applicable`` or ``not_assessed``, and why."""

    code: str
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings in order of place, and one check for every rule in order of code."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


def run(agreement: Agreement, rules: Iterable[Rule], seconds: float = Limits().rule_seconds) -> Outcome:
    """Judge the agreement by the rules.

    A text that cannot be assessed gets no findings at all. A rule that crashes, or takes more than so many ``seconds``
    of processor time, is not assessed and the rest goes on.
    """
    with Budget(seconds) as budget:
        answers = {rule.code: (rule, *_answer(agreement, rule, budget)) for rule in rules}
    taken = {code: tuple(span for hit in hits for span in hit.spans) for code, (_, hits, _) in answers.items()}
    findings: list[Finding] = []
    checks: list[Check] = []
    for code, (rule, hits, check) in sorted(answers.items()):
        kept = tuple(hit for hit in hits if not _yields(agreement, hit, rule, taken))
        if hits and not kept:
            check = Check(code, SATISFIED, "同一处问题已由更贴切的规则报告。")
        findings.extend(_findings(agreement, rule, kept))
        checks.append(check)
    if _speaks_otherwise(agreement):
        checks = [replace(check, reason=_in_its_words(agreement, check.reason)) for check in checks]
    return Outcome(tuple(_ordered(findings)), tuple(checks))


def _answer(agreement: Agreement, rule: Rule, budget: Budget) -> tuple[tuple[Hit, ...], Check]:
    if not agreement.assessability.readable:
        return (), Check(rule.code, NOT_ASSESSED, agreement.assessability.reason)
    if agreement.type.code in rule.not_for or (rule.applies and agreement.type.code not in rule.applies):
        return (), Check(rule.code, NOT_APPLICABLE, "这条规则不用于这一类合同。")
    if rule.absence and agreement.type.code == AMENDMENT:
        return (), Check(rule.code, NOT_APPLICABLE, "补充或者终止协议没写到的，仍按原合同。")
    for module in rule.needs:
        if module not in agreement.modules:
            return (), Check(rule.code, NOT_APPLICABLE, f"整个 {module} 部分都没有，已由该部分的规则报告。")
    try:
        return budget.spend(lambda: _judged(agreement, rule, budget))
    except OutOfTime:
        # Half an answer would pass for a whole one.
        return (), Check(rule.code, NOT_ASSESSED, f"规则运行超过 {budget.seconds:g} 秒，未能判定。")
    except Exception as error:  # one broken rule must not take the review down; its silence is reported
        return (), Check(rule.code, NOT_ASSESSED, f"规则运行出错（{type(error).__name__}），未能判定。")


def _judged(agreement: Agreement, rule: Rule, budget: Budget) -> tuple[tuple[Hit, ...], Check]:
    hits: list[Hit] = []
    for answer in _kind(rule)(agreement, rule.options):
        budget.check()
        if isinstance(answer, NotAssessed):
            return (), Check(rule.code, NOT_ASSESSED, answer.reason)
        if isinstance(answer, NotApplicable):
            return (), Check(rule.code, NOT_APPLICABLE, answer.reason)
        hits.append(answer)
    return tuple(hits), Check(rule.code, VIOLATED if hits else SATISFIED)


def _kind(rule: Rule) -> Kind:
    if rule.kind != "checker":
        return KINDS[rule.kind]
    name = str(rule.options["checker"])
    own = CHECKERS.get(name)
    if own is not None:
        return own
    from contractlint.checkers.installed import checker

    return checker(name)


def _yields(agreement: Agreement, hit: Hit, rule: Rule, taken: Mapping[str, tuple[Span, ...]]) -> bool:
    """Whether a better rule speaks of the same place; absences share anchors without being the same defect."""
    if hit.absent:
        return False
    return any(span.overlaps(other) for code in rule.yields_to for other in taken.get(code, ()) for span in hit.spans)


def _findings(agreement: Agreement, rule: Rule, hits: tuple[Hit, ...]) -> list[Finding]:
    """One finding for each clause and sentence of the rule, with all its places."""
    groups: dict[tuple[object, ...], list[Hit]] = {}
    for hit in hits:
        path = agreement.clause_path(hit.spans[0].start)
        key = (path[0].span.start if path else -1, hit.message, hit.severity, hit.side, hit.absent, hit.law)
        groups.setdefault(key, []).append(hit)
    ordinals: Counter[str] = Counter()
    findings = []
    for group in groups.values():
        finding = _finding(agreement, rule, group)
        quoted = _BLANKS.sub("", agreement.folded(finding.evidence[0].span))
        ordinals[quoted] += 1
        findings.append(replace(finding, fingerprint=fingerprint(rule.code, quoted, ordinals[quoted])))
    return findings


def split(
    agreement: Agreement, rule: Rule, finding: Finding, spans: frozenset[Span], seconds: float
) -> tuple[Finding, Finding | None]:
    """A finding in two: what it says of the places ``spans``, and of its others; None where nothing is left for that.

    Each part reads as if the other were mended. Places that one hit needs together (two figures that differ) stay
    together in the first part.
    """
    with Budget(seconds) as budget:
        hits, _ = _answer(agreement, rule, budget)
    every = {one.span for one in finding.evidence}
    own = [hit for hit in hits if hit.absent == finding.absent and _quoted(agreement, rule, hit) <= every]
    first = [hit for hit in own if _quoted(agreement, rule, hit) & spans]
    rest = [hit for hit in own if not _quoted(agreement, rule, hit) & spans]
    if not first or not rest:
        return finding, None
    return _part(agreement, rule, finding, first), _part(agreement, rule, finding, rest)


def _quoted(agreement: Agreement, rule: Rule, hit: Hit) -> frozenset[Span]:
    return frozenset(_unnumbered(agreement, rule, span) for span in hit.spans)


def _part(agreement: Agreement, rule: Rule, whole: Finding, hits: list[Hit]) -> Finding:
    """What was decided about the whole holds for its parts; the part with the primary place keeps the fingerprint."""
    part = _finding(agreement, rule, hits)
    quotes = "\n".join(_BLANKS.sub("", agreement.folded(one.span)) for one in part.evidence)
    same = part.evidence[0] == whole.evidence[0]
    mark = whole.fingerprint if same else fingerprint(rule.code, quotes, 1)
    return replace(part, severity=whole.severity, law=whole.law, fingerprint=mark)


def _unnumbered(agreement: Agreement, rule: Rule, span: Span) -> Span:
    """A quote without the number of its clause, where a pattern took some of that along: 第九条 is no evidence, but
    where the writing itself is judged."""
    clause = agreement.clause_at(span.start)
    if clause is None or clause.style == "annex" or rule.module == "W":
        return span
    if not clause.number_span.start <= span.start < clause.number_span.end < span.end:
        return span
    start = clause.number_span.end
    while start < span.end and agreement.text[start] in " \t\n\u3000\xa0：:、.．":
        start += 1
    return Span(start, span.end) if start < span.end else span


def _finding(agreement: Agreement, rule: Rule, group: list[Hit]) -> Finding:
    first = group[0]
    primary = _unnumbered(agreement, rule, first.spans[0])
    spans = sorted({_unnumbered(agreement, rule, span) for hit in group for span in hit.spans} - {primary})
    spans.insert(0, primary)
    path = agreement.clause_path(first.spans[0].start)
    values = {**_joined(group), "clause": clause_name(path)}
    finding = Finding(
        code=rule.code,
        name=rule.name,
        severity=first.severity if first.severity and "severity" not in rule.decided else rule.severity,
        side=first.side or rule.side or Side.BOTH,
        module=rule.module,
        title=rule.title,
        clause=clause_name(path),
        heading=_heading(agreement, path),
        message=fill(first.message or rule.message, values),
        why=fill(rule.why, values),
        advice=fill(rule.advice, values),
        law=rule.law if first.law is None or "law" in rule.decided else first.law,
        evidence=tuple(Evidence(span.of(agreement.text), span) for span in spans),
        absent=first.absent,
        fingerprint="",
        fixes=tuple(sorted({fix for hit in group for fix in hit.fixes}, key=lambda fix: fix.span)),
    )
    return _as_printed(agreement, finding) if _speaks_otherwise(agreement) else finding


def _as_printed(agreement: Agreement, finding: Finding) -> Finding:
    """The finding with the words that the text has for its parties; quotes and places are the text's own."""
    letters, words = agreement.source.lettered, partial(_in_its_words, agreement)
    return replace(
        finding,
        side=_OTHER_SIDE.get(finding.side, finding.side) if agreement.source.exchanged else finding.side,
        title=letters(finding.title),
        clause=letters(finding.clause),
        heading=letters(finding.heading),
        message=words(finding.message),
        why=words(finding.why),
        advice=words(finding.advice),
        fixes=tuple(replace(fix, text=words(fix.text)) for fix in finding.fixes),
    )


def _speaks_otherwise(agreement: Agreement) -> bool:
    return agreement.source.exchanged or bool(_words_of_parties(agreement))


def _in_its_words(agreement: Agreement, text: str) -> str:
    for usual, own in _words_of_parties(agreement).items():
        text = text.replace(usual, own)
    return agreement.source.lettered(text)


@once
def _words_of_parties(agreement: Agreement) -> dict[str, str]:
    """What stands for 甲方 and 乙方 in a text that never says so: 委托方, 出租方."""
    said = agreement.normalized.text
    return {
        usual: party.label
        for party in agreement.parties
        if (usual := f"{party.role}方") in ("甲方", "乙方") and party.label and usual not in said
    }


def _joined(group: list[Hit]) -> dict[str, str]:
    """The values of all hits; where they differ, the first few in order with 、 between them."""
    joined: dict[str, str] = {}
    for key in group[0].values:
        every = [hit.values[key] for hit in group if key in hit.values]
        # What is missing is a list of names; several hits may name the same.
        distinct = dict.fromkeys(
            name for value in every for name in (value.split("、") if key == "missing" else (value,))
        )
        joined[key] = "、".join(list(distinct)[:_SHOWN]) + ("等" if len(distinct) > _SHOWN else "")
    return joined


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its ``{placeholders}`` replaced; unknown ones stay, so that a test can see them."""
    return compile_regex(r"\{([a-z_]+)\}").sub(lambda match: values.get(match[1], match[0]), template)


def clause_name(path: tuple[Clause, ...]) -> str:
    """How a reader finds the clause: 「第三条」, 「3.2」, 「第三条（二）」."""
    numbers = [clause.number for clause in path if clause.number and clause.style != "bullet"]
    for index in range(len(numbers) - 1, 0, -1):
        if compile_regex(r"\d+(\.\d+)+\.?").fullmatch(numbers[index]):
            return numbers[index].rstrip(".") + "".join(numbers[index + 1 :])
    return "".join(number.rstrip("、.．") for number in numbers)


def _heading(agreement: Agreement, path: tuple[Clause, ...]) -> str:
    for clause in reversed(path):
        if clause.heading is not None:
            return agreement.folded(clause.heading).strip()
    return ""


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.evidence[0].span, finding.code, finding.fingerprint))
