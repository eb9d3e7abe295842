"""What holds for the structure of any text, and for agreements that are written out of a known tree."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.errors import UnreadableFile
from contractlint.model import Clause
from contractlint.parser.annexes import find_annexes
from contractlint.parser.clauses import build_clauses
from contractlint.parser.definitions import find_definitions
from contractlint.parser.references import find_references
from contractlint.parser.sentences import split_sentences
from contractlint.parser.targets import find_target
from contractlint.parser.titles import find_title
from contractlint.readers import read
from contractlint.text import Block, SourceText, Span

# ------------------------------------------------------------------- any text

WORDS = """
第一条 第二条 第3.2条 第一章 第一节 一、 二、 （一） （二） 1. 2. 1、 （1） (2) ① ② 1) a) （i） 1.1 1.2 2.1.3 • -
【范围】 附件一 附件： 目录 填写说明 以下无正文 甲方（盖章）： 日期： 《民法典》 第五条 第（二）款 至 、
以下简称“系统” “服务”指 服务合同 技术协议 内容 费用： 乙方应当提供下列服务： ３． ３ 2026年3月1日 1.5小时
。 ； ， ( ） …………3
"""
PIECES = [*WORDS.split(), "第 三 条", "附件2 清单", " ", "\u3000", "\t", "\n", "\n", "\n", "\n\n", "\u200b"]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200),
)


def with_blocks(text: str, cuts: Sequence[int], outline: int | None, bold: bool) -> SourceText:
    """The text in blocks of one or more lines, as a Word reader would hand it over."""
    blocks: list[Block] = []
    start = 0
    lines = text.split("\n")
    while lines:
        count = cuts[len(blocks) % len(cuts)] if cuts else 1
        length = len("\n".join(lines[:count]))
        level = outline if len(blocks) % 3 == 0 else None
        blocks.append(Block(Span(start, start + length), outline=level, bold=bold and len(blocks) % 2 == 0))
        start += length + 1
        del lines[:count]
    return SourceText(text=text, blocks=tuple(blocks))


def check_tree(source: SourceText, clauses: Sequence[Clause], within: Span) -> None:
    """Each clause inside its parent, in order, apart from the next, and made of the pieces it claims."""
    done = within.start
    for clause in clauses:
        assert done <= clause.span.start <= clause.span.end <= within.end
        done = clause.span.end
        assert clause.span.contains(clause.number_span)
        printed = "".join(clause.number_span.of(source.text).split())
        assert printed == clause.number or clause.style == "annex"
        assert clause.span.contains(clause.own)
        assert clause.own.start >= clause.number_span.end
        if clause.heading is not None:
            assert clause.span.contains(clause.heading)
            assert clause.heading.start >= clause.number_span.end
            assert clause.heading.of(source.text).strip()
        if clause.children:
            assert clause.own.end <= clause.children[0].span.start
        assert all(child.level == clause.level + 1 for child in clause.children)
        assert all(child.annex == clause.annex for child in clause.children)
        check_tree(source, clause.children, clause.span)


def check_everything(source: SourceText) -> None:
    text = source.text
    title = find_title(source)
    assert title is None or title.of(text).strip()
    annexes = find_annexes(source)
    for before, after in pairwise(annexes):
        assert before.span.end <= after.span.start
    assert all(annex.span.contains(annex.heading) for annex in annexes)
    clauses = build_clauses(source, annexes)
    check_tree(source, clauses, Span(0, len(text)))
    references = find_references(source, clauses, annexes)
    assert all(len(reference.span) for reference in references)
    assert list(references) == sorted(references, key=lambda reference: reference.span)
    for reference in references:
        for path in reference.numbers:
            find_target(reference, path, clauses)
    for definition in find_definitions(source):
        assert definition.term.strip()
        assert len(definition.span)
    sentences = split_sentences(source, Span(0, len(text)))
    for one, following in pairwise(sentences):
        assert one.end <= following.start
    covered = "".join("".join(sentence.of(text).split()) for sentence in sentences)
    in_blocks = "".join("".join(block.span.of(text).split()) for block in source.blocks)
    assert covered.replace("\u200b", "").replace("\ufeff", "") == in_blocks.replace("\u200b", "").replace("\ufeff", "")


@given(TEXTS, st.lists(st.integers(1, 3), max_size=4), st.sampled_from([None, 0, 1]), st.booleans())
@settings(max_examples=150)
def test_the_structure_of_any_text_is_sound(text: str, cuts: list[int], outline: int | None, bold: bool) -> None:
    check_everything(with_blocks(text, cuts, outline, bold))


@given(TEXTS.filter(str.strip))
@settings(max_examples=80)
def test_the_structure_of_any_markdown_is_sound(text: str) -> None:
    try:
        source = read(text.encode("utf-8"), "draft.md")
    except UnreadableFile:
        # Control characters: the reader's answer, not the parser's.
        return
    check_everything(source)


# ------------------------------------------------------------------- generated agreements

HAN = "一二三四五六七八九"


def han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else HAN[tens - 1]) + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


Numbering = Callable[[tuple[int, ...]], str]


def each(*styles: Callable[[int], str]) -> Numbering:
    """A numbering that writes the last number of a path in the style of its level."""
    return lambda path: styles[len(path) - 1](path[-1])


def dotted(first: Callable[[int], str]) -> Numbering:
    return lambda path: first(path[0]) if len(path) == 1 else ".".join(map(str, path)) + " "


NUMBERINGS: dict[str, Numbering] = {
    "articles, brackets, circles": each(
        lambda n: f"第{han(n)}条 ", lambda n: f"（{han(n)}）", lambda n: chr(0x245F + n)
    ),
    "articles with decimals": dotted(lambda n: f"第{han(n)}条 "),
    "decimals all through": dotted(lambda n: f"{n}. "),
    "han with decimals": dotted(lambda n: f"{han(n)}、"),
    "han, arabic, brackets": each(lambda n: f"{han(n)}、", lambda n: f"{n}、", lambda n: f"（{n}）"),
    "han, brackets, arabic": each(lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）", lambda n: f"{n}. "),
    "articles, brackets above arabic": each(lambda n: f"第{n}条　", lambda n: f"({n})", lambda n: f"{n}．"),
    "articles above han": each(lambda n: f"第 {han(n)} 条：", lambda n: f"{han(n)}、", lambda n: f"{n}）"),
    "chapters above articles": each(lambda n: f"第{han(n)}章 ", lambda n: f"第{han(n)}条 ", lambda n: f"（{han(n)}）"),
    "arabic, half brackets, letters": each(lambda n: f"{n}. ", lambda n: f"{n}) ", lambda n: f"{chr(96 + n)}) "),
}
TITLES = ["服务内容", "服务标准", "费用支付", "验收办法", "保密义务", "违约责任", "争议解决"]
SENTENCES = [
    "乙方每月巡检一次，并提交报告。",
    "甲方收到发票后三十日内付款。",
    "双方指定专人联系。",
    "费用包括差旅、税费等。",
]

TREES = st.lists(st.lists(st.integers(0, 4), max_size=4), min_size=3, max_size=12)
"""For each clause its children, for each of them how many it has."""

Shape = list[tuple[int, "Shape"]]


def shape_of(tree: list[list[int]]) -> Shape:
    return [
        (place, [(second, [(third, []) for third in range(1, count + 1)]) for second, count in enumerate(children, 1)])
        for place, children in enumerate(tree, 1)
    ]


def written(shape: Shape, numbering: Numbering, path: tuple[int, ...] = ()) -> list[str]:
    lines: list[str] = []
    for value, children in shape:
        own = (*path, value)
        words = TITLES[value % len(TITLES)] if len(own) == 1 else SENTENCES[value % len(SENTENCES)]
        lines += [numbering(own) + words, *written(children, numbering, own)]
    return lines


def shape_read(clauses: Sequence[Clause]) -> Shape:
    return [(clause.value or 0, shape_read(clause.children)) for clause in clauses]


@pytest.mark.parametrize("name", list(NUMBERINGS))
@given(tree=TREES)
@settings(max_examples=40)
def test_a_tree_written_in_any_numbering_is_read_back(name: str, tree: list[list[int]]) -> None:
    shape = shape_of(tree)
    front = ["信息系统运维服务合同", "甲方：北京云杉数据有限公司", "乙方：上海青禾科技有限公司", "双方订立合同如下："]
    back = ["（以下无正文）", "甲方（盖章）：", "日期：", "乙方（盖章）：", "日期："]
    text = "\n".join([*front, *written(shape, NUMBERINGS[name]), *back])
    source = read(text.encode("utf-8"), "draft.txt")
    clauses = build_clauses(source, find_annexes(source))
    assert shape_read(clauses) == shape
    assert clauses[-1].span.end < text.index("（以下无正文）")
    flat = [clause for root in clauses for clause in root.walk()]
    assert [path for path, _ in paths(shape)] == [clause.path for clause in flat]


def paths(shape: Shape, above: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], int]]:
    return [
        item for value, children in shape for item in [((*above, value), len(above)), *paths(children, (*above, value))]
    ]


# ------------------------------------------------------------------- time


def everything(source: SourceText) -> None:
    annexes = find_annexes(source)
    clauses = build_clauses(source, annexes)
    find_references(source, clauses, annexes)
    find_definitions(source)
    split_sentences(source, Span(0, len(source.text)))


HOSTILE = {
    "an agreement": (
        "第{n}条 服务\n1.1 乙方按第三条第（二）款提供“系统”（以下简称“系统”）。\n"
        "（1）见附件一；\n（2）见《民法典》第五条。\n"
    ),
    "numbers only": "1.1.1.1.1\n",
    "lists that start inside lists": "1. 包括：\n",
    "open brackets": "（（（（《《《《“““\n",
    "signatures": "甲方（盖章）：\n",
    "annexes": "附件一\n",
    "references in one line": "第一条、第二条第三款至第五款，",
    "blanks": "第          条          \t",
    "bullets": "• 甲\n  - 乙\n",
    "defining": "以下简称以下简称指“",
    "contents": "目录\n第一条 服务\t1\n",
    "digits": "1234567890.",
    "one letter lines": "甲\n",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_time_grows_with_the_length_of_the_text(name: str) -> None:
    piece = HOSTILE[name]
    seconds: list[float] = []
    for size in (50_000, 200_000):
        count = size // len(piece)
        text = "".join(piece.replace("{n}", str(place % 90 + 1)) for place in range(count))
        source = SourceText(text=text, blocks=tuple(blocks_of(text)))
        # The processor's time, so that other work on the machine counts for nothing.
        started = time.process_time()
        everything(source)
        seconds.append(time.process_time() - started)
    # Four times the text: a quadratic step would take sixteen times as long.
    assert seconds[1] < 9 * seconds[0] + 0.5, seconds
    assert seconds[1] < 20, seconds


def blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    return blocks
