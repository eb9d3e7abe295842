"""Tracked changes of `annotate --suggest`: rejected they leave no trace, accepted they mend what they are for."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from contractlint import api
from contractlint.annotation import annotate
from contractlint.annotation.clauses import wording
from contractlint.examples import attempt
from contractlint.parser.quantities.numerals import parse_financial, to_financial
from contractlint.readers import read
from contractlint.rulebook.book import Rulebook
from contractlint.settings import Settings
from tests.docx_builder import abstract, cell, complex_field, deleted, docx, ins, level, num, numbered, p, r, row, table
from tests.drafts import FIXTURES
from tests.test_annotate import PARTIES, SERVICE, TITLE
from tests.word_files import (
    AUTHOR,
    W,
    accept_ours,
    check_structure,
    document,
    flat,
    marked,
    parts,
    repacked,
    without_ours,
)

RISKY = FIXTURES / "risky-typed.docx"
MECHANICAL = ("S04", "W14", "W15", "F02")


def draft(*body: str, **more: str) -> bytes:
    return docx(TITLE + PARTIES + SERVICE + "".join(body) + p("甲方（盖章）：") + p("乙方（盖章）："), **more)  # type: ignore[arg-type]


def suggested(data: bytes, *rules: str) -> bytes:
    """The draft with changes for these rules, having checked that rejecting them leaves no trace."""
    annotated = annotate(data, Settings(select=rules), suggest=True)
    check_structure(annotated.data)
    assert flat(etree.fromstring(without_ours(annotated.data)["word/document.xml"])) == flat(document(data))
    assert annotate(data, Settings(select=rules), suggest=True).data == annotated.data
    assert read(annotated.data, "a.docx", revisions="reject").text == read(data, "a.docx", revisions="reject").text
    return annotated.data


def accepted(data: bytes) -> bytes:
    everything = parts(data)
    root = etree.fromstring(everything["word/document.xml"])
    accept_ours(root)
    return repacked({**everything, "word/document.xml": etree.tostring(root)})


def text(data: bytes) -> str:
    return read(data, "a.docx").text


def changes(data: bytes) -> list[tuple[str, str]]:
    root = document(data)
    return [
        ("-" if one.tag == W + "del" else "+", "".join(t.text or "" for t in one.iter(W + "t", W + "delText")))
        for one in root.iter(W + "ins", W + "del")
        if one.get(W + "author") == AUTHOR and one.getparent().tag != W + "rPr"
    ]


@pytest.mark.parametrize("name", ["risky-typed", "tracked"])
def test_rejected_the_draft_is_as_before_and_accepted_it_is_mended(name: str) -> None:
    before = (FIXTURES / f"{name}.docx").read_bytes()
    after = suggested(before)
    for data in (accepted(after), after):
        left = {finding.code for finding in api.review(data).findings if finding.fixes}
        assert not left & set(MECHANICAL)
    found = api.review(before).findings
    assert name == "tracked" or {one.code for one in found if one.fixes} == set(MECHANICAL)


def test_what_is_replaced() -> None:
    after = suggested(RISKY.read_bytes(), *MECHANICAL)
    assert changes(after) == [
        ("-", "《中华人民共和国合同法》"),
        ("+", "《中华人民共和国民法典》"),
        ("-", "壹拾贰万捌佰元整"),
        ("+", "壹拾贰万捌仟元整"),
        ("-", "帐"),
        ("+", "账"),
        ("-", "广州榕汐湾酒店管理有限责任公司"),
        ("+", "广州榕汐湾酒店管理有限公司"),
    ]
    assert all("已用修订标出一种改法" in one.text for one in marked(after) if one.text.startswith("【"))


def test_a_comment_says_nothing_of_changes_where_there_are_none() -> None:
    assert "修订标出" not in "".join(one.text for one in marked(annotate(RISKY).data))


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("依照《合同法》第六十条，双方订立本合同。", None),
        ("依照合同法，双方签订本合同。", "依照民法典，双方签订本合同。"),
        ("依照《民法典》《合同法》，双方订立本合同。", None),
        (
            "根据《民法通则》、《合同法》和《招标投标法》，双方订立本合同。",
            "根据《民法典》和《招标投标法》，双方订立本合同。",
        ),
        (
            "根据《中华人民共和国民法通则》《合同法》第八条，双方订立本合同。",
            "根据《中华人民共和国民法典》《合同法》第八条，双方订立本合同。",
        ),
        ("因仲载产生的费用由败诉方承担，不予赔尝。", "因仲裁产生的费用由败诉方承担，不予赔尝。"),
        ("合同总价为人民币65元（大写：人民币陆拾伍角整）。", "合同总价为人民币65元（大写：人民币陆拾伍元整）。"),
        ("法人代表：方书禾", "法定代表人：方书禾"),
    ],
)
def test_only_what_is_sure_is_replaced(sentence: str, result: str | None) -> None:
    data = draft(p("第二条 其他"), p(sentence))
    after = suggested(data, "W14", "W15", "F02")
    assert (result or sentence) in text(after).split("\n")


def test_words_in_several_runs_keep_the_look_of_the_first() -> None:
    data = draft(p("第二条 其他"), p("本合同由双方", r("签", "<w:b/>"), r("定", "<w:i/>"), "。"))
    after = suggested(data, "W14")
    assert changes(after) == [("-", "签"), ("-", "定"), ("+", "签订")]
    inserted = next(document(after).iter(W + "ins"))
    assert inserted.find(f"{W}r/{W}rPr/{W}b") is not None
    assert inserted.find(f"{W}r/{W}rPr/{W}i") is None


def test_in_somebody_elses_insertion_which_is_cut() -> None:
    data = draft(p("第二条 其他"), p("双方", ins(r("在此签定本合同，"), r("共两份")), "。"))
    after = suggested(data, "W14")
    root = document(after)
    assert [one.get(W + "author") for one in root.iter(W + "ins")] == ["王某", AUTHOR, "王某"]
    assert "双方在此签订本合同，共两份。" in text(after)
    assert all(one.getparent().tag != W + "ins" for one in root.iter(W + "ins"))


@pytest.mark.parametrize(
    "inside",
    [
        complex_field("REF x", r("签定")),
        f'<w:fldSimple w:instr="REF x">{r("签定")}</w:fldSimple>',
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('签定')}</w:sdtContent></w:sdt>",
        f'<w:moveTo w:id="9" w:author="王某">{r("签定")}</w:moveTo>',
        f'<w:ins w:id="9" w:author="王某"><w:smartTag>{r("签定")}</w:smartTag></w:ins>',
        "<w:r><w:t>签</w:t><w:tab/><w:t>定</w:t></w:r>",
    ],
)
def test_where_a_change_would_do_harm_there_is_only_the_comment(inside: str) -> None:
    after = suggested(draft(p("第二条 其他"), p("本合同由双方", inside, "。")), "W14")
    assert changes(after) == []
    assert "修订标出" not in "".join(one.text for one in marked(after))


def test_hyperlinks_cells_and_deletions_nearby() -> None:
    data = draft(
        p("第二条 其他"),
        p("本合同", f"<w:hyperlink>{r('由双方签定')}</w:hyperlink>", "。"),
        table(row("事项", "本表由双方签定。"), row(cell(p("附件", deleted("也"), "签定")), "无")),
    )
    after = suggested(data, "W14")
    assert changes(after) == [("-", "签定"), ("+", "签订")] * 3


def test_a_missing_clause_comes_behind_its_neighbour_with_the_next_number() -> None:
    data = draft(
        p("第二条 保密"),
        p("2.1 双方对知悉的对方信息保密，保密信息指技术资料。"),
        p("2.2 未经同意不得向第三方披露。"),
        p("第三条 其他"),
        p("本合同未尽事宜由双方协商。"),
    )
    lines = text(suggested(data, "K03", "K05")).split("\n")
    where = lines.index("2.2 未经同意不得向第三方披露。")
    assert lines[where + 1].startswith("2.3 保密义务自本合同签订之日起")
    assert lines[where + 2].startswith("2.4 已公开的")
    assert lines[where + 3] == "第三条 其他"
    assert "【" in lines[where + 1]


def test_automatic_numbers_go_on() -> None:
    lists = abstract(0, level("chineseCountingThousand", "第%1条"), level("decimal", "%1.%2", more="<w:isLgl/>")) + num(
        1, 0
    )
    data = draft(
        p("保密", properties=numbered(1)),
        p("双方对知悉的对方信息保密，保密信息指技术资料。", properties=numbered(1, 1)),
        p("其他", properties=numbered(1)),
        p("本合同未尽事宜由双方协商。", properties=numbered(1, 1)),
        numbering=lists,
    )
    lines = text(suggested(data, "K03", "B01")).split("\n")
    assert any(re.match(r"1\.2 保密义务自本合同签订之日起", line) for line in lines), lines
    assert any(re.match(r"第三条 违约责任", line) for line in lines), lines


def test_a_missing_module_becomes_the_last_clause() -> None:
    lines = text(suggested(draft(p("第二条 其他"), p("本合同未尽事宜由双方协商。")), "B01", "K01")).split("\n")
    where = lines.index("本合同未尽事宜由双方协商。")
    assert lines[where + 1] == "第三条 违约责任"
    assert lines[where + 2].startswith("一方逾期履行的")
    assert lines[where + 3].startswith("第四条 保密")
    assert lines[where + 5].startswith("甲方（盖章）")


def test_the_clause_speaks_of_agreement_and_parties_as_the_draft_does() -> None:
    body = "".join(
        (
            p("技术支持服务协议"),
            p("委托方：湖州棠溪渡软件有限公司"),
            p("受托方：湖州松隐信息技术有限公司"),
            p("第一条 服务内容"),
            p("受托方为委托方的办公系统提供技术支持服务，本协议期内受托方应当在委托方报修后处理故障。"),
            p("第二条 保密"),
            p("双方对知悉的对方信息保密，保密信息指技术资料。"),
            p("委托方（盖章）："),
        )
    )
    after = text(suggested(docx(body), "K03", "C19"))
    assert "保密义务自本协议签订之日起" in after
    assert "未经委托方书面同意，受托方不得将服务分包" in after


def test_before_a_table_and_at_the_end_the_old_end_of_the_paragraph_stays() -> None:
    clause = p("第二条 保密") + p("双方对知悉的对方信息保密，保密信息指技术资料。", properties='<w:jc w:val="both"/>')
    for tail in (
        "",
        table(row("甲方（盖章）", "乙方（盖章）")),
        f"<w:sdt><w:sdtContent>{p('甲方（盖章）：')}</w:sdtContent></w:sdt>",
    ):
        after = suggested(docx(TITLE + PARTIES + SERVICE + clause + tail), "K03", "K05")
        lines = text(after).split("\n")
        where = lines.index("双方对知悉的对方信息保密，保密信息指技术资料。")
        assert [line[:4] for line in lines[where + 1 : where + 3]] == ["保密义务", "已公开的"]
        added = [one for one in document(after).iter(W + "p") if one.find(W + "ins") is not None]
        assert len(added) == 2
        assert all(one.find(f"{W}pPr/{W}jc") is not None for one in added)


def test_nothing_is_added_in_tables_and_at_the_end_of_a_section() -> None:
    words = "双方对知悉的对方信息保密，保密信息指技术资料。"
    in_cell = docx(TITLE + PARTIES + SERVICE + table(row("第二条 保密"), row(words)))
    assert changes(suggested(in_cell, "K03")) == []
    section = docx(
        TITLE + PARTIES + SERVICE + p("第二条 保密") + p(words, properties="<w:sectPr/>") + p("甲方（盖章）：")
    )
    assert changes(suggested(section, "K03")) == []


def test_model_clauses_are_whole_sentences(book: Rulebook) -> None:
    found = 0
    for finding in api.review(RISKY).findings:
        clause = wording(finding)
        found += bool(clause)
        assert not clause or clause.endswith(("。", "；", "】", "日"))
        assert "「" not in clause
        assert "{" not in clause
    assert found > 20


def test_every_fix_of_the_examples_mends_its_place(book: Rulebook) -> None:
    """Applied to the rule's own bad examples, the fixes leave nothing of the rule that has a fix."""
    seen = 0
    for rule in book.rules:
        if rule.code not in MECHANICAL:
            continue
        for example in rule.examples.bad:
            trial = attempt(example, rule, book)
            fixes = [fix for finding in trial.outcome.findings for fix in finding.fixes]
            mended = trial.text
            for fix in sorted(fixes, key=lambda fix: -fix.span.start):
                mended = mended[: fix.span.start] + fix.text + mended[fix.span.end :]
            again = attempt(replace(example, text=mended), rule, book).outcome.findings
            assert not [fix for finding in again for fix in finding.fixes], (rule.code, mended)
            assert len(again) <= len(trial.outcome.findings)
            seen += len(fixes)
    assert seen > 25


WORDS = "故障发生后，乙方应尽快修复系统，本合同由双方签定，并书面说明原因。"
LOOKS = ("", "<w:b/>", "<w:i/>", '<w:sz w:val="30"/>')


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, len(WORDS) - 1), max_size=8),
    st.lists(
        st.tuples(st.sampled_from(LOOKS), st.sampled_from(("", "link", "ins", "control", "tag", "field", "form"))),
        min_size=9,
        max_size=9,
    ),
)
def test_however_the_words_are_cut_into_runs(cuts: list[int], shapes: list[tuple[str, str]]) -> None:
    edges = sorted({0, *cuts, len(WORDS)})
    pieces = []
    for index, (start, end) in enumerate(pairwise(edges)):
        look, holder = shapes[index]
        run_ = r(WORDS[start:end], look)
        pieces.append(
            {
                "": run_,
                "link": f"<w:hyperlink>{run_}</w:hyperlink>",
                "ins": ins(run_),
                "control": f"<w:sdt><w:sdtPr/><w:sdtContent>{run_}</w:sdtContent></w:sdt>",
                "tag": f"<w:smartTag>{run_}</w:smartTag>",
                "field": complex_field("REF x", run_),
                "form": f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run_}</w:sdtContent></w:sdt>",
            }[holder]
        )
    data = draft(p("第二条 其他"), p(*pieces))
    after = suggested(data, "L26", "W14")
    plain = all(holder not in ("field", "form") for _, holder in shapes)
    found = [one for one in marked(after) if "L26" in one.text]
    assert found
    assert "尽快" in found[0].words
    if plain:
        assert found[0].words == "尽快"
        assert WORDS.replace("签定", "签订") in text(after)


@given(st.decimals(min_value="0.01", max_value="9999999999.99", places=2))
@settings(max_examples=60)
def test_words_that_are_suggested_for_an_amount_say_that_amount(value: object) -> None:

    assert isinstance(value, Decimal)
    assert parse_financial(to_financial(value)) == (value, "")
