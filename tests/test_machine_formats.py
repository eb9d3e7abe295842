"""Formats for programs: valid by the schemas others publish, true places, hostile text harmless."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from contractlint.api import review
from contractlint.finding import Severity
from contractlint.formats import Look, render
from contractlint.formats.wrapping import printable
from contractlint.report import Report
from tests.drafts import FIXTURES
from tests.sample_reports import HOSTILE, SAMPLES, hostile_draft, risky
from tests.snapshots import assert_snapshot

SCHEMAS = Path(__file__).resolve().parent / "schemas"
MACHINES = ("jsonl", "sarif", "github", "gitlab", "junit")
DRAFTS = ("risky-typed.docx", "clean-typed.docx", "tracked.docx", "scan.docx", "form.docx", "risky-short.txt")
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What the GitLab manual demands of a Code Quality report."""


@pytest.fixture(scope="module", params=[*DRAFTS, *SAMPLES, "hostile"])
def report(request: pytest.FixtureRequest) -> Report:
    name = str(request.param)
    made = {**SAMPLES, "hostile": hostile_draft}
    return made[name]() if name in made else review(FIXTURES / name)


def shown(report: Report, name: str) -> str:
    text = render(report, name, Look(exit_code=1))
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_snapshot(sample: str, name: str) -> None:
    assert_snapshot(f"{sample}.{name}", shown(SAMPLES[sample](), name))


def schema_errors(schema: Any, data: Any) -> list[str]:
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)]


def place_of(report: Report, offset: int) -> tuple[int, int]:
    """Line and column counted anew from the text."""
    before = report.source.text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def test_sarif_obeys_the_schema(report: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema_errors(schema, json.loads(shown(report, "sarif"))) == []


def test_sarif_places_are_those_of_the_text(report: Report) -> None:
    run = json.loads(shown(report, "sarif"))["runs"][0]
    lines = report.source.text.split("\n")
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(report.findings) + len(report.waived)
    for result in run["results"]:
        for location in [*result["locations"], *result.get("relatedLocations", ())]:
            place = location["physicalLocation"]["region"]
            covered = lines[place["startLine"] - 1 : place["endLine"]]
            covered[-1] = covered[-1][: place["endColumn"] - 1]
            covered[0] = covered[0][place["startColumn"] - 1 :]
            assert "\n".join(covered) == place["snippet"]["text"]


def test_sarif_results_name_rules_that_are_there_and_levels_are_mapped(report: Report) -> None:
    run = json.loads(shown(report, "sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    findings = [*report.findings, *(one.finding for one in report.waived)]
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == {"error": "error", "warning": "warning", "info": "note"}[finding.severity.key]
    prints = [
        tuple(result["partialFingerprints"].values()) for result in run["results"] if "suppressions" not in result
    ]
    assert len(set(prints)) == len(prints)


def test_sarif_says_what_was_waived_and_why() -> None:
    results = json.loads(shown(risky(), "sarif"))["runs"][0]["results"]
    suppressed = [result for result in results if "suppressions" in result]
    assert [one["ruleId"] for one in suppressed] == ["L26"]
    assert suppressed[0]["suppressions"][0]["justification"].startswith("已与 ")


def test_sarif_tells_a_run_that_could_not_judge_from_a_clean_one() -> None:
    clean = json.loads(shown(SAMPLES["clean"](), "sarif"))["runs"][0]["invocations"][0]
    unjudged = json.loads(shown(SAMPLES["not-assessable"](), "sarif"))["runs"][0]["invocations"][0]
    assert clean["executionSuccessful"] is True
    assert unjudged["executionSuccessful"] is False
    assert "扫描件" in unjudged["toolExecutionNotifications"][0]["message"]["text"]


def test_the_exit_code_in_sarif_is_that_of_the_process(tmp_path: Path) -> None:
    for draft, code in (("risky-short.txt", 1), ("scan.docx", 4)):
        target = tmp_path / "out.sarif"
        command = [sys.executable, "-m", "contractlint", "review", FIXTURES / draft, "--format", "sarif", "-o", target]
        done = subprocess.run(command, cwd=FIXTURES.parent, check=False)
        run = json.loads(target.read_text("utf-8"))["runs"][0]
        assert run["invocations"][0]["exitCode"] == done.returncode == code


def test_gitlab_obeys_its_manual(report: Report) -> None:
    issues = json.loads(shown(report, "gitlab"))
    assert schema_errors(GITLAB, issues) == []
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    if report.score is None:
        assert [issue["check_name"] for issue in issues] == ["not-assessable"]
        return
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [
        place_of(report, finding.evidence[0].span.start)[0] for finding in report.findings
    ]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: line by line, properties split at commas, then unescaped."""
    read = []
    for line in re.split(r"\r\n|\r|\n", text):
        match = re.fullmatch(r"\s*::(\w+)(?: (.*?))?::(.*)", line)
        if match:
            pairs = (pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            properties = {key: unescaped(value, ":,\r\n%") for key, value in pairs}
            read.append((match[1], properties, unescaped(match[3], "\r\n%")))
    return read


def unescaped(text: str, characters: str) -> str:
    for character in characters:
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def test_github_annotations_come_back_as_they_were_meant(report: Report) -> None:
    read = commands(shown(report, "github"))
    annotations = [one for one in read if "line" in one[1]]
    assert len(annotations) == len(report.findings)
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    for (kind, properties, message), finding in zip(annotations, report.findings, strict=True):
        line, column = place_of(report, finding.evidence[0].span.start)
        assert kind == kinds[finding.severity]
        assert properties.get("file", "") == report.document.path
        assert properties["title"] == f"{finding.code} {finding.title}"
        assert int(properties["line"]) == line
        assert int(properties.get("col", column)) == column
        assert printable(finding.message) in message
        assert finding.advice in message
    others = [one for one in read if "line" not in one[1]]
    if report.score is None:
        assert (others[0][0], others[0][2]) == ("error", report.verdict.text)
    else:
        assert {kind for kind, _, _ in others} <= {"notice"}


def test_github_properties_may_hold_what_sets_them_apart() -> None:
    path, title = "a,line=9:b%2C\r\n::error::x.docx", "甲，乙, line=1: 100%"
    finding = replace(risky().findings[0], title=title)
    report = replace(risky(), document=replace(risky().document, path=path), findings=(finding,))
    (kind, properties, _), *others = commands(shown(report, "github"))
    assert (kind, properties["file"], properties["title"]) == ("error", path, f"A01 {title}")
    assert {one[0] for one in others} == {"notice"}


def suite_of(report: Report) -> Any:
    return etree.fromstring(shown(report, "junit").encode("utf-8")).find("testsuite")


@pytest.mark.parametrize("schema", ["junit-ant.xsd", "junit-jenkins.xsd"])
def test_junit_obeys_the_schemas(report: Report, schema: str) -> None:
    rules = etree.XMLSchema(etree.parse(str(SCHEMAS / schema)))
    rules.assertValid(etree.fromstring(shown(report, "junit").encode("utf-8")))


def test_junit_counts_are_true_and_names_unique(report: Report) -> None:
    suite = suite_of(report)
    cases = suite.findall("testcase")
    assert int(suite.get("tests")) == len(cases)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("errors")) == len(suite.findall("testcase/error")) == (report.score is None)
    to_change = [one for one in report.findings if one.severity is not Severity.INFO]
    assert [case.get("name").split()[0] for case in cases if case.find("failure") is not None] == [
        one.code for one in to_change
    ]
    names = [case.get("name") for case in cases]
    assert len(set(names)) == len(names)


def test_junit_holds_no_character_that_xml_forbids() -> None:
    assert "\x07" in HOSTILE
    messages = [failure.get("message") for failure in suite_of(risky()).findall("testcase/failure")]
    assert any("calc" in message and "]]>" in message and "\ufffd" in message for message in messages)


def test_jsonl_is_one_object_a_line_with_a_beginning_and_an_end(report: Report) -> None:
    text = shown(report, "jsonl")
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    assert text.endswith("\n")
    kinds = [line["type"] for line in lines]
    assert kinds == ["summary", *["finding"] * len(report.findings), *["waived"] * len(report.waived), "end"]
    assert lines[0]["verdict"]["code"] == report.verdict.code
    assert sum(lines[0]["counts"].values()) == lines[-1]["findings"] == len(report.findings)
    for line, finding in zip(lines[1:], report.findings, strict=False):
        assert (line["line"], line["column"]) == place_of(report, finding.evidence[0].span.start)
        assert line["fingerprint"] == finding.fingerprint


@pytest.mark.parametrize("name", MACHINES)
def test_two_renderings_are_equal(name: str) -> None:
    assert shown(risky(), name) == shown(risky(), name)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("合同/草稿 (一).docx", "%E5%90%88%E5%90%8C/%E8%8D%89%E7%A8%BF%20%28%E4%B8%80%29.docx"),
        ("./a b.docx", "a%20b.docx"),
        ("/srv/a#b?.docx", "file:///srv/a%23b%3F.docx"),
        ("C:\\合同\\a.docx", "file:///C:/%E5%90%88%E5%90%8C/a.docx"),
        ("a:b.docx", "a%3Ab.docx"),
        ("", "-"),
    ],
)
def test_paths_become_addresses(path: str, uri: str) -> None:
    from contractlint.formats.places import file_uri

    assert file_uri(replace(risky().document, path=path)) == uri


def test_a_name_that_is_no_utf8_goes_through_every_format(tmp_path: Path) -> None:
    draft = tmp_path / b"\xba\xcf\xcd\xac.txt".decode("utf-8", "surrogateescape")
    draft.write_bytes((FIXTURES / "risky-short.txt").read_bytes())
    found = review(draft)
    for name in MACHINES:
        assert shown(found, name).encode("utf-8")
