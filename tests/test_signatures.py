from __future__ import annotations

import pytest

from contractlint.model import Signature
from contractlint.parser.annexes import find_annexes
from contractlint.parser.blanks import find_blanks
from contractlint.parser.parties import find_parties
from contractlint.parser.signatures import find_signatures
from contractlint.text import SourceText
from tests.test_parties import CLAUSES, A, B, read, table_source

HEAD = f"运维服务协议\n甲方：{A}\n乙方：{B}\n{CLAUSES}"


def signatures_of(source: SourceText | str) -> dict[str, Signature]:
    source = read(source) if isinstance(source, str) else source
    blanks, annexes = find_blanks(source), find_annexes(source)
    found = find_signatures(source, find_parties(source, blanks, annexes), blanks, annexes)
    for one in found:
        assert 0 <= one.span.start <= one.span.end <= len(source.text)
    return {one.role: one for one in found}


STACKED = """甲方（盖章）：
法定代表人或授权代表（签字）：
签订日期：    年  月  日
乙方（盖章）：
法定代表人或授权代表（签字）：
签订日期：    年  月  日
"""
BESIDE = """甲方（盖章）：                    乙方（盖章）：
法定代表人/授权代表（签字）：      法定代表人/授权代表（签字）：
日期：    年  月  日               日期：    年  月  日
"""
DRAWN = """甲方：__________________（盖章）
法定代表人/委托代理人：__________（签名）
                    年    月    日
乙方：__________________（盖章）
法定代表人/委托代理人：__________（签名）
                    年    月    日
"""
BARE = """甲方（盖章）                       乙方（盖章）
授权代表（签字）                   授权代表（签字）
    年   月   日                     年   月   日
"""


@pytest.mark.parametrize("block", [STACKED, BESIDE, DRAWN, BARE], ids=["stacked", "beside", "drawn", "bare"])
def test_places_to_sign(block: str) -> None:
    found = signatures_of(HEAD + "（以下无正文）\n" + block)
    assert list(found) == ["甲", "乙"]
    for one in found.values():
        assert one.name is not None
        assert one.name.blank
        assert one.representative is not None
        assert one.representative.blank
        assert one.date is not None
        assert one.date.blank
        assert "盖章" in one.seal


def test_a_table_of_two_columns() -> None:
    rows = [
        ["甲方（公章）：", "乙方（合同专用章）："],
        ["授权代表：", "授权代表：何立"],
        ["日期：2026年3月1日", "日期："],
    ]
    found = signatures_of(table_source(rows, HEAD))
    assert (found["甲"].seal, found["乙"].seal) == ("公章", "合同专用章")
    assert found["乙"].representative is not None
    assert found["乙"].representative.value == "何立"
    assert found["甲"].date is not None
    assert found["甲"].date.value == "2026年3月1日"


def test_one_date_is_everybody_s() -> None:
    found = signatures_of(HEAD + f"签订时间：    年    月    日\n\n甲方（盖章）：{A}\n乙方（盖章）：{B}\n")
    assert found["甲"].date is not None
    assert found["甲"].date == found["乙"].date


def test_what_was_written_in() -> None:
    found = signatures_of(
        HEAD + f"甲方：{A}（盖章）\n代表：周晓岚\n日期：2026.3.1\n乙方：{B}（盖章）\n代表：何立\n日期：2026.3.2\n"
    )
    assert [one.name.value for one in found.values() if one.name is not None] == [A, B]
    assert [one.representative.value for one in found.values() if one.representative is not None] == ["周晓岚", "何立"]
    assert [one.date.value for one in found.values() if one.date is not None] == ["2026.3.1", "2026.3.2"]


def test_an_end_without_words_for_signing() -> None:
    found = signatures_of(
        f"{HEAD}甲方：{A}        乙方：{B}\n地址：杭州市        地址：宁波市\n"
        "签订时间：2026年3月1日   签订时间：2026年3月1日\n"
    )
    assert list(found) == ["甲", "乙"]
    assert found["甲"].seal == ""


def test_the_place_before_the_annexes_is_meant() -> None:
    source = read(HEAD + STACKED + "\n附件一：服务清单\n巡检每月一次，由双方确认。\n" + STACKED)
    found = signatures_of(source)
    assert found["甲"].span.end < source.text.index("附件一：服务清单")


def test_a_place_behind_the_annexes_counts_where_there_is_no_other() -> None:
    found = signatures_of(HEAD + "\n附件一：服务清单\n巡检每月一次，由双方确认。\n甲方（盖章）：\n乙方（盖章）：\n")
    assert list(found) == ["甲", "乙"]


def test_a_cover_with_a_date_is_no_place_to_sign() -> None:
    assert signatures_of(f"运维服务协议\n甲方：{A}\n乙方：{B}\n签订日期：____年__月__日\n{CLAUSES}") == {}


def test_a_year_alone_is_no_date() -> None:
    found = signatures_of(HEAD + "甲方（盖章）：\n日期：2026年    月    日\n乙方（盖章）：\n日期：20__年__月__日\n")
    assert [one.date is not None and one.date.blank for one in found.values()] == [True, True]


def test_addresses_for_notices_are_no_place_to_sign() -> None:
    assert signatures_of(HEAD + "第四条 通知\n致甲方：\n地址：杭州市\n致乙方：\n地址：宁波市\n") == {}


def test_no_place_to_sign() -> None:
    assert signatures_of(HEAD) == {}


def test_only_one_party_has_a_place() -> None:
    assert list(signatures_of(HEAD + "甲方（盖章）：\n日期：\n")) == ["甲"]
