"""Lines that only a margin broke, in text and in Word files made from pages: what is read goes on over them."""

from __future__ import annotations

import io

from docx import Document

from contractlint import api
from contractlint.readers import read
from contractlint.text import Normalized, Span

CLAUSES = (
    "运维服务协议",
    "第一条 服务内容",
    "乙方为甲方的库存系统提供故障处理、每月一次的巡检和用户培训，每次服务后填写服务记录单，写明问题、处理过程和结果，"
    "由甲方信息部负责人在收到后三个工作日内签字确认，逾期不签也不提出书面异议的，视为已经确认。",
    "第二条 服务标准",
    "乙方在接到报修电话后三十分钟内响应，两小时内派工程师到达甲方机房，四小时内恢复系统运行，两个工作日内查明原因并且书面"
    "报告，任何一项超过时限的，每次扣减当月服务费的百分之二，累计不超过当月服务费的百分之三十。",
    "第三条 保密",
    "双方对履行本协议知悉的对方技术信息、经营信息和客户信息保密，未经对方书面同意，不得向第三方披露，保密义务自知悉之日起"
    "持续三年，违反的应当赔偿对方因此受到的全部损失，并且支付违约金五万元。",
)


def broken(width: int) -> list[str]:
    return [text[start : start + width] for text in CLAUSES for start in range(0, len(text), width)]


def word(lines: list[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_a_break_at_a_margin_is_no_break_for_rules() -> None:
    text = "服务记\n　录由 IBM\nCorp 提供。\n第二条"
    assert Normalized(text, soft_breaks=(3, 11)).text == "服务记录由 IBM Corp 提供。\n第二条"
    view = Normalized(text, soft_breaks=(3, 11))
    record = view.to_source(Span(0, 4))
    assert record.of(text) == "服务记\n　录"
    assert view.of(record) == "服务记录"


def test_paragraphs_of_a_word_file_made_from_pages_are_put_together() -> None:
    lines = broken(30)
    for source in (read(word(lines), "pages.docx"), read("\n".join(lines).encode(), "pages.txt")):
        whole = [block.span.of(source.text).replace("\n", "") for block in source.blocks]
        assert whole == list(CLAUSES)
        assert all(Normalized(clause).text in source.normalized.text for clause in CLAUSES)
        assert [source.text[place] for place in source.soft_breaks] == ["\n"] * (len(lines) - len(CLAUSES))


def test_markdown_goes_on_over_a_margin_too() -> None:
    source = read("\n".join(broken(30)).encode(), "pages.md")
    assert all(Normalized(clause).text in source.normalized.text for clause in CLAUSES)
    assert {source.text[place] for place in source.soft_breaks} == {"\n"}


def test_the_findings_are_those_of_the_whole_paragraphs() -> None:
    def found(draft: bytes | str) -> list[tuple[str, str]]:
        report = api.review(draft)
        return [(one.code, one.evidence[0].text.replace("\n", "")) for one in report.findings]

    assert found(word(broken(30))) == found(word(list(CLAUSES))) == found("\n".join(CLAUSES))


def test_short_paragraphs_stay_what_they_are() -> None:
    lines = ["服务内容", "故障处理", "巡检", "用户培训", "甲方", "乙方", *CLAUSES]
    assert len(read(word(lines), "list.docx").blocks) == len(lines)
