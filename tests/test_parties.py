"""Parties and their fields, in the layouts in which agreements print them. All names and numbers are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.model import Field, Party
from contractlint.parser.annexes import find_annexes
from contractlint.parser.blanks import find_blanks
from contractlint.parser.parties import find_parties
from contractlint.readers.plain import read_plain
from contractlint.text import Block, Cell, SourceText, Span, Table

A, B = "杭州青屿信息技术有限公司", "宁波望海软件股份有限公司"
CLAUSES = """
第一条 服务内容
乙方为甲方的水务平台提供运行维护服务，包括故障处理、巡检和优化。
第二条 服务费用
甲方每季度向乙方支付服务费，共计人民币壹拾贰万元整。
第三条 争议解决
因本合同发生争议的，双方协商解决；协商不成的，向甲方住所地人民法院起诉。
"""


def read(text: str) -> SourceText:
    return read_plain(text.encode())


def parties_of(source: SourceText | str) -> dict[str, Party]:
    source = read(source) if isinstance(source, str) else source
    found = find_parties(source, find_blanks(source), find_annexes(source))
    for party in found:
        assert_places(source, party)
    return {party.role: party for party in found}


def assert_places(source: SourceText, party: Party) -> None:
    """Every span lies in the text, and every value is what stands there."""
    assert 0 <= party.label_span.start <= party.label_span.end <= len(source.text)
    for field in [one for every in party.repeats.values() for one in every]:
        assert field.span.end <= len(source.text)
        assert (field.value == "") == field.blank
        if not field.blank:
            assert field.value.replace(" ", "") in source.normalized.of(field.span).replace(" ", "")
    for mention in party.mentions:
        assert mention.name == mention.span.of(source.text)


def table_source(rows: list[list[str]], before: str = "", after: str = "") -> SourceText:
    """A text with one table in it, laid out as the Word reader does."""
    text, cells, blocks = before, [], []
    start = len(text)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            text += "\t" if column else ""
            span = Span(len(text), len(text) + len(value))
            cells.append(Cell(row, column, 1, 1, span))
            blocks.append(Block(span, table=0))
            text += value
        text += "\n"
    table = Table(Span(start, len(text)), len(rows), max(map(len, rows)), tuple(cells))
    return SourceText(text=text + after, blocks=tuple(blocks), tables=(table,))


def values(party: Party) -> dict[str, str]:
    return {key: field.value for key, field in party.fields.items()}


def name(party: Party) -> str:
    assert party.name is not None
    return party.name.value


PARAGRAPHS = f"""技术服务合同
甲方（委托方）：{A}
统一社会信用代码：91330106MA2XXXTEST
住所：杭州市西湖区文三路1号
法定代表人：周晓岚
联系人：陈一鸣　联系电话：0571-88000001　电子邮箱：chen@example.com

乙方（受托方）：{B}
住  所  地：宁波市海曙区解放路2号
法 定 代 表 人：何立
联系人：孙宁
手机：13800000002
E-mail：sun@example.com
开户行：宁波银行海曙支行
账号：7301 0122 0000 0001
"""


def test_blocks_of_paragraphs() -> None:
    found = parties_of(PARAGRAPHS + CLAUSES)
    assert list(found) == ["甲", "乙"]
    client, provider = found["甲"], found["乙"]
    assert (name(client), name(provider)) == (A, B)
    assert (client.label, provider.label) == ("甲方", "乙方")
    assert client.short_names == ("甲方", "委托方")
    assert values(client) == {
        "address": "杭州市西湖区文三路1号",
        "credit_code": "91330106MA2XXXTEST",
        "representative": "周晓岚",
        "contact": "陈一鸣",
        "phone": "0571-88000001",
        "email": "chen@example.com",
    } | {"credit_code": client.fields["credit_code"].value}
    assert values(provider) == {
        "address": "宁波市海曙区解放路2号",
        "representative": "何立",
        "contact": "孙宁",
        "phone": "13800000002",
        "email": "sun@example.com",
        "bank": "宁波银行海曙支行",
        "account": "7301 0122 0000 0001",
    }


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        (f"甲方：{A}    乙方：{B}\n", ("甲", "乙")),
        (f"甲方：{A}\t乙方：{B}\n", ("甲", "乙")),
        (f"甲  方：{A}\n乙  方：{B}\n", ("甲", "乙")),
        (f"委托方：{A}\n受托方：{B}\n", ("甲", "乙")),
        (f"采购人：{A}\n供应商：{B}\n", ("甲", "乙")),
        (f"买方：{A}\n卖方：{B}\n", ("甲", "乙")),
        (f"委托方（甲方）：{A}\n受托方（乙方）：{B}\n", ("甲", "乙")),
        (f"采购人（以下称甲方）：{A}\n供应商（以下称乙方）：{B}\n", ("甲", "乙")),
        (f"甲方（委托方）\n名称：{A}\n乙方（受托方）\n名称：{B}\n", ("甲", "乙")),
        (f"甲方：\n{A}\n乙方：\n{B}\n", ("甲", "乙")),
        (f"• 甲方（委托方）：{A}（以下简称“甲方”）\n• 乙方（服务方）：{B}（以下简称“乙方”）\n", ("甲", "乙")),
        (f"甲方 {A}\n乙方 {B}\n", ("甲", "乙")),
        (f"甲方(委托方):{A}\n乙方(受托方):{B}\n", ("甲", "乙")),
        (f"第一条 合同双方\n甲方：{A}\n乙方：{B}\n", ("甲", "乙")),
        (f"甲方：__{A}____\n乙方：__{B}__\n", ("甲", "乙")),
        (f"本协议由{A}（以下简称“甲方”）与{B}（以下简称“乙方”）签订。\n", ("甲", "乙")),
        (f"承包人：{B}\n发包人：{A}\n", ("甲", "乙")),
        (f"委托方{A}（以下简称甲方）与受托方{B}（以下简称乙方）订立本合同。\n", ("甲", "乙")),
        (f"{A}（以下简称甲方）和{B}（下称乙方）经友好协商，订立本合同。\n", ("甲", "乙")),
        (f"**甲方**：{A}\n**乙方**：{B}\n", ("甲", "乙")),
        (f"【甲方】：{A}\n【乙方】：{B}\n", ("甲", "乙")),
        (
            f"（1）{A}，一家依中国法律设立的公司，注册地址为海州市春申路100号（“客户”）；\n（2）{B}，注册地址为海州市星湖街8号（“服务商”）。\n",
            ("甲", "乙"),
        ),
        (f"委托方（以下称“医院”）：{A}\n承接方（以下称“维护商”）：{B}\n", ("甲", "乙")),
        (f"甲方 (Party A)：{A}\n乙方 (Party B)：{B}\n", ("甲", "乙")),
    ],
)
def test_names_in_every_layout(head: str, roles: tuple[str, str]) -> None:
    found = parties_of("运维服务协议\n" + head + CLAUSES)
    assert tuple(found) == roles
    assert (name(found["甲"]), name(found["乙"])) == (A, B)


def test_letters_stay_as_printed_where_the_first_party_serves() -> None:
    found = parties_of(f"甲方（供方）：{B}\n乙方（需方）：{A}\n{CLAUSES}供方应提供发票。\n")
    assert (name(found["甲"]), name(found["乙"])) == (B, A)


def test_a_third_party() -> None:
    found = parties_of(f"甲方：{A}\n乙方：{B}\n丙方：东湖数据服务有限公司\n{CLAUSES}")
    assert list(found) == ["甲", "乙", "丙"]
    assert name(found["丙"]) == "东湖数据服务有限公司"


def test_joint_providers_are_parties_of_their_own() -> None:
    found = parties_of(f"甲方：{A}\n乙方一：{B}\n乙方二：东湖数据服务有限公司\n{CLAUSES}")
    assert [(party.label, name(party)) for party in found.values()] == [
        ("甲方", A),
        ("乙方一", B),
        ("乙方二", "东湖数据服务有限公司"),
    ]
    assert mentions(found["乙"]) == []


def test_a_person_as_a_party() -> None:
    found = parties_of(
        f"甲方：{A}\n法定代表人：周晓岚\n乙方：李明\n身份证号：330000199001010000\n住址：杭州市\n{CLAUSES}"
    )
    assert not found["甲"].natural_person
    assert found["乙"].natural_person


def test_employer_and_employee() -> None:
    found = parties_of(f"用人单位：{A}\n劳动者：李明\n{CLAUSES}")
    assert name(found["甲"]) == A
    assert (name(found["乙"]), found["乙"].natural_person) == ("李明", True)


@pytest.mark.parametrize(
    "head",
    [
        "甲方：\n乙方：\n",
        "甲方：________\n乙方：________\n",
        "甲方：【】\n乙方：【  】\n",
        "甲方：XX公司\n乙方：某某有限公司\n",
        "甲方：{{client}}\n乙方：${provider}\n",
        "甲方（委托方）\n名称：    \n统一社会信用代码：    \n乙方（受托方）\n名称：    \n统一社会信用代码：    \n",
        "甲方：[公司名称]\n乙方：[公司名称]\n",
        "甲方：                乙方：\n",
        "甲方：____（盖章）\n乙方：____（盖章）\n",
    ],
)
def test_blank_names(head: str) -> None:
    found = parties_of("运维服务协议\n" + head + CLAUSES)
    assert [party.name is not None and party.name.blank for party in found.values()] == [True, True]


def test_a_blank_name_keeps_the_place_of_its_line() -> None:
    source = read(f"甲方：________\n乙方：{B}\n{CLAUSES}")
    party = parties_of(source)["甲"]
    assert party.name is not None
    assert party.name.span.of(source.text) == "________"
    assert party.name.label.of(source.text) == "甲方"


def test_a_party_block_side_by_side() -> None:
    text = f"""合同
甲方：{A}                乙方：{B}
地址：杭州市文三路1号                      地址：
法定代表人：周晓岚                          法定代表人：何立
电话：0571-88000001  传真：0571-88000009    电话：0574-87000002  传真：0574-87000009
{CLAUSES}"""
    found = parties_of(text)
    assert values(found["甲"]) == {
        "address": "杭州市文三路1号",
        "representative": "周晓岚",
        "phone": "0571-88000001",
    }
    assert values(found["乙"]) == {"address": "", "representative": "何立", "phone": "0574-87000002"}


TWO_COLUMNS = [
    [f"甲方（委托方）：{A}", f"乙方（受托方）：{B}"],
    ["地址：杭州市文三路1号", "地址：宁波市解放路2号"],
    ["联系人：陈一鸣", "联系人："],
]
BLOCKS_IN_CELLS = [
    [
        f"甲方（委托方）：{A}\n地址：杭州市文三路1号\n联系人：陈一鸣",
        f"乙方（受托方）：{B}\n地址：宁波市解放路2号\n联系人：",
    ]
]
FOUR_COLUMNS = [
    ["甲方", A, "乙方", B],
    ["地址", "杭州市文三路1号", "地址", "宁波市解放路2号"],
    ["联系人", "陈一鸣", "联系人", ""],
]
MATRIX = [
    ["项目", "甲方", "乙方"],
    ["名称", A, B],
    ["地址", "杭州市文三路1号", "宁波市解放路2号"],
    ["联系人", "陈一鸣", ""],
]
STACKED = [
    ["甲方（委托方）：", A],
    ["地址：", "杭州市文三路1号"],
    ["联系人：", "陈一鸣"],
    ["乙方（受托方）：", B],
    ["地址：", "宁波市解放路2号"],
    ["联系人：", ""],
]
WITH_SIDE_HEADING = [
    ["委托人\n（甲方）", "名称（或姓名）", A],
    ["", "住所\n（通讯地址）", "杭州市文三路1号"],
    ["", "联系（经办）人", "陈一鸣          （签章）"],
    ["受托人\n（乙方）", "名称（或姓名）", B],
    ["", "住所\n（通讯地址）", "宁波市解放路2号"],
    ["", "联系（经办）人", "          （签章）"],
]


@pytest.mark.parametrize(
    "rows",
    [TWO_COLUMNS, BLOCKS_IN_CELLS, FOUR_COLUMNS, MATRIX, STACKED, WITH_SIDE_HEADING],
    ids=lambda rows: rows[0][0][:6],
)
def test_tables(rows: list[list[str]]) -> None:
    found = parties_of(table_source(rows, "运维服务协议\n", CLAUSES))
    assert (name(found["甲"]), name(found["乙"])) == (A, B)
    assert (found["甲"].fields["address"].value, found["甲"].fields["contact"].value) == ("杭州市文三路1号", "陈一鸣")
    assert found["乙"].fields["address"].value == "宁波市解放路2号"
    assert found["乙"].fields["contact"].blank


def test_names_only_where_the_parties_sign() -> None:
    found = parties_of(
        f"运维服务协议\n{CLAUSES}（以下无正文）\n甲方（盖章）：{A}\n乙方（盖章）：{B}\n签订日期：    年  月  日\n"
    )
    assert (name(found["甲"]), name(found["乙"])) == (A, B)


def test_empty_places_to_sign_leave_the_name_of_the_head_alone() -> None:
    found = parties_of(f"甲方：{A}\n乙方：{B}\n{CLAUSES}甲方（盖章）：\n乙方（盖章）：\n日期：\n")
    assert (name(found["甲"]), name(found["乙"])) == (A, B)
    assert len(found["甲"].repeats["name"]) == 1


def test_a_cover_left_blank_is_kept_beside_the_name_inside() -> None:
    found = parties_of(
        f"运维服务协议\n甲方：________\n乙方：________\n签订日期：____\n\n甲方：{A}\n乙方：{B}\n{CLAUSES}"
    )
    assert name(found["甲"]) == A
    assert [field.blank for field in found["甲"].repeats["name"]] == [True, False]


def test_headings_of_duties_are_no_parties() -> None:
    found = parties_of(
        f"甲方：{A}\n乙方：{B}\n{CLAUSES}第四条 双方义务\n甲方：\n1. 应按时付款。\n乙方：\n1. 应按时服务。\n"
    )
    assert len(found["甲"].repeats["name"]) == 1
    assert len(found["乙"].repeats["name"]) == 1


def test_a_text_that_only_speaks_of_parties_has_them_without_names() -> None:
    found = parties_of("保密协议\n" + CLAUSES + "甲方应当按期付款。乙方应当按期服务。")
    assert {role: party.name for role, party in found.items()} == {"甲": None, "乙": None}


def test_a_text_without_parties() -> None:
    assert parties_of("会议纪要\n一、讨论了年度计划。\n") == {}


def test_accounts_and_contacts_in_clauses_belong_to_whom_they_name() -> None:
    found = parties_of(f"""甲方：{A}
乙方：{B}
第一条 付款
甲方应于收到发票后10个工作日内将款项支付至乙方以下账户：
户名：{B}
开户行：宁波银行海曙支行
账号：73010122000000001
甲方开票信息如下：
名称：{A}
纳税人识别号：91330106MA2TEST001
地址、电话：杭州市文三路1号 0571-88000001
第二条 通知
甲方联系人：陈一鸣，电话：0571-88000001，邮箱：chen@example.com。
乙方联系人：孙宁，电话：________，邮箱：sun@example.com。
""")
    client, provider = found["甲"], found["乙"]
    assert values(provider)["account_name"] == B
    assert (values(provider)["bank"], values(provider)["account"]) == ("宁波银行海曙支行", "73010122000000001")
    assert "account" not in client.fields
    assert values(client)["tax_id"] == "91330106MA2TEST001"
    assert (values(client)["contact"], values(client)["email"]) == ("陈一鸣", "chen@example.com")
    assert values(provider)["contact"] == "孙宁"
    assert provider.fields["phone"].blank
    assert len(client.repeats["name"]) == 1


def test_a_heading_for_an_account_is_no_blank_account() -> None:
    found = parties_of(f"甲方：{A}\n乙方：{B}\n{CLAUSES}乙方指定收款账号：\n户名：{B}\n账号：7301\n开户行：宁波银行\n")
    assert [field.value for field in found["乙"].repeats["account"]] == ["7301"]


def test_an_account_without_an_owner_is_the_provider_s() -> None:
    found = parties_of(f"甲方（供方）：{B}\n乙方（需方）：{A}\n{CLAUSES}第四条 收款账户信息\n户名：{B}\n账号：7301\n")
    assert values(found["甲"])["account"] == "7301"
    assert "account" not in found["乙"].fields


@pytest.mark.parametrize("caption", ["收款账户", "乙方收款账户", "4.3 收款账户", "乙方指定收款账户信息"])
def test_an_account_on_one_line(caption: str) -> None:
    line = f"{caption}：户名：{B}；开户银行：宁波银行海曙支行；帐号：7301012200000001。\n"
    found = parties_of(f"{HEAD}第四条 账户\n4.2 乙方应开具发票，开票信息见附件。\n{line}")
    assert values(found["乙"]) == {"bank": "宁波银行海曙支行", "account": "7301012200000001", "account_name": B}
    assert found["甲"].fields == {}


def test_the_address_of_a_bank_is_not_the_party_s() -> None:
    found = parties_of(
        f"甲方：{A}\n乙方：{B}\n{CLAUSES}乙方账户信息如下：\n开户银行：宁波银行\n地址：宁波市解放路9号\n账号：7301\n"
    )
    assert "address" not in found["乙"].fields


def test_one_caption_for_two_fields_gives_each_its_part() -> None:
    found = parties_of(
        f"甲方：{A}\n联系人及电话：陈一鸣 0571-88000001\n乙方：{B}\n开户行及账号：宁波银行海曙支行 7301 0122 0001\n"
        f"联系人及电话：孙宁\n{CLAUSES}"
    )
    assert values(found["甲"]) == {"contact": "陈一鸣", "phone": "0571-88000001"}
    assert values(found["乙"]) == {
        "contact": "孙宁",
        "phone": "",
        "bank": "宁波银行海曙支行",
        "account": "7301 0122 0001",
    }


def test_a_list_of_people_and_a_form_for_records_have_no_contacts() -> None:
    rows = [["姓名", "岗位", "年限"], ["孙宁", "乙方项目负责人", "11年"], ["甲方项目负责人签字", "", "日期"]]
    found = parties_of(table_source(rows, HEAD, "完\n"))
    assert "contact" not in found["乙"].fields
    assert "contact" not in found["甲"].fields


def test_addresses_for_notices_are_no_places_of_names() -> None:
    notice = "第四条 通知\n致甲方：\n地址：杭州市文三路1号\n致乙方：\n地址：\n"
    found = parties_of(f"甲方：{A}\n乙方：{B}\n{CLAUSES}{notice}")
    assert [len(found[role].repeats["name"]) for role in "甲乙"] == [1, 1]
    assert values(found["甲"])["address"] == "杭州市文三路1号"
    assert found["乙"].fields["address"].blank


def test_a_contact_appointed_in_a_sentence() -> None:
    found = parties_of(
        f"甲方：{A}\n乙方：{B}\n{CLAUSES}甲方指定陈一鸣为甲方项目联系人，乙方指定________为乙方项目联系人。\n"
    )
    assert values(found["甲"])["contact"] == "陈一鸣"
    assert found["乙"].fields["contact"].blank


def test_captions_without_their_own_meaning_are_no_fields() -> None:
    found = parties_of(
        f"甲方：{A}\n乙方：{B}\n{CLAUSES}电话支持：7×24小时。\n交货地址：甲方机房。\n项目名称：水务平台。\n"
    )
    assert (found["甲"].fields, found["乙"].fields) == ({}, {})


def test_short_names() -> None:
    found = parties_of(f"甲方：{A}（以下简称“青屿公司”）\n乙方：{B}（以下简称“望海”或“服务商”）\n{CLAUSES}")
    assert found["甲"].short_names == ("甲方", "青屿公司")
    assert found["乙"].short_names == ("乙方", "望海", "服务商")
    assert (name(found["甲"]), name(found["乙"])) == (A, B)
    found = parties_of(f"委托方（以下称“医院”）：{A}\n受托方（以下简称“维护商”）：{B}\n{CLAUSES}")
    assert (found["甲"].short_names, found["乙"].short_names) == (("委托方", "医院"), ("受托方", "维护商"))


def test_a_credit_code_alone_in_brackets() -> None:
    found = parties_of(f"甲方：{A}（91350211MA33G4H954）\n乙方：{B}\n{CLAUSES}")
    assert found["甲"].fields["credit_code"].value == "91350211MA33G4H954"
    assert "credit_code" not in found["乙"].fields


def mentions(party: Party) -> list[tuple[str, str]]:
    return [(mention.where, mention.name) for mention in party.mentions]


HEAD = f"甲方：{A}\n乙方：{B}\n{CLAUSES}"


@pytest.mark.parametrize(
    "written",
    [
        "杭州青屿信息技术有限责任公司",
        "杭州青屿信息科技有限公司",
        "杭州青屿信息技术股份有限公司",
        "青屿信息技术有限公司",
        "杭州清屿信息技术有限公司",
    ],
)
def test_other_spellings_in_running_text_are_mentions(written: str) -> None:
    found = parties_of(HEAD + f"第四条 数据\n数据由{written}保管，不得外传。\n")
    assert mentions(found["甲"]) == [("body", written)]
    assert mentions(found["乙"]) == []


def test_the_same_name_is_a_mention_in_whatever_width() -> None:
    source = read(
        f"甲方：杭州青屿（中国）信息技术有限公司\n乙方：{B}\n{CLAUSES}由杭州青屿(中国)信息技术有限公司保管。\n"
    )
    assert mentions(parties_of(source)["甲"]) == [("body", "杭州青屿(中国)信息技术有限公司")]


@pytest.mark.parametrize(
    "written",
    [
        "温州海蓝工程设备有限公司",
        "杭州星火网络技术有限公司",
        "宁波银行股份有限公司",
        f"{A}宁波分公司",
        "东湖青屿咨询服务有限公司",
    ],
)
def test_other_organisations_are_no_mentions(written: str) -> None:
    found = parties_of(HEAD + f"第四条 数据\n数据由{written}保管，不得外传。\n")
    assert mentions(found["甲"]) == []


def test_whatever_stands_behind_the_caption_where_a_party_signs_is_a_mention() -> None:
    found = parties_of(HEAD + f"甲方（盖章）：{B}\n乙方（盖章）：宁波望海软件有限公司\n签订日期：2026年3月1日\n")
    assert mentions(found["甲"]) == [("signature", B)]
    assert ("signature", "宁波望海软件有限公司") in mentions(found["乙"])


def test_a_payee_of_another_name_is_no_spelling_of_the_party() -> None:
    found = parties_of(HEAD + "第四条 账户\n乙方收款账户：\n户名：宁波望海软件有限公司\n账号：7301\n")
    assert mentions(found["乙"]) == []
    assert values(found["乙"])["account_name"] == "宁波望海软件有限公司"


def test_names_in_annexes() -> None:
    found = parties_of(HEAD + f"甲方（盖章）：\n乙方（盖章）：\n\n附件一：服务清单\n本清单由{A}与{B}共同确认。\n")
    assert mentions(found["甲"]) == [("annex", A)]


def test_field_prefers_what_is_filled() -> None:
    found = parties_of(f"甲方：{A}\n地址：____\n乙方：{B}\n{CLAUSES}甲方联系地址：杭州市文三路1号\n")
    field = found["甲"].field("address")
    assert isinstance(field, Field)
    assert (field.value, field.blank) == ("杭州市文三路1号", False)


WORDS = (
    *("甲方：", "乙方", "（盖章）", "：", "\t", "\n", "    ", "________", A, "联系人：", "地址", "户名："),
    *("账号：7301", "日期：    年  月  日", "（以下简称“甲方”）", "第一条 服务", "委托方（", "）", "【】"),
    *("XX", "附件一：清单\n", "甲方指定"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


@settings(max_examples=150)
@given(PIECES)
def test_any_jumble_of_form_words_keeps_its_places(text: str) -> None:
    source = SourceText(text=text, blocks=(Block(Span(0, len(text))),) if text else ())
    for party in find_parties(source, find_blanks(source)):
        assert_places(source, party)


@given(
    st.lists(
        st.lists(st.sampled_from(["甲方", "乙方：", A, "", "地址", "联系人：", "名称", "x"]), min_size=3, max_size=3),
        max_size=5,
    )
)
def test_any_table_keeps_its_places(rows: list[list[str]]) -> None:
    if rows:
        parties_of(table_source(rows))


@pytest.mark.parametrize(
    "unit",
    [
        f"甲方：{A}\n乙方：{B}\n",
        "甲方\t乙方\n",
        "联系人：",
        "甲方   ",
        "：",
        f"甲方（盖章）：{A} 日期：\n",
        "由杭州清屿信息技术有限公司，",
        "（以下简称",
        "甲方指定",
    ],
)
def test_time_grows_in_proportion(unit: str) -> None:
    source = read(f"甲方：{A}\n" + unit * (60_000 // len(unit)))
    start = time.process_time()
    find_parties(source, find_blanks(source))
    assert time.process_time() - start < 8


def test_particulars_in_brackets_behind_the_name() -> None:
    found = parties_of(
        f"运维协议\n委托人：{A}（统一社会信用代码：91330110MA7QLW267H；住所：杭州市青屿路6号；法定代表人：周砚秋）\n"
        f"受托人：{B}（住所：宁波市望海路9号）\n{CLAUSES}"
    )
    assert [found[role].name.value for role in "甲乙" if found[role].name] == [A, B]
    assert found["甲"].fields["credit_code"].value == "91330110MA7QLW267H"
    assert found["乙"].fields["address"].value == "宁波市望海路9号"


def test_particulars_side_by_side_with_tabs() -> None:
    found = parties_of(
        f"运维协议\n甲  方\t乙  方\n名称：{A}\t名称：{B}\n地址：杭州市青屿路6号\t地址：宁波市望海路9号\n"
        f"法定代表人：周砚秋\t法定代表人：许见微\n{CLAUSES}"
    )
    assert [found[role].name.value for role in "甲乙" if found[role].name] == [A, B]
    assert [found[role].fields["address"].value for role in "甲乙"] == ["杭州市青屿路6号", "宁波市望海路9号"]
