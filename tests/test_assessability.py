"""What can be judged and what cannot: refusing a real draft costs as much as judging a newspaper."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.model import Assessability
from contractlint.parser.annexes import find_annexes
from contractlint.parser.assessability import assess
from contractlint.parser.blanks import find_blanks
from contractlint.parser.clauses import build_clauses
from contractlint.parser.parties import find_parties
from contractlint.parser.titles import find_title
from contractlint.readers import read, read_path
from contractlint.text import Block, SourceText, Span

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def assessed(source: SourceText) -> Assessability:
    blanks = find_blanks(source)
    parties = find_parties(source, blanks)
    clauses = build_clauses(source, find_annexes(source))
    return assess(source, find_title(source), bool(parties), clauses, blanks)


def state_of(text: str) -> str:
    return assessed(read(text.encode("utf-8"), "draft.txt")).state


CARELESS = (
    "甲方：华新中学\n乙方：小李电脑店\n乙方给甲方修电脑和网络，一年一共12000元。甲方有问题打电话，乙方尽快来修。东西坏了要换的，"
    "甲方另外出钱。钱一年给两次。乙方不能把学校的资料给别人看。有事双方商量。从2027年3月1日开始，到2028年2月29日结束。签字后生效。\n"
    "甲方签字：\n乙方签字：\n"
)
FORM = (
    "技术支持服务协议\n甲方：______________\n地址：______________\n法定代表人：________\n乙方：______________\n"
    "地址：______________\n法定代表人：________\n第一条 服务内容\n"
    "乙方为甲方的________系统提供技术支持，范围为________。\n"
    "第二条 服务期限\n自____年__月__日起至____年__月__日止。\n"
    "第三条 费用\n服务费总额为人民币________元（大写：________）。\n"
    "第四条 响应\n乙方在____小时内响应，在____小时内到场。\n第五条 违约责任\n违约方支付合同总价____%的违约金。\n"
    "甲方（盖章）：________\n乙方（盖章）：________\n日期：____年__月__日\n"
)
READABLE = {
    "a careless draft without headings": CARELESS,
    "prose with two sides": (
        "经甲乙双方协商，由乙方负责甲方办公楼网络设备的日常维护。乙方应及时响应。甲方每月支付乙方费用5000元。"
        "双方如有争议，协商解决。"
    ),
    "other names for the sides": (
        "系统优化服务协议\n委托方：海川商贸有限公司\n受托方：云枢科技有限公司\n一、受托方应优化委托方的订单系统。\n"
        "二、委托方应支付服务费十万元。\n"
    ),
    "names blank, the rest filled in": FORM.replace("________系统", "订单系统")
    .replace("范围为________", "范围为日常维护")
    .replace("____年__月__日", "2027年1月1日", 1)
    .replace("____年__月__日", "2027年12月31日", 1)
    .replace("________元（大写：________）", "120,000元（大写：壹拾贰万元整）"),
    "one name filled in": FORM.replace("乙方：______________", "乙方：云枢科技有限公司", 1),
    "a name below its label": FORM.replace("乙方：______________", "乙方：\n云枢科技有限公司", 1),
    "a name in the running text": FORM.replace(
        "第一条", "本协议由海川商贸有限公司（以下简称“甲方”）与乙方签订。\n第一条", 1
    ),
    "only a few blanks": (
        "维护协议\n甲方：______\n乙方：______\n一、乙方应维护甲方的网络。\n二、甲方应支付费用____元。\n"
    ),
    "two languages side by side": (
        "服务协议 Service Agreement\n甲方（Party A）：海川商贸有限公司\n乙方（Party B）：云枢科技有限公司\n"
        + "甲方应按本协议约定向乙方支付服务费。 Party A shall pay the service fee to Party B under this agreement.\n"
        * 8
    ),
}


@pytest.mark.parametrize("name", READABLE)
def test_bad_drafts_are_readable(name: str) -> None:
    assert state_of(READABLE[name]) == "readable"


def test_an_unfilled_form_is_a_form() -> None:
    assert state_of(FORM) == "form"


@pytest.mark.parametrize("placeholder", ["{{{{甲方名称}}}}", "${{clientName}}", "【】", "XX公司", "某某公司"])
def test_placeholders_are_no_names(placeholder: str) -> None:
    name = placeholder.format()
    text = FORM.replace("甲方：______________", f"甲方：{name}", 1).replace("乙方：______________", f"乙方：{name}", 1)
    assert state_of(text) == "form"


NOT_AGREEMENTS = {
    "news": (
        "政务云平台完成升级改造\n本报讯 记者昨日获悉，政务云平台已完成升级，可用率提升至99.9%。\n"
        "此次升级由市大数据局与一家企业"
        "签订合同后实施，双方约定由企业负责三年运维。企业表示将提供7×24小时技术支持，故障响应不超过30分钟。\n"
    ),
    "minutes": (
        "关于运维合同续签事宜的会议纪要\n时间：2027年3月5日\n参会人员：张明、李文\n会议认为，乙方服务较好，但响应不够及时。"
        "会议决定同意续签一年，要求乙方完善服务记录。\n记录人：赵青\n"
    ),
    "tender": (
        "运维服务项目公开招标公告\n一、项目名称：运维服务项目\n二、采购人：江城中学\n三、预算金额：30万元\n"
        "四、供应商应具有独立承担民事责任的能力。\n五、供应商应于2027年3月1日前下载招标文件。\n六、联系人：李老师\n"
    ),
    "invoice": (
        "增值税专用发票\n购买方名称：海川商贸有限公司\n*信息技术服务*运维服务费 100000.00 6% 6000.00\n"
        "价税合计（大写）：壹拾万陆仟元整\n销售方名称：云枢科技有限公司\n收款人：张明 复核：李文\n"
    ),
    "manual": (
        "云桌面用户手册\n第一章 概述\n本手册介绍云桌面的安装和日常维护。\n"
        "第二章 安装\n1. 打开安装包，按提示完成安装。\n"
        "第三章 维护\n管理员应当定期备份数据。如遇故障，请联系技术支持。\n"
    ),
    "verse": "春江潮水连海平，海上明月共潮生。\n滟滟随波千万里，何处春江无月明。\n",
    "statute": (
        "第五百八十五条　当事人可以约定一方违约时应当向对方支付一定数额的违约金。\n"
        "约定的违约金低于造成的损失的，人民法院可以予以增加。\n"
        "第五百八十六条　当事人可以约定一方向对方给付定金作为债权的担保。\n"
    ),
    "house rules": (
        "运维合同管理办法\n第一条 为规范合同管理，制定本办法。\n"
        "第二条 合同双方的权利义务应当明确，甲方为公司，乙方为供应商。"
        "乙方应提供营业执照，甲方应审查。\n第三条 本办法自发布之日起施行。\n"
    ),
    "judgment": (
        "江城市中级人民法院民事判决书\n原告海川公司与被告云枢公司技术服务合同纠纷一案，本院已审理终结。\n本院认为，甲方应按约支付服务费，"
        "乙方应当提供运维服务。甲方承担违约责任。本合同第三条有约定。\n"
    ),
    "proposal": (
        "网络运维技术方案\n一、背景\n为保障网络稳定运行，提出以下方案。\n二、服务内容\n提供7×24小时技术支持，每季度巡检一次。\n"
    ),
    "letter": (
        "关于催缴服务费的函\n海川商贸有限公司：\n贵我双方于2027年1月签订运维服务合同，贵方应于3月支付服务费，至今未付。"
        "请于五日内支付。\n云枢科技有限公司（盖章）\n"
    ),
    "chat": "你好，请问这个文件怎么用？我不太明白里面的意思，麻烦你帮我看看。\n",
}


@pytest.mark.parametrize("name", NOT_AGREEMENTS)
def test_other_papers_are_not_agreements(name: str) -> None:
    assert state_of(NOT_AGREEMENTS[name]) == "not-agreement"


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement is made between Party A and Party B. Party A shall pay the fee to Party B every month. \n" * 10,
        "Services Agreement 甲方 乙方\n"
        + "The provider shall respond to any incident within four hours of notice.\n" * 10,
        "本契約は、甲と乙との間で締結されるものであり、以下のとおり合意する。サービスの内容は別紙のとおりとする。\n"
        * 5,
        "Исполнитель обязуется оказать услуги технической поддержки, а заказчик обязуется их оплатить.\n" * 5,
    ],
)
def test_other_languages_are_foreign(text: str) -> None:
    assert state_of(text) == "foreign"


def test_traditional_characters_are_said_to_be_the_reason() -> None:
    text = (
        "技術支援服務協議\n甲方：海川股份有限公司\n乙方：雲樞資訊有限公司\n"
        "第一條 服務內容 乙方應為甲方提供系統維護，並負責處理設備故障。\n"
        "第二條 費用 甲方應於每月五日前支付服務費用。\n"
        "第三條 違約責任 任何一方違反本協議之約定，應賠償對方因此所受之損害。\n"
    )
    answer = assessed(read(text.encode("utf-8"), "draft.txt"))
    assert answer.state == "foreign"
    assert "繁体" in answer.reason


def test_a_name_with_a_traditional_character_is_no_reason() -> None:
    assert state_of(CARELESS.replace("小李电脑店", "鑫淼電腦經營部")) == "readable"


def test_pictures_without_text_are_a_scan() -> None:
    source = SourceText(text="", blocks=(), images=3)
    answer = assess(source, None, False, (), ())
    assert answer.state == "empty"
    assert "扫描件" in answer.reason


def test_a_page_number_under_a_picture_does_not_make_it_text() -> None:
    text = "第1页 共3页"
    source = SourceText(text=text, blocks=(Block(Span(0, len(text))),), images=3)
    assert "扫描件" in assess(source, None, False, (), ()).reason


def test_nothing_is_empty() -> None:
    answer = assess(SourceText(text="\n \n", blocks=()), None, False, (), ())
    assert answer.state == "empty"
    assert "扫描件" not in answer.reason


@pytest.mark.parametrize(
    ("fixture", "state"),
    [
        ("clean-typed.docx", "readable"),
        ("clean-automatic.docx", "readable"),
        ("clean-han.docx", "readable"),
        ("risky-typed.docx", "readable"),
        ("risky-short.txt", "readable"),
        ("tracked.docx", "readable"),
        ("purchase.docx", "readable"),
        ("english.docx", "foreign"),
        ("form.docx", "form"),
        ("news.txt", "not-agreement"),
        ("scan.docx", "empty"),
    ],
)
def test_fixtures(fixture: str, state: str) -> None:
    assert assessed(read_path(FIXTURES / fixture)).state == state


@pytest.mark.parametrize("text", [FORM, *NOT_AGREEMENTS.values()])
def test_refusals_are_whole_sentences(text: str) -> None:
    reason = assessed(read(text.encode("utf-8"), "draft.txt")).reason
    assert reason.endswith("。")
    assert "未能判定" in reason


PIECES = st.sampled_from(
    [
        "甲方",
        "乙方",
        "：",
        "\n",
        "____",
        "【】",
        "本合同",
        "应",
        "支付",
        "盖章",
        "第一条",
        "2027年1月1日",
        "100元",
        "party",
        " ",
        "。",
        "約",
        "の",
    ]
)


@given(st.lists(PIECES, max_size=80).map("".join))
def test_any_text_gets_an_answer(text: str) -> None:
    source = SourceText(text=text, blocks=(Block(Span(0, len(text))),) if text else ())
    answer = assess(source, None, False, (), ())
    assert answer.readable == (answer.reason == "")
