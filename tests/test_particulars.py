"""Parties and what is said of them, in whatever form of drafting."""

from __future__ import annotations

import pytest

from contractlint.model import Agreement, Party
from contractlint.parser import parse
from contractlint.parser.names import looks_registered
from contractlint.readers import read
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import load_rulebook

CLIENT, PROVIDER = "湖州棠溪渡软件有限公司", "湖州松隐信息技术有限公司"


def agreement_of(text: str) -> Agreement:
    source = read(text.encode("utf-8"), "draft.txt", revisions="accept", limits=Limits())
    return parse(source, load_rulebook().vocabulary)


def party_of(text: str, role: str) -> Party:
    party = agreement_of(text).party(role)
    assert party is not None
    return party


def value(party: Party, key: str) -> str:
    field = party.field(key)
    assert field is not None, key
    return field.value


def test_particulars_behind_the_name_in_running_text() -> None:
    text = f"甲方：{CLIENT}，住所地湖州市吴兴区棠溪路3号，法定代表人周听澜。\n乙方：{PROVIDER}\n"
    client = party_of(text, "甲")
    assert client.name is not None
    assert client.name.value == CLIENT
    assert client.name.span.of(text) == CLIENT
    assert value(client, "address") == "湖州市吴兴区棠溪路3号"
    assert value(client, "representative") == "周听澜"
    assert "address" not in party_of(text, "乙").fields


def test_a_preamble_with_particulars_in_brackets() -> None:
    text = (
        f"本协议由{CLIENT}（统一社会信用代码：91330500MA2TXD017M，住所：湖州市吴兴区棠溪路3号，以下简称“甲方”）"
        f"与{PROVIDER}（法定代表人：陆竹溪，以下简称“乙方”）签订。\n"
    )
    client, provider = party_of(text, "甲"), party_of(text, "乙")
    assert client.name is not None
    assert provider.name is not None
    assert (client.name.value, provider.name.value) == (CLIENT, PROVIDER)
    assert value(client, "credit_code") == "91330500MA2TXD017M"
    assert value(client, "address") == "湖州市吴兴区棠溪路3号"
    assert value(provider, "representative") == "陆竹溪"
    assert "representative" not in client.fields


def test_a_contact_named_in_a_sentence_with_telephone_and_mail() -> None:
    text = (
        f"甲方：{CLIENT}\n乙方：{PROVIDER}\n第一条 联系\n"
        "甲方指定周听澜（电话：0572-5550027，邮箱：zhou@tangxidu.example）为项目联系人。\n"
        "乙方指定陆竹溪为项目联系人，电话0572-5550013。\n"
    )
    client, provider = party_of(text, "甲"), party_of(text, "乙")
    assert (value(client, "contact"), value(client, "phone"), value(client, "email")) == (
        "周听澜",
        "0572-5550027",
        "zhou@tangxidu.example",
    )
    assert (value(provider, "contact"), value(provider, "phone")) == ("陆竹溪", "0572-5550013")
    assert "email" not in provider.fields


def test_an_account_to_pay_into_is_the_provider_s_whoever_pays() -> None:
    text = (
        f"甲方：{CLIENT}\n乙方：{PROVIDER}\n第一条 付款\n甲方将款项付至下列账户：\n户名：{PROVIDER}\n账号：330502016\n"
    )
    assert value(party_of(text, "乙"), "account_name") == PROVIDER
    assert "account_name" not in party_of(text, "甲").fields


def test_a_table_with_an_empty_corner_gives_each_party_its_column() -> None:
    text = (
        f"甲方：{CLIENT}\n乙方：{PROVIDER}\n\n\t甲方\t乙方\n联系人\t周听澜\t陆竹溪\n电话\t0572-5550027\t0572-5550013\n"
    )
    assert value(party_of(text, "甲"), "contact") == "周听澜"
    assert value(party_of(text, "乙"), "contact") == "陆竹溪"


@pytest.mark.parametrize(
    "name", ["松隐博物院", "湖州市松隐区广播电视台", "中国松隐银行湖州支行", "湖州松隐律师事务所", "某县人民武装部"]
)
def test_names_that_may_be_registered(name: str) -> None:
    assert looks_registered(name)


@pytest.mark.parametrize("name", ["松隐", "松隐科技", "松隐集团", "松隐公司", "SY", "中松化", "松隐科技市场部"])
def test_brands_and_short_names_are_not(name: str) -> None:
    assert not looks_registered(name)
