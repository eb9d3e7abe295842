"""Drafts in which 甲方 is the one who serves: who is meant is what a party does, and what is printed is the draft's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from contractlint import api
from contractlint.cli.understanding import as_json
from contractlint.finding import Side
from contractlint.report import Report
from contractlint.settings import Settings
from contractlint.text import exchange
from tests.drafts import FIXTURES

CAPTIONED = """运维服务协议
甲方（服务方）：青岛汀岚软件有限公司
乙方（客户）：青岛汀岚港务有限公司
第一条 服务内容
甲方为乙方的门户系统提供运维服务。
第二条 服务费
乙方应尽快支付服务费12000元。
第三条 责任
甲方对任何损失不承担责任。
"""


OTHER = {Side.CLIENT: Side.PROVIDER, Side.PROVIDER: Side.CLIENT, Side.BOTH: Side.BOTH}


@pytest.mark.parametrize("name", ["clean-typed.docx", "clean-automatic.docx", "risky-typed.docx", "tracked.docx"])
def test_the_letters_exchanged_everywhere_change_nothing_but_the_letters(name: str) -> None:
    text = api.understand(FIXTURES / name).text
    usual, unusual = api.review(text), api.review(exchange(text))
    assert (usual.source.exchanged, unusual.source.exchanged) == (False, True)

    def found(report: Report, letters: Callable[[str], str], side: Callable[[Side], Side]) -> list[tuple[Any, ...]]:
        return [
            (
                (one.code, one.severity, side(one.side), [quote.span for quote in one.evidence]),
                *map(letters, (one.heading, one.message, one.why, one.advice, *(fix.text for fix in one.fixes))),
            )
            for one in report.findings
        ]

    # Where two parties are listed, the text's 甲方 comes first in both; the lists themselves are compared below.
    listed = {"S05", "S07", "S08", "S09", "S10"}
    assert [one for one in found(unusual, exchange, OTHER.__getitem__) if one[0][0] not in listed] == [
        one for one in found(usual, str, lambda side: side) if one[0][0] not in listed
    ]
    assert [one.code for one in unusual.findings] == [one.code for one in usual.findings]
    assert [exchange(one.reason) for one in unusual.checks] == [one.reason for one in usual.checks]
    assert [(one.role, one.label) for one in unusual.parties] == [(one.role, one.label) for one in usual.parties]
    assert [one.name for one in unusual.parties] == [one.name for one in reversed(usual.parties)]


def test_captions_say_who_serves() -> None:
    report = api.review(CAPTIONED)
    assert [(one.role, one.label, one.name[-4:]) for one in report.parties] == [
        ("甲", "甲方", "有限公司"),
        ("乙", "乙方", "有限公司"),
    ]
    assert "甲方是提供的一方，乙方是付款的一方" in "".join(report.notices)
    assert report.parties[0].name == "青岛汀岚软件有限公司"
    found = {one.code: one for one in report.findings}
    # The client pays and is to get the invoice: here that is 乙方.
    assert found["F10"].message == "没有写甲方开哪一种发票。"
    assert found["F10"].side is Side.PROVIDER
    assert found["F13"].side is Side.CLIENT
    assert found["C02"].evidence[0].text == "甲方为乙方的门户系统提供运维服务"
    assert "「甲方为乙方的门户系统提供运维服务」" in found["C02"].message
    own = api.review(CAPTIONED, Settings(side="甲")).findings
    assert {"F13"} <= {one.code for one in own}
    assert not {"F10"} & {one.code for one in own}


def test_a_message_quotes_what_the_draft_says() -> None:
    draft = (
        CAPTIONED
        + "第四条 其他\n甲方应于____年__月__日前交付手册，乙方在甲方的总包方付款后10日内付款（见【甲方资料）。\n"
    )
    report = api.review(draft)
    said = {one.code: one.message for one in report.findings}
    assert "甲方应于____年" in said["W01"]
    assert said["F14"] == "「总包方付款后10日内付款（见【甲方资料）」：第三方不付款，甲方就收不到钱。"
    assert "【甲方资料" in said["W13"]


def test_the_agreement_as_understood_is_printed_with_its_own_letters() -> None:
    agreement = api.understand(CAPTIONED)
    shown = json.loads(as_json(agreement))
    assert [(one["role"], one["label"], one["short_names"]) for one in shown["parties"]] == [
        ("甲", "甲方", ["甲方", "服务方"]),
        ("乙", "乙方", ["乙方", "客户"]),
    ]


@pytest.mark.parametrize(
    "draft",
    [
        CAPTIONED.replace("服务方", "承包方").replace("（客户）", "（分包方）"),
        CAPTIONED.replace("服务方", "采购人").replace("（客户）", "（供应商）"),
        CAPTIONED.replace("（服务方）", "").replace("（客户）", ""),
    ],
)
def test_what_is_not_clear_is_read_as_usual(draft: str) -> None:
    """Two who serve, captions against duties, and too few duties without captions."""
    assert not api.understand(draft).source.exchanged


def test_one_s_own_side_is_found_by_what_is_printed() -> None:
    settings = Settings(side="我方", company_names=("青岛汀岚软件有限公司",))
    assert [one.code for one in api.review(CAPTIONED, settings).findings] == [
        one.code for one in api.review(CAPTIONED, Settings(side="甲")).findings
    ]


def test_messages_use_the_words_the_draft_has_for_its_parties() -> None:
    draft = CAPTIONED.replace("甲方（服务方）", "受托方").replace("乙方（客户）", "委托方")
    draft = draft.replace("甲方", "受托方").replace("乙方", "委托方")
    report = api.review(draft)
    found = {one.code: one for one in report.findings}
    assert found["F10"].message == "没有写受托方开哪一种发票。"
    assert found["F10"].side is Side.CLIENT
    assert not any(word in one.message + one.why + one.advice for one in report.findings for word in ("甲方", "乙方"))
    assert not any("甲方" in check.reason or "乙方" in check.reason for check in report.checks)
