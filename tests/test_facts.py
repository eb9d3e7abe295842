"""Total amount and term: said only where the text says exactly one."""

from __future__ import annotations

import pytest

from contractlint.api import understand
from contractlint.facts import facts_of

HEAD = "技术支持服务协议\n甲方：广州青禾数据有限公司\n乙方：深圳云岭软件有限公司\n"
FEE = "第三条 费用\n本协议服务费总额为人民币120,000.00元（大写：壹拾贰万元整）。\n"


@pytest.mark.parametrize(
    ("clauses", "amount", "term"),
    [
        (
            "第一条 服务期限\n服务期限一年，自2027年1月1日起至2027年12月31日止。\n" + FEE,
            "人民币120,000.00元",
            "2027年1月1日起至2027年12月31日",
        ),
        ("第一条 合同期限\n本合同有效期为三年。\n" + FEE, "人民币120,000.00元", "三年"),
        ("第一条 服务期限\n服务期限：12个月，自双方盖章之日起算。\n", None, "12个月"),
        ("第一条 质量保证\n质保期为三年，自验收合格之日起算。\n" + FEE, "人民币120,000.00元", None),
        ("第一条 保密\n保密期限为五年。\n", None, None),
        ("第一条 服务期限\n服务期限自【　】起至【　】止。\n第三条 费用\n服务费总额为【　】元。\n", None, None),
        (
            "第一条 服务期限\n服务期限自2027年1月1日至2027年6月30日；合同期限自2027年1月1日至2028年6月30日。\n",
            None,
            None,
        ),
        ("第三条 费用\n甲方按每月人民币8,000元支付服务费。\n", None, None),
        ("第八条 违约责任\n乙方违约的，向甲方支付违约金人民币50,000元。\n", None, None),
    ],
)
def test_what_the_text_says(clauses: str, amount: str | None, term: str | None) -> None:
    agreement = understand(HEAD + clauses)
    facts = facts_of(agreement)
    assert (facts.amount and facts.amount.text, facts.term and facts.term.text) == (amount, term)
    for fact in (facts.amount, facts.term):
        if fact is not None:
            assert " ".join(fact.span.of(agreement.text).split()) == fact.text


def test_nothing_is_said_of_a_text_that_cannot_be_assessed() -> None:
    facts = facts_of(understand("This agreement runs from 2027-01-01 to 2027-12-31 and costs CNY 120,000.\n" * 30))
    assert (facts.amount, facts.term) == (None, None)
