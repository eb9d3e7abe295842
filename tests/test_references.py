from __future__ import annotations

import pytest

from contractlint.model import Reference
from contractlint.parser.annexes import find_annexes
from contractlint.parser.clauses import build_clauses
from contractlint.parser.definitions import find_definitions
from contractlint.parser.references import find_references
from contractlint.parser.statutes import statute_of
from contractlint.parser.targets import find_target
from contractlint.readers import read
from contractlint.text import SourceText


def source_of(text: str) -> SourceText:
    return read(text.encode("utf-8"), "draft.txt")


def references_of(text: str) -> tuple[Reference, ...]:
    source = source_of(text)
    annexes = find_annexes(source)
    return find_references(source, build_clauses(source, annexes), annexes)


def found(text: str) -> list[tuple[object, ...]]:
    return [(one.kind, one.text, one.numbers) for one in references_of(text)]


@pytest.mark.parametrize(
    ("text", "reference", "numbers"),
    [
        ("按第四条执行。", "第四条", ((4,),)),
        ("按本合同第 十 二 条执行。", "本合同第十二条", ((12,),)),
        ("按第4.2条执行。", "第4.2条", ((4, 2),)),
        ("按4.2款执行。", "4.2款", ((4, 2),)),
        ("按本协议3.1.2约定执行。", "本协议3.1.2", ((3, 1, 2),)),
        ("按本合同第三条第（二）款第3项执行。", "本合同第三条第（二）款第3项", ((3, 2, 3),)),
        ("按第三条之第二款执行。", "第三条之第二款", ((3, 2),)),
        ("按第四条至第六条执行。", "第四条至第六条", ((4,), (5,), (6,))),
        ("按第三、五条执行。", "第三、五条", ((3,), (5,))),
        ("按第三条、第五条第一款执行。", "第三条、第五条第一款", ((3,), (5, 1))),
        ("按第三条第一款、第二款执行。", "第三条第一款、第二款", ((3, 1), (3, 2))),
        ("按第三条第（一）至（三）项执行。", "第三条第（一）至（三）项", ((3, 1), (3, 2), (3, 3))),
        ("按第3.1、3.2条执行。", "第3.1、3.2条", ((3, 1), (3, 2))),
        ("按本合同第二条款执行。", "本合同第二条", ((2,),)),
        ("按第二章执行。", "第二章", ((2,),)),
    ],
)
def test_clause_references(text: str, reference: str, numbers: object) -> None:
    assert found(text) == [("clause", reference, numbers)]


@pytest.mark.parametrize(
    ("text", "numbers"), [("本条第（二）款", ((2,),)), ("上述第一款", ((1,),)), ("第（三）项约定的情形", ((3,),))]
)
def test_relative_references(text: str, numbers: object) -> None:
    (one,) = references_of(f"发生{text}的，甲方可以解除。")
    assert (one.kind, one.numbers, one.relative) == ("clause", numbers, True)


@pytest.mark.parametrize(
    "text",
    [
        "在第三条件下运行。",
        "第一项目组负责。",
        "按下列第2种方式处理。",
        "第三方违约的。",
        "第二期款项支付。",
        "第一款产品交付后付款。",
        "费用为4.2万元，占3.1%。",
        "一式三份，附件三份。",
        "第一条 服务内容\n第二条 费用",
        "2.1 服务\n2.2 费用",
        "违反本合同第   条约定的。",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "reference", "statute", "numbers"),
    [
        ("依据《中华人民共和国民法典》第五百八十五条。", "《中华人民共和国民法典》第五百八十五条", "民法典", ((585,),)),
        ("依据民法典第585条。", "民法典第585条", "民法典", ((585,),)),
        ("依据《合同法》。", "《合同法》", "合同法", ()),
        ("依据《合同法》的第五十二条第一款。", "《合同法》的第五十二条第一款", "合同法", ((52, 1),)),
        (
            "依据《劳动合同法》第三十八条、第四十条。",
            "《劳动合同法》第三十八条、第四十条",
            "劳动合同法",
            ((38,), (40,)),
        ),
        ("依据《仲裁法（2017年修正）》第十六条。", "《仲裁法（2017年修正）》第十六条", "仲裁法", ((16,),)),
        ("依据劳动合同法办理。", "劳动合同法", "劳动合同法", ()),
    ],
)
def test_laws(text: str, reference: str, statute: str, numbers: object) -> None:
    (one,) = references_of(text)
    assert (one.kind, one.text, one.statute, one.numbers) == ("law", reference, statute, numbers)


def test_that_law_is_the_one_named_before() -> None:
    first, second = references_of("依据《民法典》办理，该法第五百六十三条另有规定。")
    assert (first.statute, second.statute, second.kind) == ("民法典", "民法典", "law")


@pytest.mark.parametrize("text", ["本合同法律关系", "本合同法定代表人", "合同法院", "公司法务人员", "劳动合同法定解除"])
def test_words_that_only_contain_the_name_of_a_law(text: str) -> None:
    assert found(f"{text}由双方确认。") == []


@pytest.mark.parametrize(
    ("name", "after", "statute"),
    [
        ("中华人民共和国招标投标法", "", "招标投标法"),
        ("保障中小企业款项支付条例", "", "保障中小企业款项支付条例"),
        ("最高人民法院关于适用保证制度的解释", "", "最高人民法院关于适用保证制度的解释"),
        ("政府采购货物和服务招标投标管理办法", "（财政部令第87号）", "政府采购货物和服务招标投标管理办法"),
        ("项目验收办法", "执行", ""),
        ("系统使用方法", "", ""),
        ("技术服务合同", "", ""),
        ("需求规格说明书", "", ""),
    ],
)  # fmt: skip
def test_names_of_statutes(name: str, after: str, statute: str) -> None:
    assert statute_of(name, after) == statute


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("按主合同第五条执行。", "主合同第五条"),
        ("按招标文件第三章执行。", "招标文件第三章"),
        ("按《框架协议》第五条执行。", "《框架协议》第五条"),
        ("按《技术规格书》执行。", "《技术规格书》"),
    ],
)
def test_clauses_of_other_documents(text: str, reference: str) -> None:
    (one,) = references_of(text)
    assert (one.kind, one.text) == ("document", reference)


def test_a_supplement_speaks_of_itself() -> None:
    (one,) = references_of("按本补充协议第三条执行。")
    assert (one.kind, one.numbers) == ("clause", ((3,),))


@pytest.mark.parametrize(
    ("text", "reference", "numbers"),
    [
        ("详见附件一。", "附件一", ((1,),)),
        ("详见附件2。", "附件2", ((2,),)),
        ("清单（附件三）所列。", "附件三", ((3,),)),
        ("详见附件（2）。", "附件（2）", ((2,),)),
        ("详见附件一、附件三。", "附件一、附件三", ((1,), (3,))),
        ("详见附件一至附件三。", "附件一至附件三", ((1,), (2,), (3,))),
        ("详见附件《服务清单》。", "附件《服务清单》", ()),
        ("详见附件二《服务清单》。", "附件二《服务清单》", ((2,),)),
        ("按附件二第三条执行。", "附件二第三条", ((2, 3),)),
        ("详见附件A。", "附件A", ((1,),)),
    ],
)
def test_annexes(text: str, reference: str, numbers: object) -> None:
    assert found(text) == [("annex", reference, numbers)]


AGREEMENT = (
    "运维服务合同\n甲方：甲公司\n乙方：乙公司\n"
    "第一条 服务内容\n1.1 巡检\n（1）每月一次。\n（2）见附件一第二条。\n1.2 按第三条第二款执行，另见第九条。\n"
    "第二条 费用\n（一）年费；\n（二）税费，不适用本条第（一）款，参照本条第（三）款。\n"
    "第三条 付款\n乙方先开票。\n甲方后付款。\n"
    "（以下无正文）\n甲方（盖章）：\n日期：\n乙方（盖章）：\n日期：\n"
    "附件一 服务清单\n第一条 网络\n第二条 主机，按第一条执行。\n"
)


def test_targets() -> None:
    source = source_of(AGREEMENT)
    annexes = find_annexes(source)
    clauses = build_clauses(source, annexes)
    targets = {}
    for one in find_references(source, clauses, annexes):
        for path in one.numbers:
            hit = find_target(one, path, clauses)
            targets[one.text, path] = None if hit is None else (hit.number, hit.annex)
    assert targets == {
        ("附件一第二条", (1, 2)): ("第二条", 0),
        ("第三条第二款", (3, 2)): ("第三条", None),
        ("第九条", (9,)): None,
        ("本条第（一）款", (1,)): ("（一）", None),
        ("本条第（三）款", (3,)): None,
        ("第一条", (1,)): ("第一条", 0),
    }


def test_targets_among_other_styles() -> None:
    text = "一、服务\n1. 巡检\n2. 抢修\n二、费用\n2.1 年费\n2.2 税费\n三、其他\n按第一条第2款、2.2条、第二条执行。"
    source = source_of(text)
    clauses = build_clauses(source, ())
    (one,) = find_references(source, clauses, ())
    assert one.numbers == ((1, 2), (2, 2), (2,))
    hits = [find_target(one, path, clauses) for path in one.numbers]
    assert [hit and hit.number for hit in hits] == ["2.", "2.2", "二、"]


@pytest.mark.parametrize(
    ("text", "term", "full"),
    [
        ("甲方委托乙方维护机房监控系统（以下简称“本系统”）。", "本系统", "甲方委托乙方维护机房监控系统"),
        ("北京云杉数据有限公司（以下简称甲方）", "甲方", "北京云杉数据有限公司"),
        ("双方签订的运维服务合同（下称“原合同”）", "原合同", "双方签订的运维服务合同"),
        ("本合同中“工作日”指国家规定的上班日。", "工作日", ""),
        ("“重大故障”是指系统不能使用。", "重大故障", ""),
        ("1.2 响应时间：指收到报修到回复的时间。", "响应时间", ""),
        ("本合同所称不可抗力，是指不能预见的事件。", "不可抗力", ""),
    ],
)
def test_definitions(text: str, term: str, full: str) -> None:
    assert [(one.term, one.full) for one in find_definitions(source_of(text))] == [(term, full)]


def test_several_short_names_for_one() -> None:
    terms = [one.term for one in find_definitions(source_of("上海青禾科技有限公司（以下简称“乙方”或“服务商”）"))]
    assert terms == ["乙方", "服务商"]


@pytest.mark.parametrize(
    "text", ["甲方指定的人员", "“乙方”指派的工程师", "按甲方指示办理", "其是指上述情形", "服务指标"]
)
def test_what_defines_nothing(text: str) -> None:
    assert find_definitions(source_of(text)) == ()
