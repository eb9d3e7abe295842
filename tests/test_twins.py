"""Twins of the clean agreements: another form of the same agreement gets the same findings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from contractlint import api
from contractlint.parser.quantities.numerals import to_chinese
from contractlint.text import exchange
from tests.drafts import CLEAN, FIXTURES, codes_of, codes_of_text, text_of

_ARTICLE = re.compile(r"^第([一二三四五六七八九十]+)条", re.MULTILINE)


def full_width_digits(text: str) -> str:
    return re.sub(r"(?<![\dA-Za-z@.:/-])\d+(?![\dA-Za-z@.:/-])", lambda m: m[0].translate(_WIDE), text)


_WIDE = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


def half_width_punctuation(text: str) -> str:
    return text.translate({ord("，"): ",", ord("；"): ";", ord("："): ":", ord("（"): "(", ord("）"): ")"})


def windows_line_breaks(text: str) -> str:
    return text.replace("\n", "\r\n")


def blank_lines_between(text: str) -> str:
    lines = text.split("\n")
    spaced = [lines[0]]
    for before, line in itertools.pairwise(lines):
        # Rows of one table stand together; a blank line would make two tables of it.
        spaced += [line] if "\t" in before or "\t" in line else ["", line]
    return "\n".join(spaced)


def trailing_blanks(text: str) -> str:
    return "\n".join(line if "\t" in line else line + "  " for line in text.split("\n"))


def indented(text: str) -> str:
    return "\n".join(line if "\t" in line or not line.strip() else "　　" + line for line in text.split("\n"))


def renamed_roles(first: str, second: str) -> Callable[[str], str]:
    def apply(text: str) -> str:
        if "甲方" not in text:
            return text.replace("委托方", "甲方").replace("受托方", "乙方")
        return text.replace("甲方", first).replace("乙方", second)

    return apply


def zero_width_inside(text: str) -> str:
    return text.replace("违约责任", "违约\u200b责任")


def no_break_spaces(text: str) -> str:
    return text.replace(" ", "\u00a0")


def other_quotes(text: str) -> str:
    return text.replace("“", "「").replace("”", "」")


NEUTRAL = "本协议各条标题仅为方便阅读而设，不影响条文的解释。"


def neutral_sentence(text: str) -> str:
    """Appended to the first paragraph of running text that is long enough to be one."""
    lines = text.split("\n")
    index = next(i for i, line in enumerate(lines) if len(line) > 40 and line.endswith("。") and "\t" not in line)
    lines[index] += NEUTRAL
    return "\n".join(lines)


def arabic_articles(text: str) -> str:
    numbers = {to_chinese(value): str(value) for value in range(1, 60)}
    return re.sub(r"第([一二三四五六七八九十]+)条", lambda m: f"第{numbers.get(m[1], m[1])}条", text)


def bracketed_dates(text: str) -> str:
    return re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)


def dotted_dates(text: str) -> str:
    return re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"\1.\2.\3", text)


def periods_in_words(text: str) -> str:
    unit = "分钟|小时|个工作日|日内|日前|个月"
    return re.sub(rf"(?<![\d.,×第])(\d{{1,3}})(?={unit})", lambda m: to_chinese(int(m[1])), text)


def percentages_in_words(text: str) -> str:
    def words(match: re.Match[str]) -> str:
        return f"百分之{to_chinese(int(match[1]))}" + (f"点{to_chinese(int(match[2]))}" if match[2] else "")

    return re.sub(r"(?<![\d.])(\d{1,3})(?:\.(\d))?%", words, text)


def other_words_for_a_limit(text: str) -> str:
    return text.replace("不超过", "不高于").replace("不低于", "不少于")


TWINS: dict[str, Callable[[str], str]] = {
    "full-width digits": full_width_digits,
    "half-width punctuation": half_width_punctuation,
    "windows line breaks": windows_line_breaks,
    "blank lines": blank_lines_between,
    "trailing blanks": trailing_blanks,
    "indented": indented,
    "委托方/受托方 or 甲方/乙方": renamed_roles("委托方", "受托方"),
    "采购人/供应商": renamed_roles("采购人", "供应商"),
    "zero-width character": zero_width_inside,
    "no-break spaces": no_break_spaces,
    "other quotes": other_quotes,
    "neutral sentence": neutral_sentence,
    "第1条": arabic_articles,
    "dates with hyphens": bracketed_dates,
    "dates with dots": dotted_dates,
    "periods in words": periods_in_words,
    "percentages in words": percentages_in_words,
    "不高于, 不少于": other_words_for_a_limit,
    "甲方 serves": exchange,
}
NOTICED = {"zero-width character": frozenset({"W23"})}
"""What a form is reported for in itself."""
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")


@pytest.mark.parametrize("fixture", CLEAN)
@pytest.mark.parametrize("name", TWINS)
def test_another_form_of_the_same_agreement_changes_nothing(name: str, fixture: str) -> None:
    text = text_of(fixture)
    assert codes_of_text(TWINS[name](text)) == codes_of_text(text) | NOTICED.get(name, frozenset())


@pytest.mark.parametrize("fixture", CLEAN)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_changes_nothing(encoding: str, fixture: str) -> None:
    text = text_of(fixture)
    assert codes_of(text.encode(encoding)) == codes_of_text(text)


@pytest.mark.parametrize("fixture", CLEAN)
def test_word_and_text_get_the_same_findings(fixture: str) -> None:
    word = {finding.code for finding in api.review(FIXTURES / f"{fixture}.docx").findings}
    assert word == codes_of_text(text_of(fixture))


def test_there_are_enough_twins_and_most_differ_from_the_text() -> None:
    assert (len(TWINS) + len(ENCODINGS) + 1) * len(CLEAN) >= 40
    for name, twin in TWINS.items():
        assert any(twin(text_of(fixture)) != text_of(fixture) for fixture in CLEAN), name
