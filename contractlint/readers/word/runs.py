"""What stands inside a paragraph, down to the characters of each run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.composer import Composer
from contractlint.readers.word.fields import Field
from contractlint.readers.word.lines import Line, Piece, Tracked
from contractlint.readers.word.names import ALTERNATE, PROPERTIES, VAL, child_of, chosen_branch, m, w
from contractlint.readers.word.revisions import TRACKED, View, kind
from contractlint.readers.word.styles import Style, Styles, run_format
from contractlint.readers.word.symbols import is_picture_font, pictured, symbol, unpictured
from contractlint.readers.word.texts import TYPED, characters, held_text, keeps_blanks
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN, _RUN_PROPERTIES, _PARAGRAPH, _BOX = w("r"), w("rPr"), w("p"), w("txbxContent")
_TEXT, _DELETED_TEXT, _INSTRUCTION, _MATH_TEXT = w("t"), w("delText"), w("instrText"), m("t")
_RUBY_TEXT, _SYMBOL, _SIMPLE_FIELD = w("rt"), w("sym"), w("fldSimple")
_FOOTNOTE, _ENDNOTE, _ID = w("footnoteReference"), w("endnoteReference"), w("id")
_AUTHOR, _DATE = w("author"), w("date")
_SHAPE_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DRAWING_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PRIVATE = compile_regex("[\uf000-\uf0ff]")
_XML_BLANKS = " \t\r\n"
_HIDDEN = ("hidden", "隐藏文字；屏幕和打印件上看不见，不计入正文。")
_FIELD_CODE = ("field-code", "域代码里的文字；Word 不显示，不计入正文。")
_FALLBACK_NOTE = ("fallback", "同一内容为旧版软件准备的副本；已审查其中一份。")
_RUBY_NOTE = ("ruby", "拼音指南的注音；只审查正文字。")
_SHAPE_NOTE = ("embedded", "画布图形里的文字；没有审查。")
_OBJECT_NOTE = ("embedded", "嵌入的对象（如另一份表格或文件）；其中内容没有审查。")


@dataclass(slots=True)
class Inline:
    """The walk through the inside of paragraphs; holds what reaches from one into the next."""

    view: View
    styles: Styles
    out: Composer
    paragraphs: dict[_Element, int]
    """Ordinals of ``w:p`` in the part."""
    runs: dict[_Element, int]
    """Ordinals of ``w:r`` in the part."""
    field_marks: frozenset[_Element]
    fields: list[Field] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """``footnote`` or ``endnote`` and id, as they are referred to in the text that stands."""
    lost_notes: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Notes referred to in what was left out, and as what."""
    _line: Line = field(default_factory=lambda: Line(Style(), None))
    _style: Style = field(default_factory=Style)
    _paragraph: int = 0
    _run: int = 0
    _offset: int = 0
    _hidden: bool = False
    _bold: bool = False
    _underlined: bool = False
    _picture_font: str = ""
    _codes: int = 0
    """How many of the open fields are still at their instruction."""

    def read(self, paragraph: _Element, style: Style, line: Line) -> None:
        """Add what stands in a ``w:p`` of this style to a line."""
        self._line = line
        self._style = style
        self._paragraph = self.paragraphs.get(paragraph, 0)
        self.content(paragraph)

    def read_loose(self, element: _Element, line: Line) -> None:
        """Add a piece of paragraph content that stands outside any paragraph, which no schema allows."""
        self._line = line
        self._style = line.style
        self._child(element)

    def content(self, container: _Element) -> None:
        """Runs and what may hold them."""
        for child in container:
            if child.tag == _RUN:
                self._read_run(child)
            else:
                self._child(child)

    def drop(self, element: _Element, omission: tuple[str, str]) -> str:
        """Leave an element out, notes it refers to included; returns its text."""
        text = held_text(element)
        if text:
            # Paragraphs are told apart, runs side by side are not.
            apart = next(element.iter(_PARAGRAPH), None) is not None
            self.out.omit(*omission, text, place=-1 if apart else len(self._line.pieces))
        for reference in element.iter(_FOOTNOTE, _ENDNOTE):
            self.lost_notes.setdefault(_note(reference), omission)
        return text

    def hidden_mark(self, properties: _Element | None, style: Style) -> bool:
        """Whether a paragraph mark with these paragraph properties is hidden, so that the next paragraph goes on."""
        mark = None if properties is None else child_of(properties, _RUN_PROPERTIES)
        special = None if mark is None else mark.find(w("specVanish"))
        if special is not None and special.get(VAL, "1") not in ("0", "false", "off"):
            return True
        own = run_format(mark)
        return self._toggled(own.hidden, style.run.hidden, own.style, "hidden")

    def _child(self, child: _Element) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in PROPERTIES:
            return
        if tag == _RUN:
            self._read_run(child)
        elif tag in TRACKED:
            self._tracked(child)
        elif tag == ALTERNATE:
            self._branch(child, self.content)
        elif tag == _SIMPLE_FIELD:
            self._simple_field(child)
        elif tag == _RUBY_TEXT:
            self.drop(child, _RUBY_NOTE)
        elif tag == _MATH_TEXT:
            self._generate(characters(child))
        elif tag == _BOX:
            self._line.boxes.append(child)
        elif tag == m("r"):
            own = run_format(child.find(_RUN_PROPERTIES))
            self._bold, self._hidden = bool(own.bold), bool(own.hidden)
            self.content(child)
        elif tag == m("f"):
            self._fraction(child)
        else:
            self.content(child)

    def _tracked(self, element: _Element) -> None:
        tag = str(element.tag)
        author, date = element.get(_AUTHOR, ""), element.get(_DATE, "")
        line, first = self._line, len(self._line.pieces)
        if not self.view.keeps(tag):
            text = self.drop(element, self.view.omission(tag))
            # A move is one change; it is told where its text stands.
            if text and kind(tag) != "move":
                line.tracked.append(Tracked(kind(tag), author, date, first, first, text))
            return
        self.content(element)
        if len(line.pieces) > first:
            line.tracked.append(Tracked(kind(tag), author, date, first, len(line.pieces)))

    def _branch(self, alternate: _Element, read: Callable[[_Element], None]) -> None:
        chosen = chosen_branch(alternate)
        for branch in alternate:
            if branch is chosen:
                read(branch)
            elif isinstance(branch.tag, str):
                self.drop(branch, _FALLBACK_NOTE)

    def _simple_field(self, element: _Element) -> None:
        simple = Field(instruction=[element.get(w("instr"), "")], result=True)
        self.fields.append(simple)
        self._hidden = False
        self.content(element)
        self._close(simple)

    def _fraction(self, fraction: _Element) -> None:
        parts = [part for part in fraction if part.tag in (m("num"), m("den"))]
        for index, part in enumerate(parts):
            if index:
                self._generate("/")
            self.content(part)

    def _read_run(self, run: _Element) -> None:
        own = run_format(child_of(run, _RUN_PROPERTIES))
        base = self._style.run
        self._bold = self._toggled(own.bold, base.bold, own.style, "bold")
        self._hidden = self._toggled(own.hidden, base.hidden, own.style, "hidden")
        underline = own.underline
        if underline is None:
            underline = (
                self.styles.character(own.style).run.underline or base.underline or self.styles.defaults.underline
            )
        # "words" draws nothing under blanks.
        self._underlined = underline is not None and underline not in ("none", "words")
        self._picture_font = own.font if own.font is not None and is_picture_font(own.font) else ""
        self._run = self.runs.get(run, 0)
        self._offset = 0
        self._run_content(run)

    def _toggled(self, own: bool | None, paragraph: bool | None, style: str | None, name: str) -> bool:
        """A toggle property: its own word, else either of the two styles but not both (17.7.3)."""
        if own is not None:
            return own
        character: bool | None = getattr(self.styles.character(style).run, name) if style else None
        return bool(paragraph) != bool(character) or bool(getattr(self.styles.defaults, name))

    def _run_content(self, run: _Element) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._text(child)
            elif tag == _RUN_PROPERTIES or not isinstance(tag, str):
                continue
            elif tag in TYPED:
                broken_page = tag == w("br") and child.get(w("type")) in ("page", "column")
                self._emit(TYPED[tag], page=broken_page)
                self._offset += 1
            elif tag == _SYMBOL:
                self._emit(symbol(child.get(w("font"), ""), _code(child.get(w("char"), ""))))
                self._offset += 1
            else:
                self._rare(child)

    def _rare(self, child: _Element) -> None:
        tag = child.tag
        if tag == w("fldChar"):
            if child in self.field_marks:
                self._field_mark(child)
        elif tag in (_INSTRUCTION, w("delInstrText")):
            if self.fields:
                self.fields[-1].instruction.append(characters(child))
        elif tag == _DELETED_TEXT:
            self._deleted_text(child)
        elif tag in (_FOOTNOTE, _ENDNOTE):
            self._note(child)
        elif tag in (w("drawing"), w("pict"), w("object")):
            self._graphic(child)
        elif tag == ALTERNATE:
            self._branch(child, self._run_content)
        elif len(child):
            # Ruby and whatever else may hold runs: the properties of this run end where those begin.
            kept = (self._run, self._offset, self._bold, self._hidden, self._underlined, self._picture_font)
            self._child(child)
            self._run, self._offset, self._bold, self._hidden, self._underlined, self._picture_font = kept

    def _text(self, element: _Element) -> None:
        text = characters(element)
        width = len(text)
        if text and (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and not keeps_blanks(element):
            # Word drops blanks at the ends of a text that does not ask to keep them.
            stripped = text.lstrip(_XML_BLANKS)
            skipped = len(text) - len(stripped)
            text = stripped.rstrip(_XML_BLANKS)
        else:
            skipped = 0
        if "\n" in text or "\r" in text:
            text = text.replace("\n", " ").replace("\r", " ")
        if self._picture_font:
            text = pictured(text, self._picture_font)
        elif _PRIVATE.search(text) is not None:
            text = unpictured(text)
        self._offset += skipped
        self._emit(text)
        self._offset += width - skipped

    def _deleted_text(self, element: _Element) -> None:
        if self.view.accepted:
            # What stands in w:del was dropped as a whole; this is deleted text without its mark.
            self._omit(self.view.omission(w("del")), characters(element))
            self._offset += len(characters(element))
        else:
            self._text(element)

    def _emit(self, text: str, *, page: bool = False) -> None:
        if not text:
            return
        if self._in_code():
            self._omit(_FIELD_CODE, text)
        elif self._hidden:
            self._omit(_HIDDEN, text)
        else:
            self._line.pieces.append(
                Piece(text, self._paragraph, self._run, self._offset, len(text), self._bold, self._underlined, page)
            )
            self._show()

    def _generate(self, text: str) -> None:
        """Text that no run holds: math, and what a field draws."""
        if not text or self._in_code() or self._hidden:
            if text:
                self._omit(_HIDDEN if self._hidden else _FIELD_CODE, text)
            return
        self._line.pieces.append(Piece(text, self._paragraph, self._run, self._offset, 0, self._bold))
        self._show()

    def _show(self) -> None:
        """The innermost field has a text; the ones around it learn of it when it ends."""
        if self.fields:
            self.fields[-1].shown = True

    def _omit(self, omission: tuple[str, str], text: str) -> None:
        self.out.omit(*omission, text, place=len(self._line.pieces))

    def _in_code(self) -> bool:
        return self._codes > 0

    def _field_mark(self, mark: _Element) -> None:
        kind_of_mark = mark.get(w("fldCharType"))
        if kind_of_mark == "begin":
            self.fields.append(Field(form=mark.find(w("ffData"))))
            self._codes += 1
        elif not self.fields:
            return
        elif kind_of_mark == "separate":
            if not self.fields[-1].result:
                self._codes -= 1
            self.fields[-1].result = True
        else:
            self._close(self.fields[-1])

    def _close(self, ended: Field) -> None:
        if not self.fields or self.fields[-1] is not ended:
            return
        self.fields.pop()
        if not ended.result:
            self._codes -= 1
        if ended.shown:
            self._show()
        elif not self._hidden and not self._in_code():
            self._generate(ended.stand_in())

    def outside_fields(self) -> tuple[list[Field], int]:
        """Leave the open fields, for a story that begins inside them; they are given back to :meth:`inside_fields`."""
        left = self.fields, self._codes
        self.fields, self._codes = [], 0
        return left

    def inside_fields(self, left: tuple[list[Field], int]) -> None:
        """Go back into the fields left before."""
        self.fields, self._codes = left

    def _note(self, reference: _Element) -> None:
        if self._hidden or self._in_code():
            self.lost_notes.setdefault(_note(reference), _HIDDEN if self._hidden else _FIELD_CODE)
        else:
            self.notes.append(_note(reference))

    def _graphic(self, element: _Element) -> None:
        if self._hidden or self._in_code() or _is_hidden(element):
            self.drop(element, _FIELD_CODE if self._in_code() else _HIDDEN)
            return
        if next(element.iter(_OLE), None) is not None:
            self.out.omit(*_OBJECT_NOTE, "")
        self._line.boxes.extend(self._boxes(element))

    def _boxes(self, element: _Element) -> Iterator[_Element]:
        for child in element:
            if child.tag == _BOX:
                yield child
            elif child.tag == ALTERNATE:
                chosen = chosen_branch(child)
                for branch in child:
                    if branch is chosen:
                        yield from self._boxes(branch)
                    elif isinstance(branch.tag, str):
                        self.drop(branch, _FALLBACK_NOTE)
            elif child.tag == _SHAPE_TEXT:
                self.out.omit(*_SHAPE_NOTE, child.text or "")
            elif len(child):
                yield from self._boxes(child)


def _note(reference: _Element) -> tuple[str, str]:
    return "footnote" if reference.tag == _FOOTNOTE else "endnote", reference.get(_ID, "")


def _code(char: str) -> int:
    try:
        return int(char, 16) if len(char) <= 8 else 0
    except ValueError:
        return 0


def _is_hidden(graphic: _Element) -> bool:
    found = [holder.find(_DRAWING_PROPERTIES) for holder in graphic]
    return any(properties is not None and properties.get("hidden", "0") in ("1", "true") for properties in found)
