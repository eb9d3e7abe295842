"""Properties: a value survives every way of writing it, places hold what they claim, no text raises."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from contractlint.model import Quantities
from contractlint.parser.quantities import find_quantities
from contractlint.parser.quantities.numerals import parse_financial, parse_numeral, to_chinese, to_financial
from contractlint.text import Normalized, SourceText, Span

WHOLE = st.integers(0, 10**16 - 1) | st.integers(0, 10**5) | st.integers(1, 9).map(lambda digit: digit * 10**8)
CENTS = st.integers(0, 10**12)
FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
NOISE = (
    "0123456789，,.:：-—至到 　_【】（）()%‰¥￥$元角分整正万亿千百十零〇一二两三五六九壹贰叁拾佰仟"
    "年月日号天周季小时钟个工作每按次第半余多约不超过内以上/×*x点T+大写人民币甲\u200b\n\t"
)


def quantities(text: str) -> Quantities:
    return find_quantities(SourceText(text, ()))


def values_of(text: str) -> list[Decimal | None]:
    return [amount.value for amount in quantities(text).amounts]


def spans_of(found: Quantities) -> list[Span]:
    kinds = (found.amounts, found.percentages, found.periods, found.dates, found.hours, found.frequencies)
    return [one.span for kind in kinds for one in kind]


def spaced(text: str) -> str:
    return "\u3000".join(text)


# ---------------------------------------------------------------- numerals


@given(WHOLE)
def test_small_numerals_read_back(value: int) -> None:
    assert parse_numeral(to_chinese(value)) == value


@given(WHOLE)
def test_figures_read_back_however_grouped(value: int) -> None:
    grouped = f"{value:,}"
    for written in (str(value), grouped, grouped.replace(",", "，"), grouped.translate(FULL_WIDTH)):
        assert parse_numeral(written) == value


@given(st.integers(1000, 9999))
def test_a_year_digit_by_digit(value: int) -> None:
    assert parse_numeral("".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))) == value


@given(WHOLE)
def test_small_and_financial_numerals_agree(value: int) -> None:
    words, fault = parse_financial(to_financial(Decimal(value)))
    assert (words, fault) == (value, "")
    assert parse_financial(to_chinese(value) + "元")[0] == value


@given(CENTS)
def test_an_amount_in_words_reads_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert parse_financial(to_financial(amount)) == (amount, "")


@given(CENTS)
def test_the_ways_the_voucher_rules_leave_open_are_one_value(cents: int) -> None:
    amount = Decimal(cents) / 100
    words = to_financial(amount)
    ways = {
        words,
        "人民币" + words,
        words.replace("元", "圆").replace("整", "正"),
        words.removesuffix("整"),
        spaced(words),
    }
    ways.add(words.removeprefix("壹") if words.startswith("壹拾") else words)
    ways.add(words.replace("元零", "元") if "角" in words else words)
    assert {parse_financial(way) for way in ways} == {(amount, "")}


@given(CENTS, st.data())
def test_a_character_put_out_of_its_place_never_passes_unseen(cents: int, data: st.DataObject) -> None:
    """Two neighbours swapped name another value, no value, or the same one only where they are equal."""
    amount = Decimal(cents) / 100
    words = to_financial(amount)
    place = data.draw(st.integers(0, max(0, len(words) - 2)))
    swapped = words[:place] + words[place + 1 : place + 2] + words[place] + words[place + 2 :]
    value, fault = parse_financial(swapped)
    assert (value is None) == bool(fault)
    if value == amount:
        assert swapped == words or set(swapped[place : place + 2]) & set("零整")


@given(st.text(alphabet=NOISE, max_size=30))
def test_numerals_never_raise_and_a_fault_has_no_value(text: str) -> None:
    parse_numeral(text)
    value, fault = parse_financial(text)
    assert (value is None) == bool(fault)


# ---------------------------------------------------------------- amounts in a sentence


@given(st.integers(1, 10**11))
def test_an_amount_is_found_in_every_written_form(cents: int) -> None:
    amount = Decimal(cents) / 100
    figures = f"{amount:.2f}"
    grouped = f"{amount:,.2f}"
    forms = [
        f"{figures}元",
        f"{grouped}元",
        f"￥{grouped}",
        f"¥{figures}",
        f"人民币{grouped}元",
        f"RMB{figures}",
        f"{grouped.translate(FULL_WIDTH)}元",
        f"【{grouped}】元",
        f"{amount / 10_000:f}万元",
        f"人民币{to_financial(amount)}",
        f"大写：{to_financial(amount)}",
        f"大写：{spaced(to_financial(amount))}",
    ]
    for form in forms:
        assert values_of(f"本合同总价为{form}，分两期支付。") == [amount], form


@given(st.integers(1, 10**9))
def test_figures_and_words_side_by_side_are_equal(yuan: int) -> None:
    text = f"合同总价{yuan:,}元（大写：{to_financial(Decimal(yuan))}）。"
    assert values_of(text) == [yuan, yuan]


# ---------------------------------------------------------------- periods, shares and dates in a sentence

UNITS = {
    "个工作日": "workday",
    "日": "day",
    "天": "day",
    "个月": "month",
    "年": "year",
    "小时": "hour",
    "分钟": "minute",
}


@given(st.integers(1, 999), st.sampled_from(sorted(UNITS)))
def test_a_period_is_found_in_every_written_form(value: int, unit: str) -> None:
    number = to_chinese(value)
    for written in (
        f"{value}{unit}",
        f"{value} {unit}",
        f"{str(value).translate(FULL_WIDTH)}{unit}",
        f"{number}{unit}",
        f"{value}（{number}）{unit}",
        f"{number}（{value}）{unit}",
        f"【{value}】{unit}",
    ):
        (period,) = quantities(f"乙方应在{written}内完成。").periods
        assert (period.value, period.unit, period.bound) == (value, UNITS[unit], "within"), written


@given(st.integers(1, 100), st.integers(1, 3))
def test_a_share_is_found_in_every_written_form(hundredths: int, scale: int) -> None:
    size, name, sign = {1: (100, "百", "%"), 2: (1000, "千", "‰"), 3: (10_000, "万", "‱")}[scale]
    for written in (
        f"{hundredths}{sign}",
        f"{hundredths} {sign}",
        f"{name}分之{to_chinese(hundredths)}",
        f"{name}分之{hundredths}",
    ):
        (share,) = quantities(f"按合同总价的{written}支付。").percentages
        assert share.value == Decimal(hundredths) / size, written


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_a_date_is_found_in_every_written_form(when: date) -> None:
    year, month, day = when.year, when.month, when.day
    han_year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    for written in (
        f"{year}年{month}月{day}日",
        f"{year}年{month:02}月{day:02}日",
        f"{year} 年 {month} 月 {day} 日",
        f"{year}年{month}月{day}日".translate(FULL_WIDTH),
        f"{han_year}年{to_chinese(month)}月{to_chinese(day)}日",
    ):
        found = quantities(f"自{written}起生效。")
        assert [(one.year, one.month, one.day, one.fault) for one in found.dates] == [(year, month, day, "")], written
        assert found.periods == ()


# ---------------------------------------------------------------- any text


@given(st.text(alphabet=NOISE, max_size=80))
@example("1，111")
@example("壹元" * 20)
@example("半")
@example("每")
def test_any_text_is_read_and_every_place_lies_inside(text: str) -> None:
    found = quantities(text)
    for span in spans_of(found):
        assert 0 <= span.start < span.end <= len(text)
    for kind in (found.amounts, found.percentages, found.periods, found.dates, found.hours, found.frequencies):
        assert [one.span for one in kind] == sorted(one.span for one in kind)


@given(st.text(alphabet=NOISE, max_size=60))
def test_the_same_folded_text_has_the_same_quantities(text: str) -> None:
    folded = Normalized(text).text
    first, second = quantities(text), quantities(folded)
    assert [one.value for one in first.amounts] == [one.value for one in second.amounts]
    assert [(one.value, one.unit) for one in first.periods] == [(one.value, one.unit) for one in second.periods]
    assert [one.value for one in first.percentages] == [one.value for one in second.percentages]


@given(st.text(alphabet=NOISE, max_size=60))
def test_periods_and_dates_do_not_share_a_character(text: str) -> None:
    found = quantities(text)
    spans = sorted(one.span for kind in (found.periods, found.dates) for one in kind)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
