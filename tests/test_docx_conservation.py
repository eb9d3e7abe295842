"""No character is lost: what the file holds stands in the text once, or is reported as left out, once.

Small documents mix everything the reader knows. Each character in them is another, so that it can be followed. The
count comes straight from the XML, by another library than the one the reader uses.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from contractlint.text import SourceText
from tests.docx_builder import (
    WORD,
    abstract,
    cell,
    complex_field,
    docx,
    level,
    mark,
    num,
    numbered,
    p,
    row,
    style,
    table,
)

W = f"{{{WORD}}}"
M_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Every place for a text is marked with this; afterwards each gets characters of its own. They are rare ideographs, none
# of which any generated number or mark has.
HERE = "\ue000"
PARTS = re.compile(r"word/(document|footnotes|endnotes|header_\w+|footer_\w+)\.xml")

STYLES = style("Ghost", "ghost", kind="character", run="<w:vanish/>") + style("Secret", "secret", run="<w:vanish/>")
NUMBERING = abstract(0, level("decimal", "%1."), level("bullet", "o")) + num(1, 0)


def text_run(properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{HERE}</w:t></w:r>"


def gone(tag: str) -> str:
    return f'<w:{tag} w:id="1" w:author="a"><w:r><w:delText>{HERE}</w:delText></w:r></w:{tag}>'


LEAVES = st.sampled_from(
    [
        text_run(),
        text_run(),
        text_run("<w:b/>"),
        text_run("<w:vanish/>"),
        text_run('<w:rStyle w:val="Ghost"/>'),
        text_run('<w:u w:val="single"/>'),
        gone("del"),
        gone("moveFrom"),
        f"<w:r><w:t>{HERE}</w:t><w:tab/><w:t>{HERE}</w:t><w:br/></w:r>",
        f'<w:r><w:br w:type="page"/><w:t>{HERE}</w:t></w:r>',
        f"<w:r><w:delText>{HERE}</w:delText></w:r>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:del w:id="1" w:author="a"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>',
        '<w:r><w:endnoteReference w:id="1"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>' + HERE + "</w:t></w:r>",
        "<m:oMath><m:f><m:num><m:r><m:t>" + HERE + "</m:t></m:r></m:num><m:den/></m:f></m:oMath>",
    ]
)
MARKS = st.sampled_from(
    ["", "", "", *map(mark, ("ins", "del", "moveFrom", "moveTo")), "<w:rPr><w:vanish/></w:rPr>", numbered(1)]
)
PARAGRAPH_STYLES = st.sampled_from(["", "", "", '<w:pStyle w:val="Secret"/>'])


def wrapped(inside: str, how: str) -> str:
    match how:
        case "ins" | "del" | "moveFrom" | "moveTo":
            return f'<w:{how} w:id="1" w:author="a">{inside}</w:{how}>'
        case "hyperlink" | "smartTag" | "customXml" | "dir":
            return f"<w:{how}>{inside}</w:{how}>"
        case "sdt":
            return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        case "fldSimple":
            return f'<w:fldSimple w:instr="REF a">{inside}</w:fldSimple>'
        case "field":
            return complex_field("REF a", inside)
        case "ruby":
            base = f"<w:rubyBase>{inside}</w:rubyBase>"
            return f"<w:r><w:ruby><w:rt>{text_run()}</w:rt>{base}</w:ruby></w:r>"
        case "alternate":
            choice = f'<mc:Choice Requires="w14">{inside}</mc:Choice>'
            return f"<mc:AlternateContent>{choice}<mc:Fallback>{text_run()}</mc:Fallback></mc:AlternateContent>"
    raise AssertionError(how)


def box(inside: str, how: str) -> str:
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    if how == "vml":
        return f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    graphic = f"<a:graphic><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphic>"
    shape = f"<w:drawing><wp:anchor>{graphic}</wp:anchor></w:drawing>"
    if how == "drawing":
        return f"<w:r>{shape}</w:r>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(text_run())}</w:txbxContent></v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    hidden = "<w:rPr><w:vanish/></w:rPr>" if how == "hidden" else ""
    return f"<w:r>{hidden}<mc:AlternateContent>{both}</mc:AlternateContent></w:r>"


TRANSPARENT = ["hyperlink", "smartTag", "customXml", "dir", "sdt", "fldSimple", "field", "ruby", "alternate"]
WRAPPERS = st.sampled_from(["ins", "del", "moveFrom", "moveTo", *TRANSPARENT])
INLINE = st.recursive(
    LEAVES,
    lambda inner: st.builds(wrapped, st.lists(inner, min_size=1, max_size=3).map("".join), WRAPPERS),
    max_leaves=4,
)


def paragraphs(inline: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda inside, mark, style: p(*inside, properties=style + mark),
        st.lists(inline, max_size=4),
        MARKS,
        PARAGRAPH_STYLES,
    )


ROW = st.sampled_from(["", "", '<w:ins w:id="1" w:author="a"/>', '<w:del w:id="1" w:author="a"/>'])
CELL = st.sampled_from(
    [
        "",
        "",
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        "<w:vMerge/>",
        "<w:hMerge/>",
        '<w:cellIns w:id="1"/>',
        '<w:cellDel w:id="1"/>',
    ]
)


def block_holders(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(blocks, max_size=3).map("".join)
    cells = st.builds(lambda content, properties: cell(content or p(), properties=properties), inside, CELL)
    rows = st.builds(lambda given, properties: row(*given, properties=properties), st.lists(cells, max_size=3), ROW)
    held = [
        st.lists(rows, max_size=3).map(lambda given: table(*given)),
        inside.map(lambda content: f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"),
        inside.map(lambda content: f"<w:customXml>{content}</w:customXml>"),
        st.builds(
            lambda content, how: p(text_run(), box(content, how), text_run()),
            inside,
            st.sampled_from(["vml", "drawing", "both", "hidden"]),
        ),
        inside.map(
            lambda content: (
                f'<mc:AlternateContent><mc:Choice Requires="xx">{content}</mc:Choice>'
                f"<mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>"
            )
        ),
        inside.map(lambda content: f'<w:ins w:id="1" w:author="a">{content}</w:ins>'),
        inside.map(lambda content: f'<w:del w:id="1" w:author="a">{content}</w:del>'),
    ]
    return st.one_of(held)


BLOCKS = st.lists(st.recursive(paragraphs(INLINE), block_holders, max_leaves=8), max_size=5).map("".join)
SMALL = st.lists(paragraphs(INLINE), min_size=1, max_size=2).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document whose every character is another."""
    signs = map(chr, itertools.count(0x3400))

    def written(xml: str) -> str:
        return re.sub(HERE, lambda _: next(signs) + next(signs), xml)

    notes = "".join(f'<w:footnote w:id="{index}">{draw(SMALL)}</w:footnote>' for index in (1, 2, 3))
    section = '<w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/>'
    return docx(
        written(draw(BLOCKS)),
        styles=STYLES,
        numbering=NUMBERING,
        footnotes=written(notes),
        endnotes=written(f'<w:endnote w:id="1">{draw(SMALL)}</w:endnote>'),
        headers={"h1": written(draw(SMALL)), "h2": written(draw(SMALL))},
        footers={"f1": written(draw(SMALL))},
        section=section + draw(st.sampled_from(["", "<w:titlePg/>"])),
    )


def trees(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if PARTS.fullmatch(name)
        }


def held(roots: dict[str, ElementTree.Element]) -> Counter[str]:
    texts = (W + "t", W + "delText", M_TEXT)
    return Counter(
        char for root in roots.values() for one in root.iter() if one.tag in texts for char in one.text or ""
    )


def ideographs(text: str) -> str:
    return "".join(char for char in text if "\u3400" <= char < "\u4e00")


def below(root: ElementTree.Element, *tags: str) -> set[str]:
    """Characters anywhere under elements of these names."""
    return {
        char
        for tag in tags
        for one in root.iter(W + tag)
        for text in one.iter()
        if text.tag in (W + "t", W + "delText", M_TEXT)
        for char in text.text or ""
    }


@given(documents(), st.sampled_from(["accept", "reject"]))
@settings(max_examples=150, deadline=None)
def test_every_character_stands_once_or_is_reported_once(data: bytes, revisions: str) -> None:
    source = read_docx(data, revisions=revisions, limits=Limits())
    roots = trees(data)
    found = Counter(ideographs(source.text))
    found.update(ideographs("".join(one.text for one in source.omissions)))
    assert found == held(roots)
    for one in source.omissions:
        assert one.characters == len(one.text)
        assert one.note.endswith("。")
    taken = ("del", "moveFrom") if revisions == "accept" else ("ins", "moveTo")
    for root in roots.values():
        assert not below(root, *taken) & set(source.text)
        assert not below(root, "rt") & set(source.text)


@given(documents(), st.sampled_from(["accept", "reject"]))
@settings(max_examples=150, deadline=None)
def test_places_hold_together(data: bytes, revisions: str) -> None:
    source = read_docx(data, revisions=revisions, limits=Limits())
    assert_ordered(source)
    roots = trees(data)
    paragraphs = {name: list(root.iter(W + "p")) for name, root in roots.items()}
    runs = {name: list(root.iter(W + "r")) for name, root in roots.items()}
    for origin in source.origins:
        run = runs[origin.part][origin.run]
        assert run in list(paragraphs[origin.part][origin.paragraph].iter(W + "r"))
        signs = "".join(
            (one.text or "") if one.tag in (W + "t", W + "delText") else "\t" if one.tag == W + "tab" else "\n"
            for one in run
            if one.tag in {W + "t", W + "delText", W + "tab", W + "br"}
        )
        assert signs[origin.offset : origin.offset + len(origin.span)] == origin.span.of(source.text)
    for revision in source.revisions:
        assert revision.text
        if revision.span is not None:
            stands = ideographs(revision.span.of(source.text))
            # A row is told with everything in it, hidden text as well.
            assert stands == ideographs(revision.text) or set(stands) < set(revision.text)


def assert_ordered(source: SourceText) -> None:
    text = source.text
    ends = [0]
    for block in source.blocks:
        assert block.span.start >= ends[-1]
        ends.append(block.span.end)
        assert text[block.span.end] in "\n\t"
        if block.label is not None:
            assert block.label.start == block.span.start
            assert re.fullmatch(r"\d+\.", block.label.of(text))
        if block.table is not None:
            assert source.tables[block.table].span.contains(block.span)
    starts = [one.span.start for one in source.tables]
    assert starts == sorted(starts)
    for table_ in source.tables:
        cells = [one.span for one in table_.cells]
        assert all(table_.span.contains(one) for one in cells)
        assert all(one.end < other.start for one, other in itertools.pairwise(cells))
        places = [
            (one.row + down, one.column + across)
            for one in table_.cells
            for down in range(one.row_span)
            for across in range(one.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(0 <= line < table_.rows and 0 <= column < table_.columns for line, column in places)
    spans = [one.span for one in source.origins]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    end = source.body.end
    for stream in source.streams:
        assert stream.span.start == end
        end = stream.span.end
    assert end == len(text)
