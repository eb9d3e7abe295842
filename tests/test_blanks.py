from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.parser.blanks import find_blanks
from contractlint.readers.plain import read_plain
from contractlint.text import SourceText, Span, Stream


def marked(text: str) -> str:
    """The text with ⟦⟧ around every blank and its kind before it."""
    out, last = "", 0
    for blank in find_blanks(SourceText(text=text, blocks=())):
        out += text[last : blank.span.start] + f"⟦{blank.kind}:" + blank.span.of(text) + "⟧"
        last = blank.span.end
    return out + text[last:]


@pytest.mark.parametrize(
    "expected",
    [
        # drawn lines
        "甲方：⟦line:________⟧",
        "工期为⟦line:____⟧天",
        "自⟦line:____⟧年⟦line:__⟧月⟦line:__⟧日起",
        "提供⟦line:_⟧个月的维护",
        "由⟦line:____⟧负责⟦line:____⟧并承担费用",
        "1. ⟦line:____⟧负责安装，运费由⟦line:____⟧承担",
        "项目名称：⟦line:____⟧，地点⟦line:____⟧。",
        "支付违约金⟦gap:　　⟧元",
        "电话：⟦line:____⟧    传真：⟦line:____⟧",
        "合同总价人民币⟦line:---⟧元",
        "签订于20⟦line:__⟧年",
        "地址：⟦line:____⟧省⟦line:____⟧市",
        # empty brackets and words in them
        "工期为⟦bracket:【】⟧天，质保期⟦bracket:【  】⟧年",
        "违约金为⟦bracket:[ ]⟧元",
        "甲方：⟦bracket:[甲方公司名称]⟧",
        "机房位置：⟦bracket:[待确认]⟧",
        "于⟦bracket:【请填写日期】⟧前交付",
        "编号：⟦bracket:[[编号]]⟧",
        "交付地点⟦paren:（   ）⟧",
        # letters
        "甲方：⟦letters:XX⟧公司",
        "20⟦letters:XX⟧年3月",
        "北京⟦letters:某某⟧科技有限公司",
        "合同价⟦letters:×××⟧元",
        "电话：138⟦letters:XXXX⟧5678",
        "编号⟦letters:xxx⟧的项目",
        # words
        "交付日期：⟦word:待定⟧",
        "服务费用（⟦word:待补充⟧）",
        "机房：⟦word:TBD⟧",
        "负责人：⟦word:待确认⟧",
        # variables
        "甲方：⟦variable:{{client}}⟧",
        "金额⟦variable:${amount}⟧元",
        "甲方：⟦variable:<公司名称>⟧",
        "乙方：⟦variable:«乙方»⟧",
        # digits left out
        "应在⟦gap:   ⟧小时内响应",
        "应在⟦gap:　⟧小时内响应",
        "一式⟦gap:  ⟧份",
        "人民币⟦gap:      ⟧元",
        "签订日期：⟦gap:    年  月  日⟧",
        "至2026年⟦gap:  月  日⟧止",
        "违约金为百分之⟦gap:   ⟧。",
        "提交至⟦gap:    ⟧仲裁委员会",
    ],
)
def test_places_to_fill(expected: str) -> None:
    text = expected
    for kind in ("line", "bracket", "paren", "letters", "word", "variable", "gap"):
        text = text.replace(f"⟦{kind}:", "")
    text = text.replace("⟧", "")
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "付款比例为__60__%，余款__40__%",
        "本合同一式__肆__份",
        "法定代表人：周晓岚________（签字）",
        "项目名称：____水务平台运维____",
        "地址：____杭州市西湖区文三路1号____",
        "产品型号MXX-200，尺码XXL，规格XXL-3",
        "甲方指定__周晓岚__为甲方项目联系人",
        "1. __在两个月内完成部署，并向甲方提交部署报告__；",
        "涉密人员范围：__提供运维资料的全体人员。____",
        "待定事项由双方另行协商。",
        "工单状态为“待确认”的，视为未完成。",
        "尚待确认的需求另行评估。",
        "【服务内容】",
        "[北京]仲裁委员会仲裁",
        "若a<5且b>3，则",
        "第一行<br>第二行",
        "签订日期：2026 年   3 月   1 日",
        "2026年3月1日",
        "住    所：杭州市",
        "联 系 人：周晓岚",
        "------------",
        "**********",
        "本合同文本【】中选择内容由双方选定。",
        "[ ] 银行转账 [x] 现金",
        "日期：                    日期：",
        "3×5块，10×20米",
        "付款方式为转账",
    ],
)
def test_what_is_no_place_to_fill(text: str) -> None:
    assert marked(text) == text


def test_overlapping_places_are_one_and_all_are_in_order() -> None:
    blanks = find_blanks(SourceText(text="甲方：【____】，乙方：{{name}}，于    年  月  日", blocks=()))
    assert [blank.kind for blank in blanks] == ["bracket", "variable", "gap"]
    assert all(first.span.end <= second.span.start for first, second in pairwise(blanks))


def test_headers_and_footers_are_left_out() -> None:
    text = "正文____\n页眉____"
    source = SourceText(text=text, blocks=(), streams=(Stream("header", "header1.xml", Span(7, len(text))),))
    assert [blank.span for blank in find_blanks(source)] == [Span(2, 6)]


@given(st.text(alphabet="甲方：_ 　\n年月日元【】[]XX某（）()在小时内-<>{}$1٠", max_size=120))
def test_spans_are_in_order_inside_the_text_and_never_empty(text: str) -> None:
    blanks = find_blanks(SourceText(text=text, blocks=()))
    last = 0
    for blank in blanks:
        assert last <= blank.span.start < blank.span.end <= len(text)
        last = blank.span.end


@pytest.mark.parametrize(
    "unit", ["_", "_ ", " ", "　", "【", "[[", "X", "某", "{{", "<", "   年  月  日", "：____", "在 "]
)
def test_hostile_repetition_takes_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        source = read_plain((unit * count).encode())
        start = time.process_time()
        find_blanks(source)
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 5
