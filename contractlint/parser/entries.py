"""Captions of a line with the places of their values: behind the caption, in columns, on the next line.

All texts here are levelled (see :func:`contractlint.parser.pieces.level`), so that offsets are those of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.dataclass import dataclass, replace
from contractlint.parser.captions import Caption, read_caption
from contractlint.parser.names import looks_like_person, registered_form
from contractlint.parser.pieces import CellPlace, Piece
from contractlint.regex import compile_regex
from contractlint.text import Span

EDGE = " \t_\u3000\u200b"
"""What surrounds a word in a form: blanks and lines."""

_CLOSING = EDGE + "】]）}，。；、：*"
_COLON = compile_regex("：")
_BOUNDARY = compile_regex(r"[\s_*，；、。）】\]}”\"’'•·|：]")
_GAP = compile_regex(r" {2,}|\u3000+|\t+")
_BLANKS = compile_regex(r"[\s_\u200b]+")
_WINDOW = 46
_VALUE_EDGE = EDGE + "\n：，。；、,;"
_CUT_LONG = compile_regex(r"[；。]|^[^（]*(?=）)")
_CUT_SHORT = compile_regex(r"[；。]|，(?! ?(?:Ltd|LTD|ltd|Inc|INC|LLC|LLP|Limited|Corp))|^[^（]*(?=）)")
_LONG_KEYS = frozenset(("address", "place", "date"))
_DATE = compile_regex(
    r"[\s_]*[\d\s_XxＸ×【】{}一二三四五六七八九〇零]{0,40}年[^年：。；]{0,40}?月(?:[^月：。；]{0,40}?日)?"
)
_NAMED_LINE = compile_regex(
    r"(?P<caption>[甲乙丙丁]方(?:（[^（）]{1,16}）)?)[ "
    r"\u3000]?(?P<name>(?![所住的指签盖应须可在以承义权负委代授联])[^，。；：、\s]{4,40})"
)
_WIDE = compile_regex(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—]"
)
_NOT_A_VALUE = compile_regex(
    r"[。；：？！]|^(?:第[一二三四五六七八九十百\d]+[条章]|[一二三四五六七八九十]+、|\d{1,2}[.、])|鉴于|根据|"
    r"本(?:合同|协议)"
)
_SHAPES = {
    "address": compile_regex(r"[省市区县州盟旗镇乡村街路道巷弄号楼栋幢座层室园]"),
    "phone": compile_regex(r"^[\d\-+()（） /、]{7,40}$"),
    "email": compile_regex(r"\S+@\S+"),
    "bank": compile_regex(r"银行|支行|分行|信用社"),
    "account": compile_regex(r"^[\d \-]{8,40}$"),
    "credit_code": compile_regex(r"^[0-9A-Za-z ]{15,24}$"),
    "tax_id": compile_regex(r"^[0-9A-Za-z ]{15,24}$"),
}
_FURTHEST_LINE = 2
_LONGEST_LINE = 600
"""No longer line is laid out in columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A caption and the place of its value; the value may be empty."""

    caption: Caption
    label: Span
    value: Span
    piece: int
    """Index of the piece the caption stands in."""
    offset: int
    """Offset of the caption in its piece."""
    column: int
    """Column on a screen within its line, Chinese characters taking two."""
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A caption within a line: where it stands and where its value may begin."""

    start: int
    end: int
    value: int
    caption: Caption


def entries_on(piece: Piece, index: int) -> Iterator[Entry]:
    """The captions of one line, each with what stands behind it on that line."""
    captions = _captions_in(piece.text)
    for number, read in enumerate(captions):
        limit = captions[number + 1].start if number + 1 < len(captions) else len(piece.text)
        value = _value(piece.text, read, limit)
        yield Entry(
            read.caption,
            Span(piece.start + read.start, piece.start + read.end),
            Span(piece.start + value.start, piece.start + value.end),
            index,
            read.start,
            _width(piece.text[: read.start]) if len(piece.text) <= _LONGEST_LINE else 0,
            piece.cell,
        )


def with_next_line(text: str, pieces: Sequence[Piece], entries: Sequence[Entry], number: int) -> Entry:
    """An entry whose value stands on the next line, where that line holds no caption and has the right shape."""
    entry = entries[number]
    if entry.value.of(text).strip(EDGE) or entry.caption.signing or entry.piece + 1 >= len(pieces):
        return entry
    here, following = pieces[entry.piece], pieces[entry.piece + 1]
    if following.cell != entry.cell or text.count("\n", here.end, following.start) > _FURTHEST_LINE:
        return entry
    if any(other.piece == entry.piece + 1 for other in entries[number + 1 : number + 4]):
        return entry
    beside = [other for other in entries[max(0, number - 3) : number + 4] if other.piece == entry.piece]
    columns = [(start, end) for start, end in _columns(following.text) if following.text[start:end].strip(EDGE)]
    if len(beside) == 1:
        span = trimmed(text, Span(following.start, following.end))
    elif len(beside) == len(columns):
        start, end = columns[beside.index(entry)]
        span = trimmed(text, Span(following.start + start, following.start + end))
    else:
        return entry
    return replace(entry, value=span) if has_shape(entry.caption, span.of(text)) else entry


def has_shape(caption: Caption, value: str) -> bool:
    """Whether a text found away from its caption may be the value asked for."""
    value = value.strip(_VALUE_EDGE)
    if not 2 <= len(value) <= 60 or _NOT_A_VALUE.search(value):
        return False
    if caption.is_party or {"name", "account_name"} & set(caption.keys):
        return registered_form(value) is not None or looks_like_person(value)
    if {"contact", "representative", "agent"} & set(caption.keys) and looks_like_person(value):
        return True
    return any((shape := _SHAPES.get(key)) is not None and shape.search(value) is not None for key in caption.keys)


def compact(text: str) -> str:
    """A caption without the blanks and lines inside it."""
    return _BLANKS.sub("", text)


def trimmed(text: str, span: Span) -> Span:
    """A span without blanks and lines around it; an empty one at its start where nothing else is there."""
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip(EDGE + "\n"))
    end = span.start + len(inside.rstrip(EDGE + "\n"))
    return Span(start, end) if start < end else Span(span.start, span.start)


def _captions_in(text: str) -> list[_Read]:
    """Every caption of a line: those before a colon, then those alone in a column."""
    found: list[_Read] = []
    last = 0
    colons = "：" in text
    if text[-1] == "。" and not colons and not _has_gap(text):
        # A sentence.
        return found
    for colon in _COLON.finditer(text) if colons else ():
        read = _caption_before(text, max(last, colon.start() - _WINDOW), colon.start(), last)
        if read is not None:
            found.append(_Read(read[0], colon.start(), colon.end(), read[1]))
        last = colon.end()
    found.extend(_bare_captions(text, found))
    if not found:
        found.extend(_named_line(text))
    return sorted(found, key=lambda one: one.start)


def _caption_before(text: str, start: int, end: int, last: int) -> tuple[int, Caption] | None:
    """The longest caption that ends at ``end`` and begins at a boundary."""
    for offset in range(start, end):
        bracketed = offset > last and text[offset - 1] == "（"
        if text[offset] in _CLOSING or (offset > last and not bracketed and not _is_boundary(text, offset)):
            continue
        caption = read_caption(compact(text[offset:end]))
        # 某某公司（统一社会信用代码：…；住所：…）; a party or a seal in brackets is only a remark.
        if caption is not None and not (bracketed and (caption.is_party or caption.signing)):
            return offset, caption
    return None


def _is_boundary(text: str, offset: int) -> bool:
    """Whether a caption may begin at ``offset``: behind a blank or a sign, or in Chinese behind digits and letters."""
    before = text[offset - 1]
    return _BOUNDARY.match(before) is not None or (before.isascii() and before.isalnum() and text[offset] > "\u3400")


def _bare_captions(text: str, found: Sequence[_Read]) -> Iterator[_Read]:
    """Captions without a colon, alone in their column: 甲方（盖章）    乙方（签字）."""
    if len(text) > _LONGEST_LINE:
        return
    columns = _columns(text)
    if (
        len(columns) > 1
        and "：" not in text
        and not any(read_caption(compact(text[start:end])) for start, end in columns)
    ):
        # 法　定　代　表　人: one caption set wide.
        columns = [(0, len(text))]
    for start, end in columns:
        column = text[start:end]
        words = column.strip(EDGE + "；")
        if "：" in column or not words or words[0] in "（(" or words[-1] == "。" or len(words) > _WINDOW + 40:
            continue
        caption = read_caption(compact(words))
        if caption is None or any(one.start <= start + column.index(words) < one.value for one in found):
            continue
        alone = not text[:start].strip(EDGE) and not text[end:].strip(EDGE)
        if caption.is_party or caption.signing or alone or (found and column.rstrip().endswith("；")):
            offset = start + column.index(words)
            drawn = compile_regex(r"_{2,}").search(words)
            stop = offset + (drawn.start() if drawn is not None and drawn.start() else len(words))
            yield _Read(offset, stop, stop, caption)


def _named_line(text: str) -> Iterator[_Read]:
    """甲方 北京云帆科技有限公司: a name behind its caption without a colon."""
    match = _NAMED_LINE.fullmatch(text.strip())
    if match is None or registered_form(match["name"]) is None:
        return
    caption = read_caption(compact(match["caption"]))
    if caption is not None:
        offset = len(text) - len(text.lstrip())
        yield _Read(offset, offset + match.end("caption"), offset + match.start("name"), caption)


def _has_gap(text: str) -> bool:
    return "  " in text or "\t" in text or "\u3000" in text


def _columns(text: str) -> list[tuple[int, int]]:
    """A line cut at its gaps."""
    if not _has_gap(text):
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    position = 0
    for gap in _GAP.finditer(text):
        found.append((position, gap.start()))
        position = gap.end()
    return [*found, (position, len(text))]


def _value(text: str, read: _Read, limit: int) -> Span:
    """The value between a colon and the next caption, without blanks, lines and closing punctuation around it."""
    value = text[read.value : limit]
    inner = value.lstrip(_VALUE_EDGE)
    lead = len(value) - len(inner)
    if "date" in read.caption.keys and (date := _DATE.match(value)) is not None:
        inner, lead = date[0].lstrip(_VALUE_EDGE), len(date[0]) - len(date[0].lstrip(_VALUE_EDGE))
    elif not read.caption.is_party:
        cut = (_CUT_LONG if _LONG_KEYS.intersection(read.caption.keys) else _CUT_SHORT).search(inner)
        inner = inner[: cut.end() if cut is not None and cut[0][:1] not in "；。，" else cut.start()] if cut else inner
    inner = _before_unknown_caption(inner).rstrip(_VALUE_EDGE)
    if inner:
        return Span(read.value + lead, read.value + lead + len(inner))
    drawn = value.find("_")
    if drawn < 0:
        return Span(read.value, read.value)
    line = compile_regex(r"[_ \u3000]*_").match(value[drawn:])
    return Span(read.value + drawn, read.value + drawn + (line.end() if line is not None else 1))


def _before_unknown_caption(value: str) -> str:
    """What of a value stands before a caption that is none of ours: ``______备案证明号：______``."""
    colon = value.find("：")
    if colon < 0:
        return value
    border = max((match.end() for match in compile_regex(r"[\s_，；、。）】（]").finditer(value[:colon])), default=0)
    return value[:border]


def _width(text: str) -> int:
    """Columns on a screen; a tab goes on to the next eighth."""
    column = 0
    for character in text:
        column += 8 - column % 8 if character == "\t" else 2 if _WIDE.match(character) else 1
    return column
