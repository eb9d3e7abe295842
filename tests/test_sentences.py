from __future__ import annotations

import pytest

from contractlint.parser.sentences import split_sentences
from contractlint.readers import read
from contractlint.text import Block, Cell, SourceText, Span, Table


def one_block(text: str) -> SourceText:
    return SourceText(text=text, blocks=(Block(Span(0, len(text))),))


def sentences(source: SourceText) -> list[str]:
    return [span.of(source.text) for span in split_sentences(source, Span(0, len(source.text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲方付款。乙方开票。", ["甲方付款。", "乙方开票。"]),
        ("按下列方式：（1）电话；（2）邮件。", ["按下列方式：（1）电话；", "（2）邮件。"]),
        ("乙方承诺“保证服务。”甲方确认。", ["乙方承诺“保证服务。”", "甲方确认。"]),
        ("（乙方须书面通知。）甲方确认。", ["（乙方须书面通知。）", "甲方确认。"]),
        ('约定为"七日。"甲方确认。', ['约定为"七日。"', "甲方确认。"]),
        ('甲方确认。"服务"指运维。', ["甲方确认。", '"服务"指运维。']),
        ("甲方付款; 乙方开票!好", ["甲方付款;", "乙方开票!", "好"]),
        ("见http://a.cn/?id=1;b=2的说明。", ["见http://a.cn/?id=1;b=2的说明。"]),
        ("完成了吗？！是的。", ["完成了吗？！", "是的。"]),
        ("　　甲方付款。 \t乙方开票。　", ["甲方付款。", "乙方开票。"]),
        ("。。；", ["。。；"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_marks_and_blanks(text: str, expected: list[str]) -> None:
    assert sentences(one_block(text)) == expected


def test_a_line_broken_at_the_margin_goes_on_and_a_numbered_one_does_not() -> None:
    assert sentences(one_block("乙方应当在收到通知后\n两小时内到场")) == ["乙方应当在收到通知后\n两小时内到场"]
    assert sentences(one_block("服务内容：\n1. 巡检\n2. 抢修")) == ["服务内容：", "1. 巡检", "2. 抢修"]
    assert sentences(one_block("响应时间为\n1.5小时以内")) == ["响应时间为\n1.5小时以内"]


def test_lines_of_plain_text_are_sentences_of_their_own() -> None:
    source = read("第一条 服务内容\n乙方提供运维。甲方付款".encode(), "draft.txt")
    assert sentences(source) == ["第一条 服务内容", "乙方提供运维。", "甲方付款"]


def test_cells_are_borders() -> None:
    text = "一级\t两小时\n二级\t四小时"
    spans = [Span(0, 2), Span(3, 6), Span(7, 9), Span(10, 13)]
    cells = tuple(Cell(place // 2, place % 2, 1, 1, span) for place, span in enumerate(spans))
    blocks = tuple(Block(span, table=0) for span in spans)
    table = Table(Span(0, len(text)), 2, 2, cells)
    source = SourceText(text=text, blocks=blocks, tables=(table,))
    assert sentences(source) == ["一级", "两小时", "二级", "四小时"]


def test_only_what_lies_inside_the_span() -> None:
    source = read("甲方付款。乙方开票。\n双方盖章。".encode(), "draft.txt")
    assert [span.of(source.text) for span in split_sentences(source, Span(2, 7))] == ["付款。", "乙方"]
    assert split_sentences(source, Span(3, 3)) == ()
