"""Waivers: written, found again, shown, expired; renumbering does not break them, a new occurrence is not swallowed."""

from __future__ import annotations

import json
import multiprocessing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.api import review
from contractlint.cli import commands
from contractlint.cli.choices import settings_for
from contractlint.cli.output import write_atomically
from contractlint.cli.waive import waiver_for
from contractlint.dataclass import replace
from contractlint.decisions import Waiver
from contractlint.decisions.ledger import add_waivers
from contractlint.decisions.waiver import entry_text, waivers_of
from contractlint.errors import ContractlintError, UsageError
from contractlint.report import Report
from contractlint.settings import Settings
from contractlint.toml import parse_toml

HEAD = """技术支持服务合同
甲方：南山食品有限公司
乙方：北湖信息技术有限公司
双方经协商订立本合同。
"""
TAIL = """第{n}条 争议解决
双方协商不成的，向甲方所在地人民法院起诉。
甲方（盖章）：南山食品有限公司
乙方（盖章）：北湖信息技术有限公司
"""
CLAUSES = {
    "范围": "乙方为甲方的办公网络提供技术支持服务，包括故障处理和每月巡检一次。",
    "响应": "乙方接到报修后应尽快到场处理故障。",
    "配合": "甲方更换设备的，乙方应尽快完成系统的重新配置。",
    "费用": "服务费为每年人民币120000元（大写：人民币壹拾贰万元整），甲方于每季度首月10日前支付30000元。",
    "保密": "双方对因本合同知悉的对方资料保密，保密期为合同终止后三年。",
}
NUMERALS = "一二三四五六七八九十"
VAGUE = "L26"


def agreement(*names: str, extra: dict[str, str] | None = None) -> str:
    known = CLAUSES | (extra or {})
    body = "".join(f"第{NUMERALS[i]}条 {name}\n{known[name]}\n" for i, name in enumerate(names))
    return HEAD + body + TAIL.format(n=NUMERALS[len(names)])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands.cli, [str(one) for one in arguments], standalone_mode=False)


def waive(*arguments: str | Path) -> Result:
    return run("waive", *arguments, "--reason", "供应商拒绝修改，风险可控", "--by", "法务部")


def reviewed(draft: Path, **flags: Any) -> Report:
    return review(draft, settings_for(draft, flags))


def found(report: Report, code: str = VAGUE) -> list[tuple[str, str]]:
    """Clause and first quote of the open findings."""
    return [(one.heading, one.evidence[0].text) for one in report.findings if one.code == code]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(agreement("范围", "响应", "费用"), "utf-8")
    return path


def test_a_waived_finding_is_shown_and_does_not_count(draft: Path) -> None:
    before = reviewed(draft)
    assert found(before) == [("响应", "尽快")]
    result = waive(draft, VAGUE, "--clause", "第二条", "--until", "2999-06-30")
    assert result.exception is None, result.exception
    assert str(draft.with_name("contractlint.waivers.toml")) in result.output
    after = reviewed(draft)
    assert found(after) == []
    assert [(one.finding.code, one.reason, one.by, one.until) for one in after.waived] == [
        (VAGUE, "供应商拒绝修改，风险可控", "法务部", "2999-06-30")
    ]
    assert before.score is not None
    assert after.score is not None
    waived = next(one for one in before.findings if one.code == VAGUE)
    assert after.score.points == before.score.points + waived.deduction > before.score.points
    assert found(reviewed(draft, no_waivers=True)) == found(reviewed(draft, isolated=True)) == [("响应", "尽快")]


def test_the_report_says_who_accepted_it_and_that_the_bill_leaves_it_out(draft: Path) -> None:
    waive(draft, VAGUE)
    shown = run("review", draft).output
    assert all(words in shown for words in ("已豁免（1）", "供应商拒绝修改，风险可控", "法务部", "没有计入"))
    data = json.loads(run("review", draft, "--format", "json").output)
    assert [(one["finding"]["code"], one["by"], one["until"]) for one in data["waived"]] == [(VAGUE, "法务部", "")]


def test_a_gate_passes_once_everything_is_waived(draft: Path) -> None:
    assert run("review", draft, "--select", VAGUE, "--fail-on", "warning").return_value == 1
    waive(draft, VAGUE)
    result = run("review", draft, "--select", VAGUE, "--fail-on", "warning", "--fail-under", "100")
    assert result.return_value == 0
    assert "除已豁免的 1 处以外" in result.output


LATER = {
    "renumbered": (("保密", "范围", "响应", "费用"), {}),
    "moved": (("响应", "费用", "范围"), {}),
    "edited elsewhere": (("范围", "响应", "费用"), {"费用": "服务费为每年人民币90000元（大写：人民币玖万元整）。"}),
    "sentence edited a little": (("范围", "响应", "费用"), {"响应": "乙方接到甲方报修后，应尽快到场处理故障。"}),
}


@pytest.mark.parametrize("name", LATER)
def test_it_holds_in_later_drafts(draft: Path, name: str) -> None:
    waive(draft, VAGUE)
    names, extra = LATER[name]
    for path in (draft, draft.with_name("第二稿.txt")):
        path.write_text(agreement(*names, extra=extra), "utf-8")
        report = reviewed(path)
        assert found(report) == []
        assert [one.finding.code for one in report.waived] == [VAGUE]
        assert not report.notices


@pytest.mark.parametrize("names", [("范围", "响应", "配合", "费用"), ("配合", "范围", "响应", "费用")])
def test_a_new_occurrence_is_not_swallowed(draft: Path, names: tuple[str, ...]) -> None:
    waive(draft, VAGUE)
    draft.write_text(agreement(*names), "utf-8")
    report = reviewed(draft)
    assert found(report) == [("配合", "尽快")]
    assert [one.finding.heading for one in report.waived] == ["响应"]


def test_a_new_occurrence_in_the_same_clause_is_not_swallowed(draft: Path) -> None:
    waive(draft, VAGUE)
    grown = CLAUSES["响应"] + "乙方应及时提交书面报告。"
    draft.write_text(agreement("范围", "响应", "费用", extra={"响应": grown}), "utf-8")
    report = reviewed(draft)
    assert found(report) == [("响应", "及时")]
    assert [one.finding.evidence[0].text for one in report.waived] == ["尽快"]
    (new,), (old,) = ([one for one in report.findings if one.code == VAGUE], [one.finding for one in report.waived])
    assert "尽快" not in new.message
    assert "及时" not in old.message
    assert new.fingerprint != old.fingerprint


def test_one_of_several_places_in_a_clause(draft: Path) -> None:
    two = {"响应": "2.1 乙方接到报修后应尽快到场处理故障。\n2.2 乙方应及时提交书面报告。"}
    draft.write_text(agreement("范围", "响应", "费用", extra=two), "utf-8")
    assert [len(one.evidence) for one in reviewed(draft).findings if one.code == VAGUE] == [2]
    result = waive(draft, VAGUE, "--clause", "2.2")
    assert "2.2" in result.output
    assert "尽快" not in result.output
    report = reviewed(draft)
    assert found(report) == [("响应", "尽快")]
    assert [(one.finding.clause, one.finding.evidence[0].text) for one in report.waived] == [("2.2", "及时")]
    assert waive(draft, VAGUE).exception is None
    assert found(reviewed(draft)) == []
    assert len(reviewed(draft).waived) == 1
    assert "没有这一处" in str(waive(draft, VAGUE, "--clause", "2.3").exception)


def test_a_problem_between_two_places_stays_whole(draft: Path) -> None:
    """An amount in figures and one in words that differ are one problem, not two."""
    code = "F02"
    wrong = {"费用": "服务费为每年人民币120000元（大写：人民币壹拾叁万元整），甲方于每季度首月10日前支付30000元。"}
    draft.write_text(agreement("范围", "费用", extra=wrong), "utf-8")
    assert len(found(reviewed(draft), code)) == 1
    waive(draft, code)
    assert found(reviewed(draft), code) == []
    worse = {"费用": wrong["费用"].replace("壹拾叁万", "壹拾肆万")}
    draft.write_text(agreement("范围", "费用", extra=worse), "utf-8")
    assert len(found(reviewed(draft), code)) == 1
    assert not reviewed(draft).waived


def test_another_sentence_with_the_same_word_is_not_the_waived_one(draft: Path) -> None:
    waive(draft, VAGUE)
    draft.write_text(agreement("范围", "配合", "费用"), "utf-8")
    report = reviewed(draft)
    assert found(report) == [("配合", "尽快")]
    assert any("对不上" in notice and "contractlint.waivers.toml:" in notice for notice in report.notices)


def test_the_second_of_two_stays_waived_when_the_first_is_mended(draft: Path) -> None:
    draft.write_text(agreement("响应", "配合", "费用"), "utf-8")
    assert waive(draft, VAGUE, "--clause", "2").exception is None
    assert found(reviewed(draft)) == [("响应", "尽快")]
    mended = {"响应": "乙方接到报修后应在2小时内到场处理故障。"}
    draft.write_text(agreement("响应", "配合", "费用", extra=mended), "utf-8")
    report = reviewed(draft)
    assert (found(report), len(report.waived), report.notices) == ([], 1, ())


def test_it_expires_after_its_last_day(draft: Path) -> None:
    waive(draft, VAGUE, "--until", "2999-06-30")
    chosen = settings_for(draft, {})
    assert len(review(draft, replace(chosen, today=date(2999, 6, 30))).waived) == 1
    report = review(draft, replace(chosen, today=date(2999, 7, 1)))
    assert found(report) == [("响应", "尽快")]
    assert not report.waived
    assert any("2999-06-30 到期" in notice for notice in report.notices)
    late = run("review", draft, "--select", VAGUE, "--fail-on", "warning", "--today", "2999-07-01")
    assert late.return_value == 1
    assert "到期" in late.output
    with pytest.raises(UsageError, match="today"):
        review(draft, replace(chosen, today=None))


def test_a_renewed_waiver_replaces_the_expired_one(draft: Path) -> None:
    waive(draft, VAGUE, "--until", "2999-06-30")
    waive(draft, VAGUE, "--until", "2999-12-31", "--today", "2999-07-01")
    report = review(draft, replace(settings_for(draft, {}), today=date(2999, 8, 1)))
    assert [one.until for one in report.waived] == ["2999-12-31"]
    assert not report.notices


def test_it_warns_when_it_matches_nothing_but_not_about_rules_that_were_not_run(draft: Path) -> None:
    waive(draft, VAGUE)
    draft.write_text(agreement("范围", "费用"), "utf-8")
    assert any("对不上" in notice for notice in reviewed(draft).notices)
    assert not reviewed(draft, select="S").notices


def test_the_waiver_of_one_agreement_does_not_count_for_another(draft: Path) -> None:
    waive(draft, VAGUE)
    other = draft.with_name("另一份.txt")
    other.write_text(agreement("范围", "响应", "费用").replace("北湖信息", "东海信息"), "utf-8")
    report = reviewed(other)
    assert found(report) == [("响应", "尽快")]
    assert any("给另一份合同的" in notice for notice in report.notices)
    path = draft.with_name("contractlint.waivers.toml")
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join(line for line in lines if line.split(" ")[0] not in ("file", "title", "parties")), "utf-8"
    )
    assert found(reviewed(other)) == []


def test_something_missing_can_be_waived_and_stays_waived_when_its_anchor_changes(draft: Path) -> None:
    code = next(one.code for one in reviewed(draft).findings if one.absent)
    waive(draft, code, "--all")
    draft.write_text(
        agreement("保密", "范围", "响应", "费用").replace("技术支持服务合同", "技术支持与运维服务合同"), "utf-8"
    )
    report = reviewed(draft)
    assert code in {one.finding.code for one in report.waived}
    assert code not in {one.code for one in report.findings}


def test_where_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "客户 甲"
    folder.mkdir()
    path = folder / "draft.txt"
    path.write_text(agreement("响应", "费用"), "utf-8")
    tmp_path.joinpath("contractlint.toml").write_text('fail-on = "never"\n', "utf-8")
    waive(path, VAGUE)
    beside = tmp_path / "contractlint.waivers.toml"
    assert 'file = "客户 甲/draft.txt"' in beside.read_text("utf-8")
    assert not list(folder.glob("*.toml"))
    assert found(reviewed(path)) == []
    elsewhere = tmp_path / "别处.toml"
    waive(path, VAGUE, "--waivers", elsewhere)
    assert found(reviewed(path, no_waivers=True)) != []
    beside.unlink()
    assert found(reviewed(path)) != []
    assert found(reviewed(path, waivers=elsewhere)) == []
    assert found(reviewed(path, waivers=elsewhere, isolated=True)) == []
    assert "找不到" in str(run("review", path, "--waivers", tmp_path / "无.toml").exception)
    for bad in (tmp_path, tmp_path / "无" / "w.toml", Path("/dev/full"), Path("/proc/w.toml")):
        refused = waive(path, VAGUE, "--waivers", bad)
        assert isinstance(refused.exception, UsageError), bad


def test_what_stands_in_the_file_stays(draft: Path) -> None:
    path = draft.with_name("contractlint.waivers.toml")
    written = (
        '# 手写的说明\n[[waiver]]\ncode = "S01" # 老的\nfingerprint = "0123456789abcdef"\nreason = "旧"\nby = "我"'
    )
    path.write_text(written, "utf-8")
    waive(draft, VAGUE)
    assert path.read_text("utf-8").startswith(written + "\n\n[[waiver]]\n")
    path.write_text("[[waiver]\n", "utf-8")
    refused = waive(draft, VAGUE)
    assert "contractlint.waivers.toml:1：" in str(refused.exception)
    assert path.read_text("utf-8") == "[[waiver]\n"


REFUSED = [
    (("L26",), "2 处"),
    (("L26", "--clause", "9"), "没有这一处"),
    (("Q99",), "没有名为"),
    (("S01x",), "没有名为"),
    (("L26", "--clause", "1", "--until", "2001-01-01"), "已经过了"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_cannot_be_waived_is_told(draft: Path, arguments: tuple[str, ...], words: str) -> None:
    draft.write_text(agreement("响应", "配合", "费用"), "utf-8")
    result = waive(draft, *arguments)
    assert isinstance(result.exception, ContractlintError)
    assert words in str(result.exception)
    assert not draft.with_name("contractlint.waivers.toml").exists()
    if words == "2 处":
        assert all(part in str(result.exception) for part in ("第一条", "第二条", "--clause", "--all"))


def test_all_and_fingerprint(draft: Path) -> None:
    draft.write_text(agreement("响应", "配合", "费用"), "utf-8")
    second = [one.fingerprint for one in reviewed(draft).findings if one.code == VAGUE][1]
    assert waive(draft, VAGUE, "--fingerprint", second).exception is None
    assert found(reviewed(draft)) == [("响应", "尽快")]
    assert waive(draft, "vague-time", "--all").exception is None
    assert found(reviewed(draft)) == []


FAULTS = [
    ('[[waiver]]\ncode = "L26"\nreason = "x"\n', 1, "by"),
    ('[[waiver]]\ncode = "L26"\nreasn = "x"\n', 3, "「reason」"),
    ('[waiver]\ncode = "L26"\n', 1, "[[waiver]]"),
    ('[[waivers]]\ncode = "L26"\n', 1, "waivers"),
    ('[[waiver]]\ncode = "L26"\nreason = "x"\nby = "y"\nuntil = "明年"\nfingerprint = "0"', 5, "until"),
    ('[[waiver]]\ncode = "L26"\nreason = " "\nby = "y"\nfingerprint = "0"', 3, "reason"),
    ('[[waiver]]\ncode = "L26"\nreason = "x"\nby = "y"\n', 1, "fingerprint"),
]


@pytest.mark.parametrize(("text", "line", "word"), FAULTS)
def test_faults_in_the_file_name_the_line(draft: Path, text: str, line: int, word: str) -> None:
    draft.with_name("contractlint.waivers.toml").write_text(text, "utf-8")
    result = run("review", draft)
    assert isinstance(result.exception, UsageError)
    assert f"contractlint.waivers.toml:{line}：" in str(result.exception)
    assert word in str(result.exception)


def test_a_waiver_written_by_hand_from_the_fingerprint(draft: Path) -> None:
    print_ = next(one.fingerprint for one in reviewed(draft).findings if one.code == VAGUE)
    text = f'[[waiver]]\ncode = "{VAGUE}"\nfingerprint = "{print_}"\nreason = "x"\nby = "y"\n'
    draft.with_name("contractlint.waivers.toml").write_text(text, "utf-8")
    assert found(reviewed(draft)) == []


def _add(path: Path, number: int) -> None:
    add_waivers(path, [Waiver(code="L26", reason=str(number), by="x", fingerprint="0")], write_atomically)


def test_of_several_writers_none_loses_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "contractlint.waivers.toml"
    workers = [multiprocessing.get_context("fork").Process(target=_add, args=(path, number)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    waivers = waivers_of(parse_toml(path.read_bytes(), "w"), "")
    assert sorted(waiver.reason for waiver in waivers) == [str(number) for number in range(8)]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=8).filter(str.strip)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(["", "2027-06-30"]), st.booleans())
def test_what_is_written_is_read_again(reason: str, by: str, quotes: list[str], until: str, missing: bool) -> None:
    waiver = Waiver(
        code="L26",
        reason=reason.strip(),
        by=by.strip(),
        until=until,
        evidence=tuple(quotes),
        missing=missing,
        parties=("甲",),
    )
    (again,) = waivers_of(parse_toml(entry_text(waiver).encode(), "w"), "")
    assert replace(again, place="") == waiver


SENTENCES = [
    "乙方接到报修后应尽快到场处理故障。",
    "甲方更换设备的，乙方应尽快完成系统的重新配置。",
    "乙方应尽快向甲方提交上月的服务报告。",
    "机房停电时，乙方应尽快恢复供电并通知甲方。",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=4), st.data())
def test_as_many_are_waived_as_were_and_those_that_were(before: list[int], data: st.DataObject) -> None:
    """Clauses are shuffled, renumbered, added: a finding is waived exactly where its sentence stood before."""

    def text(numbers: list[int]) -> str:
        extra = {f"服务{place}": SENTENCES[number] for place, number in enumerate(numbers)}
        return agreement("范围", *extra, "费用", extra=extra)

    old = review(text(before), Settings(select=(VAGUE,)))
    waivers = tuple(replace(waiver_for(old, one), reason="x", by="y") for one in old.findings if one.code == VAGUE)
    assert len(waivers) == len(before)
    after = data.draw(st.permutations(before + data.draw(st.lists(st.integers(0, 3), max_size=2))))
    new = review(text(after), Settings(select=(VAGUE,), waivers=waivers))
    expected = sorted(SENTENCES[number][:-1] for number in after)
    for number in before:
        expected.remove(SENTENCES[number][:-1])
    still = [new.source.text[: one.evidence[0].span.start].rsplit("\n", 1)[1] for one in new.findings]
    assert sorted(still) == sorted(sentence[: sentence.index("尽快")] for sentence in expected)
    assert len(new.waived) == len(before)
    assert not new.notices
