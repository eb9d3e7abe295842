"""Where the agreement says what it is called, and where it lists its own headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contractlint.parser.labels import read_label
from contractlint.parser.lines import Line, lines_of
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_KINDS = "合同书|协议书|合同|协议|订单|意向书|备忘录|约定书|承诺书|确认书|委托书|契约"
# 《…（示范文本）》, （模板）, V1.0 and the like belong to the title.
_TAIL = r"(?:(?:[（〔【\[][^（）〔〕【】\[\]]{1,48}[）〕】\]]|(?:模板|范本|样本|示范文本|[Vv]?\d(?:\.\d){1,2}))){0,3}"
_TITLE = compile_regex(rf"《?[^。，；：！？]{{0,50}}?(?:{_KINDS}){_TAIL}》?")
_ONLY_KIND = compile_regex(rf"(?:{_KINDS}){_TAIL}")
_NAMED = compile_regex(rf"(?:合同|协议|文件)?(?:名称|标题)：(?P<title>[^。，；：]{{2,50}}?(?:{_KINDS}){_TAIL})")
_NO_TITLE = compile_regex(
    r"(?:本|该|根据|依据|按照|鉴于|甲方|乙方|双方|附件|附录|附表|签订|签署|订立|关于签|以下|下列|填写|使用|目录|合同编号|协议编号)|"
    r"第[一二三四五六七八九十\d]+[条章节]|.{0,12}(?:编号|当事人|双方)$"
)
_ENGLISH = compile_regex(
    r"[A-Za-z][A-Za-z ,&'/-]{0,80}(?:AGREEMENT|Agreement|CONTRACT|Contract)(?: ?\([A-Za-z ]{1,20}\))?"
)
_PAGED = compile_regex(r"(?:[\t.…·]| {2})[\t .…·]*-? ?\d{1,3} ?-?$")
_LABELLED = compile_regex(r"第.{1,5}[条章节编]|第.{1,3}部分|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、 ]|附[件录表]")
_NOTES = compile_regex(
    "[【（]?(?:(?:合同|文本)?(?:填写|填表|使用|签订|签约)(?:须知|说明|指南)|说明|注意事项|填写说明及注意事项)[】）]?[：]?"
)
_PARTY = compile_regex(r"(?:甲|乙)方[^。；，]{0,12}：|.{2,6}（[甲乙]方）：")
_SEARCHED = 60
_RUNNING = 60
_ENTRY = 40
_LONGEST_LEADER = 200
"""Longer than an entry of a table of contents with the dots that lead to its page."""


def find_title(source: SourceText) -> Span | None:
    """The title line (or two lines, where 合同书 stands alone under a name), or None.

    Looked for above the first clause and the first paragraph of running text; a line of its own comes before
    「合同名称：…」, and a Chinese one before an English one.
    """
    if find_title not in source.derived:
        source.derived[find_title] = _find_title(source)
    title: Span | None = source.derived[find_title]
    return title


def front_free(source: SourceText) -> tuple[Line, ...]:
    """The lines of the body :func:`without_front`."""
    known: tuple[Line, ...] | None = source.derived.get(front_free)
    if known is None:
        known = source.derived[front_free] = without_front(lines_of(source))
    return known


def _find_title(source: SourceText) -> Span | None:
    lines = _head(source)
    upright = _upright(lines)
    if upright is not None:
        return upright
    for prose in (True, False):
        for index, line in enumerate(lines):
            if (line.block.table is None) is prose and _is_title(line):
                return _with_name(lines, index)
    for line in lines:
        match = _NAMED.fullmatch(line.text)
        if match:
            found = source.normalized.search(compile_regex(re.escape(match["title"])), line.span)
            return line.span if found is None else found.span
    return next((line.span for line in lines if _ENGLISH.fullmatch(line.text)), None)


def without_front(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines but for a table of contents, whose entries look like the headings they point to, and for notes on how
    to fill in the form, which are numbered like clauses."""
    first = next((index for index, line in enumerate(lines) if _is_contents_heading(line)), None)
    listed = {index for index, line in enumerate(lines) if line.block.style.lower().startswith(("toc", "目录"))}
    if first is not None:
        listed.update(range(first, _contents_end(lines, first + 1)))
    else:
        start = next((index for index, line in enumerate(lines[:_SEARCHED]) if _LABELLED.match(line.text)), 0)
        end = _contents_end(lines, start)
        if end - start >= 3 and _entry(lines[start]) in {_entry(line) for line in lines[end:]}:
            listed.update(range(start, end))
    head = [index for index in range(min(len(lines), _SEARCHED)) if index not in listed]
    note = next((index for index in head if _is_note_heading(lines[index])), None)
    if note is not None:
        listed.update(range(note, _note_end(lines, note + 1)))
    return tuple(line for index, line in enumerate(lines) if index not in listed)


def _is_note_heading(line: Line) -> bool:
    return _NOTES.fullmatch(_closed(line.text)) is not None and line.block.table is None


def _note_end(lines: Sequence[Line], start: int) -> int:
    """The first line behind the notes that belongs to the agreement: its title, a party, or a count that begins anew;
    ``start`` where there is none near."""
    seen: set[str] = set()
    for index in range(start, min(len(lines), start + _SEARCHED)):
        line = lines[index]
        label = _LABELLED.match(line.text)
        if _is_title(line) or _PARTY.match(line.text) or (label and (label[0] in seen or label[0].startswith("第一"))):
            return index
        if label:
            seen.add(label[0])
    return start


def _is_contents_heading(line: Line) -> bool:
    return _closed(line.text).strip("【】[]") in ("目录", "目次", "合同目录")


def _contents_end(lines: Sequence[Line], start: int) -> int:
    """Behind the last entry of a table of contents that may begin at ``start``."""
    seen: set[str] = set()
    end = start
    while end < len(lines):
        line = lines[end]
        if len(line.text) > _ENTRY or compile_regex("[。；：，]").search(line.text) is not None:
            break
        entry = _entry(line)
        paged = _PAGED.search(line.text) is not None
        near = lines[end : end + 3]
        labelled = any(_LABELLED.match(one.text) and len(one.text) <= _ENTRY for one in near)
        if not (paged or labelled) or (entry in seen and not paged):
            break
        seen.add(entry)
        end += 1
    return end


def _entry(line: Line) -> str:
    return _closed(_PAGED.sub("", line.text) if len(line.text) <= _LONGEST_LEADER else line.text)


def _head(source: SourceText) -> Sequence[Line]:
    lines = front_free(source)[:_SEARCHED]
    for index, line in enumerate(lines):
        label = read_label(source, line)
        if label is not None and label.style in ("article", "chapter", "han", "decimal"):
            return lines[:index]
        if len(line.text) > _RUNNING and "。" in line.text and line.block.table is None:
            return lines[:index]
    return lines


def _upright(lines: Sequence[Line]) -> Span | None:
    """A title on a cover page that is written with one character a line."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(lines[end].text) == 1:
            end += 1
        if end - start > 1 and _TITLE.fullmatch("".join(line.text for line in lines[start:end])):
            return lines[start].span.join(lines[end - 1].span)
        start = end + 1
    return None


def _is_title(line: Line) -> bool:
    text = _closed(line.text)
    return _TITLE.fullmatch(text) is not None and _NO_TITLE.match(text) is None


def _with_name(lines: Sequence[Line], index: int) -> Span:
    """The title at ``index``, joined with the name above it where it is only 合同书."""
    line = lines[index]
    if index and _ONLY_KIND.fullmatch(_closed(line.text)):
        above = lines[index - 1]
        if (
            2 <= len(above.text) <= 40
            and not compile_regex("[。，；：！？_]").search(above.text)
            and _NO_TITLE.match(_closed(above.text)) is None
            and above.block.table == line.block.table
        ):
            return above.span.join(line.span)
    return line.span


def _closed(text: str) -> str:
    """Without any blanks: titles are spaced out."""
    return "".join(text.split())
