"""A caption and its value as a :class:`~contractlint.model.Field`: what was written there, or that nothing was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from contractlint.model import Blank, Field
from contractlint.parser.entries import Entry
from contractlint.parser.names import looks_like_person, registered_form
from contractlint.parser.pieces import level
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

KEYS = (
    "address",
    "credit_code",
    "representative",
    "agent",
    "contact",
    "phone",
    "email",
    "bank",
    "account",
    "account_name",
    "tax_id",
)
"""The fields of a party that are not its name, in the order in which forms ask for them."""

_EDGE = " \t\n_\u3000，。；、：,;"
_SIGN = r"[^（）]{0,12}(?:签字|签名|签章|盖章|公章|印章|专用章|签署|盖|章|手印|指印|签)[^（）]{0,12}"
_DECORATION = compile_regex(
    rf"\s*（(?:{_SIGN}|(?:以下|下)?(?:统?简?称|称为|简称)[^（）]{{1,40}}|以下[^（）]{{1,30}}|[甲乙丙丁]方|下同)）\s*$"
    rf"|\s*（[^（）]*$"
)
_LEADING = compile_regex(r"^\s*（(?:以下|下)?(?:统?简?称)[^（）]{1,20}）|^\s*（[甲乙丙丁]方）")
_BEHIND_COMPANY = compile_regex(r"(?<=公司)（(?![^（）]*合伙)[^（）]{1,40}）$")
_REMARK = compile_regex(r"\s*（[^（）]{1,40}）$")
_FILL_WORDS = compile_regex(
    r"[省市区县镇乡村街道路号楼栋幢层室座单元年月日时分秒元万整个份次人名银行支分开户账帐卡电话手机邮箱传真座机区号先生女士签字盖章\s]+"
)
_SENTENCE = compile_regex(r"[，；。]|（(?=[^（）]{0,60}[，：；\d])")
_LINE = compile_regex(r"[_＿ \u3000]*[_＿]")
_WORDED = frozenset(("bank", "address", "contact"))
_NUMBERED = frozenset(("account", "phone"))
_NUMBER_AT_END = compile_regex(r"(?:(?<=[^\d\-+ ])|^)[ 　]*[\d+][\d \-—()（）/、，+]{5,60}$")
_SIGNS = compile_regex(r"[_\s：:，,。.；;、（）()\[\]【】［］{}<>“”\"'￥¥\-—–·…~～*]+")
# A masked digit makes these worthless; a missing house number does not make an address nothing.
_WHOLE = frozenset(("name", "credit_code", "tax_id", "phone", "account", "email", "id"))


def field_of(source: SourceText, entry: Entry, blanks: Sequence[Blank], key: str) -> Field:
    """The field a caption stands for; ``key`` tells a name, of which no part may be missing, from other values."""
    part = _part(source, entry.value, entry.caption.keys, key)
    span = name_span(source, part) if key in ("name", "account_name") else _unsealed(source, part)
    value = source.normalized.of(span).strip(_EDGE)
    blank = not is_filled(source, span, blanks, key)
    return Field(entry.label, span, "" if blank else value, blank)


def _part(source: SourceText, span: Span, keys: Sequence[str], key: str) -> Span:
    """The part of a value under a double caption that one key asks for: the number of 开户行及账号, or the rest."""
    words = [one for one in keys if one in _WORDED]
    numbers = [one for one in keys if one in _NUMBERED]
    if len(keys) != 2 or len(words) != 1 or len(numbers) != 1:
        return span
    text = level(span.of(source.text))
    number = _NUMBER_AT_END.search(text)
    start = number.start() if number is not None else len(text)
    if key in _NUMBERED:
        return Span(span.start + start, span.end)
    return Span(span.start, span.start + len(text[:start].rstrip(_EDGE)))


def is_filled(source: SourceText, span: Span, blanks: Sequence[Blank], key: str) -> bool:
    """Whether something is written in a source span beyond places to fill and the words printed around them."""
    text = source.normalized.of(span).strip()
    if text in ("/", "／", "无", "\\"):
        return True
    here = _overlapping(span, blanks)
    if key == "date" and here:
        return False
    if key in _WHOLE and any(blank.kind != "line" for blank in here):
        return False
    rest = list(span.of(source.text))
    for blank in here:
        for offset in range(max(span.start, blank.span.start), min(span.end, blank.span.end)):
            rest[offset - span.start] = " "
    left = _SIGNS.sub("", "".join(rest))
    return bool(_FILL_WORDS.sub("", left)) or (not here and len(left) > 1)


def name_span(source: SourceText, span: Span) -> Span:
    """The name inside a value, without （盖章）, （以下简称“甲方”） and lines around it."""
    view = source.normalized
    text = view.of(span)
    start = len(text) - len(_LEADING.sub("", text))
    end = len(text)
    while True:
        kept = text[start:end].rstrip(_EDGE)
        shorter = _BEHIND_COMPANY.sub("", _DECORATION.sub("", kept)).rstrip(_EDGE)
        person = _REMARK.sub("", shorter)
        shorter = person if person and looks_like_person(person) else shorter
        end = start + len(shorter)
        if shorter == kept:
            break
    sentence = _SENTENCE.search(text, start, end)
    if sentence is not None and registered_form(text[start : sentence.start()]) is not None:
        end = sentence.start()
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGE))
    if start >= end:
        return _line_in(source, span)
    first = view.from_source(span).start
    return view.to_source(Span(first + start, first + end))


def _unsealed(source: SourceText, span: Span) -> Span:
    """The value without a remark such as （签字） behind it."""
    view = source.normalized
    text = view.of(span)
    end = len(_DECORATION.sub("", text).rstrip(_EDGE))
    if not end:
        return _line_in(source, span)
    first = view.from_source(span).start
    return view.to_source(Span(first, first + end))


def _line_in(source: SourceText, span: Span) -> Span:
    """The drawn line of a value that holds nothing else, or its empty start."""
    line = _LINE.match(span.of(source.text))
    return Span(span.start, span.start + (line.end() if line is not None else 0))


def _overlapping(span: Span, blanks: Sequence[Blank]) -> list[Blank]:
    index = bisect_left(blanks, span.start, key=lambda blank: blank.span.end)
    found: list[Blank] = []
    while index < len(blanks) and blanks[index].span.start < span.end:
        if blanks[index].span.overlaps(span):
            found.append(blanks[index])
        index += 1
    return found
