"""Choices an agreement leaves open: boxes nobody ticked, 「按第＿种方式」 without a number or with a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from contractlint import regex
from contractlint.checkers.nearby import sentence_around
from contractlint.checkers.sheets import sheets
from contractlint.dataclass import dataclass
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Block, Span

_EMPTY, _TICKED = "□☐▢◻", "☑☒■✅◼√✓✔"
_BOX = compile_regex(
    rf"[{_EMPTY}☑☒■✅◼]|(?<![打画划以用“‘\"])[√✓✔]|\[[ xX√✓]\](?= ?\S)"
    r"|[（(] {0,2}[√✓]? {0,2}[）)](?= ?[\u4e00-\u9fff])"
)
_OPENS = compile_regex(
    rf"[ \t]*(?:[（(]?[\d一二三四五六七八九十A-Za-z]{{1,3}}[）)、.．][ \t]*)?(?:[{_EMPTY}{_TICKED}]|\[[ xX√✓]\])"
)
_LABEL = compile_regex(r" *[^，。；、\s□☐☑☒■√✓✔\[\]（）]{1,12}")
_OPPOSITE = ("不", "无", "非", "未", "否", "没有")
_PAIRS = ({"是", "否"}, {"有", "无"}, {"普通", "专用"}, {"可以", "不得"})
_ONE = compile_regex("任选(?:其)?一|单选|只选一|选择(?:其中)?(?:之)?一|(?:下列|以下)第")
_BY_NUMBER = compile_regex(
    r"(?:下列|以下|下述|如下)?(?:的)?第 ?(?:[【（\[] ?)?(?P<number>[一二三四五六七八九十\d]{1,2})(?: ?[】）\]])?"
    r" ?(?P<unit>种|项)"
    r"(?=[^。；\n]{0,12}(?:方式|办法|方案|解决|处理|支付|结算|执行|计))"
)
_BLANK_NUMBER = compile_regex(r"第 ?$")
_UNIT_BEHIND = compile_regex(r" ?(?:种|项)")
_ITEM = compile_regex(r"(?:^|[\n。；：:]) *[（(]?(?P<number>[一二三四五六七八九十\d]{1,2})(?:[）)、.．]|(?=种))")

_MOST = 60
_REACH = 2000


@dataclass(frozen=True, slots=True)
class _Box:
    span: Span
    ticked: bool
    label: str


def checkbox_unchosen(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Groups of boxes with none ticked or with opposites ticked, and choices by number not made or made wrongly.

    Sheets that are attached as forms keep their boxes for later.
    """
    forms = sheets(agreement)
    for group in _groups(agreement):
        if any(sheet.contains(group[0].span) for sheet in forms):
            continue
        yield from _judge(agreement, group)
    for blank in agreement.blanks:
        before = agreement.folded(Span(max(0, blank.span.start - 3), blank.span.start))
        after = agreement.folded(Span(blank.span.end, min(len(agreement.text), blank.span.end + 3)))
        if _BLANK_NUMBER.search(before) and _UNIT_BEHIND.match(after) and agreement.judged.contains(blank.span):
            yield Hit((blank.span,), {"problem": "没有填写选第几种"})
    yield from _wrong_number(agreement)


def _groups(agreement: Agreement) -> Iterator[Sequence[_Box]]:
    """Boxes that are one choice: on one line, or on lines one below the other that all begin with a box."""
    if _BOX.search(agreement.text) is None:
        return
    open_group: list[_Box] = []
    for block in agreement.source.blocks:
        if not agreement.judged.contains(block.span) or not block.span.of(agreement.text).strip():
            continue
        boxes = _boxes(agreement, block)
        alone = len(boxes) == 1 and _OPENS.match(block.span.of(agreement.text)) is not None
        if alone:
            open_group += boxes
            continue
        if open_group:
            yield open_group
            open_group = []
        if boxes:
            yield boxes
    if open_group:
        yield open_group


def _boxes(agreement: Agreement, block: Block) -> list[_Box]:
    boxes: list[_Box] = []
    text = agreement.text
    start = block.span.start if block.label is None else block.label.end
    for match in _BOX.finditer(text, start, block.span.end):
        label = _LABEL.match(text, match.end())
        boxes.append(
            _Box(
                Span(*match.span()),
                regex.search(rf"[{_TICKED}xX√✓]", match[0]) is not None,
                label[0].strip() if label and label.end() <= block.span.end else "",
            )
        )
    return boxes if boxes and _is_choice(block.span.of(text), [text[box.span.start] for box in boxes]) else []


def _is_choice(text: str, marks: Sequence[str]) -> bool:
    """√ and ■ are also marks of other kinds, and （ ） a place to fill: what else stands there makes them boxes."""
    if any(mark in "（(" for mark in marks):
        return len(marks) > 1 and regex.search("[勾选√✓]", text) is not None
    return any(mark in _EMPTY + "☑☒[" for mark in marks)


def _judge(agreement: Agreement, group: Sequence[_Box]) -> Iterator[Hit]:
    ticked = [box for box in group if box.ticked]
    if not ticked:
        if len(group) > 1:
            yield Hit((group[0].span.join(group[-1].span),), {"problem": "选项一个都没有勾"})
        return
    sentence = sentence_around(agreement, group[0].span)
    single = len(ticked) > 1 and _ONE.search(sentence) is not None
    if single or any(
        _opposed(one.label, other.label) or _opposed(other.label, one.label) for one, other in pairwise(ticked)
    ):
        yield Hit((ticked[0].span.join(ticked[-1].span),), {"problem": "勾了互相排斥的选项"})


def _opposed(one: str, other: str) -> bool:
    if {one, other} in _PAIRS:
        return True
    return any(one and other == prefix + one for prefix in _OPPOSITE)


def _wrong_number(agreement: Agreement) -> Iterator[Hit]:
    """「按下列第3种方式」 above a list of two."""
    for found in agreement.finditer(_BY_NUMBER):
        chosen = parse_numeral(found["number"])
        listed = _listed(agreement, found.span)
        if chosen is not None and listed and chosen > listed:
            yield Hit(
                (found.span,),
                {"problem": f"选了第{found['number']}{found['unit']}，而下面只列了 {listed} {found['unit']}"},
            )


def _listed(agreement: Agreement, place: Span) -> int:
    """How many alternatives follow: numbered clauses under this one, or numbers inside its text."""
    clause = agreement.clause_at(place.start)
    if clause is None:
        return 0
    values = [child.value for child in clause.children[:_MOST] if child.value is not None]
    if not values:
        found = agreement.finditer(_ITEM, Span(place.end, max(place.end, min(clause.own.end, place.end + _REACH))))
        values = [int(value) for one in found if (value := parse_numeral(one["number"])) is not None]
    return len(values) if len(values) > 1 and values == list(range(1, len(values) + 1)) else 0


CHECKS: dict[str, Kind] = {"checkbox-unchosen": checkbox_unchosen}
