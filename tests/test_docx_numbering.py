"""Automatic numbers: what the standard says a list shows, written down by hand.

ECMA-376 part 1, 17.9 (lists) and 17.18.59 (number formats); from one hundred on 「chineseCounting」 is written digit by
digit with U+25CB, as Word does by its own implementation notes.
"""

from __future__ import annotations

import pytest

from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from contractlint.readers.word.numerals import numeral, padded
from contractlint.text import SourceText
from tests.docx_builder import abstract, docx, level, num, numbered, p, style

# (format, value, what is shown)
NUMERALS = [
    ("decimal", 1, "1"),
    ("decimal", 120, "120"),
    ("decimalZero", 9, "09"),
    ("decimalZero", 10, "10"),
    ("upperRoman", 4, "IV"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("lowerRoman", 29, "xxix"),
    ("upperLetter", 26, "Z"),
    ("upperLetter", 27, "AA"),
    ("lowerLetter", 53, "aaa"),
    ("lowerLetter", 54, "bbb"),
    ("ordinal", 2, "2nd"),
    ("ordinal", 11, "11th"),
    ("ordinal", 23, "23rd"),
    ("cardinalText", 21, "Twenty-one"),
    ("ordinalText", 12, "Twelfth"),
    ("hex", 26, "1A"),
    ("numberInDash", 3, "- 3 -"),
    ("chicago", 2, "†"),
    ("chicago", 5, "**"),
    ("chineseCounting", 1, "一"),
    ("chineseCounting", 10, "十"),
    ("chineseCounting", 11, "十一"),
    ("chineseCounting", 20, "二十"),
    ("chineseCounting", 99, "九十九"),
    ("chineseCounting", 100, "一○○"),
    ("taiwaneseCounting", 21, "二十一"),
    ("chineseCountingThousand", 10, "十"),
    ("chineseCountingThousand", 19, "十九"),
    ("chineseCountingThousand", 100, "一百"),
    ("chineseCountingThousand", 101, "一百〇一"),
    ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 1005, "一千〇五"),
    ("chineseCountingThousand", 1050, "一千〇五十"),
    ("chineseCountingThousand", 10500, "一万〇五百"),
    ("chineseCountingThousand", 12345, "一万二千三百四十五"),
    ("taiwaneseCountingThousand", 105, "一百零五"),
    ("chineseLegalSimplified", 1, "壹"),
    ("chineseLegalSimplified", 10, "壹拾"),
    ("chineseLegalSimplified", 105, "壹佰零伍"),
    ("ideographLegalTraditional", 23, "貳拾參"),
    ("japaneseCounting", 12, "十二"),
    ("japaneseCounting", 101, "百一"),
    ("japaneseCounting", 210, "二百十"),
    ("japaneseCounting", 10000, "一万"),
    ("japaneseLegal", 12, "壱拾弐"),
    ("ideographDigital", 10, "一〇"),
    ("ideographDigital", 205, "二〇五"),
    ("japaneseDigitalTenThousand", 12, "一二"),
    ("taiwaneseDigital", 10, "一○"),
    ("koreanDigital2", 10, "一零"),
    ("ideographTraditional", 1, "甲"),
    ("ideographTraditional", 10, "癸"),
    ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 2, "乙丑"),
    ("ideographZodiacTraditional", 61, "甲子"),
    ("decimalEnclosedCircle", 1, "①"),
    ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircle", 21, "21"),
    ("decimalEnclosedCircleChinese", 3, "③"),
    ("decimalEnclosedFullstop", 2, "⒉"),
    ("decimalEnclosedParen", 12, "⑿"),
    ("ideographEnclosedCircle", 1, "㊀"),
    ("ideographEnclosedCircle", 11, "11"),
    ("decimalFullWidth", 12, "１２"),
    ("decimalFullWidth2", 7, "７"),
    ("decimalHalfWidth", 7, "7"),
    ("ganada", 2, "나"),
    ("russianUpper", 3, "В"),
    ("none", 5, ""),
    ("bullet", 5, "•"),
    ("no such format", 5, "5"),
    ("upperRoman", 0, "0"),
    ("upperRoman", 2_000_000_000, "2000000000"),
    ("lowerLetter", 2_000_000_000, "2000000000"),
    ("decimal", -3, "-3"),
]


@pytest.mark.parametrize(("number_format", "value", "expected"), NUMERALS)
def test_numerals(number_format: str, value: int, expected: str) -> None:
    assert numeral(value, number_format) == expected


def test_custom_formats() -> None:
    assert padded(7, "001, 002, 003, ...") == "007"
    assert padded(1234, "001, 002, 003, ...") == "1234"
    assert padded(7, "unknown") == "7"


def read(body: str, numbering: str, styles: str = "") -> SourceText:
    return read_docx(docx(body, numbering=numbering, styles=styles), limits=Limits())


def labels(items: list[tuple[int, int] | str | None], numbering: str, styles: str = "") -> list[str]:
    """Labels of paragraphs: ``(numId, level)``, own paragraph properties, or None for one between them."""
    body = "".join(p("文", properties=numbered(*item) if isinstance(item, tuple) else item or "") for item in items)
    source = read(body, numbering, styles)
    assert len(source.blocks) == len(items)
    return ["" if block.label is None else block.label.of(source.text) for block in source.blocks]


ARTICLE = abstract(
    0,
    level("chineseCountingThousand", "第%1条", more='<w:suff w:val="space"/>'),
    level("decimal", "%1.%2", more="<w:isLgl/>"),
    level("decimal", "（%3）"),
)
DECIMAL = abstract(1, level("decimal", "%1."), level("decimal", "%1.%2"), level("decimal", "%1.%2.%3"))
LISTS = ARTICLE + DECIMAL + num(1, 0) + num(2, 1)


def test_articles_with_decimal_clauses() -> None:
    items: list[tuple[int, int] | str | None] = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(items, LISTS) == ["第一条", "1.1", "1.2", "（1）", "（2）", "第二条", "2.1", "（1）"]


def test_text_without_number_between_numbers_does_not_stop_them() -> None:
    assert labels([(2, 0), None, (2, 0), '<w:numPr><w:numId w:val="0"/></w:numPr>', (2, 0)], LISTS) == [
        "1.",
        "",
        "2.",
        "",
        "3.",
    ]


def test_two_lists_count_apart() -> None:
    assert labels([(1, 0), (2, 0), (1, 0), (2, 0)], LISTS) == ["第一条", "1.", "第二条", "2."]


def test_a_skipped_level_counts_as_begun() -> None:
    assert labels([(2, 0), (2, 2), (2, 2), (2, 1)], LISTS) == ["1.", "1.1.1", "1.1.2", "1.2"]
    assert labels([(2, 1), (2, 1), (2, 0)], LISTS) == ["1.1", "1.2", "2."]


def test_several_nums_of_one_abstract_list_go_on() -> None:
    assert labels([(2, 0), (3, 0), (2, 0)], LISTS + num(3, 1)) == ["1.", "2.", "3."]


def test_start_override_counts_at_first_use_only() -> None:
    again = num(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    assert labels([(2, 0), (2, 0), (3, 0), (3, 0), (2, 0), (3, 0)], LISTS + again) == [
        "1.",
        "2.",
        "1.",
        "2.",
        "3.",
        "4.",
    ]


def test_start_override_is_the_start_of_a_restart() -> None:
    five = num(3, 1, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>')
    assert labels([(3, 0), (3, 1), (3, 1), (3, 0), (3, 1)], LISTS + five) == ["1.", "1.5", "1.6", "2.", "2.5"]


def test_a_level_may_be_overridden_as_a_whole() -> None:
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">{level("upperRoman", "%1)", start=3)}</w:lvl></w:lvlOverride>'
    )
    assert labels([(3, 0), (3, 0)], LISTS + num(3, 1, override)) == ["III)", "IV)"]


def test_start_values() -> None:
    lists = abstract(0, level("decimal", "%1", start=7), level("lowerLetter", "%2)", start=None)) + num(1, 0)
    # Without w:start a level begins at 0, and no letter stands for 0.
    assert labels([(1, 0), (1, 1), (1, 1)], lists) == ["7", "0)", "a)"]


def test_level_restart() -> None:
    never = abstract(0, level("decimal", "%1."), level("decimal", "(%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)
    assert labels([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], never) == ["1.", "(1)", "(2)", "2.", "(3)"]
    after_first = abstract(
        0,
        level("decimal", "%1."),
        level("decimal", "(%2)"),
        level("lowerLetter", "%3)", more='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)
    items: list[tuple[int, int] | str | None] = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(items, after_first) == ["1.", "(1)", "a)", "(2)", "b)", "2.", "(1)", "a)"]


def test_legal_numbers_only_where_asked_for() -> None:
    levels = (
        level("chineseCounting", "%1、"),
        level("chineseCounting", "%1.%2"),
        level("decimal", "%1.%2.%3", more="<w:isLgl/>"),
    )
    items: list[tuple[int, int] | str | None] = [(1, 0), (1, 1), (1, 2)]
    assert labels(items, abstract(0, *levels) + num(1, 0)) == ["一、", "一.一", "1.1.1"]


def test_a_lower_level_in_a_label_shows_nothing() -> None:
    assert labels([(1, 0)], abstract(0, level("decimal", "%1.%2")) + num(1, 0)) == ["1."]


@pytest.mark.parametrize(
    ("suffix", "expected"), [("", "1. 文"), ("tab", "1. 文"), ("space", "1. 文"), ("nothing", "1.文")]
)
def test_what_stands_after_the_number(suffix: str, expected: str) -> None:
    more = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    source = read(p("文", properties=numbered(1)), abstract(0, level("decimal", "%1.", more=more)) + num(1, 0))
    assert source.text == expected + "\n"
    block = source.blocks[0]
    assert block.label is not None
    assert (block.label.of(source.text), block.list_level) == ("1.", 0)
    assert block.span.of(source.text) == expected


def test_bullets_are_bullets_whatever_their_glyph() -> None:
    lists = abstract(0, level("bullet", "\uf06c"), level("bullet", "o"), level("bullet", "")) + num(1, 0)
    assert labels([(1, 0), (1, 1), (1, 2)], lists) == ["•", "•", ""]


def test_levels_that_show_nothing_still_count() -> None:
    hidden = abstract(0, level("decimal", "%1.", more=""), level("none", "")) + num(1, 0)
    assert labels([(1, 0), (1, 1), (1, 0)], hidden) == ["1.", "", "2."]
    vanished = abstract(0, level("decimal", "%1.") + "<w:rPr><w:vanish/></w:rPr>")
    assert labels([(1, 0)], vanished + num(1, 0)) == [""]
    constant = abstract(0, level("none", "附件")) + num(1, 0)
    assert labels([(1, 0), (1, 0)], constant) == ["附件", "附件"]


def test_an_empty_paragraph_has_its_number_and_no_blank() -> None:
    source = read(p(properties=numbered(2)) + p("文", properties=numbered(2)), LISTS)
    assert source.text == "1.\n2. 文\n"


def test_numbers_by_style() -> None:
    styles = (
        style("A", "条", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("B", "款", paragraph=numbered(1, 1))
        + style("C", "条的亲戚", based_on="A")
        + style("D", "无号", based_on="A", paragraph='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + style("E", "第二层", based_on="A", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    )
    of = '<w:pStyle w:val="{}"/>'.format
    items: list[tuple[int, int] | str | None] = [of("A"), of("B"), of("C"), of("D"), of("E")]
    assert labels(items, LISTS, styles) == ["第一条", "1.1", "第二条", "", "2.1"]
    off = of("A") + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    other_level = of("A") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    assert labels([of("A"), off, other_level, of("A")], LISTS, styles) == ["第一条", "", "1.1", "第二条"]


def test_a_level_names_its_style() -> None:
    one = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("H1", "heading 1", paragraph=one) + style("H2", "heading 2", paragraph=one)
    lists = abstract(
        0,
        level("chineseCounting", "第%1章", more='<w:pStyle w:val="H1"/>'),
        level("chineseCounting", "第%2节", more='<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    items: list[tuple[int, int] | str | None] = [f'<w:pStyle w:val="{one}"/>' for one in ("H1", "H2", "H2", "H1", "H2")]
    assert labels(items, lists, styles) == ["第一章", "第一节", "第二节", "第二章", "第一节"]


def test_numbering_styles() -> None:
    styles = style("L", "合同", kind="numbering", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    lists = (
        abstract(0, level("chineseCounting", "%1、"), more='<w:styleLink w:val="L"/>')
        + abstract(1, more='<w:numStyleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert labels([(1, 0), (2, 0), (1, 0)], lists, styles) == ["一、", "二、", "三、"]
    circular = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    assert labels([(1, 0)], circular, styles) == [""]


def test_custom_number_format_of_newer_word() -> None:
    inside = (
        '<w:start w:val="8"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="No.%1"/>'
    )
    assert labels([(1, 0)], abstract(0, inside) + num(1, 0)) == ["No.008"]


@pytest.mark.parametrize(
    "broken",
    [
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>',
        '<w:numPr><w:numId w:val="x"/></w:numPr>',
        '<w:numPr><w:numId w:val="99999999999999999999"/></w:numPr>',
        "<w:numPr/>",
    ],
)
def test_a_number_of_no_list_is_none(broken: str) -> None:
    assert labels([broken, (2, 0)], LISTS) == ["", "1."]


def test_a_level_out_of_range_is_the_nearest() -> None:
    assert labels(['<w:numPr><w:ilvl w:val="-4"/><w:numId w:val="2"/></w:numPr>', (2, 1)], LISTS) == ["1.", "1.1"]


def test_long_level_texts_are_cut() -> None:
    lists = abstract(0, level("decimal", "长" * 100_000)) + num(1, 0)
    assert len(labels([(1, 0)], lists)[0]) == 255


def test_numbers_in_cells_count_with_the_body_and_in_text_boxes_apart() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("框", properties=numbered(2))
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = (
        p("甲", properties=numbered(2))
        + f"<w:tbl><w:tr><w:tc>{p('乙', box, properties=numbered(2))}</w:tc></w:tr></w:tbl>"
        + p("丙", properties=numbered(2))
    )
    assert read(body, LISTS).text == "1. 甲\n2. 乙\n1. 框\n3. 丙\n"
