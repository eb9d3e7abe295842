"""Markdown files: the text a reader of the rendered page sees, every character knowing its line and column.

Agreements in Markdown are mostly typed by people or written out by programs, and line for line. So a line is a block
here, unless lines were broken at a margin; rendered pages would run such lines together.
"""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.errors import UnreadableFile
from contractlint.hashes import sha256
from contractlint.readers.encoding import decode
from contractlint.readers.limits import Limits
from contractlint.readers.lines import begins_with_label, wrapped
from contractlint.readers.markup import HIDDEN, Inline, inline, is_address
from contractlint.regex import compile_regex
from contractlint.text import Block, Cell, Omission, Origin, SourceText, Span, Table

_FENCE = compile_regex(r"[ \t]{0,8}(`{3,}|~{3,})([^`]{0,80})$")
_HEADING = compile_regex(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$|(?=[\u4e00-\u9fff【（“]))")
_HEADING_END = compile_regex(r"[ \t]+#{1,6}[ \t]*$")
_RULE = compile_regex(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_UNDER = compile_regex(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_QUOTE = compile_regex(r"[ ]{0,3}(?:>[ ]?){1,9}")
_BULLET = compile_regex(r"([ \t]*)[-*+](?:[ \t]+|$)")
_TASK = compile_regex(r"\[([ xX])\](?=[ \t])")
_ORDERED = compile_regex(r"([ \t]*)(\d{1,4})([.)])[ \t]+")
_DELIMITER = compile_regex(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
_DEFINITION = compile_regex(r"[ ]{0,3}\[([^\[\]^]{1,100})\]:[ \t]+(\S{1,1000})(?:[ \t]+[\"'(].{0,300})?[ \t]*$")
_METADATA = compile_regex(r"(?:[A-Za-z_][\w.-]{0,60}[ \t]*:|[ \t]+\S|-[ \t]|#|$)")
_MOST_COLUMNS = 60


def read_markdown(data: bytes, *, limits: Limits | None = None, path: str = "") -> SourceText:
    """The visible text of a ``.md`` file: markup left out, table rows with tabs between their cells.

    Comments and front matter are reported as omissions. Raises :class:`UnreadableFile` for what is not text.
    """
    limits = limits or Limits()
    text, omissions = _without_comments(decode(data, limits))
    lines = text.split("\n")
    head = _front_matter(lines)
    if head:
        content = "\n".join(lines[:head])
        omissions.append(Omission("part", len(content), "文件开头的元数据（front matter）不作为合同正文。", content))
        lines[:head] = [""] * head
    page = _Page(lines, limits)
    page.read()
    return SourceText(
        text="".join(page.pieces),
        blocks=tuple(page.blocks),
        tables=tuple(page.tables),
        origins=tuple(page.origins),
        soft_breaks=tuple(page.soft_breaks),
        omissions=tuple(omissions),
        path=path,
        format="md",
        sha256=sha256(data).hexdigest(),
        images=page.images,
    )


def _without_comments(text: str) -> tuple[str, list[Omission]]:
    """The text with each character of a comment covered, line breaks kept, and what the comments said."""
    pieces: list[str] = []
    omissions: list[Omission] = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        end += 3
        comment = text[start:end]
        said = comment[4:-3].strip()
        omissions.append(Omission("hidden", len(said), "Markdown 注释不会显示，未纳入审查。", said))
        pieces += [text[done:start], "\n".join(HIDDEN * len(line) for line in comment.split("\n"))]
        done = end
    return "".join([*pieces, text[done:]]), omissions


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the top are metadata between two ``---``."""
    if lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:200], start=1):
        if line.rstrip() in ("---", "..."):
            return number + 1
        if not _METADATA.match(line):
            return 0
    return 0


class _Page:
    """The text while it is being written; lives inside one call of :func:`read_markdown`."""

    def __init__(self, lines: list[str], limits: Limits) -> None:
        self.lines = lines
        self.limits = limits
        self.references = frozenset(
            match[1].lower() for line in lines if (match := _DEFINITION.match(line)) and is_address(match[2])
        )
        self.goes_on = wrapped([line if _is_prose(line) else "" for line in lines])
        self.numbers = _renumbered(lines)
        self.pieces: list[str] = []
        self.length = 0
        self.origins: list[Origin] = []
        self.soft_breaks: list[int] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.images = 0
        self.cells = 0

    def read(self) -> None:
        """Write every line."""
        number = 0
        fence = ""
        while number < len(self.lines):
            line = self.lines[number]
            mark = _FENCE.match(line)
            if mark and (not fence or (mark[1].startswith(fence) and not mark[2].strip())):
                fence = "" if fence else mark[1]
                self.end_line()
            elif fence:
                self.raw(number)
            elif rows := self.table_rows(number):
                self.table(number, rows)
                number += rows
            elif _is_silent(line) or self.defines(line):
                self.end_line()
            elif level := self.underlined(number):
                self.text_line(number, outline=level - 1)
                self.end_line()
                number += 1
            else:
                number = self.text_line(number)
            number += 1
        if self.pieces:
            # The last line of a file has no line break behind it.
            self.pieces.pop()

    def write(self, text: str, number: int | None = None, column: int = 0) -> None:
        """Add characters: of line ``number`` from ``column`` on, or generated ones."""
        if number is not None and text:
            self.origins.append(Origin(Span(self.length, self.length + len(text)), "text", number, 0, column))
        self.pieces.append(text)
        self.length += len(text)

    def end_line(self) -> None:
        """Add a line break."""
        self.write("\n")

    def raw(self, number: int) -> None:
        """A line inside a code fence: as it stands."""
        line = self.lines[number].replace(HIDDEN, "")
        start = self.length
        self.write(line, number)
        if line.strip():
            self.blocks.append(Block(Span(start, start + len(line.rstrip()))))
        self.end_line()

    def text_line(self, number: int, outline: int | None = None) -> int:
        """One line that is no table, with those it goes on in; the number of the last one."""
        line = self.lines[number]
        column, end = 0, len(line)
        if quote := _QUOTE.match(line):
            column = quote.end()
        label = ""
        level: int | None = None
        heading = _HEADING.match(line, column)
        if heading and outline is None:
            outline = len(heading[1]) - 1
            column = heading.end()
            if close := _HEADING_END.search(line, max(column, end - 40)):
                end = close.start()
        elif bullet := _BULLET.match(line, column):
            column = bullet.end()
            level = min(len(bullet[1].expandtabs(4)) // 2, 8)
            label = self.bullet(number, column)
            column += 3 if label in ("☐", "☑") else 0
        elif number in self.numbers and (ordered := _ORDERED.match(line, column)):
            level = min(len(ordered[1].expandtabs(4)) // 2, 8)
            label = f"{self.numbers[number]}{ordered[3]}"
            column = ordered.end()
        column += len(line[column:end]) - len(line[column:end].lstrip(" \t"))
        start = self.length
        if label:
            self.write(f"{label} ")
        body = inline(line, column, end, self.references)
        self.put(body, number)
        joined = False
        while self.goes_on[number] and outline is None:
            joined = True
            number += 1
            self.soft_breaks.append(self.length)
            self.end_line()
            self.put(inline(self.lines[number], 0, len(self.lines[number]), self.references), number)
        self.close(start, Block(Span(start, start), outline=outline, list_level=level, bold=body.bold), label, joined)
        self.end_line()
        return number

    def bullet(self, number: int, column: int) -> str:
        """The sign shown for a list item; none where the item brings its own number (- 1.1 服务范围)."""
        line = self.lines[number]
        if task := _TASK.match(line, column):
            return "☐" if task[1] == " " else "☑"
        said = inline(line, column, len(line), self.references).text
        return "" if begins_with_label(said) or not said.strip() else "•"

    def put(self, body: Inline, number: int) -> None:
        """Write what is visible of a line."""
        self.images += body.images
        for text, column in body.parts:
            self.write(text, number, column)

    def close(self, start: int, block: Block, label: str = "", joined: bool = False, table: int | None = None) -> None:
        """Make blocks of what was written since ``start``; a forced line break divides, a margin does not."""
        text = "".join(self.written(start))
        offset = start
        for line in [text] if joined else text.split("\n"):
            span = Span(offset, offset + len(line.rstrip()))
            shown = label if offset == start else ""
            if line.strip() and line.strip() != shown:
                self.blocks.append(
                    Block(
                        span,
                        label=Span(start, start + len(shown)) if shown else None,
                        list_level=block.list_level,
                        outline=block.outline,
                        bold=block.bold,
                        table=table,
                    )
                )
            offset += len(line) + 1

    def written(self, start: int) -> list[str]:
        """The pieces written since ``start``."""
        first, length = len(self.pieces), self.length
        while length > start:
            first -= 1
            length -= len(self.pieces[first])
        return self.pieces[first:]

    def underlined(self, number: int) -> int:
        """Level of a heading that the next line underlines with ``===`` or ``---``, else 0."""
        if number + 1 >= len(self.lines):
            return 0
        under = _UNDER.match(self.lines[number + 1])
        line = self.lines[number]
        alone = number == 0 or not self.lines[number - 1].strip()
        if not under or not alone or not _is_prose(line) or len(line.strip()) > 60:
            return 0
        return 1 if under[1].startswith("=") else 2

    def defines(self, line: str) -> bool:
        """Whether the line only says where a link goes."""
        match = _DEFINITION.match(line)
        return match is not None and match[1].lower() in self.references

    def table_rows(self, number: int) -> int:
        """How many rows follow the head of the table that begins here; 0 where none begins."""
        lines = self.lines
        if "|" not in lines[number] or number + 1 >= len(lines) or not _is_delimiter(lines[number + 1]):
            return 0
        columns = len(_columns(lines[number]))
        if columns != len(_columns(lines[number + 1])) or columns > _MOST_COLUMNS:
            return 0
        last = number + 1
        while last + 1 < len(lines) and "|" in lines[last + 1] and lines[last + 1].strip():
            last += 1
        return last - number

    def table(self, head: int, rows: int) -> None:
        """A table: the head, then ``rows`` lines, the first of which only divides."""
        index = len(self.tables)
        columns = len(_columns(self.lines[head]))
        start = self.length
        cells: list[Cell] = []
        self.cells += columns * rows
        if self.cells > self.limits.cells:
            raise UnreadableFile(f"表格单元格超过 {self.limits.cells} 个，超出可以审查的范围，拒绝读取。")
        for row, number in enumerate([head, *range(head + 2, head + rows + 1)]):
            fields = _columns(self.lines[number])[:columns]
            for column in range(columns):
                if column:
                    self.write("\t")
                begin = self.length
                if column < len(fields):
                    body = inline(self.lines[number], *fields[column], self.references)
                    self.put(body, number)
                    self.close(begin, Block(Span(begin, begin), bold=body.bold), table=index)
                cells.append(Cell(row, column, 1, 1, Span(begin, self.length)))
            self.end_line()
        self.tables.append(Table(Span(start, self.length - 1), rows, columns, tuple(cells)))


def _is_prose(line: str) -> bool:
    """Whether a line could be part of a running paragraph."""
    return bool(line.strip()) and not (
        _is_silent(line)
        or "|" in line
        or _HEADING.match(line)
        or _QUOTE.match(line)
        or _BULLET.match(line)
        or _FENCE.match(line)
        or HIDDEN in line
    )


def _is_silent(line: str) -> bool:
    """Whether nothing of the line is shown: blank, a comment, a rule across the page."""
    return not line.strip(f" \t\u3000{HIDDEN}") or _RULE.match(line) is not None


def _is_delimiter(line: str) -> bool:
    return "-" in line and "|" in line and len(line) < 2000 and _DELIMITER.fullmatch(line) is not None


def _columns(line: str) -> list[tuple[int, int]]:
    """The cells of a table row as offsets, blanks around them left out; a pipe behind a backslash divides nothing."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if line.startswith("|", start):
        start += 1
    if end > start and line.endswith("|", start, end) and not line.endswith("\\|", start, end):
        end -= 1
    cells: list[tuple[int, int]] = []
    for match in compile_regex(r"(?<!\\)\|").finditer(line[:end]):
        if match.start() >= start:
            cells.append(_trimmed(line, start, match.start()))
            start = match.end()
    return [*cells, _trimmed(line, start, end)]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return (start, start) if left == end else (left, start + len(piece.rstrip()))


def _renumbered(lines: Sequence[str]) -> dict[int, int]:
    """Numbers as rendered where a list is typed 1. 1. 1.; other lists show what is typed."""
    found: dict[int, int] = {}
    run: list[int] = []
    indent = ""
    for number, line in enumerate([*lines, "end"]):
        ordered = _ORDERED.match(line)
        if ordered and ordered[2] == "1" and (not run or ordered[1] == indent):
            indent = ordered[1]
            run.append(number)
        elif line.strip() and not (run and line.startswith((indent + "  ", indent + "\t"))):
            if len(run) > 1:
                found.update({place: count for count, place in enumerate(run, start=1)})
            run = [number] if ordered and ordered[2] == "1" else []
            indent = ordered[1] if ordered else ""
    return found
