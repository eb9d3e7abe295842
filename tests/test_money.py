"""Amounts of money and amounts in words; the vectors are those of the rules for payment vouchers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contractlint.model import Amount
from contractlint.parser.quantities import find_quantities
from contractlint.parser.quantities.numerals import parse_financial, parse_numeral, to_chinese, to_financial
from contractlint.text import SourceText


def amounts(text: str) -> tuple[Amount, ...]:
    return find_quantities(SourceText(text, ())).amounts


def only_amount(text: str) -> Amount:
    (amount,) = amounts(text)
    return amount


# ---------------------------------------------------------------- numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234,567.89", "1234567.89"),
        ("1，234", "1234"),
        ("１２３", "123"),
        ("0.5", "0.5"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("廿一", "21"),
        ("卅", "30"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("一百二十", "120"),
        ("一千二", "1200"),
        ("三千零五", "3005"),
        ("三千零五十", "3050"),
        ("三万五", "35000"),
        ("一万零十五", "10015"),
        ("十二万三千四百五十六", "123456"),
        ("一亿零五百", "100000500"),
        ("一亿五", "150000000"),
        ("一万亿", "1000000000000"),
        ("两千", "2000"),
        ("两万五千", "25000"),
        ("壹拾", "10"),
        ("壹佰贰拾叁", "123"),
        ("贰萬", "20000"),
        ("3万5千", "35000"),
        ("3万五千", "35000"),
        ("2千3", "2300"),
        ("1.2亿", "120000000"),
        ("120万", "1200000"),
        ("1亿2000万", "120000000"),
        ("二〇二六", "2026"),
        ("二○二六", "2026"),
        ("贰零贰陆", "2026"),
        ("三〇", "30"),
        ("半", "0.5"),
        ("一个半", "1.5"),
        ("三点五", "3.5"),
        ("三点五万", "35000"),
        ("零点零五", "0.05"),
    ],
)
def test_a_numeral_has_a_value(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "甲", "百", "万", "两三", "三五", "一三十", "十百", "12,34", "1.2.3", "1万2万", "点五", "一亿亿", "2" * 41],
)
def test_no_numeral_no_value(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (110, "一百一十"),
        (105, "一百零五"),
        (20_020, "二万零二十"),
        (100_000, "十万"),
        (107_000, "十万七千"),
        (100_010_000, "一亿零一万"),
    ],
)
def test_a_value_in_small_numerals(value: int, text: str) -> None:
    assert to_chinese(value) == text


@pytest.mark.parametrize("value", [-1, 10**16])
def test_no_numeral_for_what_is_negative_or_too_large(value: int) -> None:
    with pytest.raises(ValueError, match="not writable"):
        to_chinese(value)


# ---------------------------------------------------------------- amounts in words

VOUCHER = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
]


@pytest.mark.parametrize(("value", "words"), VOUCHER)
def test_the_voucher_rules_both_ways(value: str, words: str) -> None:
    assert to_financial(Decimal(value)) == words
    assert parse_financial(words) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("壹仟陆佰捌拾元叁角贰分", "1680.32"),
        ("壹拾万零柒仟元伍角叁分", "107000.53"),
        ("壹万元整", "10000"),
        ("壹万圆正", "10000"),
        ("人民币壹万元", "10000"),
        ("人民币：壹万元整", "10000"),
        ("拾万元整", "100000"),
        ("貳佰萬圓整", "2000000"),
        ("壹佰万零元整", "1000000"),
        ("壹万伍仟零佰零拾零元零角零分", "15000"),
        ("伍佰元零角伍分", "500.05"),
        ("伍角整", "0.5"),
        ("叁分", "0.03"),
        ("零元整", "0"),
        ("一万二千元", "12000"),
        ("壹仟贰元", "1002"),
        ("壹\u3000拾\u3000万\u3000元\u3000整", "100000"),
        ("叁亿伍仟万元整", "350000000"),
        ("伍拾元伍分整", "50.05"),
    ],
)
def test_words_that_name_one_value_are_no_fault(words: str, value: str) -> None:
    assert parse_financial(words) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("陆拾伍角整", "“角”前只能有一位数字"),
        ("壹佰元伍拾分", "“分”前只能有一位数字"),
        ("壹佰万零", "“零”后缺数字"),
        ("壹拾拾万元", "“拾”重复"),
        ("壹万贰万元整", "“万”重复"),
        ("壹拾万元伍仟元整", "“元”重复"),
        ("贰佰元伍角伍角", "“角”重复"),
        ("壹拾佰元", "“佰”的次序不对"),
        ("壹佰元伍分伍角", "角、分的次序不对"),
        ("壹贰元整", "数字之间缺单位"),
        ("佰元整", "“佰”前缺数字"),
        ("万元整", "“万”前缺数字"),
        ("元整", "“元”前缺数字"),
        ("壹佰元伍", "“伍”后缺单位"),
        ("壹佰元整伍角", "“整”后面还有数字"),
        ("壹扒万元整", "“扒”不是数字"),
        ("整", "没有数字"),
        ("", "没有数字"),
    ],
)
def test_words_that_name_no_value_say_why(words: str, fault: str) -> None:
    assert parse_financial(words) == (None, fault)


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e16", "NaN", "Infinity"])
def test_no_words_for_what_is_no_sum_of_money(amount: str) -> None:
    with pytest.raises(ValueError, match="no"):
        to_financial(Decimal(amount))


# ---------------------------------------------------------------- amounts in a text


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("总价10,000元。", "10,000元", "10000"),
        ("总价10，000元。", "10，000元", "10000"),
        ("总价１０，０００元。", "１０，０００元", "10000"),
        ("总价10 000元。", "10 000元", "10000"),
        ("总价1 234 567.89 元。", "1 234 567.89 元", "1234567.89"),
        ("总价1,234,567.89元。", "1,234,567.89元", "1234567.89"),
        ("￥10000.00，", "￥10000.00", "10000"),
        ("¥ 10,000", "¥ 10,000", "10000"),
        ("RMB10000", "RMB10000", "10000"),
        ("人民币10000元整", "人民币10000元整", "10000"),
        ("人民币【100,000】元", "人民币【100,000】元", "100000"),
        ("人民币_50000_元", "人民币_50000_元", "50000"),
        ("人民币 1000 .00元", "人民币 1000 .00元", "1000"),
        ("5.6万元", "5.6万元", "56000"),
        ("10 万元", "10 万元", "100000"),
        ("【10】万元", "【10】万元", "100000"),
        ("3亿元", "3亿元", "300000000"),
        ("1万5千元", "1万5千元", "15000"),
        ("合同总价120万。", "120万", "1200000"),
        ("小写：100000.00", "100000.00", "100000"),
        ("首付5万元首付款", "5万元", "50000"),
        ("5元3角", "5元3角", "5.3"),
        ("5元3角2分", "5元3角2分", "5.32"),
    ],
)
def test_an_amount_in_figures(text: str, quote: str, value: str) -> None:
    amount = only_amount(text)
    assert (amount.span.of(text), amount.value, amount.written) == (quote, Decimal(value), "figures")


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("人民币壹拾万元整", "人民币壹拾万元整", "100000"),
        ("大写：壹拾万元整", "壹拾万元整", "100000"),
        ("人民币（大写）：壹拾万元整", "壹拾万元整", "100000"),
        ("壹 拾 万 元 整", "壹 拾 万 元 整", "100000"),
        ("壹万贰仟叁佰肆拾伍圆陆角柒分", "壹万贰仟叁佰肆拾伍圆陆角柒分", "12345.67"),
        ("（大写）壹拾万", "壹拾万", "100000"),
        ("一万元", "一万元", "10000"),
        ("三千五百元整", "三千五百元整", "3500"),
        ("经费总额为一百五十万。", "一百五十万", "1500000"),
        ("支付五元。", "五元", "5"),
    ],
)
def test_an_amount_in_words(text: str, quote: str, value: str) -> None:
    amount = only_amount(text)
    assert (amount.span.of(text), amount.value, amount.written) == (quote, Decimal(value), "words")
    assert amount.fault == ""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("合计陆拾伍角整。", "陆拾伍角整"),
        ("大写：壹佰万零", "壹佰万零"),
        ("大写：壹拾扒万元整", "壹拾扒万元整"),
        ("人民币壹拾拾万元整", "人民币壹拾拾万元整"),
        ("大写：壹拾万元伍仟元整", "壹拾万元伍仟元整"),
        ("大写：壹拾拾万", "壹拾拾万"),
    ],
)
def test_words_written_wrongly_are_found_with_the_fault(text: str, quote: str) -> None:
    amount = only_amount(text)
    assert (amount.span.of(text), amount.value, amount.written) == (quote, None, "words")
    assert amount.fault


@pytest.mark.parametrize(
    "text",
    [
        "总价10000.00（大写：壹万元整）",
        "总价10000（大写：壹万）元",
        "总价￥10000元（人民币壹万元整）",
        "总价壹万元整（¥10,000.00）",
        "总价1万元（大写：人民币壹万圆整）",
        "总价人民币壹万元整（10000.00）",
        "总价人民币（大写）：壹万元整，（小写）：¥10,000.00",
    ],
)
def test_figures_and_words_beside_each_other_are_two_equal_amounts(text: str) -> None:
    found = amounts(text)
    assert sorted(one.written for one in found) == ["figures", "words"]
    assert {one.value for one in found} == {Decimal(10000)}
    first, second = found
    assert first.span.end <= second.span.start


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("500元/人天", "500", "元/人天"),
        ("200元／次", "200", "元/次"),
        ("300元每人每天", "300", "元/人/天"),
        ("3.5万元/年", "35000", "元/年"),
        ("人民币20000元/月", "20000", "元/月"),
        ("贰万元/年", "20000", "元/年"),
    ],
)
def test_a_price_per_unit(text: str, value: str, unit: str) -> None:
    amount = only_amount(text)
    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "currency", "unit"),
    [
        ("100美元", "100", "USD", "美元"),
        ("300万美元", "3000000", "USD", "美元"),
        ("USD 5,000", "5000", "USD", "美元"),
        ("US$100", "100", "USD", "美元"),
        ("€20", "20", "EUR", "欧元"),
        ("20欧元", "20", "EUR", "欧元"),
        ("100港元", "100", "HKD", "港元"),
        ("100日元", "100", "JPY", "日元"),
        ("10000元人民币", "10000", "CNY", "元"),
    ],
)
def test_another_currency(text: str, value: str, currency: str, unit: str) -> None:
    amount = only_amount(text)
    assert (amount.value, amount.currency, amount.unit) == (Decimal(value), currency, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3000—5000元", ["3000", "5000"]),
        ("5-8万元", ["50000", "80000"]),
        ("5万-8万元", ["50000", "80000"]),
        ("三万元至五万元", ["30000", "50000"]),
    ],
)
def test_a_range_is_two_amounts(text: str, values: list[str]) -> None:
    assert [one.value for one in amounts(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "大写：____元整",
        "人民币        元",
        "￥          ",
        "　拾　万　仟　佰　拾　元　角　分",
        "大写　拾　万　仟　佰　拾　元整",
        "__万__仟__佰__拾__元",
        "壹【】万元",
        "【】万元",
        "{{price}}万元",
        "数万元",
        "数十万元",
        "几千元",
        "三元桥",
        "三元材料",
        "伍元庆",
        "5元件",
        "30元旦",
        "单位：万元",
        "二元化",
        "一百五十万次访问",
        "120万",
        "第3元",
        "三角形",
        "十分满意",
        "百分之五",
        "账号6222021234567890123",
        "工期整（3）项",
    ],
)
def test_no_amount(text: str) -> None:
    assert amounts(text) == ()
