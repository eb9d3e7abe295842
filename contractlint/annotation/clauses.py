"""Model clauses for what is missing: the wording of the rule, and the place where a reader would look for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from contractlint.dataclass import dataclass
from contractlint.finding import Finding
from contractlint.model import Agreement, Clause
from contractlint.parser.quantities.numerals import parse_numeral, to_chinese
from contractlint.regex import compile_regex
from contractlint.text import Block, Span

_MODEL = compile_regex("(?:增加|补充|写明|补上|补一句|写出)[^「」。；]{0,12}：「(?P<wording>[^「」]{6,})」")
# One line of a form, and no sentence: 住所：【　】, 签署日期：【　】年【　】月【　】日.
_LABEL = compile_regex("[\u4e00-\u9fff]{2,10}：(?:【[^】]*】[年月日]?){1,3}")
_DECIMAL = compile_regex(r"(?P<above>\d{1,3}(?:\.\d{1,3})*)\.(?P<own>\d{1,3})(?P<rest>\.?)")
_NUMERAL = compile_regex("[〇零一二三四五六七八九十百]+|[0-9]+")
# The particulars of a party stand at its name and nowhere else.
_PARTIES = "S"
_NO_ARTICLE = frozenset({_PARTIES, "W", "U"})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to add that looks like the one of ``like``; ``numbered`` goes on in the automatic list of that."""

    text: str
    like: Block
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """Paragraphs to add behind the one of ``behind``; ``counted`` where they take a number of their own there."""

    behind: Block
    lines: tuple[Line, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What has been added so far: numbers taken behind the paragraph that starts somewhere, modules with a clause."""

    numbers: Counter[int] = field(default_factory=Counter)
    modules: set[str] = field(default_factory=set)


def wording(finding: Finding) -> str:
    """The model clause a finding of absence proposes; empty where its advice quotes none."""
    if not finding.absent:
        return ""
    found = _MODEL.search(finding.advice)
    if found is None:
        return ""
    text = found["wording"]
    return text if text.endswith(("。", "；")) or _LABEL.fullmatch(text) else text + "。"


def addition(finding: Finding, agreement: Agreement, span: Span, title: str, added: Added) -> Addition | None:
    """What to add for a finding of absence at ``span``, ``title`` being that of its module; None where nothing fits."""
    text = wording(finding)
    if not text or (finding.module == _PARTIES and not _LABEL.fullmatch(text)):
        return None
    text = _in_words_of(agreement, text)
    if span == agreement.anchor:
        return None if finding.module in _NO_ARTICLE or not title else _article(finding, agreement, title, text, added)
    clause = agreement.clause_at(span.start)
    if clause is None:
        block = agreement.block_at(span.start)
        return None if block is None or block.table is not None else Addition(block, (Line(text, block),))
    while clause.heading is None and (above := _parent(agreement, clause)) is not None:
        clause = above
    return _paragraph(agreement, clause, text, added)


def _in_words_of(agreement: Agreement, text: str) -> str:
    """The model clause with the name the agreement has for itself; a finding names the parties as the draft does."""
    own = agreement.normalized.text
    if own.count("本协议") > own.count("本合同"):
        text = text.replace("本合同", "本协议")
    return text


def _parent(agreement: Agreement, clause: Clause) -> Clause | None:
    path = agreement.clause_path(clause.span.start)
    index = next((index for index, one in enumerate(path) if one is clause), 0)
    return path[index - 1] if index else None


def _paragraph(agreement: Agreement, clause: Clause, text: str, added: Added) -> Addition | None:
    """A paragraph at the end of a clause, numbered where its last one is the 3.2 of a 3."""
    last = _last_block(agreement, clause.span)
    if last is None:
        return None
    child = clause.children[-1] if clause.children else None
    number = None if child is None else _DECIMAL.fullmatch(child.number)
    if child is None or number is None or agreement.block_at(child.span.start) is not last:
        return Addition(last, (Line(text, _plain(agreement, clause, last)),))
    if last.label is not None:
        return Addition(last, (Line(text, last, numbered=True),), counted=True)
    gap = agreement.text[child.number_span.end : (child.heading or child.own).start] or " "
    own = int(number["own"]) + 1 + added.numbers[last.span.start]
    return Addition(last, (Line(f"{number['above']}.{own}{number['rest']}{gap}{text}", last),), counted=True)


def _plain(agreement: Agreement, clause: Clause, last: Block) -> Block:
    """The paragraph to look like: the last one, unless that is the heading itself and another has text."""
    heading = agreement.block_at(clause.span.start)
    if last is not heading or not clause.heading:
        return last
    texts = [
        block for block in agreement.source.blocks if block.table is None and not block.bold and not block.centered
    ]
    following = [block for block in texts if block.span.start > last.span.start and block.outline is None]
    return following[0] if following else last


def _article(finding: Finding, agreement: Agreement, title: str, text: str, added: Added) -> Addition | None:
    """A new clause behind the last one, with the next number; further text of a module goes under the one it has."""
    bodies = [clause for clause in agreement.clauses if clause.annex is None and clause.style != "bullet"]
    clause = bodies[-1] if bodies else None
    last = None if clause is None else _last_block(agreement, clause.span)
    first = None if clause is None else agreement.block_at(clause.span.start)
    if clause is None or last is None or first is None:
        return None
    plain = Line(text, _plain(agreement, clause, last))
    if clause.heading is not None and finding.module in added.modules:
        return Addition(last, (plain,))
    automatic = first.label is not None
    number = ""
    if clause.value is not None and not automatic:
        number = _following(clause.number, clause.value + 1 + added.numbers[last.span.start])
        number += agreement.text[clause.number_span.end : (clause.heading or clause.own).start] or " "
    if clause.heading is None:
        return Addition(last, (Line(number + text, first, automatic),), counted=True)
    added.modules.add(finding.module)
    return Addition(last, (Line(number + title, first, automatic), plain), counted=True)


def _following(number: str, value: int) -> str:
    """The number with another value in it: 第十二条 becomes 第十三条, 十、 becomes 十一、."""
    found = _NUMERAL.search(number)
    if found is None or parse_numeral(found[0]) is None:
        return ""
    written = str(value) if found[0][0].isdecimal() and found[0].isascii() else to_chinese(value)
    return number[: found.start()] + written + number[found.end() :]


def _last_block(agreement: Agreement, span: Span) -> Block | None:
    """The last paragraph with words in a clause; None where that is a table."""
    inside = [
        block
        for block in agreement.source.blocks
        if span.start <= block.span.start and block.span.end <= span.end and block.span.of(agreement.text).strip()
    ]
    return inside[-1] if inside and inside[-1].table is None else None
