"""How often each rule is right: ``python benchmarks/accuracy.py`` prints and writes ``docs/accuracy.md``.

The material is ours and labelled by hand: the fixtures, and clean fixtures broken in one known way each. A curated
suite flatters; what it says of unseen agreements is a hope, not a measurement.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402

from contractlint.api import review  # noqa: E402
from contractlint.finding import Severity  # noqa: E402
from contractlint.rulebook.book import load_rulebook  # noqa: E402
from tests.drafts import CLEAN, FIXTURES, codes_of_text, text_of  # noqa: E402
from tests.test_mutations import MUTATIONS  # noqa: E402

SEVERITIES = {"error": "必须改", "warning": "建议改", "info": "请确认"}


@dataclass
class Tally:
    """Counts per code: rightly fired, wrongly fired, not fired."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, fired: frozenset[str], expected: frozenset[str]) -> None:
        """One document."""
        self.right.update(fired & expected)
        self.wrong.update(fired - expected)
        self.missed.update(expected - fired)


def measure() -> tuple[Tally, int]:
    """All fixtures and all mutations; and how many documents that were."""
    implemented = frozenset(rule.code for rule in load_rulebook().rules)
    tally = Tally()
    documents = 0
    for path in sorted(FIXTURES.glob("*.expected.yaml")):
        expected = yaml.safe_load(path.read_text("utf-8"))
        draft = next(one for one in FIXTURES.glob(f"{path.name.removesuffix('.expected.yaml')}.*") if one != path)
        codes = frozenset([*(expected.get("codes") or ()), *(expected.get("info") or ())]) & implemented
        tally.add(frozenset(finding.code for finding in review(draft).findings), codes)
        documents += 1
    for mutation in MUTATIONS:
        clean = codes_of_text(text_of(mutation.fixture))
        expected_codes = (clean | mutation.gains) - mutation.loses
        tally.add(codes_of_text(mutation.apply(text_of(mutation.fixture))), expected_codes)
        documents += 1
    return tally, documents


def share(part: int, whole: int) -> str:
    """A ratio with two digits, or a dash."""
    return f"{part / whole:.2f}" if whole else "—"


def page() -> str:
    """The report in Markdown."""
    tally, documents = measure()
    rules = load_rulebook().rules
    lines = [
        "# Accuracy on our own material",
        "",
        f"`make accuracy` writes this page. {documents} documents: the fixtures and {len(MUTATIONS)} mutations of the",
        "clean ones, labelled by hand. Expected and fired count documents. A curated suite: it shows that each rule",
        "fires where it must and nothing else moves; it does not measure agreements nobody here has seen.",
        "",
        "| severity | fired rightly | fired wrongly | missed | precision | recall |",
        "|---|---|---|---|---|---|",
    ]
    for severity in reversed(Severity):
        codes = [rule.code for rule in rules if rule.severity is severity]
        right, wrong, missed = (
            sum(counts[code] for code in codes) for counts in (tally.right, tally.wrong, tally.missed)
        )
        precision, recall = share(right, right + wrong), share(right, right + missed)
        lines.append(f"| {severity.key} | {right} | {wrong} | {missed} | {precision} | {recall} |")
    lines += ["", "## Findings on clean agreements", "", "| agreement | error | warning | info |", "|---|---|---|---|"]
    for name in CLEAN:
        report = review(FIXTURES / f"{name}.docx")
        counts = [str(report.count(severity)) for severity in reversed(Severity)]
        lines.append(f"| {name} | {' | '.join(counts)} |")
    lines += [
        "",
        "## By code",
        "",
        "| code | fired rightly | expected | fired wrongly | precision | recall |",
        "|---|---|---|---|---|---|",
    ]
    for rule in rules:
        right, wrong, missed = tally.right[rule.code], tally.wrong[rule.code], tally.missed[rule.code]
        precision, recall = share(right, right + wrong), share(right, right + missed)
        lines.append(f"| {rule.code} | {right} | {right + missed} | {wrong} | {precision} | {recall} |")
    gaps = [
        (rule.code, len(rule.examples.missed), len(rule.examples.false_alarm))
        for rule in load_rulebook(examples=True).rules
    ]
    known = [
        f"- {code}: {missed} known misses, {false} known false alarms"
        for code, missed, false in gaps
        if missed or false
    ]
    lines += ["", "## Known gaps, kept as examples in the rules", "", *(known or ["none"])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = page()
    (ROOT / "docs" / "accuracy.md").write_text(text, "utf-8")
    print(text, end="")
