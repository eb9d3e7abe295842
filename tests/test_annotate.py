"""Comments in the reviewed Word file: on the very words, and nothing else in the file changes."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from contractlint import api
from contractlint.annotation import annotate
from contractlint.errors import UnreadableFile, UsageError
from contractlint.finding import Severity
from contractlint.readers import read
from contractlint.settings import Settings
from tests.docx_builder import cell, complex_field, deleted, docx, ins, mark, p, r, row, table
from tests.drafts import FIXTURES
from tests.word_files import check_structure, comment_text, comments, document, flat, marked, ours, parts, without_ours

RISKY, TRACKED = FIXTURES / "risky-typed.docx", FIXTURES / "tracked.docx"
TITLE = p("技术支持服务协议")
PARTIES = p("甲方：湖州棠溪渡软件有限公司") + p("乙方：湖州松隐信息技术有限公司")
SERVICE = p("第一条 服务内容") + p("乙方为甲方的办公系统提供技术支持服务，乙方应当在甲方报修后处理故障。")
VAGUE = ("L26",)


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contractlint", "annotate", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or FIXTURES.parent,
        check=False,
    )


def draft(body: str, **more: str) -> bytes:
    return docx(TITLE + PARTIES + SERVICE + body, **more)  # type: ignore[arg-type]


def vague(data: bytes, **settings: str) -> bytes:
    """The draft with the comments of one rule."""
    annotated = annotate(data, Settings(select=VAGUE, **settings))  # type: ignore[arg-type]
    check_structure(annotated.data)
    same_but_for_comments(data, annotated.data)
    return annotated.data


def same_but_for_comments(before: bytes, after: bytes) -> None:
    assert flat(document(before)) == flat(etree.fromstring(without_ours(after)["word/document.xml"]))
    assert read(before, "a.docx").text == read(after, "a.docx").text
    old, new = parts(before), parts(after)
    touched = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert list(new)[: len(old)] == list(old), "the order of the parts"
    assert set(new) - set(old) <= {"word/comments.xml"}
    assert {name for name in old if new[name] != old[name]} <= touched


def words(data: bytes) -> list[str]:
    return [one.words for one in marked(data)]


@pytest.mark.parametrize(
    "name", ["risky-typed", "tracked", "clean-typed", "clean-han", "clean-automatic", "scan", "form"]
)
def test_nothing_but_the_comments_is_new(name: str) -> None:
    before = (FIXTURES / f"{name}.docx").read_bytes()
    annotated = annotate(before)
    check_structure(annotated.data)
    same_but_for_comments(before, annotated.data)
    assert annotate(before).data == annotated.data
    if not annotated.comments:
        assert annotated.data == before


def test_each_place_of_each_finding_has_a_comment_on_its_words() -> None:
    annotated = annotate(RISKY)
    report = api.review(RISKY)
    expected = Counter(
        (finding.code, "".join(evidence.text.split())) for finding in report.findings for evidence in finding.evidence
    )
    found = Counter(
        (
            one.text.removeprefix("【").partition("】")[2].split()[0] if "】" in one.text[:6] else one.text.split()[0],
            "".join(one.words.split()),
        )
        for one in marked(annotated.data)
    )
    assert found == expected


def test_a_comment_says_what_why_how_and_on_what_basis() -> None:
    found = {one.text.split()[0]: one for one in marked(annotate(RISKY).data)}
    one = found["【必须改】F02"]
    assert one.initials == "必"
    finding = next(finding for finding in api.review(RISKY).findings if finding.code == "F02")
    lines = one.text.split("\n")
    assert lines[0] == f"【必须改】F02 {finding.title}"
    assert lines[1:] == [
        f"问题：{finding.message}",
        f"原因：{finding.why}",
        f"改法：{finding.advice}",
        "依据：《民法典》第466条（2021-01-01 起施行）",
    ]
    assert {one.initials for one in found.values()} == {"必", "建", "请"}
    assert any("对甲方不利" in one.text for one in found.values())


def test_other_places_of_a_finding_get_a_short_comment() -> None:
    texts = [one.text for one in marked(annotate(RISKY, Settings(select=("F13",))).data)]
    assert [text.split("：")[0] for text in texts] == [
        "【必须改】F13 付款没有可以算出的日期（对乙方不利）\n问题",
        "F13 付款没有可以算出的日期",
        "F13 付款没有可以算出的日期",
    ]
    assert texts[1] == "F13 付款没有可以算出的日期：同一问题，第 2 处（共 3 处），说明见「签订后支付」处的批注。"


def test_old_comments_and_changes_stay() -> None:
    before = TRACKED.read_bytes()
    old = [comment_text(one) for one in comments(before)]
    assert old
    after = annotate(before).data
    assert [comment_text(one) for one in comments(after)][: len(old)] == old
    assert len(comments(after)) == len(old) + len(ours(after))
    assert all(one.get("{*}date") is None for one in ours(after))


def test_words_in_several_runs_are_taken_together() -> None:
    data = draft(p("故障发生后，乙方应", r("尽", "<w:b/>"), r("快", "<w:i/>"), "修复故障，并书面说明原因。"))
    assert words(vague(data)) == ["尽快"]


def test_a_blank_at_a_cut_stays() -> None:
    data = draft(p("<w:r><w:t> 故障发生后，乙方应 尽快 修复故障，并书面说明原因。 </w:t></w:r>"))
    assert words(vague(data)) == ["尽快"]


QUICK = r("乙方应尽快修复")
ODD = {
    "hyperlink": p("发生故障后", f"<w:hyperlink>{QUICK}</w:hyperlink>", "系统。"),
    "insertion": p("发生故障后", ins(QUICK), "系统。"),
    "inserted paragraph": p(ins(r("发生故障后"), QUICK, r("系统。")), properties=mark("ins")) + p("尾段。"),
    "insertion with a deletion": p("发生故障后，乙方应", ins(deleted("不"), r("尽快")), "修复系统。"),
    "move": p(
        deleted("乙方应尽快", tag="moveFrom"), "发生故障后", f'<w:moveTo w:id="8" w:author="a">{QUICK}</w:moveTo>', "。"
    ),
    "joined paragraphs": p("发生故障后，乙方应尽", properties=mark("del")) + p("快修复系统。"),
    "control": p("发生故障后", f"<w:sdt><w:sdtPr/><w:sdtContent>{QUICK}</w:sdtContent></w:sdt>", "系统。"),
    "control around paragraphs": f"<w:sdt><w:sdtContent>{p('发生故障后', QUICK, '系统。')}</w:sdtContent></w:sdt>",
    "control around a cell": f"<w:tbl><w:tr><w:sdt><w:sdtContent>{cell(p(QUICK, '系统。'))}</w:sdtContent></w:sdt></w:tr></w:tbl>",
    "control around a row": f"<w:tbl><w:sdt><w:sdtContent>{row('乙方应尽快修复系统。')}</w:sdtContent></w:sdt></w:tbl>",
    "smart tag": p("发生故障后", f"<w:smartTag>{r('乙方应尽')}</w:smartTag>", "快修复系统。"),
    "tab and break": p(
        "<w:r><w:t>发生故障后，</w:t><w:tab/><w:t>乙方应尽快修复，</w:t><w:br/><w:t>并书面说明。</w:t></w:r>"
    ),
    "symbol": p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>乙方应尽快修复系统。</w:t></w:r>'),
    "page rendered in it": p(
        "<w:r><w:t>乙方应尽</w:t><w:softHyphen/><w:lastRenderedPageBreak/><w:t>快修复系统。</w:t></w:r>"
    ),
    "bookmark": p(
        '<w:bookmarkStart w:id="0" w:name="a"/>', "乙方应", r("尽"), '<w:bookmarkEnd w:id="0"/>', r("快"), "修复系统。"
    ),
    "mark left over": p('<w:commentRangeStart w:id="7"/>', "乙方应尽快修复系统。"),
    "alternate block": f"<mc:AlternateContent><mc:Choice Requires='w14'>{p(QUICK, '系统。')}</mc:Choice></mc:AlternateContent>",
    "layout": "\n  " + p("\n   ", "发生故障后，乙方应", "尽快", "修复系统。") + "\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_places(name: str) -> None:
    assert words(vague(draft(ODD[name] + p("甲方（盖章）：")))) == ["尽快"]


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        (
            p(
                "乙方应",
                f"<w:r><w:ruby><w:rt>{r('jk')}</w:rt><w:rubyBase>{r('尽快')}</w:rubyBase></w:ruby></w:r>",
                "修复。",
            ),
            "jk尽快",
        ),
        (
            p(f"<mc:AlternateContent><mc:Choice Requires='w14'>{QUICK}</mc:Choice></mc:AlternateContent>", "系统。"),
            "乙方应尽快修复",
        ),
        (QUICK + p("系统。"), "系统。"),
    ],
)
def test_what_cannot_be_cut_is_taken_whole(body: str, taken: str) -> None:
    assert words(vague(draft(body + p("甲方（盖章）：")))) == [taken]


def test_a_field_is_taken_whole() -> None:
    for field in (
        complex_field("REF x", r("乙方应尽快修复")),
        complex_field("IF", r("乙方应"), complex_field("REF x", r("尽快")), r("修复")),
        f'<w:fldSimple w:instr="REF x">{r("乙方应尽快修复")}</w:fldSimple>',
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('乙方应尽快修复')}</w:sdtContent></w:sdt>",
    ):
        data = vague(draft(p("发生故障后", field, "系统。")))
        assert words(data) == ["乙方应尽快修复"]


def test_words_that_begin_before_a_field_and_end_in_it() -> None:
    data = vague(draft(p("发生故障后，乙方应尽", complex_field("REF x", r("快修复")), "系统。")))
    assert words(data) == ["尽快修复"]


def test_in_cells_and_automatic_numbers() -> None:
    from tests.docx_builder import abstract, level, num, numbered

    data = draft(
        table(row("故障", "乙方应尽快修复系统故障。"), row(cell(table(row("乙方应尽快修复数据库。"))), "其他"))
        + p("乙方应尽快修复网络故障。", properties=numbered(1)),
        numbering=abstract(0, level("decimal", "%1.")) + num(1, 0),
    )
    assert words(vague(data)) == ["尽快"] * 3


def test_headers_and_notes_have_no_comments() -> None:
    data = docx(
        TITLE + PARTIES + SERVICE + p("乙方配合甲方。", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        headers={"rId9": p("乙方应尽快修复系统。")},
        footnotes=f'<w:footnote w:id="2">{p("故障发生后，乙方应尽快修复系统。")}</w:footnote>',
        section='<w:headerReference w:type="default" r:id="rId9"/>',
    )
    after = vague(data)
    found = marked(after)
    assert found
    assert {one.words for one in found} == {"技术支持服务协议"}
    assert any("脚注「尽快」" in one.text for one in found)


def test_a_text_box_is_commented_on_in_its_paragraph() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx><w:txbxContent>{p('故障发生后，乙方应尽快修复系统。')}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    after = vague(draft(p("见下框", box)))
    assert words(after) == ["故障发生后，乙方应尽快修复系统。"]


def test_a_strict_file_stays_strict() -> None:
    after = annotate(docx(TITLE + PARTIES + SERVICE + p("乙方应尽快修复系统。"), strict=True), Settings(select=VAGUE))
    new = parts(after.data)
    assert b"schemas.openxmlformats.org/wordprocessingml" not in new["word/document.xml"] + new["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in new["word/_rels/document.xml.rels"]
    assert len(read(after.data, "a.docx").comments) == 1


def test_a_text_that_cannot_be_judged_gets_the_reason() -> None:
    for name in ("scan", "form", "english"):
        annotated = annotate(FIXTURES / f"{name}.docx")
        assert [comment_text(one) for one in ours(annotated.data)] == [f"【未能判定】{annotated.report.verdict.text}"]


def test_least_and_side_leave_comments_out() -> None:
    assert {one.initials for one in marked(annotate(RISKY, least=Severity.ERROR).data)} == {"必"}
    texts = "".join(one.text for one in marked(annotate(RISKY, Settings(side="甲")).data))
    assert "对甲方不利" in texts
    assert "对乙方不利" not in texts


def test_refusals() -> None:
    with pytest.raises(UsageError, match="只有 Word 文档"):
        annotate(FIXTURES / "risky-short.txt")
    with pytest.raises(UsageError, match="2026-01-31"):
        annotate(RISKY, date="1 月 1 日")
    with pytest.raises(UnreadableFile):
        annotate(b"PK\x03\x04 nothing")


def test_a_date_is_written_where_asked_for() -> None:
    after = annotate(RISKY, Settings(select=("F02",)), date="2026-03-01").data
    assert {value for one in ours(after) for name, value in one.attrib.items() if name.endswith("date")} == {
        "2026-03-01T00:00:00Z"
    }


def test_the_command_writes_beside_the_draft_and_never_over_it(tmp_path: Path) -> None:
    copy = tmp_path / "草稿.docx"
    copy.write_bytes(RISKY.read_bytes())
    first = run(copy)
    assert first.returncode == 1
    assert "草稿.审阅.docx" in first.stdout
    written = (tmp_path / "草稿.审阅.docx").read_bytes()
    assert ours(written)
    assert copy.read_bytes() == RISKY.read_bytes()
    again = run(copy)
    assert (again.returncode, again.stdout) == (2, "")
    assert "已经存在" in again.stderr
    onto = run(copy, "-o", copy)
    assert onto.returncode == 2
    assert "--in-place" in onto.stderr
    assert run(copy, "-o", copy, "--in-place").returncode == 2
    assert copy.read_bytes() == RISKY.read_bytes()
    assert run(copy, "--in-place", "--fail-on", "never").returncode == 0
    assert copy.read_bytes() == written
    assert {one.name for one in tmp_path.iterdir()} == {"草稿.docx", "草稿.审阅.docx"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((FIXTURES / "clean-typed.docx",), 0),
        ((RISKY, "--side", "甲"), 1),
        ((FIXTURES / "scan.docx",), 4),
        ((FIXTURES / "risky-short.txt",), 2),
        (("nowhere.docx",), 3),
        ((FIXTURES,), 3),
        ((RISKY, "--select", "Q99"), 2),
    ],
)
def test_exit_codes(arguments: tuple[str | Path, ...], code: int, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    result = run(*arguments, "-o", target)
    assert result.returncode == code, result.stderr
    assert target.exists() == (code in (0, 1, 4))
    if code in (2, 3):
        assert len(result.stderr.strip().splitlines()) == 1


def test_a_thousand_comments() -> None:
    data = draft("".join(p(f"{index}. 发生第{index}类故障后，乙方应尽快修复。") for index in range(1, 1001)))
    after = vague(data)
    assert words(after) == ["尽快"] * 1000
    assert len({one.number for one in marked(after)}) == 1000


def test_a_folder_is_refused_without_a_name_for_the_copy() -> None:
    for place in (".", "/"):
        result = run(place)
        assert (result.returncode, result.stdout) == (3, ""), result.stderr


@pytest.mark.parametrize("main", ["word/document.xml", "document.xml", "Inhalt/Haupt.xml"])
def test_wherever_the_main_part_is(main: str) -> None:
    after = annotate(
        docx(TITLE + PARTIES + SERVICE + p("乙方应尽快修复系统。"), main=main), Settings(select=VAGUE)
    ).data
    assert [one.author for one in read(after, "a.docx").comments] == ["contractlint"]


def test_a_part_that_only_has_the_name_of_the_comments_stays() -> None:
    before = docx(TITLE + PARTIES + SERVICE + p("乙方应尽快修复系统。"), files={"word/Comments.xml": b"<x/>"})
    after = annotate(before, Settings(select=VAGUE)).data
    assert parts(after)["word/Comments.xml"] == b"<x/>"
    assert len(read(after, "a.docx").comments) == 1


def test_a_signed_file_is_said_to_be_signed_no_more() -> None:
    before = docx(TITLE + PARTIES + SERVICE + p("乙方应尽快修复系统。"), files={"_xmlsignatures/sig1.xml": b"<x/>"})
    assert any("签名" in notice for notice in annotate(before, Settings(select=VAGUE)).notices)
