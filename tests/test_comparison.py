"""Comparing drafts: what is the same stays the same under another number and in another place, and what changed is told."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contractlint.comparison import Comparison, compare
from contractlint.comparison.comparison import EQUAL, UNCHANGED, RiskChange
from contractlint.errors import UnreadableFile
from contractlint.finding import Severity
from contractlint.settings import Settings
from tests.drafts import FIXTURES, text_of

DRAFTS = sorted(path for path in FIXTURES.iterdir() if path.suffix in (".docx", ".txt"))
HAN = "零一二三四五六七八九十"

# Articles of a draft with risks in it; 〈name〉 is a reference to the article of that name.
ARTICLES: dict[str, tuple[str, ...]] = {
    "服务内容": (
        "乙方为甲方的仓储系统提供技术支持服务，包括故障处理和每月一次的巡检。",
        "乙方应及时处理甲方提出的问题。",
    ),
    "服务期限": ("服务期限一年，自2027年1月1日起至2027年12月31日止。",),
    "服务费": (
        "年度服务费为人民币120,000.00元（大写：壹拾贰万元整）。",
        "甲方在〈验收〉约定的验收合格后30日内支付，逾期付款的，按〈违约责任〉处理。",
    ),
    "验收": ("乙方每季度提交服务报告，甲方在收到后10个工作日内验收。", "验收不合格的，乙方尽快整改后再次申请验收。"),
    "保密": ("任何一方不得向第三方披露本协议的价格和对方的技术资料，期限为三年。",),
    "违约责任": (
        "甲方逾期付款的，每逾期一日，按逾期金额的万分之五支付违约金。",
        "乙方违反〈保密〉的，支付违约金10,000元。",
    ),
    "争议解决": ("协商不成的，向甲方住所地有管辖权的人民法院提起诉讼。",),
}
NAMES = tuple(ARTICLES)


def han(number: int) -> str:
    return HAN[number] if number <= 10 else f"十{HAN[number - 10]}"


def draft(order: Sequence[str] = NAMES, first: int = 1, style: str = "article") -> bytes:
    """The agreement with its articles in this order, counted from ``first``, references following."""
    number = {name: place for place, name in enumerate(order, start=first)}
    lines = ["技术支持服务协议", "甲方：临江仓储有限公司", "乙方：云汀信息技术有限公司", "双方经协商订立本协议。"]
    for name in order:
        place = number[name]
        lines.append(f"第{han(place)}条 {name}" if style == "article" else f"{place}. {name}")
        for index, sentence in enumerate(ARTICLES[name], start=1):
            text = sentence
            for other in NAMES:
                if other in number:
                    printed = f"第{han(number[other])}条" if style == "article" else f"第{number[other]}条"
                    text = text.replace(f"〈{other}〉", printed)
            lines.append(f"{place}.{index} {text}")
    lines += ["甲方（盖章）：", "乙方（盖章）："]
    return "\n".join(lines).encode("utf-8")


def rendered(change: RiskChange) -> tuple[object, ...]:
    finding = change.finding
    return finding.code, finding.severity, finding.message, tuple(one.text for one in finding.evidence)


def risks(comparison: Comparison, status: str) -> Counter[tuple[object, ...]]:
    return Counter(rendered(one) for one in comparison.with_status(status))


def values(comparison: Comparison) -> Counter[tuple[str, str, str | None, str | None]]:
    return Counter(
        (one.kind, one.name, one.old and one.old.text, one.new and one.new.text) for one in comparison.values
    )


def words(comparison: Comparison) -> list[tuple[str | None, str | None]]:
    """Every change of words, before and after."""
    old, new = comparison.old.source.text, comparison.new.source.text
    return [
        (edit.old.of(old) if edit.old else None, edit.new.of(new) if edit.new else None)
        for change in comparison.changes
        for edit in change.edits
        if edit.op != EQUAL
    ]


def changed(text: str, *replacements: tuple[str, str]) -> str:
    for old, new in replacements:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


@cache
def clean() -> str:
    return text_of("clean-typed")


def mutated(*replacements: tuple[str, str]) -> Comparison:
    return compare(clean(), changed(clean(), *replacements))


# ------------------------------------------------------------------- laws


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_a_draft_does_not_differ_from_itself(path: Path) -> None:
    comparison = compare(path, path)
    assert comparison.empty
    assert not comparison.moves
    assert all(risk.status == UNCHANGED for risk in comparison.risks)
    assert len(comparison.risks) == len(comparison.new.findings)


@given(st.permutations(NAMES), st.integers(1, 3), st.sampled_from(["article", "arabic"]))
@settings(max_examples=15)
def test_no_draft_differs_from_itself(order: list[str], first: int, style: str) -> None:
    one = draft(order, first, style)
    assert compare(one, one).empty


@given(st.permutations(NAMES), st.integers(2, 5), st.sampled_from([("article", "article"), ("article", "arabic")]))
@settings(max_examples=15)
def test_other_numbers_change_nothing(order: list[str], first: int, styles: tuple[str, str]) -> None:
    comparison = compare(draft(order, 1, styles[0]), draft(order, first, styles[1]))
    assert words(comparison) == []
    assert not comparison.moves
    assert not comparison.values
    assert not comparison.references
    assert risks(comparison, "solved") == Counter()
    # The first number is wrong now; that is what the text rules say, and rightly.
    assert {risk.finding.module for risk in comparison.with_status("introduced")} <= {"W"}


@given(st.integers(0, len(NAMES) - 1), st.integers(0, len(NAMES) - 2))
@settings(max_examples=20)
def test_a_clause_that_moves_is_one_move(taken: int, put: int) -> None:
    rest = [name for name in NAMES if name != NAMES[taken]]
    order = [*rest[:put], NAMES[taken], *rest[put:]]
    assume(tuple(order) != NAMES)
    comparison = compare(draft(), draft(order))
    assert len(comparison.moves) == 1
    assert words(comparison) == []
    assert not comparison.values
    assert not [risk for risk in comparison.risks if risk.status in ("introduced", "solved")]


PAIRS = [
    ("clean-typed.docx", "tracked.docx"),
    ("risky-typed.docx", "clean-typed.docx"),
    ("clean-typed.docx", "clean-automatic.docx"),
    ("purchase.docx", "clean-han.docx"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_swapping_the_drafts_swaps_the_answer(one: str, other: str) -> None:
    there, back = compare(FIXTURES / one, FIXTURES / other), compare(FIXTURES / other, FIXTURES / one)
    _assert_mirrored(there, back)


def _assert_mirrored(there: Comparison, back: Comparison) -> None:
    assert risks(there, "introduced") == risks(back, "solved")
    assert risks(there, "solved") == risks(back, "introduced")
    assert len(there.with_status("changed")) == len(back.with_status("changed"))
    assert values(there) == Counter({(k, n, new, old): c for (k, n, old, new), c in values(back).items()})
    assert sorted(map(repr, words(there))) == sorted(repr((after, before)) for before, after in words(back))
    assert len(there.moves) == len(back.moves)


@given(st.permutations(NAMES), st.sets(st.sampled_from(NAMES), max_size=3), st.data())
@settings(max_examples=25)
def test_swapping_swaps_for_any_pair(order: list[str], dropped: set[str], data: st.DataObject) -> None:
    one = draft().decode()
    other = draft([name for name in order if name not in dropped]).decode()
    for word, instead in (("及时", "随时"), ("30日", "60日"), ("120,000.00", "100,000.00"), ("尽快", "在5日内")):
        if data.draw(st.booleans()):
            other = other.replace(word, instead)
    _assert_mirrored(compare(one, other), compare(other, one))


def test_the_sides_add_up() -> None:
    """Every finding of either draft is told once, whatever became of it."""
    for one, other in PAIRS:
        comparison = compare(FIXTURES / one, FIXTURES / other)
        told = [risk.new.fingerprint for risk in comparison.risks if risk.new]
        assert Counter(told) == Counter(finding.fingerprint for finding in comparison.new.findings)
        solved = {risk.old.fingerprint for risk in comparison.with_status("solved") if risk.old}
        assert solved <= {finding.fingerprint for finding in comparison.old.findings}


def test_edits_put_together_are_the_two_texts() -> None:
    """Nothing is lost: the words of both drafts are in unchanged clauses or in the edits."""
    for one, other in PAIRS:
        comparison = compare(FIXTURES / one, FIXTURES / other)
        for change in comparison.changes:
            for side, places in (("old", change.old), ("new", change.new)):
                source = getattr(comparison, side).source
                told = "".join(
                    span.of(source.text) for edit in change.edits if (span := getattr(edit, side)) is not None
                )
                assert bool(_bare(told)) == bool(places)
                for edit in change.edits:
                    span = getattr(edit, side)
                    assert span is None or any(place.span.contains(span) for place in places)
                if change.kind in ("changed", "added", "removed") and not _has_table(comparison, side, places):
                    assert _bare(told) == _bare("".join(place.span.of(source.text) for place in places))


def _bare(text: str) -> str:
    return "".join(text.split())


def _has_table(comparison: Comparison, side: str, places: Sequence[object]) -> bool:
    tables = getattr(comparison, side).source.tables
    return any(place.span.overlaps(table.span) for place in places for table in tables)  # type: ignore[attr-defined]


# ------------------------------------------------------------------- words, values, order


def test_one_changed_period_is_one_word_and_one_value() -> None:
    comparison = mutated(("甲方收到发票后15个工作日内支付。", "甲方收到发票后45个工作日内支付。"))
    assert words(comparison) == [("15个工作日", "45个工作日")]
    (value,) = comparison.values
    assert (value.kind, value.old and value.old.text, value.new and value.new.text) == (
        "period",
        "15个工作日",
        "45个工作日",
    )
    assert value.new is not None
    assert value.new.place.clause == "10.2"


def test_amounts_percentages_dates_and_parties_stand_side_by_side() -> None:
    comparison = mutated(
        ("每季度79,500.00元（大写：人民币柒万玖仟伍佰元整）", "每季度99,500.00元（大写：人民币玖万玖仟伍佰元整）"),
        ("支付年度服务费10%的违约金。", "支付年度服务费30%的违约金。"),
        ("自2027年1月1日起至2027年12月31日止", "自2027年2月1日起至2028年1月31日止"),
        ("甲方：杭州青栎湾家居制造有限公司", "甲方：杭州青栎湾家居集团有限公司"),
    )
    told = set(values(comparison))
    assert ("amount", "", "79,500.00元", "99,500.00元") in told
    assert ("percentage", "", "10%", "30%") in told
    assert ("date", "", "2027年1月1日", "2027年2月1日") in told
    assert ("date", "", "2027年12月31日", "2028年1月31日") in told
    assert ("party", "甲方名称", "杭州青栎湾家居制造有限公司", "杭州青栎湾家居集团有限公司") in told


def test_the_same_value_written_otherwise_is_no_other_value() -> None:
    comparison = mutated(("按每次含税150.00元计费", "按每次含税人民币150元计费"))
    assert words(comparison)
    assert comparison.values == ()


def test_width_and_blanks_are_no_change() -> None:
    text = clean()
    assert compare(text, text.replace("（", "(").replace("）", ")").replace("违约责任", "违 约 责 任")).empty


def test_a_new_clause_renumbers_the_rest_and_only_the_new_one_is_told() -> None:
    comparison = compare(draft([name for name in NAMES if name != "保密"]), draft())
    kinds = Counter(change.kind for change in comparison.changes)
    assert kinds["removed"] == 0
    assert kinds["added"] == 2
    # 〈保密〉 of the old draft had no target; every other reference follows its clause.
    assert kinds["changed"] <= 1


def test_a_reference_that_did_not_follow_its_clause_is_told() -> None:
    old = draft().decode()
    new = draft(NAMES[1:] + NAMES[:1]).decode()
    stale = changed(new, ("按第五条处理", "按第六条处理"))
    (one,) = compare(old, stale).references
    assert one.text == "第六条"
    assert one.meant.heading == "违约责任"
    assert one.leads is not None
    assert one.leads.heading == "争议解决"
    assert compare(old, new).references == ()


def test_a_clause_that_is_divided_is_told_as_one() -> None:
    old = "1.1 乙方为甲方的仓储系统提供技术支持服务，包括故障处理和每月一次的巡检。乙方的工程师应当持有认证证书，并在派出前提交复印件。"
    new = "1.1 乙方为甲方的仓储系统提供技术支持服务，包括故障处理和每月一次的巡检。\n1.2 乙方的工程师应当持有认证证书，并在派出前提交复印件。"
    frame = "技术支持服务协议\n甲方：临江仓储有限公司\n乙方：云汀信息技术有限公司\n第一条 服务内容\n{}\n第二条 保密\n2.1 任何一方不得披露对方的资料。\n"
    divided = compare(frame.format(old), frame.format(new))
    (change,) = divided.changes
    assert change.kind == "split"
    assert [place.clause for place in change.new] == ["1.1", "1.2"]
    assert words(divided) == []
    (back,) = compare(frame.format(new), frame.format(old)).changes
    assert back.kind == "merged"


def test_a_paragraph_that_goes_into_another_clause_is_moved_not_rewritten() -> None:
    text = clean()
    lines = text.split("\n")
    paragraph = "当月服务费按年度服务费的十二分之一计算，当季服务费按年度服务费的四分之一计算。同一季度的扣减合计不超过当季服务费的25%。"
    assert lines.count(paragraph) == 1
    lines.remove(paragraph)
    place = next(index for index, line in enumerate(lines) if line.startswith("9.4 "))
    comparison = compare(text, "\n".join([*lines[: place + 1], paragraph, *lines[place + 1 :]]))
    assert words(comparison) == []
    (move,) = comparison.moves
    assert (move.old[0].clause, move.new[0].clause) == ("5.6（3）", "9.4")


def test_rows_of_a_table_are_compared_one_by_one() -> None:
    from fixtures.build import draft as fixture_draft
    from fixtures.package import package
    from fixtures.paper import write

    text = fixture_draft("clean-typed")
    lines = text.splitlines()
    body = "\n".join(line for line in lines if not line.startswith("%header "))
    row = next(line for line in body.splitlines() if line.startswith("| 二级"))
    other = body.replace(row, row.replace("30分钟", "60分钟"))
    assert other != body
    comparison = compare(package(write(body), title="", header=""), package(write(other), title="", header=""))
    (change,) = comparison.changes
    assert change.new[0].row == 3
    assert words(comparison) == [("30分钟", "60分钟")]


# ------------------------------------------------------------------- risks


def test_a_vague_word_that_comes_in_is_introduced_and_going_back_is_solved() -> None:
    comparison = mutated(("甲方收到发票后15个工作日内支付。", "甲方收到发票后及时支付。"))
    codes = {risk.finding.code for risk in comparison.with_status("introduced")}
    assert "L26" in codes or codes, codes
    assert comparison.worse(Severity.WARNING)
    assert not comparison.with_status("solved")


def test_other_words_for_the_same_risk_in_the_same_clause_are_nothing_new() -> None:
    one = draft().decode()
    other = changed(one, ("乙方应及时处理", "乙方应尽快处理"))
    comparison = compare(one, other)
    assert not comparison.with_status("introduced")
    assert not comparison.with_status("solved")
    (kept,) = comparison.with_status("changed")
    assert not kept.worse
    assert [one.text for one in kept.added] == ["尽快"]


def test_one_more_place_in_a_clause_that_had_one_is_worse() -> None:
    one = draft().decode().replace("乙方应及时处理甲方提出的问题。", "乙方应尽力保障系统稳定运行。")
    other = changed(one, ("乙方应尽力保障系统稳定运行。", "乙方应尽力保障系统稳定运行，并尽力保障数据完整。"))
    comparison = compare(one, other)
    (worse,) = [risk for risk in comparison.risks if risk.worse]
    assert (worse.status, worse.finding.code) == ("changed", "L02")
    assert [place.text for place in worse.added] == ["尽力"]
    assert worse in comparison.worse(Severity.INFO)
    # The other way round nothing got worse: a place is gone, the risk stays.
    (milder,) = compare(other, one).with_status("changed")
    assert not milder.worse


def test_a_risk_mended_here_and_made_there_is_solved_and_introduced() -> None:
    one = draft().decode()
    other = changed(
        one,
        ("乙方应及时处理甲方提出的问题。", "乙方应在2小时内处理甲方提出的问题。"),
        ("甲方在收到后10个工作日内验收", "甲方在收到后及时验收"),
    )
    comparison = compare(one, other)
    where = {(risk.status, risk.finding.clause) for risk in comparison.risks if risk.status != UNCHANGED}
    assert ("solved", "1.2") in where
    assert any(status in ("introduced", "changed") and clause.startswith("4.") for status, clause in where)


def test_a_removed_clause_brings_the_risk_of_its_absence() -> None:
    comparison = compare(draft(), draft([name for name in NAMES if name != "争议解决"]))
    assert any(risk.finding.absent for risk in comparison.with_status("introduced"))


def test_the_selection_and_the_side_hold_for_both_drafts() -> None:
    old, new = FIXTURES / "clean-typed.docx", FIXTURES / "risky-typed.docx"
    selected = compare(old, new, Settings(select=("L26",)))
    assert {risk.finding.code for risk in selected.risks} == {"L26"}
    ignored = compare(old, new, Settings(ignore=("L26",)))
    assert "L26" not in {risk.finding.code for risk in ignored.risks}
    seen = compare(old, new, Settings(side="乙"))
    assert {risk.finding.side.value for risk in seen.risks} <= {"乙", "双"}


# ------------------------------------------------------------------- tracked changes


def test_tracked_changes_name_their_author_and_date() -> None:
    comparison = compare(FIXTURES / "tracked.docx")
    assert comparison.mode == "revisions"
    introduced = {risk.finding.code: risk for risk in comparison.with_status("introduced")}
    assert set(introduced) == {"L02", "F02", "V06"}
    for risk in introduced.values():
        assert {(one.author, one.date) for one in risk.revisions} == {("沈知遥", "2026-11-20T09:30:00Z")}
    assert [(one.kind, one.text, one.exact) for one in introduced["L02"].revisions] == [
        ("insert", "乙方应尽力保障本系统稳定运行。", True)
    ]
    assert [(one.kind, one.exact) for one in introduced["V06"].revisions] == [("delete", False)]
    assert {risk.finding.code for risk in comparison.with_status("solved")} == {"W15", "T03"}


HANDS = {
    "乙方应尽力保障": ("程以宁", "2026-11-21T10:00:00Z"),
    "叁拾壹万捌佰元整": ("程以宁", "2026-11-22T11:30:00Z"),
    "未经对方书面同意，任何一方不得转让": ("顾南星", "2026-11-23T09:05:00Z"),
}


def signed_by_several() -> bytes:
    """The tracked fixture with three of its changes made by other people."""
    from io import BytesIO
    from zipfile import ZipFile

    from lxml import etree

    def name(local: str) -> str:
        return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + local

    target = BytesIO()
    with ZipFile(FIXTURES / "tracked.docx") as source, ZipFile(target, "w") as archive:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                root = etree.fromstring(data)
                for change in root.iter(name("ins"), name("del")):
                    paragraph = next(change.iterancestors(name("p")))
                    # The mark of a paragraph is deleted by whoever deleted its words.
                    words = "".join(change.itertext()) or "".join(paragraph.itertext())
                    for begin, (author, date) in HANDS.items():
                        if begin in words:
                            change.set(name("author"), author)
                            change.set(name("date"), date)
                data = etree.tostring(root)
            archive.writestr(part, data)
    return target.getvalue()


def test_each_risk_names_the_one_who_brought_it() -> None:
    comparison = compare(signed_by_several())
    by = {
        risk.finding.code: {(one.author, one.date, one.exact, one.alone) for one in risk.revisions}
        for risk in comparison.with_status("introduced")
    }
    assert by == {
        "L02": {("程以宁", "2026-11-21T10:00:00Z", True, False)},
        "F02": {("程以宁", "2026-11-22T11:30:00Z", True, False)},
        "V06": {("顾南星", "2026-11-23T09:05:00Z", False, True)},
    }


def test_the_changes_of_one_hand_are_those_and_no_others() -> None:
    from contractlint.api import understand
    from contractlint.comparison.partial import changed_by

    draft = signed_by_several()
    rejected = understand(draft, Settings(revisions="reject")).text
    mine = understand(changed_by(draft, HANDS["未经对方书面同意，任何一方不得转让"]), Settings(revisions="reject")).text
    sentence = "16.2 未经对方书面同意，任何一方不得转让本协议项下的权利或者义务。\n"
    assert rejected.count(sentence) == 1
    assert mine == rejected.replace(sentence, "")
    vague = understand(changed_by(draft, HANDS["乙方应尽力保障"]), Settings(revisions="reject")).text
    assert vague == rejected.replace("二层的数据机房。", "二层的数据机房。乙方应尽力保障本系统稳定运行。")
    assert understand(changed_by(draft, ("没有这个人", "")), Settings(revisions="reject")).text == rejected


def test_a_draft_without_tracked_changes_is_alike_accepted_and_rejected() -> None:
    assert compare(FIXTURES / "risky-typed.docx").empty


# ------------------------------------------------------------------- bad drafts, long drafts


def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere\.docx"):
        compare(FIXTURES / "clean-typed.docx", tmp_path / "nowhere.docx")


def test_what_cannot_be_assessed_is_compared_by_its_words_alone() -> None:
    comparison = compare(FIXTURES / "english.docx", FIXTURES / "clean-typed.docx")
    assert not comparison.assessable
    assert comparison.risks == ()
    assert comparison.changes


@pytest.mark.parametrize("text", ["", "。", "第一条", "\n\n第一条\n1.1\n", "甲方：\n乙方："])
def test_scraps_are_compared_as_well(text: str) -> None:
    scrap = text.encode() or b" "
    for pair in ((scrap, draft()), (draft(), scrap), (scrap, scrap)):
        try:
            comparison = compare(*pair)
        except UnreadableFile:
            continue
        assert comparison.empty == (pair[0] == pair[1])


def test_a_thousand_changed_clauses_take_seconds() -> None:
    subjects = ["服务器", "数据库", "工单平台", "备件", "巡检报告", "账号", "日志", "机房", "网络", "培训"]
    lines = [
        f"{1 + index // 10}.{1 + index % 10} 乙方应在第{index}次检查{subjects[index % 10]}后{index % 50 + 1}日内提交编号为{index * 7919 % 9973}的记录。"
        for index in range(1000)
    ]
    head = "技术支持服务协议\n甲方：临江仓储有限公司\n乙方：云汀信息技术有限公司\n"
    old = head + "\n".join(lines)
    new = head + "\n".join(line.replace("提交", "向甲方书面提交") for line in lines[::-1])
    begun = time.process_time()
    comparison = compare(old, new, Settings(select=("L26",)))
    assert time.process_time() - begun < 30
    assert sum(change.kind in ("added", "removed") for change in comparison.changes) < 100
