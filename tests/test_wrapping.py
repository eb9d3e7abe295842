from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contractlint.finding import LawRef
from contractlint.formats.citations import law_text
from contractlint.formats.wrapping import excerpt, width, wrap
from contractlint.text import Span

TEXT = st.text(alphabet="甲方应在收到，。；（）abc 123\n\t", max_size=120)


@given(TEXT, st.integers(10, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line.rstrip()) <= columns for line in lines if "\t" not in line)


def test_punctuation_does_not_start_a_line() -> None:
    lines = wrap("甲方应当在五日内付清，逾期的按日支付。", 20)
    assert lines[1][0] not in "，。"


def test_a_number_is_not_broken() -> None:
    assert "123456.78" in wrap("合同总价为人民币123456.78元整", 24)[1]


@given(TEXT, st.data())
def test_an_excerpt_fits_and_shows_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 8)))
    line, first, last = excerpt(text, Span(start, end), 60)
    assert width(line.replace("…", "……")) <= 64
    assert "".join(line[first:last].split()) == "".join(text[start:end].split())


def test_an_excerpt_stops_at_the_sentence_and_marks_cuts() -> None:
    text = "第一句。" + "甲方应在收到发票后" + "很" * 60 + "及时付款。第三句。"
    place = text.index("及时")
    line, first, last = excerpt(text, Span(place, place + 2), 40)
    assert line[first:last] == "及时"
    assert line.startswith("…")
    assert line.endswith("付款。")
    assert "第三句" not in line


def test_a_place_longer_than_the_line_loses_its_middle() -> None:
    text = "一" * 100
    line, _, _ = excerpt(text, Span(0, 100), 40)
    assert "……" in line
    assert width(line) <= 40


def test_articles_of_one_statute_are_cited_together() -> None:
    law = (LawRef("民法典", "543", "2021-01-01"), LawRef("民法典", "544", "2021-01-01"))
    assert law_text(law) == "《民法典》第543条、第544条（2021-01-01 起施行）"
    assert law_text(()) == ""
