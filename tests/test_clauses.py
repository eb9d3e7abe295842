from __future__ import annotations

import pytest

from contractlint.model import Clause
from contractlint.parser.annexes import find_annexes
from contractlint.parser.clauses import build_clauses
from contractlint.parser.labels import read_label, read_labels, value_of
from contractlint.parser.lines import lines_of
from contractlint.parser.titles import find_title
from contractlint.readers import read
from contractlint.text import Block, Cell, SourceText, Span, Table


def source_of(text: str, name: str = "draft.txt") -> SourceText:
    return read(text.encode("utf-8"), name)


def clauses_of(text: str, name: str = "draft.txt") -> tuple[Clause, ...]:
    source = source_of(text, name)
    return build_clauses(source, find_annexes(source))


def outline(clauses: tuple[Clause, ...]) -> list[object]:
    """The tree as printed numbers, a clause with children as ``[number, [children]]``."""
    return [[one.number, outline(one.children)] if one.children else one.number for one in clauses]


def every(clauses: tuple[Clause, ...]) -> list[Clause]:
    return [clause for root in clauses for clause in root.walk()]


def headings(text: str, name: str = "draft.txt") -> list[str | None]:
    source = source_of(text, name)
    found = every(build_clauses(source, find_annexes(source)))
    return [None if one.heading is None else one.heading.of(source.text) for one in found]


def label(text: str) -> tuple[str, int | None, str] | None:
    source = source_of(text)
    found = read_label(source, lines_of(source)[0])
    return None if found is None else (found.number, found.value, found.style)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("九十九", 99), ("一百", 100),
        ("一百零三", 103), ("一百二十", 120), ("一〇二", 102), ("二一", 21), ("17", 17), ("003", 3), ("两", 2),
        ("十十", None), ("百", None), ("〇", None), ("1234", None), ("", None), ("甲", None),
    ],
)  # fmt: skip
def test_value_of_numerals(numeral: str, value: int | None) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第一条 服务内容", ("第一条", 1, "article")),
        ("第 三 条　费用", ("第三条", 3, "article")),
        ("第２１条：期限", ("第２１条", 21, "article")),
        ("第十二条、争议解决", ("第十二条", 12, "article")),
        ("第三条 约定事项", ("第三条", 3, "article")),
        ("第二章 服务", ("第二章", 2, "chapter")),
        ("第3.2条 支付", ("第3.2条", 2, "decimal")),
        ("一、总则", ("一、", 1, "han")),
        ("三.项目名称", ("三.", 3, "han")),
        ("（一）费用", ("（一）", 1, "paren-han")),
        ("( 2 ) 日常维护", ("(2)", 2, "paren-arabic")),
        ("㈠ 内容", ("㈠", 1, "paren-han")),
        ("⑵ 内容", ("⑵", 2, "paren-arabic")),
        ("③ 内容", ("③", 3, "circled")),
        ("⒋内容", ("⒋", 4, "arabic")),
        ("3、内容", ("3、", 3, "arabic")),
        ("3．内容", ("3．", 3, "arabic")),
        ("1、2026年3月起实施。", ("1、", 1, "arabic")),
        ("3) 内容", ("3)", 3, "paren-arabic")),
        ("3.1.2内容", ("3.1.2", 2, "decimal")),
        ("1.8 3个月内完成", ("1.8", 8, "decimal")),
        ("2.1 个人信息保护", ("2.1", 1, "decimal")),
        ("2.2 角色分工", ("2.2", 2, "decimal")),
        ("2.3 到场时间", ("2.3", 3, "decimal")),
        ("2.4 年度保养", ("2.4", 4, "decimal")),
        ("b) 内容", ("b)", 2, "letter")),
        ("• 内容", ("•", None, "bullet")),
    ],
)
def test_labels(line: str, expected: tuple[str, int | None, str]) -> None:
    assert label(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月1日签订",
        "3.5万元整",
        "1.5小时内响应",
        "1.5 小时内响应",
        "100%由乙方承担",
        "7×24小时服务",
        "9:00至18:00",
        "3,000元",
        "192.168.10.1为服务器地址",
        "9.23-9.30 需求分析",
        "第三条约定的付款条件成就后",
        "第三条第二款约定的事项",
        "第一项目组负责实施",
        "一方违约的，另一方有权解除",
        "一、二期工程由乙方实施",
        "十分重要的系统",
        "三方共同确认",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert label(line) is None


def test_bare_numbers_need_their_neighbours() -> None:
    counted = source_of("1 总则\n本协议适用于运维服务。\n2 费用\n费用按年支付。")
    lonely = source_of("8 楼会议室\n本协议适用于运维服务。")
    assert [one is not None for one in read_labels(counted, lines_of(counted))] == [True, False, True, False]
    assert read_labels(lonely, lines_of(lonely))[0] is None


def test_roman_numbers_are_told_from_letters() -> None:
    text = "（h）甲\n（i）乙\n（j）丙"
    roman = "（i）甲\n（ii）乙\n（iii）丙\n（iv）丁\n（v）戊\n（vi）己"
    letters = source_of(text)
    assert [one and one.value for one in read_labels(letters, lines_of(letters))] == [8, 9, 10]
    romans = source_of(roman)
    assert [one and one.value for one in read_labels(romans, lines_of(romans))] == [1, 2, 3, 4, 5, 6]


def test_articles_with_decimals_and_items() -> None:
    tree = clauses_of(
        "运维服务合同\n第一条 服务内容\n1.1 日常巡检：\n（1）每月一次现场巡检；\n（2）每周一次远程巡检。\n"
        "1.2 故障处理。\n第二条 费用\n2.1 年费10万元。\n2.1.1 分两期支付。\n2.2 税率6%。"
    )
    assert outline(tree) == [
        ["第一条", [["1.1", ["（1）", "（2）"]], "1.2"]],
        ["第二条", [["2.1", ["2.1.1"]], "2.2"]],
    ]
    assert [one.path for one in every(tree)] == [
        (1,), (1, 1), (1, 1, 1), (1, 1, 2), (1, 2), (2,), (2, 1), (2, 1, 1), (2, 2),
    ]  # fmt: skip
    assert [one.level for one in every(tree)] == [0, 1, 2, 2, 1, 0, 1, 2, 1]


def test_the_order_of_styles_is_learned_from_the_text() -> None:
    inner_han = "第一条 范围\n一、网络\n1、交换机\n2、路由器\n二、主机\n第二条 费用\n一、年费"
    outer_han = "一、总则\n第一条 目的\n第二条 依据\n二、服务\n第三条 内容\n三、附则\n第四条 生效"
    assert outline(clauses_of(inner_han)) == [
        ["第一条", [["一、", ["1、", "2、"]], "二、"]],
        ["第二条", ["一、"]],
    ]
    assert outline(clauses_of(outer_han)) == [
        ["一、", ["第一条", "第二条"]],
        ["二、", ["第三条"]],
        ["三、", ["第四条"]],
    ]


def test_brackets_may_stand_above_or_below_arabic_numbers() -> None:
    below = "一、范围\n1. 网络：\n（1）交换机\n（2）路由器\n2. 主机\n二、费用\n1. 年费"
    above = "一、范围\n（1）网络：\n1. 交换机\n2. 路由器\n（2）主机\n二、费用\n（1）年费"
    assert outline(clauses_of(below)) == [
        ["一、", [["1.", ["（1）", "（2）"]], "2."]],
        ["二、", ["1."]],
    ]
    assert outline(clauses_of(above)) == [
        ["一、", [["（1）", ["1.", "2."]], "（2）"]],
        ["二、", ["（1）"]],
    ]


def test_chapters_hold_articles_that_count_on() -> None:
    text = "第一章 总则\n第一条 目的\n第二条 依据\n第二章 服务\n第一节 内容\n第三条 巡检\n第二节 标准\n第四条 响应"
    assert outline(clauses_of(text)) == [
        ["第一章", ["第一条", "第二条"]],
        ["第二章", [["第一节", ["第三条"]], ["第二节", ["第四条"]]]],
    ]


def test_half_and_full_brackets_are_different_levels() -> None:
    text = "六、验收\n1.文档\n1)手册：\n（1）安装手册\n（2）维护手册\n2)源代码\n2.测试"
    assert outline(clauses_of(text)) == [["六、", [["1.", [["1)", ["（1）", "（2）"]], "2)"]], "2."]]]


def test_a_list_that_starts_anew_inside_an_item_is_below_it() -> None:
    text = "一、验收\n1. 初验包括下列内容：\n1. 安装\n2. 调试\n3. 试运行\n二、费用"
    assert outline(clauses_of(text)) == [["一、", [["1.", ["1.", "2.", "3."]]]], "二、"]
    outer_goes_on = "3. 服务\n乙方提供下列服务。\n3.1 范围\n1. 网络\n2. 主机\n4. 费用\n按年支付。"
    assert outline(clauses_of(outer_goes_on)) == [["3.", [["3.1", ["1.", "2."]]]], "4."]


def test_two_lists_side_by_side_stay_side_by_side() -> None:
    text = "第五条 保密\n甲方：\n1. 保密内容\n2. 保密期限\n乙方：\n1. 保密内容\n2. 保密期限\n第六条 变更"
    assert outline(clauses_of(text)) == [["第五条", ["1.", "2.", "1.", "2."]], "第六条"]


def test_gaps_and_repeated_numbers_keep_their_level() -> None:
    assert outline(clauses_of("第一条 甲\n第二条 乙\n第四条 丁\n第四条 戊\n第五条 己")) == [
        "第一条", "第二条", "第四条", "第四条", "第五条",
    ]  # fmt: skip
    assert outline(clauses_of("一、甲\n1、子\n2、丑\n5、卯\n二、乙")) == [["一、", ["1、", "2、", "5、"]], "二、"]
    assert outline(clauses_of("一、甲\n1、子\n2. 丑\n（3）寅\n二、乙")) == [["一、", ["1、", "2.", "（3）"]], "二、"]


def test_two_numbers_on_one_line_are_two_clauses() -> None:
    source = source_of("第六条 1. 甲方每月支付服务费。\n2. 乙方开具发票。\n第七条 税率为6%。")
    tree = build_clauses(source, ())
    assert outline(tree) == [["第六条", ["1.", "2."]], "第七条"]
    assert [one.own.of(source.text) for one in tree[0].children] == ["甲方每月支付服务费。", "乙方开具发票。"]
    assert tree[0].own.of(source.text) == ""


def test_markdown_headings_and_bullets() -> None:
    text = (
        "# 运维服务协议\n\n## 第一条 服务范围\n\n### 1.1 系统\n\n- 机房位置：北京\n- 网络设备：交换机\n\n"
        "## 附加说明\n\n1. 甲方提供场地。\n2. 乙方提供人员。\n\n## 第二条 费用\n\n按年支付。\n"
    )
    tree = clauses_of(text, "draft.md")
    assert outline(tree) == [["第一条", [["1.1", ["•", "•"]]]], ["", ["1.", "2."]], "第二条"]
    assert tree[1].style == "heading"
    assert headings(text, "draft.md")[:3] == ["服务范围", "系统", "机房位置"]


def test_titles_in_black_brackets() -> None:
    text = (
        "技术服务协议\n【服务内容】\n乙方提供运维服务。\n（一）巡检\n（二）抢修\n"
        "【服务费用】乙方按年收取服务费，每年十万元。\n【买受人】所有。"
    )
    tree = clauses_of(text)
    assert outline(tree) == [["", ["（一）", "（二）"]], ""]
    assert [one.style for one in tree] == ["bracket", "bracket"]
    assert headings(text) == ["服务内容", "巡检", "抢修", "服务费用"]


@pytest.mark.parametrize(
    ("line", "heading", "own"),
    [
        ("第三条 服务费用", "服务费用", ""),
        ("第三条　违 约 责 任", "违 约 责 任", ""),
        ("第三条 服务费用：每年十万元。", "服务费用", "每年十万元。"),
        ("第三条 服务费用 甲方每年向乙方支付十万元。", "服务费用", "甲方每年向乙方支付十万元。"),
        ("第三条【服务费用】甲方每年向乙方支付十万元。", "服务费用", "甲方每年向乙方支付十万元。"),
        ("第三条（服务费用）甲方每年向乙方支付十万元。", "服务费用", "甲方每年向乙方支付十万元。"),
        ("第三条 甲方每年向乙方支付十万元。", None, "甲方每年向乙方支付十万元。"),
        ("第三条 双方确定：按年支付服务费。", None, "双方确定：按年支付服务费。"),
        ("第三条 本合同经双方盖章后生效", None, "本合同经双方盖章后生效"),
        ("3. 验收标准为：", "验收标准", ""),
        ("3. 甲方应提供以下资料：", None, "甲方应提供以下资料："),
        ("3. 经营信息：客户名单。", "经营信息", "客户名单。"),
        ("3. 服务时间为9:00至18:00。", None, "服务时间为9:00至18:00。"),
        ("3. 系统源代码；", None, "系统源代码；"),
        ("3.1 3个月内完成", "3个月内完成", ""),
        ("3. ______；", None, "______；"),
    ],
)
def test_heading_and_own_text(line: str, heading: str | None, own: str) -> None:
    source = source_of(line)
    (clause,) = build_clauses(source, ())
    assert (None if clause.heading is None else clause.heading.of(source.text)) == heading
    assert clause.own.of(source.text) == own


def test_parties_and_signatures_are_no_part_of_a_clause() -> None:
    text = (
        "运维服务合同\n甲方：北京云杉数据有限公司\n乙方：上海青禾科技有限公司\n"
        "鉴于：\n1. 甲方需要运维；\n2. 乙方具备能力。\n"
        "第一条 服务内容\n乙方提供运维。\n第二条 费用\n每年十万元。\n第三条 份数\n一式两份。\n"
        "甲方（盖章）：\n法定代表人：\n日期：2026年3月1日\n乙方（盖章）：\n法定代表人：\n日期：2026年3月1日\n"
    )
    source = source_of(text)
    tree = build_clauses(source, find_annexes(source))
    assert outline(tree) == ["第一条", "第二条", "第三条"]
    assert tree[-1].span.of(source.text) == "第三条 份数\n一式两份。"


def test_contents_and_notes_are_no_clauses() -> None:
    listed = "运维服务合同\n目录\n第一条 服务内容\t1\n第二条 费用\t2\n第三条 附则\t3\n"
    body = "第一条 服务内容\n乙方提供运维。\n第二条 费用\n每年十万元。\n第三条 附则\n一式两份。\n"
    plain = "运维服务合同\n第一条 服务内容\n第二条 费用\n第三条 附则\n"
    notes = "运维服务合同\n填写说明\n一、本合同供双方签订时使用。\n二、应当用钢笔填写。\n运维服务合同\n"
    for front in (listed, plain, notes):
        assert outline(clauses_of(front + body)) == ["第一条", "第二条", "第三条"], front


def table_source(rows: list[list[str]], columns: int) -> SourceText:
    """A text that consists of one table."""
    text = ""
    cells: list[Cell] = []
    blocks: list[Block] = []
    for row, contents in enumerate(rows):
        for column, content in enumerate(contents):
            span = Span(len(text), len(text) + len(content))
            cells.append(Cell(row, column, 1, 1, span))
            start = span.start
            for paragraph in content.split("\n"):
                blocks.append(Block(Span(start, start + len(paragraph)), table=0))
                start += len(paragraph) + 1
            text += content + ("\t" if column + 1 < columns else "\n")
    table = Table(Span(0, len(text)), len(rows), columns, tuple(cells))
    return SourceText(text=text, blocks=tuple(blocks), tables=(table,))


def test_rows_of_a_table_are_no_clauses_but_a_table_may_hold_the_agreement() -> None:
    rows = table_source([["1、", "服务器"], ["2、", "交换机"], ["（3）", "防火墙"]], 2)
    assert build_clauses(rows, ()) == ()
    box = table_source([["第一条 服务\n1. 巡检\n2. 抢修\n第二条 费用"]], 1)
    assert outline(build_clauses(box, ())) == [["第一条", ["1.", "2."]], "第二条"]
    layout = table_source([["第一条", "乙方提供运维。"], ["第二条", "每年十万元。"]], 2)
    assert outline(build_clauses(layout, ())) == ["第一条", "第二条"]


def test_generated_numbers_and_bold_lines() -> None:
    lines = [
        ("第一条", "服务内容"),
        ("1.", "巡检。"),
        ("2.", "抢修。"),
        ("", "服务标准"),
        ("1.", "两小时到场。"),
        ("第二条", "费用"),
    ]
    text, blocks = "", []
    for number, words in lines:
        start = len(text)
        text += f"{number} {words}" if number else words
        generated = Span(start, start + len(number)) if number else None
        blocks.append(
            Block(
                Span(start, len(text)),
                label=generated,
                list_level=0 if number else None,
                outline=0 if number.startswith("第") else None,
                bold=not number or number.startswith("第"),
            )
        )
        text += "\n"
    tree = build_clauses(SourceText(text=text, blocks=tuple(blocks)), ())
    assert outline(tree) == [["第一条", ["1.", "2.", ["", ["1."]]]], "第二条"]
    assert [one.style for one in every(tree)] == ["article", "arabic", "arabic", "bold", "arabic", "article"]


def test_a_text_that_lost_its_numbers_still_has_headings() -> None:
    bodies = ["乙方为甲方的机房提供运维服务。", "每年十万元，分两期支付。", "乙方每月提交报告，甲方五日内确认。"]
    names = ["服务内容", "服务费用", "验收", "保密", "违约责任", "争议解决"]
    lines = [line for place, name in enumerate(names) for line in (name, bodies[place % 3])]
    front = "运维服务合同\n甲方：甲公司\n双方订立本合同。\n"
    assert headings(front + "\n".join(lines)) == names
    numbered = "第一条 范围\n第二条 标准\n第三条 人员\n" + "\n".join(lines)
    assert headings(front + numbered) == ["范围", "标准", "人员"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("技术服务合同\n甲方：甲公司", "技术服务合同"),
        ("合同编号：YW-01\n\n　　运 维 服 务 合 同\n甲方：甲公司", "运 维 服 务 合 同"),
        ("信息系统运行维护\n合同书\n甲方：甲公司", "信息系统运行维护\n合同书"),
        ("合\n作\n协\n议\n甲方：甲公司", "合\n作\n协\n议"),
        ("技术支持协议（模板）\n甲方：甲公司", "技术支持协议（模板）"),
        ("合同名称：机房运维合同\n甲方：甲公司", "机房运维合同"),
        ("合同编号：YW-01\n甲方：甲公司\n本合同由双方订立。", None),
        ("根据本合同\n第一条 服务合同", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    source = source_of(text)
    found = find_title(source)
    assert (None if found is None else found.of(source.text)) == title


BODY = "运维服务合同\n甲方：甲公司\n乙方：乙公司\n第一条 服务内容\n服务内容见附件一。\n第二条 费用\n价款见附件二。\n"
SIGNED = "（以下无正文）\n甲方（盖章）：\n日期：\n乙方（盖章）：\n日期：\n"


def annexes_of(text: str, name: str = "draft.txt") -> list[tuple[str, int | None, str]]:
    return [(one.label, one.number, one.title) for one in find_annexes(source_of(text, name))]


def test_annexes_behind_the_signatures() -> None:
    text = BODY + SIGNED + "附件一：服务清单\n1. 巡检\n2. 抢修\n附件2\n价格表\n每年十万元。\n附件三 联系人名单\n"
    source = source_of(text)
    annexes = find_annexes(source)
    assert [(one.label, one.number, one.title) for one in annexes] == [
        ("附件一", 1, "服务清单"),
        ("附件2", 2, "价格表"),
        ("附件三", 3, "联系人名单"),
    ]
    assert annexes[0].span.of(source.text) == "附件一：服务清单\n1. 巡检\n2. 抢修"
    assert annexes[1].heading.of(source.text) == "附件2\n价格表"
    tree = build_clauses(source, annexes)
    assert outline(tree) == ["第一条", "第二条", ["附件一", ["1.", "2."]], "附件2", "附件三"]
    assert [one.annex for one in every(tree)] == [None, None, 0, 0, 0, 1, 2]
    assert [one.path for one in every(tree)] == [(1,), (2,), (1,), (1, 1), (1, 2), (2,), (3,)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("附件一 系统和设备清单", ("附件一", 1, "系统和设备清单")),
        ("附件二　应急预案", ("附件二", 2, "应急预案")),
        ("附 件 三：一期工程清单", ("附件三", 3, "一期工程清单")),
        ("附件四 四季度巡检表", ("附件四", 4, "四季度巡检表")),
        ("附件（5）：价格表", ("附件5", 5, "价格表")),
        ("【附件6】联系人", ("附件6", 6, "联系人")),
        ("附件7《验收标准》", ("附件7", 7, "验收标准")),
        ("附表1：工时单", ("附表1", 1, "工时单")),
        ("附件：人员名单", ("附件", None, "人员名单")),
    ],
)
def test_annex_headings(heading: str, expected: tuple[str, int | None, str]) -> None:
    assert annexes_of(BODY + SIGNED + heading + "\n巡检每月一次。\n抢修随时。\n") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        BODY + "第三条 附件\n本合同附件包括：\n附件一：服务清单\n附件二：价格表\n" + SIGNED,
        BODY + "附件：1. 服务清单 2. 价格表\n" + SIGNED,
        BODY + "附件：服务清单\n" + SIGNED,
        BODY + SIGNED + "附件：服务清单\n",
        BODY + "附件一为本合同组成部分。\n" + SIGNED,
        BODY + "附件一《服务清单》所列全部指标\n第三条 验收\n" + SIGNED,
        BODY + "附件一 服务清单\n第三条 验收\n验收按附件一进行。\n第四条 其他\n" + SIGNED,
    ],
)
def test_words_about_annexes_are_no_annexes(text: str) -> None:
    assert annexes_of(text) == []


def test_annex_headings_in_markdown() -> None:
    text = "# 运维协议\n\n## 第一条 服务\n\n见附件。\n\n## 附件一 服务清单\n\n- 巡检\n\n## 附件二 价格表\n\n十万元。\n"
    assert annexes_of(text, "draft.md") == [("附件一", 1, "服务清单"), ("附件二", 2, "价格表")]


def test_a_number_right_under_a_part_holds_its_decimals() -> None:
    text = "第二部分 合同条款\n1.定义\n1.1 系统指两套系统。\n2.服务\n2.1 每日检查。\n2.2 排除故障。\n3.标准\n3.1 全天受理。\n"
    (part,) = clauses_of(text)
    assert [child.number for child in part.children] == ["1.", "2.", "3."]
    assert [[item.number for item in child.children] for child in part.children] == [["1.1"], ["2.1", "2.2"], ["3.1"]]


def test_a_bare_number_is_missing_from_the_count() -> None:
    text = "1 标的\n1.1 空调维保。\n2 工作\n2.1 保养设备。\n5 服务单\n5.1 每次填写。\n5.2 当场签字。\n6 价款\n6.1 十万元。\n"
    assert [clause.number for clause in clauses_of(text)] == ["1", "2", "5", "6"]


TITLED = [
    ["服务内容", "乙方每月巡检一次，检查数据库和备份。"],
    ["服务期限", "自2027年1月1日起至2027年12月31日止。"],
    ["保密", "1、乙方对甲方的数据保密。\n2、保密期限为三年。"],
    ["争议解决", "协商不成的，向甲方所在地人民法院起诉。"],
    ["备注", "无"],
]


def test_titles_beside_their_text_open_clauses_where_the_agreement_is_set_so() -> None:
    clauses = build_clauses(table_source(TITLED, 2), ())
    text = table_source(TITLED, 2).text
    assert [one.heading.of(text) for one in clauses if one.heading] == ["服务内容", "服务期限", "保密", "争议解决"]
    assert [one.own.of(text) for one in clauses][1] == "自2027年1月1日起至2027年12月31日止。"
    assert [one.number for one in clauses[2].children] == ["1、", "2、"]


def test_a_column_of_numbers_may_stand_before_the_titles() -> None:
    three = [[str(number), *row] for number, row in enumerate(TITLED, 1)]
    two = [[str(number), f"{title}：{text}"] for number, (title, text) in enumerate(TITLED, 1)]
    for rows in (three, two):
        source = table_source(rows, len(rows[0]))
        found = [one.heading.of(source.text) for one in build_clauses(source, ()) if one.heading]
        assert found == ["服务内容", "服务期限", "保密", "争议解决"]


def test_two_languages_side_by_side_are_one_agreement() -> None:
    rows = [
        ["一、服务内容", "1. Services"],
        ["1. 乙方每月巡检一次，检查数据库和备份。", "1. Party B inspects the system once a month."],
        ["2. 乙方在接到报修后30分钟内响应。", "2. Party B responds within 30 minutes."],
        ["二、保密", "2. Confidentiality"],
        ["双方对知悉的对方信息保密三年。", "Both parties keep secrets for three years."],
    ]
    for columns in (rows, [row[::-1] for row in rows]):
        source = table_source(columns, 2)
        assert outline(build_clauses(source, ())) == [["一、", ["1.", "2."]], "二、"]


def test_a_table_within_an_agreement_opens_none() -> None:
    table = table_source(TITLED, 2)
    text, blocks = table.text, list(table.blocks)
    for line in ("第一条 服务内容", *["乙方按照上表提供服务，具体要求见各栏。"] * 20):
        blocks.append(Block(Span(len(text), len(text) + len(line))))
        text += line + "\n"
    assert [one.number for one in build_clauses(SourceText(text, tuple(blocks), table.tables), ())] == ["第一条"]


def test_chapters_in_formal_numerals() -> None:
    text = "维护合同\n壹、维护事项\n1、修复缺陷。\n2、更正数据。\n贰、时间\n全年每天24小时。\n拾壹、其他\n无。\n"
    assert outline(clauses_of(text)) == [["壹、", ["1、", "2、"]], "贰、", "拾壹、"]
    assert value_of("拾壹") == 11


def test_bullets_under_bullets() -> None:
    text = "支持协议\n● 怎么支持\n- 全部远程进行；\n- 每天有人值守。\n● 多久\n- 一年。\n"
    assert outline(clauses_of(text)) == [["●", ["-", "-"]], ["●", ["-"]]]
    assert headings(text)[0] == "怎么支持"
