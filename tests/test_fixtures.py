"""The sample agreements: what must be found in each, and that they can be built again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractlint import api
from contractlint.finding import Severity
from contractlint.report import Report
from contractlint.settings import Settings
from fixtures.build import build, names

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SAMPLES = tuple(sorted(path for path in FIXTURES.iterdir() if path.suffix in (".docx", ".txt", ".md")))


@dataclass(frozen=True)
class Expectation:
    """What was written by hand beside a sample; ``revisions`` says for which view of it."""

    path: Path
    revisions: str
    type: str
    verdict: str
    codes: frozenset[str]
    info: frozenset[str]

    @property
    def name(self) -> str:
        return self.path.stem if self.revisions == "accept" else f"{self.path.stem}-{self.revisions}"


def expectations_of(path: Path) -> list[Expectation]:
    data = yaml.safe_load((FIXTURES / f"{path.stem}.expected.yaml").read_text(encoding="utf-8"))
    assert set(data) <= {"type", "verdict", "codes", "info", "rejected"}, path.name
    views = [_expectation(path, "accept", data["type"], data)]
    if "rejected" in data:
        views.append(_expectation(path, "reject", data["type"], data["rejected"]))
    return views


def _expectation(path: Path, revisions: str, type_code: str, data: dict[str, Any]) -> Expectation:
    codes, info = data["codes"], data["info"]
    assert len(codes) == len(set(codes)), path.name
    assert not set(codes) & set(info), path.name
    return Expectation(path, revisions, type_code, data["verdict"], frozenset(codes), frozenset(info))


EXPECTATIONS = tuple(expectation for path in SAMPLES for expectation in expectations_of(path))


@lru_cache(maxsize=32)
def report_of(path: Path, revisions: str) -> Report:
    return api.review(path, Settings(revisions=revisions))


def reported(report: Report, *, info: bool) -> dict[str, list[str]]:
    """Codes with the sentences reported for them, so that a difference can be read."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        if (finding.severity is Severity.INFO) is info:
            found.setdefault(finding.code, []).append(f"{finding.clause} {finding.message}")
    return found


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda expected: expected.name)
@pytest.mark.parametrize("info", [False, True], ids=["errors-and-warnings", "info"])
def test_exactly_what_is_expected_is_found(expected: Expectation, info: bool) -> None:
    report = report_of(expected.path, expected.revisions)
    implemented = {check.code for check in report.checks}
    wanted = (expected.info if info else expected.codes) & implemented
    found = reported(report, info=info)
    superfluous = {code: found[code] for code in found.keys() - wanted}
    missing = {
        check.code: f"{check.status} {check.reason}" for check in report.checks if check.code in wanted - found.keys()
    }
    assert (superfluous, missing) == ({}, {})


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda expected: expected.name)
def test_every_rule_gets_to_its_end(expected: Expectation) -> None:
    broken = [check for check in report_of(expected.path, expected.revisions).checks if "规则运行" in check.reason]
    assert broken == []


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda expected: expected.name)
def test_type_and_verdict(expected: Expectation) -> None:
    report = report_of(expected.path, expected.revisions)
    assert report.document.type == expected.type
    if expected.codes <= {check.code for check in report.checks}:
        assert report.verdict.code == expected.verdict
    else:
        # How grave a draft is can only be said once every rule that speaks of it is there.
        assert report.verdict.code in ("pass", "revise", "reject")


def test_a_text_that_cannot_be_assessed_has_no_score() -> None:
    for expected in EXPECTATIONS:
        score = report_of(expected.path, expected.revisions).score
        assert (score is None) is (expected.verdict == "not_assessable"), expected.name


def test_clean_agreements_cost_nothing() -> None:
    for expected in EXPECTATIONS:
        if not expected.codes and expected.verdict == "pass":
            score = report_of(expected.path, expected.revisions).score
            assert score is not None
            assert score.points == 100, expected.name


def test_every_expectation_has_its_sample_and_every_draft_its_file() -> None:
    stems = [path.stem for path in SAMPLES]
    assert len(stems) == len(set(stems))
    assert {path.name.removesuffix(".expected.yaml") for path in FIXTURES.glob("*.expected.yaml")} == set(stems)
    assert set(names()) == {path.stem for path in FIXTURES.glob("*.docx")}


def parts_of(data: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


@pytest.mark.parametrize("name", names())
def test_building_again_gives_the_same_file(name: str) -> None:
    built = build(name)
    assert built == build(name)
    # Parts, not bytes: another zlib may pack the same parts into other bytes.
    assert parts_of(built) == parts_of((FIXTURES / f"{name}.docx").read_bytes())


@pytest.mark.parametrize("name", names())
def test_python_docx_opens_it(name: str) -> None:
    from docx import Document

    document = Document(str(FIXTURES / f"{name}.docx"))
    assert len(document.element.body) > 1
