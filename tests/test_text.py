from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.text import Cell, LineIndex, Normalized, Origin, SourceText, Span, Table

MIXED = st.text(alphabet="甲方违约 　\u200b\u00a0\tAｂ１2，,（(。\n：:_＿", max_size=60)


def test_a_span_is_half_open_and_ordered() -> None:
    assert Span(1, 3).of("甲乙丙丁") == "乙丙"
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 1)


def test_an_empty_span_is_still_a_place() -> None:
    assert Span(2, 2)
    assert Span(1, 4).overlaps(Span(2, 2))
    assert not Span(1, 4).overlaps(Span(5, 5))


def test_neighbours_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))


@given(st.text(alphabet="甲a\n", max_size=40), st.data())
def test_line_and_column_invert(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = index.position(offset)
    assert index.offset(line, column) == offset
    assert text[:offset].count("\n") == line - 1


def test_widths_punctuation_and_blanks_are_folded() -> None:
    assert Normalized("甲方：ＡＢＣ１２３，是(乙方):").text == "甲方：ABC123，是（乙方）："
    assert Normalized("违　约 责 任").text == "违约责任"
    assert Normalized("及\u200b时").text == "及时"


def test_columns_and_blanks_to_fill_stay() -> None:
    assert Normalized("甲方　　　乙方").text == "甲方   乙方"
    assert Normalized("在   小时内").text == "在   小时内"
    assert Normalized("甲\t乙\n丙").text == "甲\t乙\n丙"


@given(MIXED, st.data())
def test_a_place_in_the_folded_view_leads_back_to_the_source(text: str, data: st.DataObject) -> None:
    folded = Normalized(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    source = folded.to_source(Span(start, end))
    assert Normalized(source.of(text)).text == folded.text[start:end] or folded.of(source) == folded.text[start:end]
    if end > start:
        assert folded.from_source(source) == Span(start, end)


@given(MIXED)
def test_every_match_quotes_what_it_matched(text: str) -> None:
    folded = Normalized(text)
    for found in folded.finditer(re.compile("甲?方|违约|[A-Z0-9]+")):
        assert folded.of(found.span) == found[0]


def test_a_search_within_sees_only_that_part() -> None:
    folded = Normalized("甲 方。乙方。")
    within = Span(4, 6)
    assert [found.span for found in folded.finditer(re.compile("[甲乙]方"), within)] == [Span(4, 6)]


def test_a_merged_cell_stands_in_every_place_it_covers() -> None:
    wide = Cell(0, 0, 1, 2, Span(0, 1))
    low = Cell(1, 0, 1, 1, Span(2, 3))
    grid = Table(Span(0, 3), 2, 2, (wide, low)).grid()
    assert grid == [[wide, wide], [low, None]]


def test_origins_are_found_and_generated_characters_have_none() -> None:
    origin = Origin(Span(3, 5), "word/document.xml", 0, 0, 0)
    source = SourceText("第一条 甲乙", (), origins=(origin,))
    assert source.origin(3) == origin
    assert source.origin(4) == origin
    assert source.origin(0) is None
    assert source.origin(5) is None
