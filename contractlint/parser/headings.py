"""Lines that open a clause: a number, a bullet, 【标题】, a heading style or a bold line, and the title on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from contractlint.dataclass import dataclass, replace
from contractlint.parser.labels import Label, label_at
from contractlint.parser.layout_tables import layout_tables
from contractlint.parser.lines import Line
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

MAJOR_STYLES = ("chapter", "article", "han", "bracket", "heading", "bold")
"""Styles of the upper levels; all others number items inside a clause."""


Key = tuple[str, int | None]
"""What openings of one level have in common: the shape of the number and the outline level."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a clause; ``title`` is its heading and ``rest`` where its own text starts."""

    index: int
    """Of the line."""
    start: int
    line: Line
    number: str
    value: int | None
    values: tuple[int, ...]
    style: str
    shape: str
    number_span: Span
    title: Span | None
    rest: int

    @property
    def key(self) -> Key:
        """See :data:`Key`."""
        return self.shape, self.line.block.outline

    @property
    def major(self) -> bool:
        """Whether it belongs to the upper levels."""
        return self.style in MAJOR_STYLES


def find_openings(
    source: SourceText, lines: Sequence[Line], labels: Sequence[Label | None], title: str = ""
) -> list[Opening]:
    """Every line that opens a clause, in order, ``labels`` being what each line begins with.

    A repeated ``title`` is no clause. Rows of a table are no clauses; an agreement laid out in a table has some.
    """
    admitted, titled = layout_tables(source, lines, labels)
    bracketed = _bracketed(lines, admitted)
    first_major = next(
        (index for index, label in enumerate(labels) if label is not None and label.style in MAJOR_STYLES), None
    )
    bold = _bold(lines, labels, first_major, admitted)
    plain = _plain(lines, labels, admitted)
    openings: list[Opening] = []
    for index, line in enumerate(lines):
        if line.block.table is not None and _HAN.search(line.text) is None:
            # The numbers of a translation beside the text count nothing.
            continue
        opening = _opening(source, line, index, labels[index], admitted, titled, bracketed, bold, plain)
        if opening is not None and (opening.number or not title or not _repeats(line, title)):
            openings.append(opening)
            inner = _inner(source, opening)
            if inner is not None:
                openings[-1:] = inner
    return openings


_COUNTED = ("article", "han", "arabic", "decimal", "paren-han")
_ENOUGH = 5
_ITEMS = ("arabic", "paren-arabic", "paren-han", "decimal", "circled")
_STOP = "。；，！？;!?"
_SENTENCE = compile_regex(f"[{_STOP}]|,(?![0-9])")
# Words of an obligation, or of a sentence that leads over to a list: what has them is text, not a title.
_LEADING_IN = (
    "^(?:如(?!期)|若|因(?!素)|当(?![事期地日])|在(?![线岗途职建保])|自(?![动愿然有主行检])|由|凡|除|为了|根据|按照|依照|对于|"
    "经(?![营济办费销理验])|本(?:合同|协议)[自由的经一]|(?:甲、?乙)?双方(?:均|一致|共同)?(?:确[定认]|约定|同意|商定)(?![的事]))"
)
_SUBORDINATE = compile_regex(_LEADING_IN)
_VERBAL = compile_regex(
    "应当|应[按在于向为由对将提完保遵负及承具符支]|[^供响反适感对]应$|必须|[须]|有权|不得|可以|可[按在于向由]|如下|以下|下列|"
    f"负责[^人]|详见|见附|下述|视为|{_LEADING_IN}"
)
_PARTY = compile_regex(
    r"(?:甲|乙|丙|丁|委托|受托|采购|供应|需|供|买|卖|服务|承包|发包|出租|承租|开发|披露|接收|出卖|买受)[方人商](?:（[^）]{0,10}）)?"
)
_PLACEHOLDER = compile_regex(r"[_＿\s{}\[\]【】（）()/XxＸ×*.·…—-]*")
_LETTER = compile_regex("[\u4e00-\u9fffA-Za-z]")
_BRACKET = compile_regex(r"【(?P<title>[^【】_\s]{2,20})】[：:\s]*(?P<rest>[^【】]*)")
# 验收标准为： and 性能指标如下： lead over; the title is what stands before.
_LEADING = compile_regex(r"(?<=[^以认作].)(?:如下|为|是)?[.．]?$")
_LEADS = ("如下", "为", "是", ".", "．")
# What a blank to fill in follows is no title either: 违反本合同第　条.
_OPEN_END = compile_regex("[第于为由向的与和至每共计在是]$|同意|违反")
_NO_WHOLE = compile_regex(f"[{_STOP},：:]")
_FRAMED = compile_regex(r"[【〔\[](?P<title>[^【】〔〕\[\]]{2,20})[】〕\]]")
_ENCLOSED = compile_regex(r"[（(](?P<title>[^（）()]{2,20})[）)](?=\s*$|\s*[^\s。；，])")
_CLOCK = compile_regex(r"\d[：:]\d")
_SPACED, _TABBED = (
    compile_regex(rf"(?P<title>[^\s：:、{_STOP},]{{2,20}}){gap}(?=[^\s_□☐☑☒■])") for gap in (r"[ \t\u3000\xa0]+", r"\t")
)
_HAN = compile_regex("[\u4e00-\u9fff]")
_SHORT = 14
_LONGEST = 25
_BEFORE_COLON = compile_regex(rf"[^：:{_STOP},\n]{{2,{_LONGEST}}}(?=[：:])")
_LONGEST_LINE = 32
_BULK = 0.5


def _runs(line: Line, admitted: set[int]) -> bool:
    """Whether a line is running text: outside tables, or in one that holds such text."""
    return line.block.table is None or line.block.table in admitted


def _bracketed(lines: Sequence[Line], admitted: set[int]) -> set[int]:
    """Lines with 【标题】 before or instead of text, where the text uses it so more than once."""
    found = [
        index
        for index, line in enumerate(lines)
        if _runs(line, admitted)
        and (match := _BRACKET.fullmatch(line.text)) is not None
        and _is_name(match["title"])
        # 【买受人】所有。 is a choice left open, not a title.
        and (not match["rest"] or len(match["rest"]) > 10)
    ]
    return set(found) if len(found) > 1 else set()


def _is_name(text: str) -> bool:
    """Whether a piece of a line names anything; a placeholder does not."""
    if _LETTER.search(text) is None or _PLACEHOLDER.fullmatch(text) is not None:
        return False
    return "__" not in text and "{{" not in text and "${" not in text


def _bold(
    lines: Sequence[Line], labels: Sequence[Label | None], first_major: int | None, admitted: set[int]
) -> set[int]:
    """Bold lines that are titles; none where most of the text is bold, nor above the first numbered heading."""
    prose = [index for index, line in enumerate(lines) if _runs(line, admitted)]
    if sum(lines[index].block.bold for index in prose) > _BULK * len(prose):
        return set()
    return {
        index
        for index in prose
        if lines[index].block.bold
        and labels[index] is None
        and index >= (first_major or 0)
        and index + 1 < len(lines)
        and _is_plain_title(lines[index])
    }


def _plain(lines: Sequence[Line], labels: Sequence[Label | None], admitted: set[int]) -> set[int]:
    """Short lines above paragraphs in a text that has no other headings, such as one whose numbers were lost."""
    counts = Counter(label.shape for label in labels if label is not None and label.style in _COUNTED)
    if any(count > 2 for count in counts.values()) or any(line.block.outline is not None for line in lines):
        return set()
    begun = next((index for index, line in enumerate(lines) if line.text.endswith("。")), len(lines))
    short = [
        index > begun
        and labels[index] is None
        and _runs(line, admitted)
        and len(line.text) <= _SHORT
        and compile_regex("[\u4e00-\u9fff、（）]{2,}").fullmatch(line.text) is not None
        and _is_plain_title(line)
        for index, line in enumerate(lines)
    ]
    found: set[int] = set()
    for index in range(1, len(lines) - 1):
        # Three short lines in a row are a list, and a title has something longer below it.
        above, below = short[index - 1], short[index + 1]
        if short[index] and not above and not below and len(lines[index + 1].text) > len(lines[index].text):
            found.add(index)
    return found if len(found) >= _ENOUGH else set()


def _is_plain_title(line: Line) -> bool:
    text = line.text
    return (
        2 <= len(text) <= _LONGEST
        and line.first
        and _SENTENCE.search(text) is None
        and compile_regex("[：:_]").search(text) is None
        and _is_name(text)
        and not text.startswith(("（", "目录", "签署", "签字", "签章"))
        and _PARTY.match(text) is None
        and _VERBAL.search(text) is None
    )


def _opening(
    source: SourceText,
    line: Line,
    index: int,
    label: Label | None,
    admitted: set[int],
    titled: set[int],
    bracketed: set[int],
    bold: set[int],
    plain: set[int],
) -> Opening | None:
    block = line.block
    if block.table is not None and block.table not in admitted:
        return None
    if label is not None:
        strong = label.style in ("article", "chapter")
        if block.table is not None and not strong and label.rest >= line.span.end:
            return None
        title, rest = _title(source, line, label.rest, strong or label.style == "han")
        return Opening(
            index=index,
            start=line.span.start,
            line=line,
            number=label.number,
            value=label.value,
            values=label.values,
            style=label.style,
            shape=label.shape,
            number_span=label.span,
            title=title,
            rest=rest,
        )
    start = line.span.start
    if index in bracketed or start in titled:
        title, rest = _title(source, line, start, True)
        return _unnumbered(index, line, "bracket" if index in bracketed else "heading", title, rest)
    outlined = block.outline is not None and line.first and _may_be_heading(line)
    if outlined or index in bold or index in plain:
        style = "bold" if index in bold and not outlined else "heading"
        end = line.span.end
        title = Span(start, end - 1 if source.text[end - 1] in "：:" else end)
        return _unnumbered(index, line, style, title, end)
    return None


def _repeats(line: Line, title: str) -> bool:
    return "".join(line.text.split()) in title


def _unnumbered(index: int, line: Line, style: str, title: Span | None, rest: int) -> Opening:
    start = line.span.start
    return Opening(index, start, line, "", None, (), style, style, Span(start, start), title, rest)


def _inner(source: SourceText, opening: Opening) -> tuple[Opening, Opening] | None:
    """第六条 1. …: the clause, and the item that opens on its line."""
    if (
        opening.style not in ("article", "han", "arabic", "decimal", "paren-han")
        or opening.number_span.end > opening.rest
    ):
        return None
    line = opening.line
    label = label_at(source, line, opening.number_span.end)
    if label is None or label.weak or label.style == opening.style or label.style not in _ITEMS or label.value != 1:
        return None
    if label.rest >= line.span.end:
        return None
    title, rest = _title(source, line, label.rest, False)
    inner = Opening(
        index=opening.index,
        start=label.span.start,
        line=line,
        number=label.number,
        value=label.value,
        values=label.values,
        style=label.style,
        shape=label.shape,
        number_span=label.span,
        title=title,
        rest=rest,
    )
    return replace(opening, title=None, rest=opening.number_span.end), inner


def _may_be_heading(line: Line) -> bool:
    if compile_regex("签[署字章]|（?(?:以下|本页|此页)无正文").match(line.text):
        return False
    return len(line.text) <= _LONGEST_LINE and not line.text.endswith(("。", "；", "，")) and _is_name(line.text)


def _title(source: SourceText, line: Line, start: int, upper: bool) -> tuple[Span | None, int]:
    """The title that begins at ``start``, and where the text of the clause begins."""
    text = source.text[start : line.span.end]
    for offset, longest in _candidates(line, text, upper):
        title = _without_lead(text[offset : offset + longest])
        if _is_name(title) and (offset or _PARTY.fullmatch(title) is None):
            begin = start + offset
            return Span(begin, begin + len(title)), _behind(source.text, begin + longest, line.span.end)
    return None, min(start, line.span.end)


def _without_lead(text: str) -> str:
    return _LEADING.sub("", text) if text.endswith(_LEADS) else text


def _candidates(line: Line, text: str, upper: bool) -> Iterator[tuple[int, int]]:
    """Where a title may stand in the text behind a number, as offset and length: the most certain first."""
    framed = _FRAMED.match(text)
    if framed:
        yield framed.start("title"), len(framed["title"])
        return
    enclosed = _ENCLOSED.match(text) if upper else None
    if enclosed and _SENTENCE.search(enclosed["title"]) is None:
        yield enclosed.start("title"), len(enclosed["title"])
    whole = text.rstrip("：: \t\u3000")
    # The first of several lines that were broken at the margin is no title, however short its text.
    broken = not line.first or line.span.end < line.block.span.end
    limit = _LONGEST_LINE if upper else _LONGEST
    if len(whole) <= (limit if not broken else 18) and not _NO_WHOLE.search(whole):
        judged = _SUBORDINATE if upper and len(whole) <= _SHORT else _VERBAL
        if judged.search(_without_lead(whole)) is None:
            yield 0, len(whole)
        return
    before = _BEFORE_COLON.match(text) if "：" in text or ":" in text else None
    if before and not _CLOCK.match(text, before.end() - 1) and not _VERBAL.search(_without_lead(before[0].strip())):
        yield 0, len(before[0].rstrip())
        return
    spaced = (_SPACED if upper else _TABBED).match(text)
    if (
        spaced
        and len(text) - spaced.end() > 10
        and _VERBAL.search(spaced["title"]) is None
        and _OPEN_END.search(spaced["title"]) is None
    ):
        yield 0, len(spaced["title"])


def _behind(text: str, start: int, end: int) -> int:
    """Past closing brackets, colons and blanks, but not past a sentence's own bracket."""
    while start < end and text[start] in "】〕]：: \t\u3000\xa0":
        start += 1
    if start < end and text[start] in "）)" and text.rfind("（", 0, start) > text.rfind("\n", 0, start):
        return _behind(text, start + 1, end)
    return start
