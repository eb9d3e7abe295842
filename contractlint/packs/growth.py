"""Whether a rule takes more than linear time on hostile text.

A pattern is tried on texts made out of its own words, each repeated more and more often; a sound one passes the largest
in milliseconds. The steps are small enough that one that doubles its time with every character is caught in seconds.
Times are processor times of the thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from time import thread_time
from typing import Any

from contractlint.dataclass import replace
from contractlint.engine import run
from contractlint.model import Agreement, Assessability
from contractlint.parser import parse
from contractlint.readers import read
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Rule
from contractlint.rulebook.schema import KIND_OPTIONS

PIECES = (
    "甲方",
    "乙方应",
    "因不可抗力",
    "仲裁或",
    "服务期限",
    "自2026年3月1日起至",
    "____",
    "1.",
    "附件一",
    "第三条",
    "（",
    "甲乙双方应当及时",
    "人民币100元",
    "支付违约金",
    "保密信息包括",
    "责任不超过",
    "通知",
    "每",
    "、",
    "1",
    "知识产权归",
    "个人信息",
    "验收",
    "服务记录单由甲方签字",
    "一级故障响应时间30分钟",
    "《合同法》",
    "\t",
    "除",
    "不得",
    "日",
    "超过30日",
    "99.9%以上",
    "大写壹佰元整",
    "一、",
    "\n一、",
    "\n1.1 ",
    "【】",
    "甲方：",
    "\n甲方：某某公司",
    "。",
    "\n",
)
GROWTH = 9.0
"""Four times the text may take four times as long, twice that for noise and growing memory; sixteen is quadratic."""
LEAST = 0.4
"""Seconds below which a difference says nothing."""
_SMALL, _LARGE = 5_000, 20_000
_LONGEST = 40_000
_CURE = "请少套用「*」「+」，改用「{0,40}」这样有上限的写法"
_FEW = (*range(4, 33, 2), 48, 64, 96, 128)
_parser: Any = import_module("re._parser")
_constants: Any = import_module("re._constants")


def hostile(piece: str, length: int) -> str:
    """An agreement of about ``length`` characters that says the same over and over."""
    return "技术支持服务协议\n第一条 服务内容\n" + (piece * (length // len(piece) + 1))[:length]


def understood(text: str, book: Rulebook) -> Agreement:
    """The text as an agreement that may be judged."""
    source = read(text.encode("utf-8"), "draft.txt", limits=Limits())
    return replace(parse(source, book.vocabulary, type_code="tech-support"), assessability=Assessability())


def slow_parts(rule: Rule, book: Rulebook) -> Iterator[str]:
    """The patterns of a declarative rule, or the texts for a checker, with which time runs away; as half sentences."""
    if rule.kind == "checker":
        yield from _slow_texts(rule, book)
        return
    for key, shape in KIND_OPTIONS[rule.kind].items():
        value = rule.options.get(key)
        if shape == "patterns" and isinstance(value, tuple):
            for text in value:
                piece = slow_on(text)
                if piece is not None:
                    yield f"{key} 里的「{text}」遇到很长的「{piece * 3}…」会慢得停不下来；{_CURE}"


def slow_on(text: str) -> str | None:
    """A piece of text whose repetition makes a pattern slow, else None."""
    pattern = re.compile(text)
    return next(
        (piece for piece in dict.fromkeys((*_own_pieces(text), "甲", "1", " ")) if _runs_away(pattern, piece)), None
    )


def _runs_away(pattern: re.Pattern[str], piece: str) -> bool:
    counts = [*_FEW]
    while counts[-1] * len(piece) < _LONGEST:
        counts.append(counts[-1] * 3 // 2)
    for count in counts:
        # What follows decides whether the engine has to try all the other ways.
        draft = piece * count + "〓"
        begun = thread_time()
        for _ in pattern.finditer(draft):
            pass
        if thread_time() - begun > LEAST:
            return True
    return False


def _own_pieces(text: str) -> list[str]:
    """What the pattern itself is made of: every run of its literal characters, and one character of every set."""
    pieces: dict[str, None] = {}
    _collect(_parser.parse(text), pieces)
    return list(pieces)


def _collect(pattern: Any, pieces: dict[str, None]) -> None:
    run_of = ""
    for operator, argument in [*pattern, (None, None)]:
        character = _character(operator, argument)
        if character:
            run_of += character
            pieces.setdefault(character)
            continue
        if len(run_of) > 1:
            pieces.setdefault(run_of)
        run_of = ""
        for inner in _inside(argument):
            _collect(inner, pieces)


def _character(operator: Any, argument: Any) -> str:
    if operator is _constants.LITERAL:
        return chr(argument)
    if operator is _constants.IN:
        for kind, value in argument:
            if kind is _constants.LITERAL:
                return chr(value)
            if kind is _constants.RANGE:
                return chr(value[0])
            if kind is _constants.CATEGORY:
                return {_constants.CATEGORY_DIGIT: "1", _constants.CATEGORY_SPACE: " "}.get(value, "甲")
    return ""


def _inside(argument: Any) -> Iterator[Any]:
    """The patterns inside the argument of an operator, which come in tuples and lists."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for one in argument:
            yield from _inside(one)


def _slow_texts(rule: Rule, book: Rulebook) -> Iterator[str]:
    for piece in PIECES[::4]:
        small, large = (understood(hostile(piece, length), book) for length in (_SMALL, _LARGE))
        first, second = _seconds(small, rule), _seconds(large, rule)
        if second > max(LEAST, GROWTH * first):
            yield f"检查程序遇到很长的「{piece.strip() or '空白'}」时，用时 {second:.1f} 秒，比文本增长得快"
            return


def _seconds(agreement: Agreement, rule: Rule) -> float:
    begun = thread_time()
    run(agreement, (rule,))
    return thread_time() - begun
