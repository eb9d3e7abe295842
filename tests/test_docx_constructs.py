"""One small file for each construct of WordprocessingML that hides text from a careless reader.

Expected texts are what Word shows, written down from the standard, never from what the reader gave.
"""

from __future__ import annotations

import inspect
import sys

import pytest

from contractlint.errors import UnreadableFile
from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from contractlint.text import SourceText
from tests.docx_builder import (
    abstract,
    cell,
    complex_field,
    deleted,
    docx,
    ins,
    level,
    mark,
    num,
    numbered,
    p,
    r,
    row,
    t,
    table,
)


def read(body: str, revisions: str = "accept", **parts: object) -> SourceText:
    return read_docx(docx(body, **parts), revisions=revisions, limits=Limits())  # type: ignore[arg-type]


def shown(body: str, revisions: str = "accept", **parts: object) -> str:
    return read(body, revisions, **parts).text.removesuffix("\n")


def left_out(source: SourceText) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in source.omissions]


# ---------------------------------------------------------------- tracked changes

TRACKED = {
    "inserted run": (p("甲", ins(r("新")), "乙"), "甲新乙", "甲乙"),
    "deleted run": (p("甲", deleted("旧"), "乙"), "甲乙", "甲旧乙"),
    "deleted insertion": (p("甲", ins(deleted("来去")), "乙"), "甲乙", "甲乙"),
    "move inside a paragraph": (
        p(deleted("移", tag="moveFrom"), "甲", f'<w:moveTo w:id="9" w:author="a">{r("移")}</w:moveTo>'),
        "甲移",
        "移甲",
    ),
    "inserted paragraph": (p("甲") + p(ins(r("新")), properties=mark("ins")) + p("乙"), "甲\n新\n乙", "甲\n乙"),
    "paragraph split by an inserted mark": (p("甲", properties=mark("ins")) + p("乙"), "甲\n乙", "甲乙"),
    "paragraphs joined by a deleted mark": (p("甲", properties=mark("del")) + p("乙"), "甲乙", "甲\n乙"),
    "three paragraphs joined": (
        p("甲", properties=mark("del")) + p("乙", properties=mark("del")) + p("丙"),
        "甲乙丙",
        "甲\n乙\n丙",
    ),
    "whole paragraph deleted": (
        p("甲") + p(deleted("旧"), properties=mark("del")) + p("乙"),
        "甲\n乙",
        "甲\n旧\n乙",
    ),
    "paragraph moved": (
        p(deleted("移", tag="moveFrom"), properties=mark("moveFrom"))
        + p("甲")
        + p(f'<w:moveTo w:id="9">{r("移")}</w:moveTo>', properties=mark("moveTo"))
        + p("乙"),
        "甲\n移\n乙",
        "移\n甲\n乙",
    ),
    "deleted mark at the end of a cell": (table(row(cell(p("甲", properties=mark("del"))), "乙")), "甲\t乙", "甲\t乙"),
    "deleted mark before a table": (
        p("甲", properties=mark("del")) + table(row("乙")) + p("丙"),
        "甲\n乙\n丙",
        "甲\n乙\n丙",
    ),
    "inserted row": (
        table(row("甲"), row("新", properties='<w:ins w:id="1" w:author="王某"/>')) + p(),
        "甲\n新\n",
        "甲\n",
    ),
    "deleted row": (
        table(row("甲"), row("旧", properties='<w:del w:id="1" w:author="王某"/>')) + p(),
        "甲\n",
        "甲\n旧\n",
    ),
    "deleted cell": (
        table(row("甲", cell("旧", properties='<w:cellDel w:id="1"/>'), "乙")) + p(),
        "甲\t乙\n",
        "甲\t旧\t乙\n",
    ),
    "inserted cell": (
        table(row("甲", cell("新", properties='<w:cellIns w:id="1"/>'), "乙")) + p(),
        "甲\t新\t乙\n",
        "甲\t乙\n",
    ),
    "whole table deleted": (
        p("甲") + table(row("旧", properties='<w:del w:id="1"/>')) + p("乙"),
        "甲\n乙",
        "甲\n旧\n乙",
    ),
    "inside a link": (
        p(f'<w:hyperlink r:id="x">{r("甲")}{ins(r("新"))}{deleted("旧")}</w:hyperlink>'),
        "甲新",
        "甲旧",
    ),
    "deleted field": (
        p("甲", f'<w:del w:id="1">{complex_field("REF x", r("旧"))}</w:del>', "乙"),
        "甲乙",
        "甲旧乙",
    ),
    "format change only": (
        p(f'<w:r><w:rPr><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>{t("甲")}</w:r>'),
        "甲",
        "甲",
    ),
}


@pytest.mark.parametrize("name", TRACKED)
def test_tracked_changes(name: str) -> None:
    body, accepted, rejected = TRACKED[name]
    assert shown(body) == accepted
    assert shown(body, "reject") == rejected
    assert read(body).judged == "accepted"
    assert read(body, "reject").judged == "rejected"


def test_revisions_are_told_with_author_date_and_place() -> None:
    body = p("甲方", ins(r("应当")), "于", deleted("五日"), ins(r("十日")), "内付款。")
    source = read(body)
    assert source.text == "甲方应当于十日内付款。\n"
    told = [
        (one.kind, one.author, one.date, one.span and one.span.of(source.text), one.text) for one in source.revisions
    ]
    assert told == [
        ("insert", "王某", "2026-01-02T03:04:05Z", "应当", "应当"),
        ("delete", "李某", "2026-02-03T04:05:06Z", None, "五日"),
        ("insert", "王某", "2026-01-02T03:04:05Z", "十日", "十日"),
    ]
    assert left_out(source) == [("deleted", "五日")]
    rejected = read(body, "reject")
    assert rejected.text == "甲方于五日内付款。\n"
    assert left_out(rejected) == [("inserted", "应当"), ("inserted", "十日")]
    assert [(one.kind, one.text, one.span is None) for one in rejected.revisions if one.kind == "delete"] == [
        ("delete", "五日", False)
    ]


def test_a_change_split_over_runs_is_one_revision() -> None:
    source = read(p("甲", ins(r("应")), ins(r("当")), deleted("五"), deleted("日"), ins(r("付"), author="别人")))
    assert [(one.kind, one.text) for one in source.revisions] == [
        ("insert", "应当"),
        ("delete", "五日"),
        ("insert", "付"),
    ]
    assert left_out(source) == [("deleted", "五日")]


def test_a_deleted_last_paragraph_is_told() -> None:
    source = read(table(row(cell(p("甲"), p(deleted("旧"), properties=mark("del"))))))
    assert source.text == "甲\n"
    assert [(one.kind, one.text) for one in source.revisions] == [("delete", "旧")]


def test_a_move_is_one_revision_and_one_omission() -> None:
    source = read(p(deleted("移", tag="moveFrom"), "甲", f'<w:moveTo w:id="9" w:author="王某">{r("移")}</w:moveTo>'))
    assert [(one.kind, one.author, one.text) for one in source.revisions] == [("move", "王某", "移")]
    assert left_out(source) == [("moved", "移")]


def test_a_tracked_mark_alone_is_a_revision() -> None:
    source = read(p("甲", properties=mark("del")) + p("乙"))
    assert [(one.kind, one.author, one.text) for one in source.revisions] == [("delete", "赵某", "\n")]


def test_rows_are_told_once() -> None:
    change = '<w:del w:id="1" w:author="王某" w:date="2026-01-01T00:00:00Z"/>'
    source = read(table(row("甲"), row(cell(p(deleted("旧", author="王某"))), properties=change)))
    assert [(one.kind, one.author, one.text, one.span) for one in source.revisions] == [("delete", "王某", "旧", None)]
    added = read(table(row("甲"), row("新", "增", properties='<w:ins w:id="1" w:author="王某"/>')))
    assert [(one.kind, one.span and one.span.of(added.text)) for one in added.revisions] == [("insert", "新\t增")]


def test_a_joined_paragraph_has_the_properties_of_the_mark_that_stays() -> None:
    body = p("甲", properties='<w:jc w:val="left"/>' + mark("del")) + p("乙", properties='<w:jc w:val="center"/>')
    assert [block.centered for block in read(body).blocks] == [True]
    assert [block.centered for block in read(body, "reject").blocks] == [False, True]


def test_rejecting_brings_back_the_former_paragraph_properties() -> None:
    former = '<w:pPrChange w:id="1"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
    body = p("甲", properties='<w:jc w:val="left"/>' + former)
    assert [block.centered for block in read(body).blocks] == [False]
    assert [block.centered for block in read(body, "reject").blocks] == [True]


def test_numbers_follow_the_view() -> None:
    parts = {"numbering": abstract(0, level("decimal", "%1.")) + num(1, 0)}
    body = (
        p("甲", properties=numbered(1))
        + p(deleted("旧"), properties=numbered(1) + mark("del"))
        + p(ins(r("新")), properties=numbered(1) + mark("ins"))
        + p("乙", properties=numbered(1))
    )
    assert shown(body, **parts) == "1. 甲\n2. 新\n3. 乙"
    assert shown(body, "reject", **parts) == "1. 甲\n2. 旧\n3. 乙"
    inserted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>'
    body = p("甲", properties=inserted) + p("乙", properties=numbered(1))
    assert shown(body, **parts) == "1. 甲\n2. 乙"
    assert shown(body, "reject", **parts) == "甲\n1. 乙"


# ---------------------------------------------------------------- containers


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = (
    '<w:drawing><wp:anchor>{hidden}<a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
    + BOX
    + "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
PICT = "<w:pict><v:shape><v:textbox>" + BOX + "</v:textbox></v:shape></w:pict>"


def drawing(inside: str, hidden: str = "") -> str:
    return SHAPE.replace("{hidden}", hidden).replace("{}", inside)


def alternate(choice: str, fallback: str, requires: str = "wps") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


CONTAINERS = {
    "inline control": (p("甲", control(r("填")), "乙"), "甲填乙"),
    "block control": (p("甲") + control(p("填") + p("写")) + p("乙"), "甲\n填\n写\n乙"),
    "control around a row": (table(row("甲"), control(row("填"))), "甲\n填"),
    "control around a cell": (table(row("甲", control(cell("填")))), "甲\t填"),
    "control in a control": (p(control(control(r("填")))), "填"),
    "table in a control": (control(table(row("甲", "乙"))), "甲\t乙"),
    "placeholder": (p(control(r("单击此处输入文字。"), "<w:showingPlcHdr/>")), "单击此处输入文字。"),
    "dropdown shows its choice": (
        p(control(r("按月"), '<w:dropDownList><w:listItem w:displayText="按年" w:value="y"/></w:dropDownList>')),
        "按月",
    ),
    "check box control": (p(control(r("☒"), "<w14:checkbox/>"), "同意", control(r("☐"), "<w14:checkbox/>")), "☒同意☐"),
    "hyperlink": (p("见", f'<w:hyperlink r:id="none">{r("官网")}</w:hyperlink>'), "见官网"),
    "smart tag": (p(f'<w:smartTag w:element="date">{r("今天")}</w:smartTag>'), "今天"),
    "inline customXml": (p(f'<w:customXml w:element="e">{r("内")}</w:customXml>'), "内"),
    "block customXml": (f'<w:customXml w:element="e">{p("内")}{p("外")}</w:customXml>', "内\n外"),
    "direction": (p(f'<w:dir w:val="ltr">{r("甲")}</w:dir><w:bdo w:val="rtl">{r("乙")}</w:bdo>'), "甲乙"),
    "text box in a shape": (p("锚", f"<w:r>{drawing(p('框'))}</w:r>", "点") + p("后"), "锚点\n框\n后"),
    "text box in VML": (p("锚", f"<w:r>{PICT.replace('{}', p('框'))}</w:r>") + p("后"), "锚\n框\n后"),
    "text box of both kinds": (
        p("锚", f"<w:r>{alternate(drawing(p('框')), PICT.replace('{}', p('框')))}</w:r>") + p("后"),
        "锚\n框\n后",
    ),
    "text box in a cell": (
        table(row(cell(p("锚", f"<w:r>{drawing(p('框'))}</w:r>")), "乙")),
        "锚\n框\t乙",
    ),
    "text box in a text box": (
        p(f"<w:r>{drawing(p('外', '<w:r>' + drawing(p('里')) + '</w:r>'))}</w:r>"),
        "\n外\n里",
    ),
    "alternate runs": (p(alternate(r("新"), r("旧"), "w14")), "新"),
    "alternate nobody understands": (p(alternate(r("新"), r("旧"), "xx")), "旧"),
    "alternate inside a run": (p(f"<w:r>{alternate(t('新'), t('旧'), 'w14')}</w:r>"), "新"),
    "alternate around paragraphs": (alternate(p("新"), p("旧"), "w14") + p("后"), "新\n后"),
    "ruby": (
        p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('hé')}</w:rt><w:rubyBase>{r('合')}</w:rubyBase></w:ruby></w:r>", "同"),
        "合同",
    ),
    "math": (p("金额", "<m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>+b</m:t></m:r></m:oMath>", "元"), "金额a+b元"),
    "fraction": (
        p(
            "<m:oMath><m:f><m:num><m:r><m:t>总价</m:t></m:r></m:num><m:den><m:r><m:t>12</m:t></m:r></m:den></m:f></m:oMath>"
        ),
        "总价/12",
    ),
    "comment inside a text": (p("<w:r><w:t>合<!-- 隐 -->同</w:t></w:r>"), "合同"),
    "unknown element around a run": (p(f"<xx:any>{r('内')}</xx:any>"), "内"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_containers(name: str) -> None:
    body, expected = CONTAINERS[name]
    assert shown(body) == expected
    assert shown(body, "reject") == expected


def test_the_copy_for_old_software_is_accounted_for() -> None:
    source = read(p(f"<w:r>{alternate(drawing(p('框')), PICT.replace('{}', p('框')))}</w:r>"))
    assert left_out(source) == [("fallback", "框")]


def test_the_reading_of_ruby_is_accounted_for() -> None:
    assert left_out(read(CONTAINERS["ruby"][0])) == [("ruby", "hé")]


def test_other_files_inside_are_reported() -> None:
    source = read(p("甲") + '<w:altChunk r:id="x"/>' + p("<w:r><w:object><o:OLEObject/></w:object></w:r>"))
    assert [one.kind for one in source.omissions] == ["embedded", "embedded"]


# ---------------------------------------------------------------- fields

FIELDS = {
    "simple": (p("见", f'<w:fldSimple w:instr=" REF a ">{r("第三条")}</w:fldSimple>'), "见第三条"),
    "complex": (p("见", complex_field("REF _Ref1 \\h", r("第三条")), "。"), "见第三条。"),
    "no result": (p("甲", complex_field('XE "索引"'), "乙"), "甲乙"),
    "nested in the instruction": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>',
            complex_field("MERGEFIELD x", r("条件")),
            '<w:r><w:instrText> = 1 "是" "否"</w:instrText></w:r>',
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("是")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "是",
    ),
    "nested in the result": (p(complex_field("TOC", r("目录 "), complex_field("PAGEREF x", r("3")))), "目录 3"),
    "across paragraphs": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "一",
        )
        + p("二")
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "后"),
        "一\n二\n后",
    ),
    "text form": (p(complex_field("FORMTEXT", r("张三"), form="<w:ffData><w:textInput/></w:ffData>")), "张三"),
    "ticked form box": (
        p(complex_field("FORMCHECKBOX", form="<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"), "同意"),
        "☒同意",
    ),
    "form box not ticked": (
        p(
            complex_field(
                "FORMCHECKBOX",
                form='<w:ffData><w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox></w:ffData>',
            )
        ),
        "☐",
    ),
    "form box ticked from the start": (
        p(complex_field("FORMCHECKBOX", form='<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>')),
        "☒",
    ),
    "form list": (
        p(
            complex_field(
                "FORMDROPDOWN",
                form='<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="月"/>'
                '<w:listEntry w:val="季"/></w:ddList></w:ffData>',
            )
        ),
        "季",
    ),
    "circled by overstrike": (p(complex_field("eq \\o\\ac(○,3)"), "付款"), "③付款"),
    "phonetic guide": (p(complex_field('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(hé),合)')), "合"),
    "symbol": (p(complex_field('SYMBOL 254 \\f "Wingdings" \\s 12')), "☑"),
    "button with a text": (p(complex_field("MACROBUTTON NoMacro [在此填写]")), "[在此填写]"),
    "begin without end": (
        p("甲", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "乙") + p("丙"),
        "甲乙\n丙",
    ),
    "end without begin": (p("甲", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "乙"), "甲乙"),
    "closed inside a ruby reading": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "甲",
            '<w:r><w:ruby><w:rt><w:r><w:fldChar w:fldCharType="end"/></w:r></w:rt>'
            f"<w:rubyBase>{r('乙')}</w:rubyBase></w:ruby></w:r>",
        ),
        "甲乙",
    ),
    "closed inside a simple field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            f'<w:fldSimple w:instr="REF a">{r("甲")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:fldSimple>',
            "乙",
        ),
        "甲乙",
    ),
    "open in one cell, closed in another": (
        table(
            row(
                cell(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲")),
                "乙",
                cell(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "丙")),
            )
        ),
        "甲\t乙\t丙",
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields(name: str) -> None:
    body, expected = FIELDS[name]
    assert shown(body) == expected
    assert shown(body, "reject") == expected


def test_text_inside_an_instruction_is_accounted_for() -> None:
    assert left_out(read(FIELDS["nested in the instruction"][0])) == [("field-code", "条件")]


# ---------------------------------------------------------------- characters


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


STOP = '<w:tab w:val="left" w:pos="9" w:leader="underscore"/>'
LINE = '<w:u w:val="single"/>'
CHARACTERS = {
    "tab": (p(run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>")), "甲\t乙"),
    "line break": (p(run("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t>")), "甲\n乙\n丙"),
    "page break between words": (p(run('<w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t>')), "甲\n乙"),
    "page break before the text": (p(run('<w:br w:type="page"/><w:t>甲</w:t>')), "甲"),
    "page break after the text": (p(run('<w:t>甲</w:t><w:br w:type="column"/>')), "甲"),
    "rendered page break": (p(run("<w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t>")), "甲乙"),
    "hyphens": (p(run("<w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t>")), "A-BC"),
    "positional tab": (p(run('<w:t>甲</w:t><w:ptab w:alignment="right"/><w:t>乙</w:t>')), "甲\t乙"),
    "blanks not asked to be kept": (p("<w:r><w:t>  甲 乙 </w:t></w:r><w:r><w:t>丙</w:t></w:r>"), "甲 乙丙"),
    "ideographic blanks are kept": (p("<w:r><w:t>　甲</w:t></w:r>"), "　甲"),
    "line break in the file": (p('<w:r><w:t xml:space="preserve">甲\n乙</w:t></w:r>'), "甲 乙"),
    "ticked Wingdings": (p(run('<w:sym w:font="Wingdings" w:char="F0FE"/>'), "是"), "☑是"),
    "empty Wingdings": (p(run('<w:sym w:font="Wingdings" w:char="F0A8"/>'), "否"), "□否"),
    "empty Wingdings, other box": (p(run('<w:sym w:font="Wingdings" w:char="F06F"/>')), "□"),
    "Wingdings 2": (
        p(run('<w:sym w:font="Wingdings 2" w:char="0052"/><w:sym w:font="Wingdings 2" w:char="F0A3"/>')),
        "☑□",
    ),
    "letters in Wingdings 2": (p(run("<w:t>R</w:t>", '<w:rFonts w:ascii="Wingdings 2"/>'), "同意"), "☑同意"),
    "Chinese in a picture font": (p(run("<w:t>同意</w:t>", '<w:rFonts w:ascii="Wingdings"/>')), "同意"),
    "private use without its font": (p("\uf0fe同意"), "☑同意"),
    "greater or equal": (p(run('<w:sym w:font="Symbol" w:char="F0B3"/>'), "5%"), "≥5%"),
    "symbol of an ordinary font": (p(run('<w:sym w:font="宋体" w:char="25A1"/>')), "□"),
    "unknown picture": (p(run('<w:sym w:font="Wingdings 3" w:char="F041"/>')), "▪"),
    "underlined blanks": (p("甲方：", run(t("    "), LINE), "。"), "甲方：____。"),
    "one underlined blank alone": (p("满", run(t("　"), LINE), "日"), "满_日"),
    "underlined blanks around a name": (p("甲方：", run(t("  张三  "), LINE)), "甲方：__张三__"),
    "one blank between underlined words": (p(run(t("AB CD"), LINE), run(t(" "), LINE), run(t("EF"), LINE)), "AB CD EF"),
    "underlined tab": (p("甲方：", run("<w:tab/>", LINE)), "甲方：____"),
    "underline by style": (p(run(t("  "), '<w:rStyle w:val="Line"/>')), "__"),
    "underline switched off": (p(run(t("  "), '<w:rStyle w:val="Line"/><w:u w:val="none"/>') + r("甲")), "  甲"),
    "underline of words only": (p(run(t("甲  "), '<w:u w:val="words"/>')), "甲  "),
    "tab with a line as leader": (
        p("甲方：", run("<w:tab/>"), properties=f"<w:tabs>{STOP}</w:tabs>"),
        "甲方：____",
    ),
}
STYLES = (
    '<w:style w:type="character" w:styleId="Base"><w:name w:val="base"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Line"><w:name w:val="line"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="Kopf"/><w:pPr><w:outlineLvl w:val="0"/>'
    '<w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="Heading 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="loop2"/><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize("name", CHARACTERS)
def test_characters(name: str) -> None:
    body, expected = CHARACTERS[name]
    assert shown(body, styles=STYLES) == expected


# ---------------------------------------------------------------- hidden text

VANISH = "<w:vanish/>"
HIDDEN_SHAPE = '<wp:docPr id="1" hidden="1"/>'
HIDDEN = {
    "direct": (p("甲", run(t("隐"), VANISH), "乙"), "甲乙"),
    "by character style": (p("甲", run(t("隐"), '<w:rStyle w:val="Ghost"/>'), "乙"), "甲乙"),
    "by paragraph style": (p("隐", properties='<w:pStyle w:val="Secret"/>') + p("乙"), "乙"),
    "shown against its style": (
        p(run(t("见"), '<w:vanish w:val="0"/>'), "隐", properties='<w:pStyle w:val="Secret"/>') + p("乙"),
        "见乙",
    ),
    "both styles cancel out": (
        p(run(t("见"), '<w:rStyle w:val="Ghost"/>'), "隐", properties='<w:pStyle w:val="Secret"/>') + p("乙"),
        "见乙",
    ),
    "hidden mark joins what follows": (
        p("甲", run(t("隐"), VANISH), properties=f"<w:rPr>{VANISH}</w:rPr>") + p("乙"),
        "甲乙",
    ),
    "style separator": (
        p("甲", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(run(t("隐"), VANISH), "乙"),
        "甲乙",
    ),
    "hidden text box": (p("甲", f"<w:r>{drawing(p('隐'), HIDDEN_SHAPE)}</w:r>"), "甲"),
    "text box in a hidden run": (p("甲", run(drawing(p("隐")), VANISH)), "甲"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_text_is_left_out_and_reported(name: str) -> None:
    body, expected = HIDDEN[name]
    source = read(body, styles=STYLES)
    assert source.text.removesuffix("\n") == expected
    assert left_out(source) == [("hidden", "隐")]
    assert source.omissions[0].characters == 1
    assert "隐藏" in source.omissions[0].note


def test_a_joined_heading_keeps_its_own_number_and_style() -> None:
    parts = {"numbering": abstract(0, level("decimal", "%1.")) + num(1, 0), "styles": STYLES}
    heading = numbered(1) + "<w:rPr><w:specVanish/></w:rPr>"
    source = read(p("价款", properties='<w:pStyle w:val="H3"/>' + heading) + p("共十万元。") + p("乙"), **parts)
    assert source.text == "1. 价款共十万元。\n乙\n"
    assert [(block.style, block.outline) for block in source.blocks] == [("Heading 3", 2), ("", None)]


def test_a_hidden_paragraph_counts_unseen() -> None:
    levels = level("decimal", "%1."), level("decimal", "%1.%2")
    parts = {"numbering": abstract(0, *levels) + num(1, 0), "styles": STYLES}
    secret = '<w:pStyle w:val="Secret"/>' + numbered(1)
    body = p("甲", properties=numbered(1)) + p("隐", properties=secret) + p("乙", properties=numbered(1, 1))
    assert shown(body, **parts) == "1. 甲\n2.1 乙"


# ---------------------------------------------------------------- notes, headers, comments


def test_notes_follow_the_body_as_streams_of_their_own() -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p("甲", reference.format(2), "方", reference.format(1)) + p(
        '<w:r><w:endnoteReference w:id="1"/></w:r>', "乙"
    )
    footnotes = (
        f'<w:footnote w:id="-1" w:type="separator">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
        f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", "注一")}</w:footnote>'
        f'<w:footnote w:id="2">{p("注二")}{p("续")}</w:footnote>'
        f'<w:footnote w:id="3">{p("无人引用")}</w:footnote>'
    )
    source = read(body, footnotes=footnotes, endnotes=f'<w:endnote w:id="1">{p("尾")}</w:endnote>')
    assert source.text == "甲方\n乙\n注二\n续\n注一\n尾\n"
    told = [(one.kind, one.part, one.span.of(source.text)) for one in source.streams]
    assert told == [
        ("footnote", "word/footnotes.xml", "注二\n续\n"),
        ("footnote", "word/footnotes.xml", "注一\n"),
        ("endnote", "word/endnotes.xml", "尾\n"),
    ]
    assert source.body.of(source.text) == "甲方\n乙\n"
    assert left_out(source) == [("part", "无人引用")]


def test_a_note_goes_with_the_text_that_refers_to_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = p("甲", f'<w:del w:id="1" w:author="a">{reference}</w:del>')
    footnotes = f'<w:footnote w:id="1">{p("注")}</w:footnote>'
    assert left_out(read(body, footnotes=footnotes)) == [("deleted", "注")]
    assert read(body, "reject", footnotes=footnotes).text == "甲\n注\n"


def test_headers_and_footers_come_last_each_once() -> None:
    headers = {"h1": p("页眉"), "h2": p("首页眉"), "h3": p("双页眉"), "h4": p("没有用到")}
    footers = {"f1": p(complex_field("PAGE", r("1")))}
    first = '<w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/>'
    last = first + '<w:headerReference w:type="even" r:id="h3"/><w:footerReference w:type="default" r:id="f1"/>'
    body = p("甲", properties=f"<w:sectPr>{first}</w:sectPr>") + p("乙")
    parts = {"headers": headers, "footers": footers}
    source = read(body, section=last + "<w:titlePg/>", settings="<w:evenAndOddHeaders/>", **parts)
    assert [(one.kind, one.span.of(source.text)) for one in source.streams] == [
        ("header", "页眉\n"),
        ("header", "首页眉\n"),
        ("header", "双页眉\n"),
        ("footer", "1\n"),
    ]
    assert source.body.of(source.text) == "甲\n乙\n"
    assert left_out(source) == [("part", "没有用到")]
    plain = read(body, section=last, **parts)
    assert [one.span.of(plain.text) for one in plain.streams] == ["页眉\n", "1\n"]
    assert left_out(plain) == [("part", "首页眉"), ("part", "双页眉"), ("part", "没有用到")]


def test_comments_are_told_and_are_no_text() -> None:
    marks = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    source = read(
        p(marks.format(r("甲方"))),
        comments=f'<w:comment w:id="0" w:author="周律师">{p("改一下")}{p("谢谢")}</w:comment>',
    )
    assert source.text == "甲方\n"
    assert [(one.author, one.text) for one in source.comments] == [("周律师", "改一下\n谢谢")]


# ---------------------------------------------------------------- what a block says


def test_blocks_say_what_they_are() -> None:
    body = (
        p("一", properties='<w:pStyle w:val="H1"/>')
        + p(run(t("二"), '<w:b w:val="0"/>'), properties='<w:pStyle w:val="H2"/><w:jc w:val="left"/>')
        + p("三", properties='<w:pStyle w:val="H3"/>')
        + p("四", properties='<w:pStyle w:val="H1"/><w:outlineLvl w:val="9"/>')
        + p(run(t("五"), "<w:b/>"), " ", run(t("六"), '<w:rStyle w:val="Strong"/>'))
        + p(run(t("七"), "<w:b/>"), "八")
        + p(run(t("九"), '<w:rStyle w:val="Strong"/>'), properties='<w:pStyle w:val="H1"/>')
        + p("十", properties='<w:pStyle w:val="Loop"/>')
        + p("", properties='<w:pStyle w:val="H1"/>')
    )
    blocks = read(body, styles=STYLES).blocks
    told = [(block.style, block.outline, block.bold, block.centered) for block in blocks]
    assert told == [
        ("Kopf", 0, True, True),
        # The level of a built-in heading is fixed, whatever it is based on.
        ("heading 2", 1, False, False),
        ("Heading 3", 2, False, False),
        ("Kopf", None, True, True),
        ("", None, True, False),
        ("", None, False, False),
        ("Kopf", 0, False, True),
        ("loop", None, False, False),
        ("Kopf", 0, False, True),
    ]


def test_pictures_are_counted() -> None:
    picture = (
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="i"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = '<w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict>'
    source = read(p(f"<w:r>{picture}</w:r>", f"<w:r>{alternate(picture, old)}</w:r>", f"<w:r>{old}</w:r>"))
    assert source.images == 3
    assert [one.kind for one in source.omissions] == ["image"]


# ---------------------------------------------------------------- places


def test_every_character_knows_its_run() -> None:
    body = p("甲方", properties=numbered(1)) + p(
        f"<w:r>{t('乙')}<w:tab/><w:br/>{t('丙丁')}</w:r>", ins(r("新")), deleted("旧"), r("  ", LINE)
    )
    source = read(body, numbering=abstract(0, level("decimal", "%1.")) + num(1, 0))
    assert source.text == "1. 甲方\n乙\t\n丙丁新__\n"
    places = [source.origin(offset) for offset in range(len(source.text))]
    told = [
        place and (place.paragraph, place.run, place.offset + offset - place.span.start)
        for offset, place in enumerate(places)
    ]
    assert told == [
        *[None] * 3,
        *[(0, 0, 0), (0, 0, 1)],
        None,
        *[(1, 1, 0), (1, 1, 1), (1, 1, 2), (1, 1, 3), (1, 1, 4)],
        (1, 2, 0),
        *[(1, 4, 0), (1, 4, 1)],
        None,
    ]
    assert {one.part for one in source.origins} == {"word/document.xml"}


def test_an_underlined_tab_has_one_source_character() -> None:
    source = read(p(run("<w:tab/>" + t("甲"), LINE)))
    assert source.text == "____甲\n"
    assert [(one.span.start, one.span.end, one.offset) for one in source.origins] == [(0, 1, 0), (4, 5, 1)]


# ---------------------------------------------------------------- packages


def test_strict_documents() -> None:
    assert read_docx(docx(p("甲", ins(r("乙"))), strict=True), limits=Limits()).text == "甲乙\n"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_other_kinds_of_word_files(kind: str) -> None:
    assert read_docx(docx(p("甲"), main_type=kind), limits=Limits()).text == "甲\n"


def test_the_main_part_may_have_another_name() -> None:
    source = read_docx(docx(p("甲"), main="text/main2.xml", footnotes="<w:footnote/>"), limits=Limits(), path="x.docx")
    assert (source.text, source.path, source.format) == ("甲\n", "x.docx", "docx")
    assert source.origins[0].part == "text/main2.xml"


def test_a_relationship_to_nothing() -> None:
    broken = (
        '<Relationship Id="rId9" Type="http://x/image" Target="NULL"/>'
        '<Relationship Id="rId8" Type="http://x/header" Target="gone.xml"/>'
    )
    assert shown(p("甲"), relations=broken, section='<w:headerReference w:type="default" r:id="rId8"/>') == "甲"


@pytest.mark.parametrize("element", ["smartTag", "ins", "r", "hyperlink"])
def test_deep_nesting_is_read(element: str) -> None:
    body = f"<w:p>{f'<w:{element}>' * 200}{'' if element == 'r' else '<w:r>'}{t('甲')}"
    body += f"{'' if element == 'r' else '</w:r>'}{f'</w:{element}>' * 200}</w:p>"
    assert shown(body) == "甲"


def test_nesting_beyond_the_stack_is_refused_with_a_sentence() -> None:
    data = docx(f"<w:p>{'<w:r>' * 200}{t('甲')}{'</w:r>' * 200}</w:p>")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 300)
    try:
        with pytest.raises(UnreadableFile, match="嵌套过深"):
            read_docx(data, limits=Limits())
    finally:
        sys.setrecursionlimit(limit)


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="超过 10 个字符"):
        read_docx(docx(p("一二三四五六七八九十又")), limits=Limits(text=10))


def test_an_empty_document() -> None:
    source = read("")
    assert (source.text, source.blocks) == ("", ())
    assert read(p()).text == "\n"
