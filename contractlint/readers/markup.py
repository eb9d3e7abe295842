"""Markup inside one line of Markdown: which characters a reader of the rendered page does not see.

Everything is an edit of the line as it stands (leave these characters out, show that in their place), so that each
visible character keeps its column. Only what is surely markup is left out: 5*8, ____ and [[编号]] are text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from contractlint.dataclass import dataclass
from contractlint.regex import compile_regex

HIDDEN = "\x00"
"""Stands for every character of a comment found beforehand; a decoded text holds none of its own."""
# Stands where markup was found, so that nothing more is recognised there.
_TAKEN = "\x01"

_ANY = compile_regex(rf"[*_`~\[\]<>&\\{HIDDEN}]")
# A line nobody wrote; it stands as it is, so that a file of ten million asterisks is no work.
_LONGEST = 100_000
_COMMENT = compile_regex(f"{HIDDEN}+")
_CODE = compile_regex(r"(?<!`)(`{1,3})(?!`)([^`]{1,400})(`{1,3})(?!`)")
_ESCAPE = compile_regex(r"(\\)[!-/:-@\[-`{-~]")
_HARD_BREAK = compile_regex(r"\\$")
_TARGET = r"\(([^()\s]{0,1000})(?:\s{1,9}[\"'][^\"']{0,200}[\"'])?\)"
_IMAGE = compile_regex(rf"!\[[^\[\]]{{0,300}}\]{_TARGET}")
_LINK = compile_regex(rf"(\[)[^\[\]]{{1,400}}(\]{_TARGET})")
_REFERENCE = compile_regex(r"(?<!\[)(\[)([^\[\]]{1,400})(\]\[([^\[\]]{0,100})\])(?!\])")
# [公司名称](以下简称"甲方") looks like a link and is none.
_ADDRESS = compile_regex(r"<?(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:|[#/.]|www\.|[\w%/-]{1,200}\.[A-Za-z0-9]{2,5}(?:$|[#?/]))")
_AUTOLINK = compile_regex(r"(<)(?:(?:https?|ftp|mailto):[^<>\s]{1,1000}|[\w.+-]{1,60}@[\w.-]{1,100})(>)")
_BLANKS = r"(?:[ \u3000\u00a0]|&(?:nbsp|emsp|ensp|#160|#12288);)"
_UNDERLINED = compile_regex(rf"<u>({_BLANKS}{{1,200}})</u>", re.IGNORECASE)
_TAG = compile_regex(
    r"<(/?)(a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|input|ins|kbd"
    r"|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)"
    # An attribute has a sign of equality, or 「a<b 且 c>d」 would be a tag.
    r"(?:\s[^<>=\u4e00-\u9fff]{1,60}=[^<>]{0,500})?\s?/?>",
    re.IGNORECASE,
)
_ENTITY = compile_regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_STRONG = compile_regex(r"(\*\*)(?=[^\s*])(?:[^*\n]|\*(?!\*)){1,800}(?<=\S)(\*\*)")
_STRONG_LINE = compile_regex(r"(?<![\w_])(__)(?=[^\s_])[^_\n]{1,800}(?<=\S)(__)(?![\w_])")
_STRUCK = compile_regex(r"(~~)(?=[^\s~])[^~\n]{1,800}(?<=\S)(~~)")
_EMPHASIS = compile_regex(r"(?<![A-Za-z0-9*])(\*)(?=[^\s*])[^*\n]{1,400}(?<=[^\s*])(\*)(?![A-Za-z0-9*])")
_EMPHASIS_LINE = compile_regex(r"(?<![\w_])(_)(?=[^\s_])[^_\n]{1,400}(?<=\S)(_)(?![\w_])")
_STRONG_TAG = compile_regex(r"<(b|strong)>(?:(?!<(?:b|strong)>)[^\n]){1,800}?</\1>", re.IGNORECASE)

_ENDS_CELL = frozenset({"td", "th"})
_ENDS_LINE = frozenset({"tr", "p", "div", "li", "center", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters ``start`` to ``end`` of a line are shown as ``shown``."""

    start: int
    end: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """What is visible of a piece of a line: parts with the column each came from, and how it looks."""

    parts: tuple[tuple[str, int], ...]
    bold: bool
    images: int

    @property
    def text(self) -> str:
        """What is visible."""
        return "".join(text for text, _ in self.parts)


def inline(line: str, start: int, end: int, references: frozenset[str]) -> Inline:
    """What is visible of ``line[start:end]``; ``references`` are the link labels the file defines, in lower case."""
    piece = line[start:end]
    if not _ANY.search(piece) or len(piece) > _LONGEST:
        return Inline(((piece, start),) if piece else (), False, 0)
    edits: list[Edit] = []
    work = piece
    images = 0
    bold: list[Edit] = []
    for pattern, edits_of, opaque in _STEPS:
        if pattern is _TAG:
            images += work.lower().count("<img ")
            bold += [Edit(*match.span()) for match in _STRONG_TAG.finditer(work)]
        before = len(edits)
        work = _step(work, pattern, lambda match, of=edits_of: of(match, references), opaque, edits)  # type: ignore[misc]
        if pattern is _IMAGE:
            images += len(edits) - before
        elif pattern in (_STRONG, _STRONG_LINE):
            marks = edits[before:]
            bold += [Edit(left.start, right.end) for left, right in zip(marks[::2], marks[1::2], strict=True)]
    plain = "".join(text for text, _ in _parts(piece, [*edits, *bold]))
    shown = tuple((text, column + start) for text, column in _parts(piece, edits))
    return Inline(shown, bool(bold) and not plain.strip(), images)


def is_address(target: str) -> bool:
    """Whether a link target looks like one: an address, a path, a place in the page."""
    return _ADDRESS.match(target) is not None


def _step(
    work: str, pattern: re.Pattern[str], edits_of: Callable[[re.Match[str]], list[Edit]], opaque: bool, into: list[Edit]
) -> str:
    """Collect the edits of one pattern and cover what it took, length unchanged."""

    def cover(match: re.Match[str]) -> str:
        new = edits_of(match)
        into.extend(new)
        if not new:
            return match[0]
        if opaque:
            return _TAKEN * len(match[0])
        covered = list(match[0])
        for edit in new:
            for place in range(edit.start - match.start(), edit.end - match.start()):
                covered[place] = _TAKEN
        return "".join(covered)

    return pattern.sub(cover, work)


def _parts(piece: str, edits: list[Edit]) -> list[tuple[str, int]]:
    """What is left to see, in order; of two edits that overlap the one that begins first holds."""
    parts: list[tuple[str, int]] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < done:
            continue
        if edit.start > done:
            parts.append((piece[done : edit.start], done))
        if edit.shown:
            parts.append((edit.shown, edit.start))
        done = edit.end
    if done < len(piece):
        parts.append((piece[done:], done))
    return parts


def _whole(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    return [Edit(match.start(), match.end())]


def _marks(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    return [Edit(*match.span(group)) for group in range(1, (match.lastindex or 0) + 1)]


def _code(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    return [Edit(*match.span(1)), Edit(*match.span(3))] if match[1] == match[3] else []


def _link(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    return [Edit(*match.span(1)), Edit(*match.span(2))] if is_address(match[3]) else []


def _image(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    return [Edit(match.start(), match.end())] if is_address(match[1]) else []


def _reference(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    known = (match[4] or match[2]).lower() in references
    return [Edit(*match.span(1)), Edit(*match.span(3))] if known else []


def _underlined(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    """Underlined blanks are a line to write on, as in a Word file."""
    return [Edit(match.start(), match.end(), "_" * len(html.unescape(match[1])))]


def _tag(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    name = match[2].lower()
    shown = ""
    if name == "br" or (match[1] and name in _ENDS_LINE):
        shown = "\n"
    elif match[1] and name in _ENDS_CELL:
        shown = "\t"
    return [Edit(match.start(), match.end(), shown)]


def _entity(match: re.Match[str], references: frozenset[str]) -> list[Edit]:
    shown = html.unescape(match[0])
    if shown == match[0]:
        return []
    return [Edit(match.start(), match.end(), "".join(char if char.isprintable() else " " for char in shown))]


_STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], frozenset[str]], list[Edit]], bool], ...] = (
    (_COMMENT, _whole, True),
    (_CODE, _code, True),
    (_ESCAPE, _marks, True),
    (_HARD_BREAK, _whole, True),
    (_IMAGE, _image, True),
    (_LINK, _link, False),
    (_REFERENCE, _reference, False),
    (_AUTOLINK, _marks, True),
    (_UNDERLINED, _underlined, True),
    (_TAG, _tag, True),
    (_ENTITY, _entity, True),
    (_STRONG, _marks, False),
    (_STRONG_LINE, _marks, False),
    (_STRUCK, _marks, False),
    (_EMPHASIS, _marks, False),
    (_EMPHASIS_LINE, _marks, False),
)
