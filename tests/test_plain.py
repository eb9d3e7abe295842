"""Plain text: encodings, lines, paragraphs broken at a margin, tables drawn with characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.errors import UnreadableFile
from contractlint.readers import read
from contractlint.text import SourceText

SAMPLE = "技术服务合同\n甲方：示例科技有限公司\n第一条 乙方应在3日内响应，费用为￥1,000元（含税）。\n"

text_with_anything = st.text(
    alphabet=st.sampled_from("甲乙第一条服务。，：\t|｜-+ 　\n\r12.3（)a#*_`~[]()<>!&;\\>\u200b😀"), max_size=200
)


def plain(text: str) -> SourceText:
    return read(text.encode(), "合同.txt")


def blocks(source: SourceText) -> list[str]:
    return [block.span.of(source.text) for block in source.blocks]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
def test_the_encodings_chinese_files_come_in(encoding: str) -> None:
    text = SAMPLE.replace("￥", "") if encoding == "gb2312" else SAMPLE
    data = text.encode(encoding)
    if encoding == "utf-32-be":
        data = b"\x00\x00\xfe\xff" + data
    assert read(data, "合同.txt").text == text


def test_rare_characters_of_gb18030() -> None:
    text = f"{SAMPLE}联系人：𠮷野䶮\n"
    assert read(text.encode("gb18030"), "合同.txt").text == text


def test_traditional_text_in_gbk_and_big5() -> None:
    text = "技術服務合約書\n甲方委託乙方就資訊系統進行維護，雙方經協商一致，同意訂立本合約，以資共同遵守。\n"
    assert read(text.encode("gbk"), "合同.txt").text == text
    assert read(text.encode("big5"), "合同.txt").text == text


def test_a_short_name_in_gbk() -> None:
    assert read("合同：甲方".encode("gbk"), "合同.txt").text == "合同：甲方"


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_kr", "cp1251"])
def test_other_scripts_are_not_taken_for_chinese(encoding: str) -> None:
    text = {
        "shift_jis": "本契約は、甲が乙に対し業務を委託し、乙はこれを受託する。",
        "euc_kr": "본 계약은 갑과 을 사이의 용역 제공에 관하여 필요한 사항을 정함을 목적으로 한다. ",
        "cp1251": "Настоящий договор заключён между сторонами и вступает в силу с момента подписания. ",
    }[encoding]
    with pytest.raises(UnreadableFile, match="无法识别文字编码"):
        read((text * 5).encode(encoding), "合同.txt")


def test_one_damaged_byte_is_not_guessed_over() -> None:
    data = bytearray((SAMPLE * 20).encode())
    data[200] = 0xFF
    with pytest.raises(UnreadableFile, match="无法识别文字编码"):
        read(bytes(data), "合同.txt")


def test_every_kind_of_line_break_becomes_one() -> None:
    source = plain("一\r\n二\r三\n四\f五\v六\u2028七\u2029八\x85九\x1a")
    assert source.text == "一\n二\n三\n四\n五\n六\n七\n八\n九"
    assert blocks(source) == list("一二三四五六七八九")


# ---------------------------------------------------------------- lines


def test_each_line_is_a_block_and_blank_lines_are_none() -> None:
    source = plain("技术服务合同  \n\n　　第一条 服务内容\t\n \n甲方：______\n")
    assert blocks(source) == ["技术服务合同", "　　第一条 服务内容", "甲方：______"]
    assert source.format == "txt"
    assert source.tables == ()
    assert source.streams == ()


def test_every_character_knows_its_line_and_column() -> None:
    source = plain("甲方\r\n\r\n 乙方：某某")
    origin = source.origin(source.text.index("某"))
    assert origin is not None
    assert (origin.part, origin.paragraph, origin.run) == ("text", 2, 0)
    assert source.text.index("某") - origin.span.start + origin.offset == 4
    assert source.origin(source.text.index("\n")) is None


def test_the_hash_is_of_the_file() -> None:
    assert read(SAMPLE.encode("gbk"), "a.txt").sha256 != read(SAMPLE.encode(), "a.txt").sha256
    assert len(plain(SAMPLE).sha256) == 64


@given(text_with_anything)
def test_blocks_and_cells_slice_the_text_in_order(text: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            source = read(text.encode(), name)
        except UnreadableFile:
            assert not text or name == "a.txt"
            continue
        end = 0
        for block in source.blocks:
            assert end <= block.span.start < block.span.end <= len(source.text)
            said = block.span.of(source.text)
            assert said == said.rstrip()
            assert said
            end = block.span.end
        for table in source.tables:
            assert len(table.cells) == table.rows * table.columns
            for cell, following in zip(table.cells, table.cells[1:], strict=False):
                assert cell.span.end <= following.span.start
            assert all(table.span.contains(cell.span) for cell in table.cells)
        end = 0
        for origin in source.origins:
            assert end <= origin.span.start < origin.span.end <= len(source.text)
            end = origin.span.end


@given(text_with_anything)
def test_the_text_is_what_was_written_but_for_line_breaks(text: str) -> None:
    if not text:
        return
    source = plain(text)
    assert source.text == text.replace("\r\n", "\n").replace("\r", "\n")
    covered = set()
    for block in source.blocks:
        covered.update(range(block.span.start, block.span.end))
    for table in source.tables:
        covered.update(range(table.span.start, table.span.end))
    outside = "".join(char for place, char in enumerate(source.text) if place not in covered)
    assert not outside.strip()


# ---------------------------------------------------------------- broken at a margin

WRAPPED = """\
                      信息系统运行维护服务合同

    第一条 服务内容
    1.1 乙方按照本合同约定向甲方提供信息系统的运行维护服务，服务范围包括服务器
与数据库的日常巡检、故障的排查与修复、安全补丁的安装以及甲方提出的其他与系统运行
有关的技术支持工作，具体的服务清单和服务级别以本合同附件一所列的内容为准，双方均
应当遵守。
    1.2 乙方应当指派具有相应资格和经验的工程师承担上述工作，未经甲方书面同意不
得更换项目负责人；确需更换的，应当提前十个工作日书面通知甲方，并保证接替人员的资
格和经验不低于原负责人。
    第二条 费用与支付
    2.1 本合同服务费用总额为人民币三十六万元，该费用已经包含乙方履行本合同所需
的全部人工、差旅、税费和其他开支，除双方另有书面约定以外，甲方不再向乙方支付任何
其他款项。
甲方（盖章）：                        乙方（盖章）：
日期：      年    月    日            日期：      年    月    日
"""


def test_paragraphs_broken_at_a_margin_are_one_block() -> None:
    source = plain(WRAPPED)
    assert source.text == WRAPPED
    found = blocks(source)
    starts = [block.strip()[:6] for block in found]
    assert starts == [
        "信息系统运行",
        "第一条 服务",
        "1.1 乙方",
        "1.2 乙方",
        "第二条 费用",
        "2.1 本合",
        "甲方（盖章）",
        "日期：   ",
    ]
    assert found[2].count("\n") == 3
    assert found[2].endswith("应当遵守。")
    assert found[3].count("\n") == 2


def test_one_line_a_paragraph_is_never_joined() -> None:
    lines = [
        "乙方应当在收到甲方通知之日起三日内完成系统的维护工作并提交书面报告",
        "甲方应当在收到报告之日起十日内组织验收，逾期未验收的视为验收合格",
        "双方应当对在履行本合同过程中知悉的对方商业秘密承担保密义务直至公开",
        "因履行本合同发生的争议由双方协商解决，协商不成的向有管辖权的法院起诉",
        "本合同一式两份，双方各执一份，自双方签字盖章之日起生效，具有同等效力",
        "乙方未按约定提供服务的，甲方有权要求其限期改正，并有权相应扣减服务费用，直至解除合同并要求赔偿全部损失",
        "本合同未尽事宜，由双方另行签订补充协议，补充协议与本合同具有同等的法律效力，补充协议与本合同不一致的以补充协议为准",
    ]
    assert blocks(plain("\n".join(lines))) == lines


def test_list_items_and_fields_are_never_joined() -> None:
    fields = [f"第{number}条 乙方应当在收到甲方通知之日起三日内完成系统维护并且报告" for number in range(1, 9)]
    assert blocks(plain("\n".join(fields))) == fields


# ---------------------------------------------------------------- tables

PIPES = """\
附件一 服务清单
+------+----------+--------+
| 序号 | 服务项目 | 单价   |
+------+----------+--------+
| 1    | 系统巡检 | 500元  |
| 2    | 数据备份 |        |
+------+----------+--------+
合计：500元
"""


def test_a_table_drawn_with_pipes() -> None:
    source = plain(PIPES)
    (table,) = source.tables
    assert (table.rows, table.columns) == (3, 3)
    assert [cell.span.of(source.text) for cell in table.cells] == [
        *("序号", "服务项目", "单价"),
        *("1", "系统巡检", "500元"),
        *("2", "数据备份", ""),
    ]
    assert [(cell.row, cell.column) for cell in table.cells[3:6]] == [(1, 0), (1, 1), (1, 2)]
    assert [block.span.of(source.text) for block in source.blocks if block.table == 0] == [
        *("序号", "服务项目", "单价", "1", "系统巡检", "500元", "2", "数据备份"),
    ]
    outside = [block.span.of(source.text) for block in source.blocks if block.table is None]
    assert outside[0] == "附件一 服务清单"
    assert outside[-1] == "合计：500元"


def test_a_table_of_tabs() -> None:
    source = plain("故障级别\t响应时限\t恢复时限\n一级\t30分钟\t4小时\n二级\t2小时\t8小时\n以上时限自受理之时起算。")
    (table,) = source.tables
    assert (table.rows, table.columns) == (3, 3)
    assert table.cells[5].span.of(source.text) == "4小时"
    assert source.blocks[-1].table is None


def test_what_only_looks_like_a_table() -> None:
    for text in (
        "1.1\t乙方提供服务。\n1.2\t甲方支付费用。",
        "第一条\t服务内容\n第二条\t服务费用",
        "甲方：\t示例科技有限公司\n地址：\t示例路1号",
        "第一条 总则\t1\n第二条 服务\t3",
        "甲方：某某\t乙方：某某\n日期：6月1日\t日期：6月2日",
        "甲方|乙方",
        "\t缩进的一行\n\t缩进的又一行",
    ):
        source = plain(text)
        assert source.tables == ()
        assert len(source.blocks) == len(text.split("\n"))


def test_rows_divided_differently_are_not_one_table() -> None:
    assert plain("甲\t乙\t丙\n丁\t戊").tables == ()


def test_two_tabs_side_by_side_leave_a_cell_empty_where_that_gives_the_row_its_width() -> None:
    source = plain("级别\t响应\t恢复\n一级\t\t2小时\n二级\t30分钟\t\n三级\t\t\t1小时\t8小时\n")
    rows = [
        [source.text[cell.span.start : cell.span.end] if cell else "" for cell in row]
        for row in source.tables[0].grid()
    ]
    assert rows == [["级别", "响应", "恢复"], ["一级", "", "2小时"], ["二级", "30分钟", ""], ["三级", "1小时", "8小时"]]
