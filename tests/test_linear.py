"""No rule and no part of the parser takes more than linear time on hostile text.

Doubling a hostile text may double the time; a quadratic step would take four times as long. Times are processor times
of one process, the bound has room for noise, and what takes no time at all is not compared.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from contractlint.engine import run
from contractlint.model import Agreement, Assessability
from contractlint.parser import parse
from contractlint.readers import read
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import Rulebook, load_rulebook
from contractlint.rulebook.rule import Rule

PIECES = (
    "甲方",
    "乙方应",
    "因不可抗力",
    "仲裁或",
    "服务期限",
    "自2026年3月1日起至",
    "____",
    "1.",
    "附件一",
    "第三条",
    "（",
    "甲乙双方应当及时",
    "人民币100元",
    "支付违约金",
    "保密信息包括",
    "责任不超过",
    "通知",
    "每",
    "、",
    "1",
    "知识产权归",
    "个人信息",
    "验收",
    "服务记录单由甲方签字",
    "一级故障响应时间30分钟",
    "《合同法》",
    "\t",
    "除",
    "不得",
    "日",
    "超过30日",
    "99.9%以上",
    "大写壹佰元整",
    "一、",
    "\n一、",
    "\n1.1 ",
    "【】",
    "甲方：",
    "\n甲方：某某公司",
    "。",
    "\n",
)
SMALL, LARGE = 20_000, 80_000
GROWTH = 9.0
"""Four times the text may take four times as long, and twice that for noise and growing memory; sixteen is quadratic."""
LEAST = 0.4
"""Seconds below which a difference says nothing."""


def hostile(piece: str, length: int) -> str:
    return "技术支持服务协议\n第一条 服务内容\n" + (piece * (length // len(piece) + 1))[:length]


def understood(text: str, book: Rulebook) -> Agreement:
    source = read(text.encode("utf-8"), "draft.txt", limits=Limits())
    return replace(parse(source, book.vocabulary, type_code="tech-support"), assessability=Assessability())


def seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    book = load_rulebook()
    small, large = hostile(piece, SMALL), hostile(piece, LARGE)
    understood(small, book)
    first = seconds(lambda: understood(small, book))
    second = seconds(lambda: understood(large, book))
    assert second < max(LEAST, GROWTH * first), ("parser", piece, first, second)
    agreements = understood(small, book), understood(large, book)
    for rule in book.rules:
        first, second = (seconds(lambda draft=draft: answer(draft, rule)) for draft in agreements)  # noqa: B023
        assert second < max(LEAST, GROWTH * first), (rule.code, piece, first, second)


def answer(agreement: Agreement, rule: Rule) -> None:
    run(agreement, (rule,))
