"""Types of agreement: the title speaks loudest, then the subject matter; what is not clear is general."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contractlint.model import AgreementType
from contractlint.parser.annexes import find_annexes
from contractlint.parser.clauses import build_clauses
from contractlint.parser.titles import find_title
from contractlint.parser.types import recognise_type
from contractlint.readers import read, read_path
from contractlint.text import SourceText
from tests.vocabulary import vocabulary

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def type_of(source: SourceText, chosen: str | None = None) -> AgreementType:
    clauses = build_clauses(source, find_annexes(source))
    return recognise_type(source, find_title(source), clauses, vocabulary(), chosen=chosen)


def code_of(text: str) -> str:
    return type_of(read(text.encode("utf-8"), "draft.txt")).code


PARTIES = "甲方：海川商贸有限公司\n乙方：云枢科技有限公司\n"
SUPPORT = (
    "第一条 服务内容\n1.1 乙方负责甲方订单系统和服务器的日常维护、故障处理、补丁升级和数据备份。\n"
    "1.2 乙方每季度现场巡检一次，"
    "平时通过热线和远程方式提供技术支持。\n第二条 服务标准\n2.1 乙方提供7×24小时服务，一级故障30分钟内响应。\n"
    "2.2 每次服务后填写服务记录单。\n第三条 费用\n3.1 年服务费12万元。\n"
)
REPORT = (
    "第一条 服务内容\n1.1 乙方为甲方的新建厂房项目编制环境影响报告书，并配合甲方取得生态环境部门的批复。\n"
    "1.2 乙方组织专家评审，按评审意见修改报告书。\n第二条 费用\n2.1 咨询费20万元，报批后付清。\n"
)
DEVELOPMENT = (
    "第一条 项目内容\n1.1 甲方委托乙方开发客户管理系统，功能需求见需求说明书。\n"
    "1.2 乙方完成需求分析、概要设计、编码、测试和上线，"
    "交付源代码和用户手册。\n第二条 开发周期\n2.1 开发周期60天，上线后试运行一个月。\n"
)
GOODS = (
    "第一条 货物\n1.1 卖方向买方供应服务器十台，型号、规格、数量和单价见下表。\n"
    "第二条 交货\n2.1 签约后30天内送货到买方机房，"
    "运输费由卖方承担。\n第三条 质保期\n3.1 质保期三年，故障2小时响应，4小时到场，提供7×24小时技术支持。\n"
)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("技术支持服务协议", "tech-support"),
        ("信息系统运维服务合同", "tech-support"),
        ("办公网络及电脑维护协议", "tech-support"),
        ("服务器和存储设备维保合同", "tech-support"),
        ("ERP系统优化服务协议", "tech-support"),
        ("运维服务采购合同", "tech-support"),
        ("采购运维服务项目合同", "tech-support"),
        ("软件开发合同", "software-development"),
        ("客户管理系统开发服务协议", "software-development"),
        ("技术开发（委托）合同", "software-development"),
        ("环境影响评价技术服务合同", "consulting"),
        ("节能评估报告编制合同", "consulting"),
        ("技术咨询合同", "consulting"),
        ("设备采购合同", "purchase"),
        ("设备采购及维保合同", "purchase"),
        ("产品购销合同", "purchase"),
        ("设备采购与安装合同", "purchase"),
        ("设备租赁合同", "lease"),
        ("房屋租赁合同", "lease"),
        ("保密协议", "confidentiality"),
        ("劳动合同书", "employment"),
        ("借款合同", "loan"),
        ("商品房买卖合同", "property-sale"),
        ("装修工程施工合同", "construction"),
        ("用户信息处理服务协议", "data"),
        ("委托合同", "entrustment"),
        ("合同补充协议", "amendment"),
        ("电梯维护保养合同", "general"),
        ("战略合作协议", "general"),
        ("合同书", "general"),
    ],
)
def test_the_title_decides(title: str, code: str) -> None:
    assert code_of(f"{title}\n{PARTIES}第一条 其他\n1.1 一式两份。\n第二条 生效\n2.1 签字后生效。\n") == code


@pytest.mark.parametrize("title", ["技术服务合同", "服务协议", "合同书", "合作协议"])
@pytest.mark.parametrize(
    ("body", "code"),
    [(SUPPORT, "tech-support"), (REPORT, "consulting"), (DEVELOPMENT, "software-development"), (GOODS, "purchase")],
)
def test_where_the_title_says_nothing_the_subject_matter_does(title: str, body: str, code: str) -> None:
    assert code_of(f"{title}\n{PARTIES}{body}") == code


def test_a_name_line_speaks_where_the_title_does_not() -> None:
    text = (
        f"技术服务合同\n项目名称：订单系统运维服务项目\n{PARTIES}第一条 其他\n1.1 一式两份。\n第二条 生效\n2.1 签字。\n"
    )
    assert code_of(text) == "tech-support"


def test_development_with_a_chapter_on_maintenance_stays_development() -> None:
    chapter = "第三条 维护\n3.1 上线后一年内乙方提供技术支持，故障4小时内响应，每季度巡检一次，提供7×24小时热线。\n"
    assert code_of(f"软件开发合同\n{PARTIES}{DEVELOPMENT}{chapter}") == "software-development"
    assert code_of(f"技术服务合同\n{PARTIES}{DEVELOPMENT}{chapter}") == "software-development"
    assert code_of(f"软件开发及维护合同\n{PARTIES}{DEVELOPMENT}{chapter}") == "software-development"


def test_a_purchase_with_service_after_sales_stays_a_purchase() -> None:
    assert code_of(f"服务器采购合同\n{PARTIES}{GOODS}") == "purchase"


def test_half_and_half_is_general() -> None:
    text = f"服务合同\n{PARTIES}第一条 服务内容\n1.1 乙方为甲方提供会务和讲师。\n第二条 费用\n2.1 会务费2万元。\n"
    assert code_of(text) == "general"


def test_the_users_word_is_not_questioned() -> None:
    source = read(f"设备采购合同\n{PARTIES}{GOODS}".encode(), "draft.txt")
    assert type_of(source, chosen="tech-support") == AgreementType("tech-support", (), chosen=True)


@pytest.mark.parametrize("text", [f"信息系统运维服务合同\n{PARTIES}{SUPPORT}", f"技术服务合同\n{PARTIES}{SUPPORT}"])
def test_evidence_is_quoted_from_the_text(text: str) -> None:
    source = read(text.encode("utf-8"), "draft.txt")
    recognised = type_of(source)
    assert recognised.code == "tech-support"
    assert recognised.marks
    words = next(one for one in vocabulary().types if one.code == "tech-support")
    patterns = [re.compile(pattern) for pattern in (*words.titles, *words.content)]
    for mark in recognised.marks:
        assert any(pattern.search(source.normalized.of(mark.span)) for pattern in patterns)


@pytest.mark.parametrize(
    ("fixture", "code"),
    [
        ("clean-typed.docx", "tech-support"),
        ("clean-automatic.docx", "tech-support"),
        ("clean-han.docx", "tech-support"),
        ("risky-typed.docx", "tech-support"),
        ("risky-short.txt", "tech-support"),
        ("purchase.docx", "purchase"),
        ("news.txt", "general"),
    ],
)
def test_fixtures(fixture: str, code: str) -> None:
    assert type_of(read_path(FIXTURES / fixture)).code == code


@pytest.mark.parametrize("fixture", ["clean-typed.docx", "clean-automatic.docx", "clean-han.docx"])
def test_without_a_telling_title_the_clean_agreements_are_still_recognised(fixture: str) -> None:
    source = read_path(FIXTURES / fixture)
    title = find_title(source)
    assert title is not None
    text = source.text[: title.start] + "服务合同" + source.text[title.end :]
    assert code_of(text) == "tech-support"


def test_empty_text_is_general() -> None:
    assert code_of("。\n") == "general"


def test_every_type_pattern_compiles_and_codes_differ() -> None:
    codes = [words.code for words in vocabulary().types]
    assert len(set(codes)) == len(codes)
    assert "general" not in codes
    for words in vocabulary().types:
        for pattern in (*words.titles, *words.content, *words.against):
            re.compile(pattern)
