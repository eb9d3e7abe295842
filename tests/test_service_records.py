"""The chain that proves the work, as read from prose, lists, tables and forms."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.model import Agreement, ServiceRecords
from contractlint.parser import parse
from contractlint.parser.service_records import find_service_records
from contractlint.readers import read
from contractlint.readers.limits import Limits
from contractlint.report import record_chain
from contractlint.rulebook.book import load_rulebook
from contractlint.text import Span

VOCABULARY = load_rulebook().vocabulary


def agreement_of(text: str) -> Agreement:
    source = read(text.encode("utf-8"), "draft.txt", revisions="accept", limits=Limits())
    return parse(source, VOCABULARY, type_code="tech-support")


def records_of(text: str) -> tuple[Agreement, ServiceRecords]:
    agreement = agreement_of(text)
    return agreement, agreement.records


def words(agreement: Agreement, places: tuple[Span, ...]) -> list[str]:
    return [place.of(agreement.text) for place in places]


@pytest.mark.parametrize(
    ("sentence", "record"),
    [
        ("乙方每次服务后应填写服务记录单。", "服务记录单"),
        ("工程师离场前出具维修单，交甲方存档。", "维修单"),
        ("每次故障处理，乙方均须登记工单。", "工单"),
        ("乙方每次上门后填写巡检表。", "巡检表"),
        ("乙方每月统计工时单并提交甲方。", "工时单"),
        ("乙方应建立运维日志，逐日填写。", "运维日志"),
        ("乙方于每月5日前提交上月服务报告。", "服务报告"),
        ("乙方每次巡检和检修都须如实记录。", "记录"),
        ("乙 方每次服 务后应填写服务记录单。", "服务记录单"),
    ],
)
def test_what_counts_as_a_record(sentence: str, record: str) -> None:
    agreement, records = records_of(f"技术支持服务协议\n第三条 {sentence}")
    assert words(agreement, records.records) == [record]


@pytest.mark.parametrize(
    "sentence",
    [
        "服务期满后，乙方提交服务总结报告。",
        "甲方通过工单平台报修，响应时间自甲方提交工单时起算。",
        "本项目的服务单价见附件，施工单位由甲方确定。",
        "乙方保存操作日志六个月，并保存个人信息处理记录。",
        "乙方移交账号和未结工单。",
        "系统支持单点登录。",
        "会议记录由乙方起草。",
    ],
)
def test_what_does_not(sentence: str) -> None:
    _, records = records_of(f"技术支持服务协议\n第三条 {sentence}")
    assert records == ServiceRecords()


@pytest.mark.parametrize(
    ("sentence", "signed"),
    [
        ("由甲方项目负责人签字", True),
        ("经甲方书面确认", True),
        ("由用户在系统中确认", True),
        ("由双方代表签署", True),
        ("由乙方工程师与甲方值班长共同签字", True),
        ("由甲方值班长和乙方工程师签字", True),
        ("由乙方工程师签字", False),
        ("无需甲方签字", False),
        ("由甲方存档", False),
    ],
)
def test_who_signs(sentence: str, signed: bool) -> None:
    _, records = records_of(f"技术支持服务协议\n第三条 乙方每次服务后填写服务记录单，{sentence}。")
    assert bool(records.signing) is signed


def test_signing_in_the_clause_after_the_record_belongs_to_it() -> None:
    text = (
        "技术支持服务协议\n第三条 服务记录\n3.1 乙方每次服务后填写服务单。\n"
        "3.2 甲方主管在收到后3个工作日内签字。\n3.3 逾期既不签字也不提出异议的，视为甲方确认。\n"
        "3.4 服务单是验收和付款的依据。"
    )
    agreement, records = records_of(text)
    assert words(agreement, records.signing) == ["签字"]
    assert words(agreement, records.named_signers) == ["主管"]
    assert words(agreement, records.deadlines) == ["3个工作日内"]
    assert words(agreement, records.silence) == ["3.3 逾期既不签字也不提出异议的，视为甲方确认。"]
    assert words(agreement, records.ties) == ["3.4 服务单是验收和付款的依据。"]


@pytest.mark.parametrize(
    "other",
    [
        "服务期满后，双方签署验收单。",
        "合同变更由双方签字盖章。",
        "双方签署保密协议。",
        "解除后双方签署结算书。",
    ],
)
def test_signatures_under_something_else_are_not_the_records(other: str) -> None:
    text = f"技术支持服务协议\n第三条 服务记录和其他\n3.1 乙方每次服务后填写服务单。\n3.2 {other}"
    _, records = records_of(text)
    assert records.signing == ()


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("服务单由甲方主管在3日内签字", ["3日内"]),
        ("甲方主管收到服务单后五个工作日内，应当签字", ["五个工作日内"]),
        ("服务单由甲方主管当场签字", ["当场"]),
        ("服务单由甲方主管在【　】日内签字", ["【　】日内"]),
        ("乙方在服务后2日内提交服务单，由甲方主管签字", []),
        ("服务单由甲方主管签字", []),
    ],
)
def test_by_when(sentence: str, deadline: list[str]) -> None:
    agreement, records = records_of(f"技术支持服务协议\n第三条 {sentence}。")
    assert words(agreement, records.deadlines) == deadline


@pytest.mark.parametrize(
    ("holds", "kinds"),
    [
        ("写明问题描述、处理过程、处理结果", {"problem", "process", "result"}),
        ("注明故障现象和恢复情况", {"problem", "result"}),
        ("记载报修时间、处理经过和经办人", {"process"}),
        ("写明遗留问题", set()),
        ("载明服务时间和工程师姓名", set()),
    ],
)
def test_what_the_record_holds(holds: str, kinds: set[str]) -> None:
    _, records = records_of(f"技术支持服务协议\n第三条 乙方每次服务后填写服务单，{holds}。")
    assert {kind for kind, _ in records.contents} == kinds


def test_a_list_of_contents_is_read_to_its_end() -> None:
    text = (
        "技术支持服务协议\n第三条 服务记录\n3.1 乙方每次服务后填写服务单，服务单包括以下内容：\n"
        "（1）故障现象；\n（2）处理措施；\n（3）恢复情况。"
    )
    _, records = records_of(text)
    assert [kind for kind, _ in records.contents] == ["problem", "process", "result"]


def test_a_form_among_the_annexes_shows_what_is_held_and_who_signs() -> None:
    text = (
        "技术支持服务协议\n第三条 乙方每次服务后填写附件一的服务记录单。\n"
        "附件一 服务记录单\n问题描述\t\n处理过程\t\n处理结果\t\n甲方主管签字\t"
    )
    agreement, records = records_of(text)
    assert {kind for kind, _ in records.contents} == {"problem", "process", "result"}
    assert words(agreement, records.named_signers) == ["主管"]


def test_the_sides_are_called_as_the_agreement_calls_them() -> None:
    text = (
        "技术支持服务协议\n采购人：南城禾木有限公司（以下简称“禾木”）\n供应商：南城启程有限公司\n"
        "第三条 供应商每次服务后填写服务单，由禾木的主管签字。"
    )
    agreement, records = records_of(text)
    assert words(agreement, records.signing) == ["签字"]


def test_the_chain_in_the_report_shows_each_link() -> None:
    text = (
        "技术支持服务协议\n甲方：南城禾木有限公司\n乙方：南城启程有限公司\n第一条 服务内容\n乙方排除仓储系统的故障。\n"
        "第三条 乙方每次服务后填写服务单，写明问题和结果，由甲方主管签字。"
    )
    links = {link.kind: link for link in record_chain(agreement_of(text))}
    assert [kind for kind, link in links.items() if link.there] == ["record", "signing", "signer"]
    assert links["contents"].missing == ("处理过程",)
    assert links["record"].text == "服务单"
    assert links["silence"].span is None


def test_other_agreements_have_no_chain() -> None:
    source = read("设备采购合同\n卖方供应交换机。".encode(), "draft.txt", revisions="accept", limits=Limits())
    assert record_chain(parse(source, VOCABULARY, type_code="purchase")) == ()


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "服务单",
            "工单",
            "甲方",
            "乙方",
            "签字",
            "在3日内",
            "视为",
            "确认",
            "，",
            "。",
            "\n",
            "逾期",
            "写明",
            "问题",
            "：",
            "验收",
            "第一条 ",
        ]
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(FRAGMENTS)
def test_places_lie_in_the_text_and_in_order(fragments: list[str]) -> None:
    agreement, records = records_of("技术支持服务协议\n" + "".join(fragments))
    for key in ServiceRecords.__slots__:
        places = [one[1] if isinstance(one, tuple) else one for one in getattr(records, key)]
        assert places == sorted(places)
        assert all(0 <= place.start < place.end <= len(agreement.text) for place in places)


def test_long_texts_take_time_in_proportion() -> None:
    sentence = "乙方每次服务后填写服务单，写明问题，由甲方主管在3日内签字；逾期不签的，视为确认。\n"

    def seconds(count: int) -> float:
        text = "技术支持服务协议\n" + "".join(f"{number}. {sentence}" for number in range(1, count))
        agreement = agreement_of(text)
        started = time.process_time()
        find_service_records(
            agreement.source, agreement.clauses, agreement.sentences, agreement.annexes, agreement.parties
        )
        return time.process_time() - started

    fewest = min(seconds(200) for _ in range(3))
    # Eight times the text takes eight times as long where each sentence is read once, 64 times were all compared.
    assert min(seconds(1600) for _ in range(3)) < 24 * max(fewest, 0.01)


def test_a_form_among_the_annexes_tells_what_silence_means() -> None:
    _, records = records_of(
        "技术支持服务协议\n第四条 乙方按附件C填写服务单，由甲方主管签署。\n附件C 服务单规范\n"
        "1. 甲方主管应在收到服务单之日起5日内签字；逾期未签字也未提出异议的，服务单视为经甲方确认。\n"
    )
    assert records.silence
    assert records.deadlines


def test_a_person_of_the_client_is_a_named_signer() -> None:
    agreement, records = records_of(
        "技术支持服务协议\n甲方：杭州青栎湾家居制造有限公司\n联系人：方书禾\n乙方：杭州叠云坞信息技术有限公司\n"
        "联系人：许见微\n第一条 服务记录\n乙方每次服务后填写服务单，由方书禾当场签字。\n"
    )
    assert [agreement.folded(place) for place in records.named_signers] == ["方书禾"]
