"""A baseline: only what is new is reported, as a multiset, from a report or from the company's own template."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.api import baseline, review
from contractlint.cli.choices import settings_for
from contractlint.decisions.matching import matches
from contractlint.decisions.places import Place, squeezed
from contractlint.errors import UsageError
from contractlint.report import Report
from contractlint.settings import Settings
from tests.drafts import FIXTURES
from tests.test_waivers import CLAUSES, VAGUE, agreement, found, run

RISKY = FIXTURES / "risky-typed.docx"
DRAFTS = sorted(path for path in FIXTURES.iterdir() if path.suffix in (".docx", ".txt"))


def against(draft: Path, known: Path, **flags: Any) -> Report:
    return review(draft, settings_for(draft, {"baseline": known, **flags}))


def as_json(draft: Path, target: Path, *more: str) -> Path:
    run("review", draft, "--format", "json", "-o", target, *more)
    return target


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "模板.txt"
    path.write_text(agreement("范围", "响应", "费用"), "utf-8")
    return path


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_nothing_is_new_in_the_same_draft(path: Path, tmp_path: Path) -> None:
    usual = review(path)
    if usual.verdict.code == "not_assessable":
        return
    for known in (path, as_json(path, tmp_path / "report.json")):
        report = against(path, known)
        assert report.findings == ()
        assert report.known == len(usual.findings)
        assert report.score is not None
        assert report.score.points == 100


@pytest.mark.parametrize("by", ["template", "report"])
def test_only_what_the_counterparty_added(template: Path, by: str) -> None:
    draft = template.with_name("draft.txt")
    draft.write_text(agreement("配合", "保密", "范围", "响应", "费用"), "utf-8")
    known = template if by == "template" else as_json(template, template.with_name("report.json"))
    report = against(draft, known)
    assert found(report) == [("配合", "尽快")]
    assert not any(one.evidence[0].text == "尽快" and one.heading == "响应" for one in report.findings)
    result = run("review", draft, "--baseline", known, "--select", VAGUE, "--fail-on", "warning")
    assert result.return_value == 1
    assert "基线里已有" in result.output
    assert run("review", template, "--baseline", known, "--fail-on", "info").return_value == 0


def test_a_report_of_an_older_schema_serves_as_well(template: Path) -> None:
    known = as_json(template, template.with_name("report.json"))
    data = json.loads(known.read_text("utf-8"))
    for key in ("waived", "known", "hidden", "below", "configuration", "notices"):
        del data[key]
    for finding in data["findings"]:
        del finding["sentences"]
    known.write_text(json.dumps(data), "utf-8")
    draft = template.with_name("draft.txt")
    draft.write_text(agreement("配合", "范围", "响应", "费用"), "utf-8")
    assert found(against(draft, known)) == [("配合", "尽快")]


def test_of_a_clause_that_is_new_in_part_only_the_new_places_are_listed(template: Path) -> None:
    draft = template.with_name("draft.txt")
    grown = {"响应": CLAUSES["响应"] + "乙方应及时提交书面报告。"}
    draft.write_text(agreement("范围", "响应", "费用", extra=grown), "utf-8")
    report = against(draft, template)
    assert [[one.text for one in finding.evidence] for finding in report.findings if finding.code == VAGUE] == [
        ["及时"]
    ]
    (new,) = (finding for finding in report.findings if finding.code == VAGUE)
    assert "及时" in new.message
    assert "尽快" not in new.message
    # The old half of the divided finding is among the known.
    assert report.known + len(report.findings) == len(review(draft).findings) + 1


def test_an_unfilled_template_is_a_baseline_though_it_is_no_draft(tmp_path: Path) -> None:
    form = FIXTURES / "form.docx"
    assert review(form).verdict.code == "not_assessable"
    assert baseline(form).places
    template = tmp_path / "template.txt"
    blank = (
        agreement("范围", "响应", "费用")
        .replace("南山食品有限公司", "________")
        .replace("北湖信息技术有限公司", "________")
    )
    template.write_text(blank.replace("120000元", "______元").replace("壹拾贰万元整", "______"), "utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_text(agreement("范围", "响应", "费用"), "utf-8")
    # With the names filled in, a rule can ask for the codes that belong to them; the rest was in the template.
    assert {one.code for one in against(draft, template).findings} == {"S05"}


def test_what_was_waived_in_the_report_is_known(template: Path) -> None:
    run("waive", template, VAGUE, "--reason", "x", "--by", "y")
    known = as_json(template, template.with_name("report.json"))
    assert against(template, known, no_waivers=True).findings == ()


def test_a_baseline_in_the_configuration(template: Path) -> None:
    template.with_name("contractlint.toml").write_text('baseline = "模板.txt"\n', "utf-8")
    assert review(template, settings_for(template, {})).findings == ()


BAD = [
    ("x.json", b"{", "不是完整的 JSON"),
    ("x.json", b'{"a": 1}', "不是 contractlint review"),
    ("x.json", b'{"verdict": {"code": "not_assessable"}}', "没有判定结果"),
    (
        "x.json",
        b'{"verdict": {"code": "pass"}, "findings": [{"code": 3}], "rules_version": ""}',
        "不是 contractlint review",
    ),
    (
        "x.json",
        b'{"verdict": {"code": "pass"}, "findings": {}, "rules_version": 3, "known": []}',
        "不是 contractlint review",
    ),
    ("x.txt", "今天天气很好。".encode() * 20, "不像一份合同"),
    ("x.docx", b"PK\x03\x04", "基线"),
    ("无.docx", None, "找不到"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD)
def test_a_bad_baseline_is_refused_in_a_sentence(template: Path, name: str, data: bytes | None, words: str) -> None:
    known = template.with_name(name)
    if data is not None:
        known.write_bytes(data)
    result = run("review", template, "--baseline", known)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)
    assert name in str(result.exception)
    assert "\n" not in str(result.exception)


def test_another_version_of_the_rules_is_told(template: Path) -> None:
    known = as_json(template, template.with_name("report.json"))
    known.write_text(known.read_text("utf-8").replace(review(template).rules_version, "0" * 12), "utf-8")
    assert any("另一版规则" in notice for notice in against(template, known).notices)


def test_what_the_baseline_did_not_look_at_is_told(template: Path) -> None:
    known = as_json(template, template.with_name("report.json"), "--select", "S")
    report = against(template, known)
    assert {one.code[0] for one in report.findings} >= {"L"}
    assert any("没有运行" in notice and VAGUE in notice for notice in report.notices)
    known = as_json(template, known, "--profile", "quiet")
    assert any("筛选过" in notice for notice in against(template, known).notices)
    against_itself = as_json(template, template.with_name("second.json"), "--baseline", str(known))
    assert any("另一份基线" in notice for notice in against(template, against_itself).notices)


def test_a_baseline_made_in_memory() -> None:
    report = review(RISKY)
    assert review(RISKY, Settings(baseline=baseline(report))).findings == ()


PLACES = st.lists(
    st.builds(
        Place,
        code=st.sampled_from(["L26", "S01"]),
        quote=st.sampled_from(["尽快", "及时"]),
        sentence=st.sampled_from(["", "乙方应尽快到场处理故障", "甲方应及时通知乙方并提供协助"]),
        heading=st.sampled_from(["响应", "配合"]),
        clause=st.sampled_from(["3.1", "第四条"]),
        absent=st.booleans(),
        message=st.sampled_from(["第三条没有写附件一", "第五条没有写附件一", "没有写附件二"]),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(PLACES, PLACES)
def test_matching_is_a_multiset(known: list[Place], now: list[Place]) -> None:
    found = matches(known, now)
    assert len(set(found.values())) == len(found)
    assert all(known[old].code == now[new].code and known[old].absent == now[new].absent for new, old in found.items())
    for new, old in found.items():
        if now[new].absent:
            assert known[old].message[-3:] == now[new].message[-3:]
        else:
            assert known[old].quote == now[new].quote
    both = matches(known + now, known + now)
    assert all(both[index] == index or (known + now)[both[index]] == (known + now)[index] for index in both)
    assert len(both) == len(known + now)
    assert len(matches(known, known + known)) == len(known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.2 乙方应 尽快", "乙方应尽快"),
        ("第三条　违约责任", "违约责任"),
        ("（二）乙方", "乙方"),
        ("1、乙方", "乙方"),
        ("3.2", "3.2"),
        ("________元", "_元"),
        ("３０日", "30日"),
        ("30日内", "30日内"),
        ("99.9%", "99.9%"),
        ("1.5小时", "1.5小时"),
        ("2027.06.30前", "2027.06.30前"),
    ],
)
def test_squeezed(text: str, expected: str) -> None:
    assert squeezed(text) == expected
