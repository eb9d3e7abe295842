"""Markdown: the text judged is what the rendered page shows, and every character knows where it stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.readers import read
from contractlint.text import SourceText


def markdown(text: str) -> SourceText:
    return read(text.encode(), "合同.md")


def blocks(source: SourceText) -> list[str]:
    return [block.span.of(source.text) for block in source.blocks]


def shown(line: str) -> str:
    return markdown(line).text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("**甲方**：示例科技", "甲方：示例科技"),
        ("**服务费**为*每月*支付", "服务费为每月支付"),
        ("__乙方__：某某", "乙方：某某"),
        ("***重要***条款", "重要条款"),
        ("~~第三方~~甲方", "第三方甲方"),
        ("使用`API`接口", "使用API接口"),
        ("`**不是粗体**`", "**不是粗体**"),
        ("见[服务清单](https://example.com/a_b_c)第二条", "见服务清单第二条"),
        ('见[附件](./附件一.docx "说明")', "见附件"),
        ("见<https://example.com/x>", "见https://example.com/x"),
        ("![公章](seal.png)盖章处", "盖章处"),
        ("甲方&nbsp;&amp;&#20057;方", "甲方 &乙方"),
        ("价格\\*含税", "价格*含税"),
        ("甲方：\\_\\_\\_\\_", "甲方：____"),
        ("签字：<u>&nbsp;&nbsp;　　</u>", "签字：____"),
        ("<u>**金额**</u>见<span style='color:red'>附件</span>", "金额见附件"),
        ("甲方：某某<!-- 待定 -->有限公司", "甲方：某某有限公司"),
        ("> 说明：**以下**为正文", "说明：以下为正文"),
        ("> > 两层", "两层"),
        ("一行末尾\\", "一行末尾"),
        ("- 服务内容", "• 服务内容"),
        ("* 服务内容", "• 服务内容"),
        ("- 1.1 服务内容", "1.1 服务内容"),
        ("- （一）服务内容", "（一）服务内容"),
        ("- [ ] 月付", "☐ 月付"),
        ("- [x] 年付", "☑ 年付"),
        ("1. 服务内容", "1. 服务内容"),
    ],
)
def test_markup_is_not_text(written: str, seen: str) -> None:
    assert shown(written) == seen


@pytest.mark.parametrize(
    "line",
    [
        "7*24小时服务，5*8小时现场",
        "甲方：____________",
        "____年____月____日",
        "20___年___月___日",
        "协议编号：[[编号]]",
        "甲方：[公司名称]（以下简称“甲方”）",
        '甲方：[公司名称](以下简称"甲方")',
        "违约金 = 合同总价 * 5% * 逾期天数",
        "{{甲方名称}} 与 {{乙方名称}}",
        "system_user_name 与 db_user",
        "若 a<b 且 c>d，则",
        "R&D费用；AT&T公司",
        "_______",
        "#1 服务器",
        "联系人：＿＿＿＿ 电话：＿＿＿＿",
        "服务费（**）由双方另行约定",
    ],
)
def test_text_is_not_markup(line: str) -> None:
    source = markdown(f"正文\n{line}\n正文")
    assert source.text.split("\n")[1] == line


def test_headings() -> None:
    source = markdown("# 技术服务合同\n\n## 第一条 服务内容 ##\n正文\n\n违约责任\n----\n\n附件\n===\n###第三条 费用\n")
    assert [(block.outline, block.span.of(source.text)) for block in source.blocks] == [
        (0, "技术服务合同"),
        (1, "第一条 服务内容"),
        (None, "正文"),
        (1, "违约责任"),
        (0, "附件"),
        (2, "第三条 费用"),
    ]


def test_a_line_is_bold_where_all_of_it_is() -> None:
    source = markdown("**第一条 服务内容**\n\n**甲方**：某某\n\n- **付款方式**\n\n**甲**、**乙**\n\n<b>第二条</b>")
    assert [block.bold for block in source.blocks] == [True, False, True, False, True]


def test_bullets_carry_a_generated_label() -> None:
    source = markdown("- 甲\n  - 乙\n    - 丙\n")
    assert [block.list_level for block in source.blocks] == [0, 1, 2]
    for block in source.blocks:
        assert block.label is not None
        assert block.label.of(source.text) == "•"
        assert source.origin(block.label.start) is None
    assert blocks(source) == ["• 甲", "• 乙", "• 丙"]


def test_a_list_typed_one_one_one_is_numbered_as_shown() -> None:
    source = markdown("1. 甲\n1. 乙\n\n1. 丙\n\n正文\n\n1. 丁\n")
    assert blocks(source) == ["1. 甲", "2. 乙", "3. 丙", "正文", "1. 丁"]
    assert markdown("3. 甲\n5. 乙").text == "3. 甲\n5. 乙"


TABLE = """\
服务级别如下：

| 级别 | **响应** | 恢复 |
|:-----|:--------:|-----:|
| 一级 | 30分钟<br>（7×24） | 4小时 |
| 二级 | 2小时 \\| 工作日 |
| 三级 | 次日 | 3日 | 多余 |

以上自受理之时起算。
"""


def test_tables_are_laid_out_as_word_tables() -> None:
    source = markdown(TABLE)
    (table,) = source.tables
    assert (table.rows, table.columns) == (4, 3)
    assert table.span.of(source.text) == (
        "级别\t响应\t恢复\n一级\t30分钟\n（7×24）\t4小时\n二级\t2小时 | 工作日\t\n三级\t次日\t3日"
    )
    assert [cell.span.of(source.text) for cell in table.cells] == [
        *("级别", "响应", "恢复"),
        *("一级", "30分钟\n（7×24）", "4小时"),
        *("二级", "2小时 | 工作日", ""),
        *("三级", "次日", "3日"),
    ]
    in_table = [block for block in source.blocks if block.table == 0]
    assert [block.span.of(source.text) for block in in_table[3:6]] == ["一级", "30分钟", "（7×24）"]
    assert [block.bold for block in in_table[:3]] == [False, True, False]
    assert blocks(source)[0] == "服务级别如下："
    assert blocks(source)[-1] == "以上自受理之时起算。"


def test_pipes_without_a_dividing_row_are_text() -> None:
    source = markdown("甲方|乙方\n丙方|丁方")
    assert source.tables == ()
    assert blocks(source) == ["甲方|乙方", "丙方|丁方"]


def test_comments_and_front_matter_are_left_out_and_reported() -> None:
    source = markdown("---\ntitle: 合同\ndate: 2026-01-01\n---\n# 合同\n<!-- 甲方\n不承担责任 -->\n正文\n")
    assert blocks(source) == ["合同", "正文"]
    assert [(one.kind, one.text) for one in source.omissions] == [
        ("hidden", "甲方\n不承担责任"),
        ("part", "---\ntitle: 合同\ndate: 2026-01-01\n---"),
    ]
    assert source.omissions[0].characters == len("甲方\n不承担责任")


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    assert blocks(markdown("---\n第一条 服务内容\n---\n第二条")) == ["第一条 服务内容", "第二条"]


def test_a_comment_that_never_ends_is_text() -> None:
    assert "甲方不承担责任" in markdown("<!-- 甲方不承担责任\n正文").text


def test_fenced_text_stands_as_it_is() -> None:
    source = markdown("```text\n甲方：**某某**\n  日期：____\n```\n正文\n~~~\n乙方\n~~~\n")
    assert blocks(source) == ["甲方：**某某**", "  日期：____", "正文", "乙方"]


def test_link_definitions_are_not_shown() -> None:
    source = markdown("见[附件一][a]和[附件二]。\n\n[a]: https://example.com/a\n[说明]: 第一条的说明\n")
    assert source.text.split("\n")[0] == "见附件一和[附件二]。"
    assert "example.com" not in source.text
    assert "[说明]: 第一条的说明" in source.text


def test_pictures_are_counted() -> None:
    assert markdown("![](a.png)\n\n<img src='b.png'>\n\n![扫描件](https://example.com/c)").images == 3


def test_html_breaks_divide_blocks_and_cells() -> None:
    assert blocks(markdown("甲方：某某<br>地址：某路<br/>电话：123")) == ["甲方：某某", "地址：某路", "电话：123"]
    assert markdown("<table><tr><td>甲</td><td>乙</td></tr></table>").text.strip() == "甲\t乙"


def test_characters_know_their_line_and_column() -> None:
    written = "# 合同\n\n- **甲方**：[某某](https://example.com)公司&nbsp;签字\n"
    source = markdown(written)
    lines = written.split("\n")
    for word in ("合同", "甲方", "：", "某某", "公司", "签字"):
        place = source.text.index(word)
        origin = source.origin(place)
        assert origin is not None
        column = place - origin.span.start + origin.offset
        assert lines[origin.paragraph][column : column + len(word)] == word


def test_lines_keep_their_numbers() -> None:
    source = markdown("# 合同\n\n---\n\n```\n甲\n```\n正文\n")
    assert source.text.split("\n")[7] == "正文"


def test_margins_are_seen_in_markdown_too() -> None:
    text = (
        "乙方按照本合同约定向甲方提供信息系统的运行维护服务，服务范围包括服务器与数据库\n"
        "的日常巡检、故障的排查与修复、安全补丁的安装以及**甲方提出**的其他与系统运行有\n"
        "关的技术支持工作，具体的服务清单和服务级别以本合同附件一所列的内容为准，双方均\n"
        "应当遵守。\n\n"
        "乙方应当指派具有相应资格和经验的工程师承担上述工作，未经甲方书面同意不得更换项\n"
        "目负责人；确需更换的，应当提前十个工作日书面通知甲方，并保证接替人员的资格和经\n"
        "验不低于原负责人。\n"
    )
    source = markdown(text)
    assert len(source.blocks) == 2
    assert blocks(source)[0].count("\n") == 3
    assert "甲方提出的其他" in blocks(source)[0]


@given(st.text(alphabet=st.sampled_from("甲乙1*_`~[]()<>!&;\\|#-+>:= \n\tabu/"), max_size=120))
def test_visible_characters_come_from_where_they_say(text: str) -> None:
    if not text.strip():
        return
    source = markdown(text)
    lines = text.split("\n")
    for origin in source.origins:
        said = origin.span.of(source.text)
        line = lines[origin.paragraph]
        if said != line[origin.offset : origin.offset + len(said)]:
            # Shown in place of markup: a line break or a tab for a tag, a character for an entity, a line for blanks.
            assert line[origin.offset] in "<&"
