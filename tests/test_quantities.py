"""Periods, percentages, dates, hours of service, frequencies: their values, their places, and what is none of them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from contractlint.model import DateValue, Period, Quantities
from contractlint.parser.quantities import find_quantities
from contractlint.text import SourceText


def quantities(text: str) -> Quantities:
    return find_quantities(SourceText(text, ()))


def periods(text: str) -> list[tuple[str, Decimal, str]]:
    """Quoted place, value, unit."""
    return [(one.span.of(text), one.value, one.unit) for one in quantities(text).periods]


def only_period(text: str) -> Period:
    (period,) = quantities(text).periods
    return period


def only_date(text: str) -> DateValue:
    (date,) = quantities(text).dates
    return date


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("接报后30分钟到位", "30分钟", "30", "minute"),
        ("两小时内恢复", "两小时", "2", "hour"),
        ("于10个工作日内付清", "10个工作日", "10", "workday"),
        ("十个 工作日内", "十个 工作日", "10", "workday"),
        ("收到通知后三十日内", "三十日", "30", "day"),
        ("15个日历日内", "15个日历日", "15", "day"),
        ("五个自然日内", "五个自然日", "5", "day"),
        ("服务期24个月", "24个月", "24", "month"),
        ("服务期24月", "24月", "24", "month"),
        ("质保期一年", "一年", "1", "year"),
        ("质保期壹年", "壹年", "1", "year"),
        ("每次相隔半年以上", "半年", "0.5", "year"),
        ("半小时内回电", "半小时", "0.5", "hour"),
        ("一个半小时内回电", "一个半小时", "1.5", "hour"),
        ("一小时半之内", "一小时半", "1.5", "hour"),
        ("三个半月", "三个半月", "3.5", "month"),
        ("约定1.5小时内处理", "1.5小时", "1.5", "hour"),
        ("须在48h内修好", "48h", "48", "hour"),
        ("within 2 hours", "2 hours", "2", "hour"),
        ("延迟不超过90秒", "90秒", "90", "second"),
        ("时延≤50ms", "50ms", "0.05", "second"),
        ("T+3日到账", "T+3日", "3", "day"),
        ("T+3个工作日到账", "T+3个工作日", "3", "workday"),
        ("一个季度后", "一个季度", "1", "quarter"),
        ("两周内完成", "两周", "2", "week"),
        ("12个星期内", "12个星期", "12", "week"),
        ("１５日内", "１５日", "15", "day"),
        ("3 个工作日内", "3 个工作日", "3", "workday"),
        ("在__3__个工作日内", "3__个工作日", "3", "workday"),
        ("在【30】日内", "【30】日", "30", "day"),
        ("30（三十）日内", "30（三十）日", "30", "day"),
        ("三十（30）天内", "三十（30）天", "30", "day"),
        ("三十（45）日内", "三十（45）日", "30", "day"),
        ("1年6个月的服务", "1年6个月", "18", "month"),
        ("一年零六个月", "一年零六个月", "18", "month"),
        ("2小时30分钟", "2小时30分钟", "150", "minute"),
        ("二十四（24）小时", "二十四（24）小时", "24", "hour"),
        ("统一三十日内", "三十日", "30", "day"),
        ("签订合同后一周内", "一周", "1", "week"),
        ("期满前一个月", "一个月", "1", "month"),
        ("在六个月内部署完毕", "六个月", "6", "month"),
        ("收到发票后的第5个工作日", "5个工作日", "5", "workday"),
        ("自寄出之日起第3日视为送达", "3日", "3", "day"),
        ("实行8小时工作制", "8小时", "8", "hour"),
        ("10日报送甲方", "10日", "10", "day"),
        ("30天使用期", "30天", "30", "day"),
        ("3年费用", "3年", "3", "year"),
        ("修复\t1.5 小时", "1.5 小时", "1.5", "hour"),
        ("修复\t3 个工作日", "3 个工作日", "3", "workday"),
        ("2 工作日指定人员到场", "2 工作日", "2", "workday"),
    ],
)
def test_a_length_of_time(text: str, quote: str, value: str, unit: str) -> None:
    assert periods(text) == [(quote, Decimal(value), unit)]


@pytest.mark.parametrize("text", ["3—5个工作日", "3-5个工作日", "3～5个工作日", "3至5个工作日", "三到五个工作日"])
def test_a_range_is_two_periods_of_one_unit(text: str) -> None:
    first, second = quantities(text).periods
    assert (first.value, first.unit) == (Decimal(3), "workday")
    assert (second.value, second.unit) == (Decimal(5), "workday")
    assert first.span.end < second.span.start


def test_the_first_number_of_a_range_in_brackets_shares_the_unit() -> None:
    assert [value for _, value, _ in periods("在【3】至【5】日内")] == [3, 5]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("3日内", "within"),
        ("3日以内", "within"),
        ("3个工作日之内", "within"),
        ("不超过3日", "within"),
        ("最长不得超过3日", "within"),
        ("响应时间≤3小时", "within"),
        ("恢复时间小于3小时", "within"),
        ("超过3日的", "over"),
        ("累计超过【3】日", "over"),
        ("3日以上", "least"),
        ("不少于3日", "least"),
        ("至少提前3日", "least"),
        ("不低于3年", "least"),
        ("提前3日通知", ""),
        ("逾期3日", ""),
        ("3日内部审核", ""),
        ("3日后生效", ""),
    ],
)
def test_the_bound_of_a_period(text: str, bound: str) -> None:
    assert only_period(text).bound == bound


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("约3天", True),
        ("大约3天", True),
        ("3天左右", True),
        ("10余天", True),
        ("违约3天", False),
        ("签约3天", False),
        ("合约3年", False),
        ("提前3天", False),
    ],
)
def test_about_is_not_part_of_another_word(text: str, approximate: bool) -> None:
    assert only_period(text).approximate is approximate


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月1日",
        "2026年度预算",
        "3月1日前",
        "每月5日前",
        "每月1日至5日",
        "每月5日、20日前",
        "次月的10日前",
        "每月第5日",
        "2026年3月1日至15日",
        "第三天到场",
        "第二年的费用",
        "第三个月",
        "第3年",
        "三年级",
        "年满18周岁",
        "上半年",
        "下半年",
        "上一年",
        "同一天",
        "任一日",
        "每逾期一日",
        "每延迟一天",
        "每迟延1小时",
        "7×24小时",
        "5×8小时",
        "24小时热线",
        "24小时值守",
        "3日常维护",
        "（3）日常维护",
        "1.3 日常巡检",
        "1.1.2天",
        "2年度计划",
        "3天津分公司",
        "100日元",
        "在　　小时内",
        "在____个工作日内",
        "1 ____个工作日",
        "20__年__月__日",
        "20  年  月  日",
        "202_年_月",
        "扣5分",
        "一季度",
        "3月",
        "数日内",
        "两三天内",
        "若干天",
        "一年期LPR",
        "5人天",
        "8小时工资",
        "1.2 工作日，指法定节假日以外的日子",
        "定义\n2 工作日是指法定节假日以外的日子",
        "4日程表",
        "时间：    年    月",
    ],
)
def test_no_length_of_time(text: str) -> None:
    assert periods(text) == []


def test_a_vague_number_of_days_is_no_number() -> None:
    assert periods("三五日内") == []
    assert [value for _, value, _ in periods("三至五日内")] == [3, 5]


# ---------------------------------------------------------------- percentages


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("税率6%", ["0.06"]),
        ("税率６％", ["0.06"]),
        ("税率6﹪", ["0.06"]),
        ("99.99 %", ["0.9999"]),
        ("百分之九十五", ["0.95"]),
        ("百分之九十九点九", ["0.999"]),
        ("百分之百", ["1"]),
        ("百分之 5", ["0.05"]),
        ("百分之【5】", ["0.05"]),
        ("千分之五", ["0.005"]),
        ("千分之0.5", ["0.0005"]),
        ("5‰", ["0.005"]),
        ("5‱", ["0.0005"]),
        ("万分之五", ["0.0005"]),
        ("百万分之五", ["0.000005"]),
        ("上浮5个百分点", ["0.05"]),
        ("30%-50%", ["0.3", "0.5"]),
        ("5-10%", ["0.05", "0.1"]),
        ("百分之三十至百分之五十", ["0.3", "0.5"]),
        ("百分之三十至五十", ["0.3", "0.5"]),
        ("百分之五（5%）", ["0.05", "0.05"]),
        ("提高三成。", ["0.3"]),
        ("三成员", []),
        ("  %", []),
        ("【】%", []),
        ("万元整", []),
    ],
)
def test_percentages(text: str, values: list[str]) -> None:
    assert [one.value for one in quantities(text).percentages] == [Decimal(value) for value in values]


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年3月1日", (2026, 3, 1)),
        ("２０２６年３月１日", (2026, 3, 1)),
        ("2026 年 3 月 1 日", (2026, 3, 1)),
        ("【2026】年【3】月【1】日", (2026, 3, 1)),
        ("2026年_3_月_1_日", (2026, 3, 1)),
        ("2026-03-01", (2026, 3, 1)),
        ("2026/3/1", (2026, 3, 1)),
        ("2026.3.1", (2026, 3, 1)),
        ("二〇二六年三月一日", (2026, 3, 1)),
        ("二○二六年三月一日", (2026, 3, 1)),
        ("二零二六年十二月三十一日", (2026, 12, 31)),
        ("二0二六年三月", (2026, 3, None)),
        ("贰零贰陆年叁月壹日", (2026, 3, 1)),
        ("2026年6月廿一日", (2026, 6, 21)),
        ("2026年3月", (2026, 3, None)),
        ("2026年底", (2026, None, None)),
        ("26年3月1日", (2026, 3, 1)),
        ("2024年2月29日", (2024, 2, 29)),
        ("二 〇 二 六 年 三 月", (2026, 3, None)),
    ],
)
def test_a_date(text: str, expected: tuple[int, int | None, int | None]) -> None:
    date = only_date(text)
    assert (date.year, date.month, date.day) == expected
    assert date.fault == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026年2月30日", "2026年2月只有28天"),
        ("2023年2月29日", "2023年2月只有28天"),
        ("2026-04-31", "2026年4月只有30天"),
        ("2026年13月", "没有13月"),
        ("2026年1月0日", "没有0日"),
    ],
)
def test_a_date_that_cannot_be(text: str, fault: str) -> None:
    assert only_date(text).fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "20__年__月__日",
        "    年  月  日",
        "192.168.1.10",
        "010-12345678",
        "13812345678",
        "版本v2026.3.1",
        "2026.3.1.4",
        "2026-13-45",
        "HT-2026-03-01",
        "HT2026-03-01",
        "第2026条",
        "3.2.1",
        "2026年度",
        "12:30:45",
        "5年3个月",
    ],
)
def test_no_date(text: str) -> None:
    assert quantities(text).dates == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月1日-2027年2月28日",
        "2026年3月1日起至2027年2月28日止",
        "2026.3.1-2027.2.28",
        "2026/3/1-2027/2/28",
        "2026-03-01-2027-02-28",
        "2026-03-01至2027-02-28",
    ],
)
def test_two_dates_joined_by_any_sign(text: str) -> None:
    assert [(one.year, one.month, one.day) for one in quantities(text).dates] == [(2026, 3, 1), (2027, 2, 28)]


def test_a_joined_date_takes_the_year_of_the_first() -> None:
    text = "自2026年3月1日起至12月31日止"
    first, second = quantities(text).dates
    assert (second.year, second.month, second.day) == (2026, 12, 31)
    assert second.span.of(text) == "12月31日"
    assert first.span.of(text) == "2026年3月1日"


# ---------------------------------------------------------------- hours of service


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7×24小时", "round-the-clock"),
        ("7*24", "round-the-clock"),
        ("7x24小时", "round-the-clock"),
        ("7X24h", "round-the-clock"),
        ("7✕24小时", "round-the-clock"),
        ("7天×24小时", "round-the-clock"),
        ("7天24小时", "round-the-clock"),
        ("7×24×365", "round-the-clock"),
        ("24/7", "round-the-clock"),
        ("全天候", "round-the-clock"),
        ("每天24小时", "round-the-clock"),
        ("24小时服务", "round-the-clock"),
        ("24小时热线", "round-the-clock"),
        ("24小时不间断", "round-the-clock"),
        ("5×8", "days-hours"),
        ("5×8小时", "days-hours"),
        ("5天×8小时", "days-hours"),
        ("6×12小时", "days-hours"),
        ("周一至周五 9:00-18:00", "clock"),
        ("周一至周五，9：00—18：00", "clock"),
        ("工作日 9:00—17:30", "clock"),
        ("每日8时至18时", "clock"),
        ("每日8至18时", "clock"),
        ("上午9点到下午6点", "clock"),
        ("早九点至晚六点", "clock"),
        ("工作日（周一至周五）09:00至18:00", "clock"),
        ("每周5天、每天8小时", "days-hours"),
        ("每周7天，每天24小时", "round-the-clock"),
    ],
)
def test_hours_of_service(text: str, kind: str) -> None:
    (hours,) = quantities(text).hours
    assert (hours.kind, hours.span.of(text)) == (kind, text)


def test_a_number_of_working_days_is_no_part_of_the_hours_behind_it() -> None:
    text = "连续5个工作日9:00至11:00的平均值"
    found = quantities(text)
    assert [one.span.of(text) for one in found.hours] == ["9:00至11:00"]
    assert [one.span.of(text) for one in found.periods] == ["5个工作日"]


@pytest.mark.parametrize(
    "text",
    [
        "24小时内到场",
        "24小时响应",
        "工作时间",
        "法定工作时间内",
        "5×8米",
        "7×24=168",
        "规格5*8cm",
        "2×12小时",
        "3×10台",
        "比例3：2",
        "2026年3月1日9:00",
        "124小时服务",
        "1-7×24",
    ],
)
def test_no_hours_of_service(text: str) -> None:
    assert quantities(text).hours == ()


# ---------------------------------------------------------------- frequencies


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("每月一次", "1", "month"),
        ("每个月巡检一次", "1", "month"),
        ("每月至少现场巡检一（1）次", "1", "month"),
        ("每季度2次", "2", "quarter"),
        ("每年不少于4次", "4", "year"),
        ("每年进行不少于【4】次", "4", "year"),
        ("每周", None, "week"),
        ("每半年1次", "1", "half-year"),
        ("每两周一次", "0.5", "week"),
        ("每3个月一次", "1", "quarter"),
        ("每六个月一次", "1", "half-year"),
        ("每4小时反馈一次", "6", "day"),
        ("每30分钟通报一次", "48", "day"),
        ("每半个月汇报一次", "2", "month"),
        ("每月1-2次", "1", "month"),
        ("一年两次", "2", "year"),
        ("一年不少于4次", "4", "year"),
        ("全年4次", "4", "year"),
        ("半年一次", "1", "half-year"),
        ("12次/年", "12", "year"),
        ("1次／季度", "1", "quarter"),
        ("两次每年", "2", "year"),
        ("按月", None, "month"),
        ("按季度", None, "quarter"),
        ("按年度", None, "year"),
        ("逐月", None, "month"),
        ("每日", None, "day"),
        ("月度报告", None, "month"),
        ("季度巡检", None, "quarter"),
        ("年度报告", None, "year"),
        ("周报", None, "week"),
        ("不限次数", None, "time"),
        ("次数不限", None, "time"),
    ],
)
def test_a_frequency(text: str, count: str | None, unit: str) -> None:
    (frequency,) = quantities(text).frequencies
    assert (frequency.count, frequency.unit) == (None if count is None else Decimal(count), unit)
    assert frequency.span.of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "每次",
        "每项",
        "每人",
        "每逾期一日",
        "每日万分之五",
        "每日按未付款的0.05%支付违约金",
        "每天3000元",
        "按日计算违约金",
        "按次收费",
        "按期完成",
        "按年度服务费的十二分之一计算",
        "每月宕机不超过2次",
        "一年内三次以上违约",
        "一次性付清",
        "2026年12月25日一次性付清",
        "3月1日报告甲方",
        "当日报警",
        "次日",
        "每小时100元",
        "两次整改",
        "日常巡检",
        "定期巡检",
    ],
)
def test_no_frequency(text: str) -> None:
    assert quantities(text).frequencies == ()


def test_what_a_frequency_holds_is_no_period() -> None:
    found = quantities("一年两次，每3个月一次，共服务三年")
    assert [one.unit for one in found.frequencies] == ["year", "quarter"]
    assert [one.value for one in found.periods] == [Decimal(3)]


# ---------------------------------------------------------------- places


def test_places_are_source_places() -> None:
    text = (
        "\u200b合同 总 价：人民币 壹 拾 万 元 整（￥100，000.00），３０ 日 内付 百分之 三十；"
        "2026\u200b年3月1日起，7×24 小时，每 月 一 次。"
    )
    found = quantities(text)
    assert [one.span.of(text) for one in found.amounts] == ["人民币 壹 拾 万 元 整", "￥100，000.00"]
    assert [one.span.of(text) for one in found.periods] == ["３０ 日"]
    assert [one.span.of(text) for one in found.percentages] == ["百分之 三十"]
    assert [one.span.of(text) for one in found.dates] == ["2026\u200b年3月1日"]
    assert [one.span.of(text) for one in found.hours] == ["7×24 小时"]
    assert [one.span.of(text) for one in found.frequencies] == ["每 月 一 次"]


def test_a_paragraph_of_an_agreement() -> None:
    text = (
        "乙方提供5×8小时服务，一级故障15分钟内响应、4小时内恢复；每季度巡检1次。甲方于每季度首月10日前，"
        "在收到发票后10个工作日内支付当期费用25,000元（人民币贰万伍仟元整），逾期的每逾期一日按万分之三支付违约金，"
        "累计不超过5%。服务期自2026年3月1日起12个月。"
    )
    found = quantities(text)
    assert [one.span.of(text) for one in found.periods] == ["15分钟", "4小时", "10个工作日", "12个月"]
    assert [one.value for one in found.amounts] == [Decimal(25000), Decimal(25000)]
    assert [one.written for one in found.amounts] == ["figures", "words"]
    assert [one.value for one in found.percentages] == [Decimal("0.0003"), Decimal("0.05")]
    assert [one.kind for one in found.hours] == ["days-hours"]
    assert [(one.count, one.unit) for one in found.frequencies] == [(Decimal(1), "quarter"), (None, "quarter")]
    assert [one.month for one in found.dates] == [3]


# ---------------------------------------------------------------- hostile texts

LENGTH = 40_000
HOSTILE = {
    "figures": "1",
    "figures with commas": "1，111",
    "figures with blanks": "1 111 ",
    "points": "1.1",
    "myriads": "一万",
    "years": "2026年",
    "dates": "2026-",
    "words": "壹元",
    "small change": "壹角壹分",
    "labels": "大写：壹",
    "shares": "百分之",
    "products": "7×",
    "clocks": "9：00-",
    "ranges": "3-",
    "brackets": "3（三",
    "every": "每月",
    "times": "1次",
    "days": "3日",
    "half": "半年",
    "yuan": "¥1元",
    "blank lines": "1__",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_not_faster(name: str) -> None:
    text = HOSTILE[name] * (LENGTH // len(HOSTILE[name]))
    start = time.process_time()
    quantities(text)
    # Quadratic behaviour takes many seconds at this length; linear behaviour takes a fraction of one.
    assert time.process_time() - start < 3
