"""Prices, amounts in words, instalments, price tables and taxes: what must add up, checked on amounts made up here."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.checkers.amounts import amount_words_mismatch, fees_missing
from contractlint.checkers.instalments import instalments_mismatch, schedule
from contractlint.checkers.payments import payment_deadline_vague
from contractlint.checkers.price_tables import line_total_mismatch
from contractlint.checkers.prices import pairs, price_blanks, prices, total_price
from contractlint.checkers.taxes import contradiction, tax_arithmetic
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser import parse
from contractlint.parser.quantities.numerals import to_financial
from contractlint.readers import read
from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import Rulebook, load_rulebook
from tests.docx_builder import cell, docx, p, row, table

BOOK: Rulebook = load_rulebook()
CENTS = st.integers(min_value=100, max_value=10**10).map(lambda cents: Decimal(cents) / 100)


def agreement(text: str) -> Agreement:
    source = read(text.encode("utf-8"), "draft.txt", revisions="accept", limits=Limits())
    return parse(source, BOOK.vocabulary, type_code="tech-support")


def hits(check: Kind, text: str) -> list[Hit]:
    return [answer for answer in check(agreement(text), {}) if isinstance(answer, Hit)]


def quoted(check: Kind, text: str) -> list[list[str]]:
    return [[span.of(text) for span in hit.spans] for hit in hits(check, text)]


# ---------------------------------------------------------------- words and figures


@given(CENTS)
def test_an_amount_agrees_with_its_own_words(amount: Decimal) -> None:
    text = f"第三条 价款\n合同总价为人民币{amount:,.2f}元（大写：{to_financial(amount)}）。"
    assert not hits(amount_words_mismatch, text)
    assert total_price(agreement(text)) == amount


@given(CENTS, CENTS)
def test_an_amount_differs_from_the_words_of_another(amount: Decimal, other: Decimal) -> None:
    text = f"第三条 价款\n合同总价为人民币{amount:,.2f}元（大写：{to_financial(other)}）。"
    assert len(hits(amount_words_mismatch, text)) == (amount != other)


@pytest.mark.parametrize(
    "between",
    [
        "（大写：{}）",
        "（人民币{}）",
        "，大写：{}",
        "（大写人民币{}）",
        "，计人民币{}",
        "\n合同总价（大写）：{}",
        "（{}）",
    ],
)
def test_figures_and_words_are_paired_however_they_are_joined(between: str) -> None:
    found = pairs(agreement("第三条 价款\n合同总价：120,000元" + between.format("壹拾贰万元整") + "。"))
    assert [(pair.figures.value, pair.words.value) for pair in found] == [(Decimal(120_000), Decimal(120_000))]


@pytest.mark.parametrize("between", ["，合计人民币{}", "，其中预付款{}", "；余款{}", "，另付{}"])
def test_two_different_amounts_are_not_paired(between: str) -> None:
    assert not pairs(agreement("第三条 价款\n每季度30,000元" + between.format("壹拾贰万元整") + "。"))


# ---------------------------------------------------------------- the price


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("合同总价为人民币120,000元，其中不含税价113,207.55元，税额6,792.45元。", 120_000),
        ("合同总金额：36万元，分三期支付，首期12万元。", 360_000),
        ("年度服务费为固定总价，含税金额人民币318,000.00元。", 318_000),
        ("服务费每月5,000元，全年合同总价60,000元。", 60_000),
        ("乙方逾期的，支付违约金5,000元。", None),
        ("乙方应交纳履约保证金20,000元。", None),
        ("服务费为每人天1,500元。", None),
    ],
)
def test_the_total_is_told_from_its_parts(text: str, total: int | None) -> None:
    assert total_price(agreement(f"第三条 费用\n{text}")) == (None if total is None else Decimal(total))


def test_a_blank_penalty_is_no_blank_price() -> None:
    text = "第三条 费用\n合同总价100元。\n第八条 违约责任\n每逾期一日支付违约金____元，赔偿费用不超过____元。"
    assert not list(price_blanks(agreement(text)))


def test_a_price_in_an_annex_is_a_price() -> None:
    table_text = "项目\t单价（元）\t数量\t金额（元）\n巡检\t500\t2\t1000\n培训\t1\t1\t1"
    text = f"第三条 费用\n服务费见附件一。\n附件一 报价单\n{table_text}"
    assert not hits(fees_missing, text)


# ---------------------------------------------------------------- instalments


@given(st.lists(st.integers(min_value=1, max_value=40), min_size=2, max_size=5))
def test_shares_must_make_the_whole(parts: list[int]) -> None:
    lines = [f"（{at}）第{at}阶段验收合格后10日内，甲方支付合同总价的{part}%；" for at, part in enumerate(parts, 1)]
    running, sums = 0, set()
    for part in parts:
        running = 0 if running + part == 100 else running + part
        sums.add(running)
    found = hits(instalments_mismatch, "第四条 付款\n" + "\n".join(lines))
    assert len(found) == (running != 0)
    if found:
        assert f"{sum(parts)}%" in found[0].values["what"]


@given(st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=3))
def test_cumulative_shares_are_no_sum(parts: list[int]) -> None:
    reached = [sum(parts[: at + 1]) for at in range(len(parts))]
    lines = [f"（{at}）第{at}阶段验收合格后10日内支付至合同总价的{to}%；" for at, to in enumerate(reached, 1)]
    lines.append("（9）终验合格后10日内支付至合同总价的100%。")
    assert not hits(instalments_mismatch, "第四条 付款\n" + "\n".join(lines))


def test_a_tax_rate_and_a_penalty_are_no_instalments() -> None:
    text = (
        "第四条 付款\n签订后10日内支付60%，验收后10日内支付40%。乙方开具税率6%的发票。甲方逾期付款的，支付5%的违约金。"
    )
    shares = [part.share.value for part in schedule(agreement(text)).parts if part.share]
    assert shares == [Decimal("0.6"), Decimal("0.4")]


# ---------------------------------------------------------------- price tables

LINES = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 10**6)), min_size=2, max_size=6)


def written(lines: list[tuple[int, int]], total: int) -> str:
    rows = [f"第{at}项服务\t{count}\t{price:,}\t{count * price:,}" for at, (count, price) in enumerate(lines, 1)]
    return "\n".join(["第三条 价款", "项目\t数量\t单价（元）\t金额（元）", *rows, f"合计\t\t\t{total:,}"])


@given(LINES)
def test_a_table_that_adds_up_is_left_alone(lines: list[tuple[int, int]]) -> None:
    assert not hits(line_total_mismatch, written(lines, sum(count * price for count, price in lines)))


@given(LINES, st.integers(1, 1000))
def test_a_wrong_total_is_found_where_it_stands(lines: list[tuple[int, int]], more: int) -> None:
    wrong = sum(count * price for count, price in lines) + more
    assert quoted(line_total_mismatch, written(lines, wrong)) == [[f"{wrong:,}"]]


def test_merged_cells_count_once() -> None:
    down = '<w:vMerge w:val="restart"/>'
    body = table(
        row("项目", "数量", "金额（元）"),
        row("巡检", "2", cell("9,000", properties=down)),
        row("培训", "1", cell("", properties="<w:vMerge/>")),
        row("热线", "1", "1,000"),
        row(cell("合计", properties='<w:gridSpan w:val="2"/>'), "10,000"),
    )
    source = read_docx(docx(p("第三条 价款") + body), limits=Limits())
    parsed = parse(source, BOOK.vocabulary, type_code="tech-support")
    assert not list(line_total_mismatch(parsed, {}))
    wrong = read_docx(docx(p("第三条 价款") + body.replace("10,000", "19,000")), limits=Limits())
    found = list(line_total_mismatch(parse(wrong, BOOK.vocabulary, type_code="tech-support"), {}))
    assert [hit.spans[0].of(wrong.text) for hit in found if isinstance(hit, Hit)] == ["19,000"]


def test_a_header_over_two_rows_and_ten_thousands() -> None:
    body = table(
        row("项目", "数量", cell("费用（万元）", properties='<w:gridSpan w:val="2"/>')),
        row("", "", "单价", "小计"),
        row("巡检", "12", "0.5", "6"),
        row("培训", "2", "1", "3"),
    )
    source = read_docx(docx(p("第三条 价款") + body), limits=Limits())
    found = list(line_total_mismatch(parse(source, BOOK.vocabulary, type_code="tech-support"), {}))
    assert [hit.values["what"] for hit in found if isinstance(hit, Hit)] == [
        "「培训」单价10,000元乘以数量2是20,000元，表里写30,000元"
    ]


# ---------------------------------------------------------------- taxes


@given(CENTS, st.sampled_from([Decimal("0.13"), Decimal("0.09"), Decimal("0.06"), Decimal("0.03")]))
def test_rounding_to_the_cent_is_no_contradiction(net: Decimal, rate: Decimal) -> None:
    tax = (net * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert not contradiction(net + tax, net, tax, rate=rate, step=Decimal("0.01"))
    assert contradiction(net + tax + 1, net, tax, rate=rate, step=Decimal("0.01"))
    assert contradiction(net + tax + 1, net, tax + 1, rate=rate, step=Decimal("0.01"))


def test_the_tolerance_is_the_last_place_written() -> None:
    said = "第三条 价款\n合同总价含税{}，不含税{}，税率6%。"
    assert not hits(tax_arithmetic, said.format("100万元", "94.3396万元"))
    assert hits(tax_arithmetic, said.format("100.0000万元", "94.4396万元"))
    assert hits(tax_arithmetic, said.format("1,000,000.00元", "943,395.00元"))


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    "piece",
    ["合同总价", "支付至", "验收合格后", "1元", "含税", "%", "业主付款后", "（大写：", "预付款", "合计\t1\t", "_ 元"],
)
def test_hostile_repetition_is_judged_in_time(piece: str) -> None:
    text = "第三条 费用\n" + piece * 4000
    parsed = agreement(text)
    begin = time.process_time()
    for check in (fees_missing, amount_words_mismatch, instalments_mismatch, payment_deadline_vague, tax_arithmetic):
        list(check(parsed, {}))
    prices(parsed)
    assert time.process_time() - begin < 5
