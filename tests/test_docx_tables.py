"""Tables: their text, their cells and the grid they make."""

from __future__ import annotations

from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from contractlint.text import SourceText
from tests.docx_builder import cell, docx, p, row, table

START = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"


def read(body: str) -> SourceText:
    return read_docx(docx(body), limits=Limits())


def grid(source: SourceText, index: int = 0) -> list[list[str | None]]:
    return [[None if one is None else one.span.of(source.text) for one in line] for line in source.tables[index].grid()]


def test_cells_rows_and_what_follows() -> None:
    source = read(p("前") + table(row("甲", "乙"), row("", cell("丙", "丁"))) + p("后"))
    assert source.text == "前\n甲\t乙\n\t丙\n丁\n后\n"
    assert grid(source) == [["甲", "乙"], ["", "丙\n丁"]]
    assert source.tables[0].span.of(source.text) == "甲\t乙\n\t丙\n丁\n"
    assert [(block.span.of(source.text), block.table) for block in source.blocks] == [
        ("前", None),
        ("甲", 0),
        ("乙", 0),
        ("", 0),
        ("丙", 0),
        ("丁", 0),
        ("后", None),
    ]


def test_columns_merged_across() -> None:
    source = read(table(row(cell("宽", properties='<w:gridSpan w:val="2"/>'), "丙"), row("甲", "乙", "丁")))
    assert source.text == "宽\t丙\n甲\t乙\t丁\n"
    assert grid(source) == [["宽", "宽", "丙"], ["甲", "乙", "丁"]]
    assert [(one.row, one.column, one.row_span, one.column_span) for one in source.tables[0].cells] == [
        (0, 0, 1, 2),
        (0, 2, 1, 1),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]


def test_rows_merged_down_keep_their_columns() -> None:
    source = read(
        table(
            row(cell("高", properties=START), "一"),
            row(cell("盖住", properties=GO_ON), "二"),
            row(cell(p(), properties=GO_ON), "三"),
            row("新", "四"),
        )
    )
    assert source.text == "高\t一\n\t二\n\t三\n新\t四\n"
    assert grid(source) == [["高", "一"], ["高", "二"], ["高", "三"], ["新", "四"]]
    assert [(one.kind, one.text) for one in source.omissions] == [("merged-cell", "盖住")]
    assert "合并单元格" in source.omissions[0].note


def test_a_continuation_of_nothing_is_seen() -> None:
    first = read(table(row(cell("甲", properties=GO_ON), "乙"), row(cell("盖", properties=GO_ON), "丁")))
    assert grid(first) == [["甲", "乙"], ["甲", "丁"]]
    narrower = read(
        table(
            row(cell("宽", properties='<w:gridSpan w:val="2"/>' + START)),
            row(cell("窄", properties=GO_ON), "乙"),
        )
    )
    assert grid(narrower) == [["宽", "宽"], ["窄", "乙"]]


def test_old_horizontal_merge() -> None:
    source = read(
        table(
            row(cell("甲", properties='<w:hMerge w:val="restart"/>'), cell("盖", properties="<w:hMerge/>"), "乙"),
            row("一", "二", "三"),
        )
    )
    assert grid(source) == [["甲", "甲", "乙"], ["一", "二", "三"]]
    assert [one.text for one in source.omissions] == ["盖"]


def test_columns_left_out_before_a_row() -> None:
    source = read(table(row("甲", "乙"), row("丙", properties='<w:gridBefore w:val="1"/>')))
    assert source.text == "甲\t乙\n丙\n"
    assert grid(source) == [["甲", "乙"], [None, "丙"]]


def test_a_table_in_a_cell() -> None:
    inner = table(row("一", "二"), row("三", "四"))
    source = read(table(row(cell(p("前"), inner, p("后")), "乙"), row("丙", "丁")))
    assert source.text == "前\n一\t二\n三\t四\n后\t乙\n丙\t丁\n"
    assert grid(source) == [["前\n一\t二\n三\t四\n后", "乙"], ["丙", "丁"]]
    assert grid(source, 1) == [["一", "二"], ["三", "四"]]
    outer, nested = source.tables
    assert outer.cells[0].span.contains(nested.span)
    tables = {block.span.of(source.text): block.table for block in source.blocks}
    assert (tables["前"], tables["一"], tables["四"], tables["后"], tables["丁"]) == (0, 1, 1, 0, 0)


def test_a_cell_that_ends_with_a_table() -> None:
    source = read(table(row(cell(table(row("一")), p()), "乙")))
    assert source.text == "一\n\t乙\n"
    broken = read(table(row(cell(table(row("一"))), "乙")))
    assert broken.text == "一\n\t乙\n"
    assert broken.tables[0].cells[0].span.contains(broken.tables[1].span)


def test_tables_side_by_side_and_at_the_end() -> None:
    source = read(table(row("甲")) + table(row("乙")))
    assert source.text == "甲\n乙\n"
    assert [one.span.of(source.text) for one in source.tables] == ["甲\n", "乙\n"]


def test_claims_of_a_hostile_file_are_bounded() -> None:
    source = read(table(row(cell("甲", properties='<w:gridSpan w:val="2000000000"/>'), "乙")))
    assert source.tables[0].columns == 64
    assert read(table(row(cell("甲", properties='<w:gridSpan w:val="-5"/>'), "乙"))).tables[0].columns == 2


def test_rows_without_cells_are_no_rows() -> None:
    source = read(p("前") + table("<w:tr/>") + p("后"))
    assert (source.text, source.tables) == ("前\n后\n", ())


def test_paragraphs_set_in_columns_with_tabs() -> None:
    body = table(row("甲", "乙")) + p("时限如下：") + p("级别\t响应（分钟）\t恢复（小时）") + p("一级\t15\t2")
    source = read(body + p("二级\t30\t8") + p("后"))
    assert grid(source, 1) == [["级别", "响应（分钟）", "恢复（小时）"], ["一级", "15", "2"], ["二级", "30", "8"]]
    assert [(block.span.of(source.text), block.table) for block in source.blocks[2:7]] == [
        ("时限如下：", None),
        ("级别", 1),
        ("响应（分钟）", 1),
        ("恢复（小时）", 1),
        ("一级", 1),
    ]
    assert source.blocks[-1].table is None


def test_a_field_and_its_value_set_apart_by_a_tab_are_no_table() -> None:
    assert not read(p("开户行：\t某某银行") + p("账号：\t123456")).tables
