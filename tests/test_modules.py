"""Modules: found where they are, in whatever style, and not found on a passing word."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.model import Module
from contractlint.parser.aliases import Aliases, prepared
from contractlint.parser.annexes import find_annexes
from contractlint.parser.clauses import build_clauses
from contractlint.parser.modules import recognise_modules
from contractlint.parser.sentences import split_sentences
from contractlint.parser.vocabulary import ModuleWords, Vocabulary
from contractlint.readers import read, read_path
from contractlint.text import SourceText, Span
from tests.vocabulary import vocabulary

CODES = "SCLAFTKPDVEBRMJNGX"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CLEAN = ("clean-typed", "clean-automatic", "clean-han")


@lru_cache(maxsize=4)
def text_of(fixture: str) -> str:
    return read_path(FIXTURES / f"{fixture}.docx").text


def modules_of(text: str) -> tuple[SourceText, dict[str, Module]]:
    source = read(text.encode("utf-8"), "draft.txt")
    annexes = find_annexes(source)
    clauses = build_clauses(source, annexes)
    sentences = split_sentences(source, Span(0, len(source.text)))
    return source, recognise_modules(source, clauses, sentences, vocabulary(), annexes)


def found(text: str) -> set[str]:
    return set(modules_of(text)[1])


FRAME = "{head}\n\n第一条 其他\n1.1 本协议用中文写成。\n第二条 杂项\n2.1 {sentence}\n"


def said(sentence: str) -> set[str]:
    """What one sentence of the body shows, in a clause whose heading says nothing."""
    return found(FRAME.format(head="技术支持服务协议", sentence=sentence))


@pytest.fixture(scope="module")
def aliases() -> Aliases:
    return prepared(vocabulary().modules)


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("服务内容", "C"),
        ("服务", "C"),
        ("外包内容", "C"),
        ("服务内容与标准", "CL"),
        ("服务内容和方式", "C"),
        ("本合同的服务范围", "C"),
        ("技术服务的内容、方式和要求", "C"),
        ("服务级别（SLA）", "L"),
        ("故障分级与响应时限", "L"),
        ("验收标准及方法", "A"),
        ("项目验收及付款", "AF"),
        ("费用及其支付", "F"),
        ("合同价款与支付方式", "F"),
        ("服务期限及地点", "T"),
        ("合同期限与终止", "TE"),
        ("保密与知识产权", "KP"),
        ("知识产权及保密", "KP"),
        ("保密条款", "K"),
        ("知识产权的归属与使用", "P"),
        ("数据安全与个人信息保护", "D"),
        ("信息安全与保密", "DK"),
        ("变更、解除与终止", "VE"),
        ("合同的变更与解除", "VE"),
        ("协议解除", "E"),
        ("提前终止", "E"),
        ("违约责任与争议解决", "BJ"),
        ("第八条 违约责任及赔偿", "B"),
        ("违约则任", "B"),
        ("责任限制", "R"),
        ("故障责任划分", "R"),
        ("不可抗力和免责", "MR"),
        ("法律适用及争议解决", "J"),
        ("通知与送达", "N"),
        ("生效及份数", "G"),
        ("附件清单", "X"),
        ("Limitation of Liability / 责任限制", "R"),
        ("违 约 责 任", "B"),
    ],
)
def test_a_heading_names_its_modules(aliases: Aliases, heading: str, codes: str) -> None:
    assert set(aliases.codes(heading)) == set(codes)


@pytest.mark.parametrize(
    "heading",
    [
        "其他约定",
        "总则",
        "定义与解释",
        "双方权利义务",
        "甲方的权利和义务",
        "人员要求",
        "服务方式",
        "服务时间",
        "需求变更",
        "服务记录",
        "廉洁约定",
        "质量保证金",
        "服务单",
        "培训",
        "售后服务",
    ],
)
def test_headings_of_other_matters_name_none(aliases: Aliases, heading: str) -> None:
    assert aliases.codes(heading) == {}


@pytest.mark.parametrize(
    "heading", ["乙方不承担违约责任的情形", "责任限制", "保密违约", "付款违约", "验收前的风险承担"]
)
def test_lookalikes_are_not_taken_for_the_module_they_resemble(aliases: Aliases, heading: str) -> None:
    wrong = {
        "乙方不承担违约责任的情形": "B",
        "责任限制": "B",
        "保密违约": "K",
        "付款违约": "F",
        "验收前的风险承担": "A",
    }
    assert wrong[heading] not in aliases.codes(heading)


@pytest.mark.parametrize(
    "layout",
    [
        "第三条 保密\n双方对在合作中知悉的对方商业秘密负有保密义务。",
        "三、保密\n双方对在合作中知悉的对方商业秘密负有保密义务。",
        "3. 保密：双方对在合作中知悉的对方商业秘密负有保密义务。",
        "【保密】\n双方对在合作中知悉的对方商业秘密负有保密义务。",
        "第三条　保 密\n双方对在合作中知悉的对方商业秘密负有保密义务。",
    ],
)
def test_headings_in_any_layout(layout: str) -> None:
    _, modules = modules_of(f"运维服务合同\n{layout}\n")
    assert "K" in modules


def test_headings_that_are_lines_without_number() -> None:
    text = (
        "运维服务合同\n甲方：海川商贸有限公司\n乙方：云枢科技有限公司\n服务内容\n乙方维护甲方的订单系统。\n服务期限\n"
        "自2027年1月1日起至2027年12月31日止。\n违约责任\n任何一方违约的，赔偿对方损失。\n争议解决\n"
        "由甲方住所地人民法院管辖。\n"
    )
    assert set("CTBJ") <= found(text)


def test_labels_in_a_table_of_two_columns() -> None:
    text = (
        "运维服务协议\n服务内容 | 订单系统的日常维护和故障处理\n服务期限 | 2027年1月1日至2027年12月31日\n"
        "保密要求 | 双方对对方资料保密\n"
    )
    assert set("CTK") <= found(text)


def test_a_column_title_is_no_heading() -> None:
    text = "采购明细\n序号\t服务内容\t数量\t金额\n1\t巡检\t4\t4000元\n2\t培训\t2\t2000元\n"
    assert "C" not in found(text)


@pytest.mark.parametrize("under", ["", "无", "无。", "/", "——"])
def test_a_heading_with_nothing_under_it_shows_nothing(under: str) -> None:
    text = (
        f"运维服务合同\n第一条 服务内容\n乙方维护甲方的订单系统。\n第二条 保密\n{under}\n"
        "第三条 违约责任\n任何一方违约的，赔偿损失。\n"
    )
    assert "K" not in found(text)
    assert {"C", "B"} <= found(text)


def test_a_blank_under_a_heading_is_a_place_for_the_module() -> None:
    assert "K" in found("运维服务合同\n第一条 保密\n____________________\n第二条 其他\n无。\n")


# ---------------------------------------------------------------- content


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("任何一方不得向第三方披露在履行中知悉的对方资料。", "K"),
        ("乙方对本项目涉及的商业秘密承担保密义务。", "K"),
        ("双方应对合同内容予以保密。", "K"),
        ("双方另行签订保密协议。", "K"),
        ("因履行本协议发生的争议，双方协商解决；协商不成的，提交杭州仲裁委员会仲裁。", "J"),
        ("双方发生纠纷协商不成的，向甲方住所地人民法院起诉。", "J"),
        ("服务过程中形成的成果，其知识产权归甲方所有。", "P"),
        ("乙方保留其原有软件的著作权。", "P"),
        ("未经双方书面同意，任何一方不得变更本协议。", "V"),
        ("本协议未尽事宜，双方另行签订补充协议。", "V"),
        ("对本合同的任何修改须经双方书面确认并签字盖章。", "V"),
        ("乙方逾期超过三十日的，甲方有权解除本协议。", "E"),
        ("任何一方可以提前三十日书面通知对方终止本协议。", "E"),
        ("乙方逾期完成的，每逾期一日支付合同总价0.1%的违约金。", "B"),
        ("任何一方违反本协议的，应当承担违约责任并赔偿损失。", "B"),
        ("因不可抗力不能履行的，受影响的一方不承担责任。", "M"),
        ("通知按本协议载明的地址寄出，签收之日视为送达。", "N"),
        ("甲方应在收到成果后5日内组织验收。", "A"),
        ("验收标准为附件一所列功能。", "A"),
        ("合同总价为人民币120,000元。", "F"),
        ("甲方应于每季度首月10日前向乙方支付服务费30,000元。", "F"),
        ("服务期限自2027年1月1日起至2027年12月31日止。", "T"),
        ("本协议有效期为一年。", "T"),
        ("一级故障，乙方应在30分钟内响应。", "L"),
        ("系统月度可用率不低于99.9%。", "L"),
        ("服务内容包括日常巡检、故障处理和版本升级。", "C"),
        ("乙方处理甲方客户的个人信息，应当采取加密和访问控制措施。", "D"),
        ("乙方应当遵守《数据安全法》。", "D"),
        ("由于第三方系统的原因造成的故障，乙方不承担责任。", "R"),
        ("乙方的赔偿总额以本年度服务费为限。", "R"),
    ],
)
def test_content_counts_outside_its_usual_place(sentence: str, code: str) -> None:
    assert code in said(sentence)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("本协议未尽事宜，双方协商解决。", "V"),
        ("本协议未尽事宜，按照法律规定执行。", "V"),
        ("一方变更联系人的，应当书面通知对方。", "V"),
        ("期满如需续约，双方另行签订补充协议。", "V"),
        ("本协议期满自动终止。", "E"),
        ("任何一方不得擅自解除本协议。", "E"),
        ("因不可抗力致使合同目的不能实现的，可以解除本协议。", "E"),
        ("验收仍不合格的，甲方可以按第十七条解除本协议。", "E"),
        ("除不可抗力外，乙方不得延期。", "M"),
        ("违反保密义务的，赔偿对方损失。", "K"),
        ("乙方不得泄露或者篡改甲方数据。", "K"),
        ("乙方保证服务成果不侵犯第三方的知识产权。", "P"),
        ("保密期限自本协议签订之日起至终止后三年止。", "T"),
        ("质保期自验收合格之日起一年。", "T"),
        ("验收合格后10个工作日内，甲方支付尾款。", "A"),
        ("一方逾期付款的，按日支付万分之五的违约金。", "F"),
        ("乙方发现安全事件的，应在2小时内通知甲方。", "L"),
        ("双方对原因有分歧的，乙方先行修复，修复后10个工作日内共同确认。", "L"),
        ("赔偿金额以实际损失为限。", "R"),
        ("甲方指定张明为项目负责人，负责签署服务记录和组织验收。", "A"),
        ("发生不可抗力的一方不承担违约责任。", "B"),
    ],
)
def test_a_passing_word_is_no_content(sentence: str, code: str) -> None:
    assert code not in said(sentence)


def test_breach_of_one_matter_is_not_liability_for_breach() -> None:
    text = (
        "运维合同\n第一条 保密\n1.1 双方负有保密义务。\n1.2 违反本条约定的，支付违约金五万元。\n"
        "第二条 其他\n2.1 一式两份。\n"
    )
    assert "B" not in found(text)
    moved = text.replace("第二条 其他\n", "第二条 其他\n2.2 违反本协议约定的，支付违约金五万元。\n")
    assert "B" in found(moved)


def test_a_recital_is_no_clause() -> None:
    text = (
        "运维合同\n甲方委托乙方提供系统维护服务，甲方向乙方支付服务费，双方达成如下协议：\n第一条 其他\n"
        "1.1 一式两份。\n"
        "第二条 生效\n2.1 签字盖章后生效。\n第三条 保密\n3.1 双方保密。\n"
    )
    assert not {"C", "F"} & found(text)


@pytest.mark.parametrize("name", ["廉洁协议", "安全生产协议", "保密协议"])
def test_an_annex_on_one_matter_does_not_speak_for_the_whole(name: str) -> None:
    text = (
        "运维服务合同\n第一条 服务内容\n1.1 乙方维护甲方的订单系统。\n第二条 费用\n2.1 合同总价10万元。\n"
        "甲方（盖章）：\n乙方（盖章）：\n签订日期：2027年1月1日\n\n"
        f"附件一：{name}\n一、双方义务\n双方不得有违反本附件的行为。\n二、违约责任\n违反本附件的，支付违约金一万元。\n"
        "三、解除\n一方严重违反本附件的，另一方有权解除本协议。\n四、争议解决\n由甲方住所地人民法院管辖。\n"
    )
    assert not {"B", "E", "J"} & found(text)


def test_an_ordinary_annex_does() -> None:
    text = (
        "运维服务合同\n第一条 服务内容\n1.1 乙方维护甲方的订单系统。\n"
        "甲方（盖章）：\n乙方（盖章）：\n签订日期：2027年1月1日\n\n"
        "附件一：服务级别协议\n一、响应时间\n乙方应在30分钟内响应。\n二、违约责任\n每超时一次扣减服务费500元作为违约金。\n"
    )
    assert {"L", "B"} <= found(text)


def test_a_record_to_be_filled_in_promises_nothing() -> None:
    text = (
        "运维服务合同\n第一条 服务内容\n1.1 乙方维护甲方的订单系统。\n"
        "甲方（盖章）：\n乙方（盖章）：\n签订日期：2027年1月1日\n\n"
        "附件一：服务记录单\n报障时间：\n响应时间：\n处理结果：\n甲方签字：\n"
    )
    assert "L" not in found(text)


def test_a_careless_draft_without_headings() -> None:
    text = (
        "网络维护协议\n甲方：晨曦小学\n乙方：启明电脑经营部\n一、乙方负责甲方机房和网络设备的日常维护。\n二、维护费每年12000元，"
        "分两次付清。\n三、协议期限一年，自2027年3月1日起至2028年2月29日止。\n四、未尽事宜，双方协商解决。\n"
        "甲方签字：\n乙方签字：\n"
    )
    assert found(text) & set("CLAFTKPDVEBRMJ") == {"C", "F", "T"}


# ---------------------------------------------------------------- the clean agreements


@pytest.mark.parametrize("fixture", CLEAN)
def test_a_clean_agreement_has_everything(fixture: str) -> None:
    assert set("CLAFTKPDVEBRMJNG") <= found(text_of(fixture))


HEADING = re.compile(
    r"^(第[一二三四五六七八九十]+条|[一二三四五六七八九十]+、)[ \u3000\t]*([^\n。，：]{2,16})$", re.MULTILINE
)
STYLES = {
    "【标题】": r"【\2】",
    "a line of its own": r"\2",
    "a number alone": r"\1",
    "a colon behind": r"\1 \2：",
}


@pytest.mark.parametrize("fixture", CLEAN)
@pytest.mark.parametrize("style", STYLES)
def test_the_style_of_headings_changes_nothing(fixture: str, style: str) -> None:
    text = text_of(fixture)
    changed = HEADING.sub(STYLES[style], text)
    assert changed != text
    assert found(changed) == found(text)


@pytest.mark.parametrize("fixture", CLEAN)
def test_blanks_in_headings_and_half_width_marks_change_nothing(fixture: str) -> None:
    text = text_of(fixture)
    spaced = HEADING.sub(lambda match: f"{match[1]} {' '.join(match[2])}", text)
    assert found(spaced) == found(text)
    assert found(text.translate(str.maketrans("，：；（）", ",:;()"))) == found(text)


REMOVABLE = ("C", "L", "T", "K", "P", "D", "V", "E", "B", "M", "J", "N")


@pytest.mark.parametrize("fixture", CLEAN)
@pytest.mark.parametrize("code", REMOVABLE)
def test_without_its_clauses_a_module_is_gone(fixture: str, code: str) -> None:
    text = text_of(fixture)
    _, modules = modules_of(text)
    for clause in reversed(modules[code].clauses):
        text = text[: clause.span.start] + text[clause.span.end :]
    assert code not in found(text)


# ---------------------------------------------------------------- shape


def test_evidence_stands_in_the_text() -> None:
    source, modules = modules_of(text_of("clean-typed"))
    for module in modules.values():
        assert module.marks
        for mark in module.marks:
            assert mark.span.of(source.text).strip()
            assert mark.by in ("heading", "content")
        spans = [clause.span for clause in module.clauses]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_modules_come_in_the_order_of_the_catalogue() -> None:
    assert tuple(words.code for words in vocabulary().modules) == tuple(CODES)
    _, modules = modules_of(text_of("clean-han"))
    assert [code for code in CODES if code in modules] == list(modules)


def test_no_alias_stands_twice_in_a_module() -> None:
    for words in vocabulary().modules:
        assert len(set(words.headings)) == len(words.headings), words.code


def test_every_module_pattern_compiles() -> None:
    for words in vocabulary().modules:
        for pattern in (*words.content, *words.not_content, *words.unheaded):
            re.compile(pattern)


def test_without_words_nothing_is_found() -> None:
    source = read("第一条 保密\n双方保密。\n".encode(), "draft.txt")
    assert recognise_modules(source, build_clauses(source, ()), (), Vocabulary((), (), ())) == {}


def test_a_star_stands_for_more_words() -> None:
    words = ModuleWords("A", "验收", "Acceptance", ("*验收", "验收*"))
    aliases = prepared((words,))
    assert aliases.codes("终端设备验收") == aliases.codes("验收细则和资料") == {"A": 95}
    assert aliases.codes("前期验收工作") == {}


PIECES = st.sampled_from(
    [
        "第一条 ",
        "一、",
        "1.1 ",
        "（一）",
        "【",
        "】",
        "保密",
        "违约责任",
        "\n",
        "。",
        "，",
        "：",
        "甲方",
        "乙方",
        "应在",
        "30分钟内",
        "响应",
        "有权解除本合同",
        "附件一：",
        "廉洁协议",
        "本合同",
        "变更",
        " ",
        "\t",
        "_____",
        "人民币",
        "100元",
        "|",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_answered(text: str) -> None:
    if not text.strip():
        return
    source, modules = modules_of(text)
    for module in modules.values():
        for mark in module.marks:
            assert mark.span.end <= len(source.text)


def test_time_grows_with_length() -> None:
    line = "乙方向乙方向乙方负责由于因为按照本合同本协议的变更变更验收响应响应30分钟内内服务费费用由按以分于的"
    seconds = []
    for times in (200, 800):
        text = "协议\n" + f"{line * 4}\n" * times
        begin = time.process_time()
        modules_of(text)
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 10 * max(seconds[0], 0.05)
