"""Words of their own: the shortcut gives jieba's answer, and the lexicon guards what it should."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.parser import words
from contractlint.parser.words import is_word
from tests.vocabulary import vocabulary

LEXICON = vocabulary().lexicon


def whole(text: str, word: str) -> bool:
    start = text.index(word)
    return is_word(text, start, start + len(word), LEXICON)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("乙方应及时响应甲方的请求", "及时"),
        ("乙方不及时响应的", "及时"),
        ("乙方应尽最大努力完成", "尽最大努力"),
        ("乙方应积极配合", "积极"),
        ("在适当时间内完成", "适当"),
        ("乙方应合理安排人员", "合理"),
        ("服务器、存储等设备", "等"),
        ("出现重大故障的", "重大"),
        ("视情况处理", "视情况"),
        ("由相关人员签字", "相关人员"),
        ("原则上每月一次", "原则上"),
        ("尽快到达现场", "尽快"),
        ("妥善保管甲方资料", "妥善"),
        ("提供优质服务", "优质"),
        ("收到通知后立即处理", "立即"),
        ("提供SLA报告", "SLA"),
    ],
)
def test_words_of_their_own(text: str, word: str) -> None:
    assert whole(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("提高人员的积极性", "积极"),
        ("按照响应及时间的要求", "及时"),
        ("服务地点以及时间安排", "及时"),
        ("响应及时率不低于95%", "及时"),
        ("本合同成立即生效", "立即"),
        ("履行本合同的权力争议", "力争"),
        ("系统处理能力争取提高", "力争"),
        ("催告后在合理期限内仍未履行", "合理"),
        ("整合理顺业务流程", "合理"),
        ("综合理由如下", "合理"),
        ("适当履行的义务", "适当"),
        ("二级等保测评", "等"),
        ("平等协商", "等"),
        ("故障等级划分", "等"),
        ("赔偿等额款项", "等"),
        ("数据的相关性", "相关"),
        ("与本项目不相关人员", "相关人员"),
        ("应当重视情况变化", "视情况"),
        ("因重大过失造成", "重大"),
        ("提供即时通讯工具", "即时"),
        ("优良率达到90%", "优良"),
        ("型号SLA2000", "SLA"),
    ],
)
def test_parts_of_longer_words(text: str, word: str) -> None:
    assert not whole(text, word)


def jieba_borders(text: str, lexicon: tuple[str, ...]) -> set[int]:
    """Borders of jieba's own segmentation of the whole text."""
    borders, place = {0}, 0
    for word in words._tokenizer(lexicon).cut(text, HMM=False):
        place += len(word)
        borders.add(place)
    return borders


PIECES = st.one_of(
    st.sampled_from(LEXICON),
    st.sampled_from(["乙方", "应", "的", "，", "。", " ", "\n", "a", "7", "×", "24", "-", "%", "（"]),
)


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_every_answer_is_jiebas(text: str) -> None:
    borders = jieba_borders(text, LEXICON)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + 6) + 1):
            assert is_word(text, start, end, LEXICON) == (start in borders and end in borders)


SMALL = ("合理", "合理期限", "理期", "期限", "限内", "不合", "ab", "及时间", "时间")


@given(st.text(alphabet="不合理期限内及时间ab1，。\n×", min_size=1, max_size=20))
def test_every_answer_is_jiebas_with_words_that_overlap(text: str) -> None:
    borders = jieba_borders(text, SMALL)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert is_word(text, start, end, SMALL) == (start in borders and end in borders)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 2), (3, 2), (0, 9)])
def test_what_is_no_place_is_no_word(start: int, end: int) -> None:
    assert not is_word("及时响应", start, end, LEXICON)


def test_an_empty_lexicon_cuts_everywhere() -> None:
    assert is_word("积极性", 0, 2, ())


def test_a_text_without_end_is_cut_around_the_place() -> None:
    text = "的" * 5000 + "积极性" + "的" * 5000
    assert not is_word(text, 5000, 5002, LEXICON)
    assert is_word(text, 5000, 5003, LEXICON)


def test_jieba_is_imported_only_when_a_word_crosses_a_border_and_leaves_no_trace(tmp_path: Path) -> None:
    program = (
        "import sys, logging\n"
        "from contractlint.parser.words import is_word\n"
        "assert is_word('乙方应及时响应', 3, 5, ('及时', '积极性'))\n"
        "assert 'jieba' not in sys.modules\n"
        "assert not is_word('积极性', 0, 2, ('积极', '积极性'))\n"
        "assert 'jieba' in sys.modules\n"
        "assert 'pkg_resources' not in sys.modules\n"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=root,
        env={"TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_lexicon_is_clean() -> None:
    assert 200 <= len(LEXICON) <= 600
    assert len(set(LEXICON)) == len(LEXICON)
    assert all(re.fullmatch("[一-鿕]{1,12}", word) for word in LEXICON)
