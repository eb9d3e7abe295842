"""The browser report as a file: what it says, and that nothing in a draft becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.api import review
from contractlint.finding import Evidence, Finding, Severity, Side
from contractlint.formats import Look, render
from contractlint.formats.browser.agreement_text import agreement_text
from contractlint.formats.browser.places import Numbered, Place, numbered, places
from contractlint.report import Report, WaivedFinding
from contractlint.text import Block, SourceText, Span
from tests.drafts import FIXTURES
from tests.page import Element, parse
from tests.sample_reports import SAMPLES as SAMPLE_REPORTS
from tests.snapshots import assert_snapshot

SAMPLES = (
    "risky-typed.docx",
    "clean-typed.docx",
    "tracked.docx",
    "form.docx",
    "english.docx",
    "scan.docx",
    "risky-short.txt",
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'&<>",
    "' onmouseover='alert(1)",
    "]]><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<!-- --><base href=//example.invalid>",
    "$style ${script} $$",
    "\u202e\u2066gnol\u2069",
    "\x00\x07\x1b[31m",
    "&lt;b&gt; &#x3c;",
    "</p></td></table></style></title>",
)


@pytest.fixture(scope="module", params=SAMPLES)
def report(request: pytest.FixtureRequest) -> Report:
    return review(FIXTURES / str(request.param))


@pytest.fixture(scope="module")
def risky() -> Report:
    return review(FIXTURES / "risky-typed.docx")


def page_of(report: Report, *, show_info: bool = False) -> Element:
    return parse(str(render(report, "html", Look(show_info=show_info))))


def test_the_page_is_whole_and_says_what_was_found(report: Report) -> None:
    page = page_of(report)
    assert report.verdict.text in page.text()
    listed = [card.attributes["data-n"] for card in page.every("li", "finding")]
    assert listed == [str(number) for number in range(1, len(report.findings) + 1)]
    for card, one in zip(page.every("li", "finding"), numbered(report.findings), strict=True):
        said = card.text()
        for words in (one.finding.code, one.finding.title, one.finding.message, one.finding.why, one.finding.advice):
            assert words in said


def test_every_link_leads_somewhere_and_every_id_is_there_once(report: Report) -> None:
    page = page_of(report)
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    links = [node.attributes["href"] for node in page.walk() if node.name == "a"]
    assert links
    for link in links:
        assert link.startswith("#")
        assert link in {"#" + one for one in ids}


def test_the_text_is_there_whole(report: Report) -> None:
    """What the style sheet draws is no text: copying from the page gives the agreement."""
    paper = "".join(page_of(report).one("div", "paper").text().split())
    for kind in ("页眉", "页脚", "脚注"):
        paper = paper.replace(kind, "")
    wanted = "".join(report.source.text.split())
    for kind in ("页眉", "页脚", "脚注"):
        wanted = wanted.replace(kind, "")
    assert paper == wanted


def test_the_marks_are_the_evidence(risky: Report) -> None:
    page = page_of(risky)
    pieces: dict[str, str] = {}
    for node in page.one("div", "paper").walk():
        for one in node.attributes.get("data-p", "").split():
            pieces[one] = pieces.get(one, "") + node.text()
    seen = 0
    for one in numbered(risky.findings):
        for index, evidence in enumerate(one.finding.evidence):
            shown = "".join(pieces.get(one.place(index), "").split())
            assert shown == "".join(evidence.text.split())
            seen += bool(shown)
    assert seen > 60


def test_only_errors_and_warnings_are_listed_until_asked(risky: Report) -> None:
    for show_info in (False, True):
        cards = page_of(risky, show_info=show_info).every("li", "finding")
        hidden = [card.attributes["data-severity"] for card in cards if "hidden" in card.attributes]
        assert hidden == ([] if show_info else ["info"] * risky.count(Severity.INFO))


def test_the_policy_names_exactly_the_script_and_the_style_of_the_page(report: Report) -> None:
    text = str(render(report, "html", Look()))
    page = parse(text)
    policy = next(
        node.attributes["content"]
        for node in page.walk()
        if node.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name, directive in (("script", "script-src"), ("style", "style-src")):
        (node,) = page.every(name)
        digest = base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert not [key for node in page.walk() for key in node.attributes if key.startswith("on") or key == "style"]
    assert not re.search(r"https?://|@import|url\(", text.replace("http-equiv", ""))


def test_two_renderings_are_the_same(report: Report) -> None:
    assert render(report, "html", Look()) == render(report, "html", Look(width=40, color=True))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    draft = (FIXTURES / "risky-short.txt").read_text("utf-8")
    tame = review(draft)
    words = re.sub("[\x00-\x1f]", "", hostile)  # no reader lets them through
    spoilt = review(draft.replace("有限公司", f"{words}有限公司", 2) + f"\n第九十条 {words}\n{words}应尽快支付。\n")
    evil = replace(
        spoilt,
        document=replace(spoilt.document, path=f"/tmp/{hostile}.txt", title=hostile, type_title=hostile),
        notices=(hostile,),
        rules_version=hostile,
        findings=tuple(
            replace(one, title=hostile, message=hostile, why=hostile, advice=hostile, heading=hostile)
            for one in spoilt.findings
        ),
        waived=(WaivedFinding(spoilt.findings[0], hostile, hostile, hostile),),
    )
    page = page_of(evil)
    known = {node.name for node in page_of(tame).walk()} | {"ul", "li", "strong", "details", "summary"}
    assert {node.name for node in page.walk()} <= known
    assert len(page.every("script")) == len(page.every("style")) == 1
    links = [node.attributes["href"] for node in page.walk() if node.name == "a"]
    assert all(link.startswith("#") for link in links)
    visible = "".join("\ufffd" if ord(one) < 32 or one in "\u202e\u2066\u2069" else one for one in hostile)
    assert page.text().count(visible) > len(evil.findings)
    raw = str(render(evil, "html", Look()))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", raw)


def test_a_file_name_that_is_no_text_does_not_break_the_page(risky: Report) -> None:
    odd = replace(risky, document=replace(risky.document, path="folder/\udcff合同.docx"))
    text = str(render(odd, "html", Look()))
    assert "?合同.docx" in text.encode("utf-8").decode("utf-8")


def test_folders_are_not_told(risky: Report) -> None:
    for path in ("/srv/somebody/deals/a.docx", "D:\\somebody\\a.docx"):
        text = str(render(replace(risky, document=replace(risky.document, path=path)), "html", Look()))
        assert "somebody" not in text
        assert "a.docx" in text


def test_what_was_decided_and_left_out_is_told(risky: Report) -> None:
    first = risky.findings[0]
    told = page_of(
        replace(
            risky,
            findings=risky.findings[1:],
            waived=(WaivedFinding(first, "总部统一签署", "法务部", "2027-06-30"),),
            known=7,
            hidden=3,
            notices=("第 2 条豁免已经过期。",),
        )
    ).text()
    for words in (
        "已豁免的问题（1）",
        "总部统一签署",
        "法务部",
        "2027-06-30",
        "另有 7 条",
        "另有 3 条",
        "第 2 条豁免已经过期。",
    ):
        assert words in told


def _finding(spans: list[Span], text: str, severity: Severity, *, absent: bool = False) -> Finding:
    return Finding(
        "T01", "test", severity, Side.BOTH, "T", "标题", "", "", "说明", "原因", "改法", (),
        tuple(Evidence(span.of(text), span) for span in spans), absent, "0" * 16,
    )  # fmt: skip


@st.composite
def _marked(draw: st.DrawFn) -> tuple[SourceText, tuple[Place, ...]]:
    lines = draw(st.lists(st.text("合同<&\t ", max_size=6), min_size=1, max_size=6))
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(Span(start, start + len(line))))
        start += len(line) + 1
    offsets = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(offsets, offsets, st.sampled_from(Severity), st.booleans()), max_size=6))
    made = [
        Place(
            Span(min(a, b), max(a, b)),
            f"p{number}-0",
            Numbered(number, _finding([Span(min(a, b), max(a, b))], text, severity, absent=absent)),
        )
        for number, (a, b, severity, absent) in enumerate(pairs, 1)
    ]
    return SourceText(text, tuple(blocks)), tuple(sorted(made, key=lambda place: (place.span, place.id)))


@given(_marked())
def test_places_may_overlap_in_any_way(drawn: tuple[SourceText, tuple[Place, ...]]) -> None:
    source, marked = drawn
    tree = parse(f"<div>{agreement_text(source, marked)}</div>")
    assert "".join(tree.text().split()) == "".join(source.text.split())
    ids = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
    assert sorted(ids) == sorted(place.id for place in marked)
    back = [node.attributes["data-n"] for node in tree.walk() if "data-n" in node.attributes]
    assert sorted(back) == sorted(str(place.by.number) for place in marked if place.by)
    shown: dict[str, str] = {}
    for node in tree.walk():
        covering = node.attributes.get("data-p", "").split()
        for one in covering:
            shown[one] = shown.get(one, "") + node.text()
        if node.name == "mark":
            grave = max(
                place.by.finding.severity
                for place in marked
                if place.id in covering and place.by and not place.by.finding.absent
            )
            assert node.attributes["class"] == grave.key
    for place in marked:
        assert "".join(shown.get(place.id, "").split()) == "".join(place.span.of(source.text).split())


def test_a_table_keeps_its_cells_and_merges(tmp_path: Path) -> None:
    report = review(FIXTURES / "tracked.docx")
    tables = page_of(report).one("div", "paper").every("table")
    assert len(tables) == len(report.source.tables)
    for table, drawn in zip(report.source.tables, tables, strict=True):
        cells = drawn.every("td")
        assert len(cells) == len(table.cells)
        for cell, node in zip(table.cells, cells, strict=True):
            assert node.text() == cell.span.of(report.source.text)
            assert int(node.attributes.get("colspan", 1)) == cell.column_span
            assert int(node.attributes.get("rowspan", 1)) == cell.row_span


@pytest.mark.parametrize("sample", SAMPLE_REPORTS)
def test_the_outline_is_the_one_that_was_read(sample: str) -> None:
    assert_snapshot(f"{sample}.html-outline", "".join(outline(page_of(SAMPLE_REPORTS[sample]()))))


def outline(node: Element, depth: int = 0) -> Iterator[str]:
    """Landmarks, headings, controls, tables, marks and links back, a line each, with what they say."""
    told = {"h1", "h2", "h3", "h4", "button", "option", "summary", "th", "td", "dt", "dd", "mark", "figcaption"}
    kept = {"header", "nav", "main", "section", "article", "footer", "table", "input", "select", "figure"}
    here = ""
    if (
        node.name in told
        or node.attributes.get("role") == "status"
        or "ref" in node.attributes.get("class", "").split()
    ):
        label = node.attributes.get("aria-label", "")
        here = f"{node.name} {node.text()} {label} {node.attributes.get('data-p', '')}"
    elif node.name in kept:
        here = f"{node.name} {node.attributes.get('class', '')} {node.attributes.get('name', '')}"
    if here:
        yield "  " * depth + " ".join(here.split()) + (" (hidden)" if "hidden" in node.attributes else "") + "\n"
    for child in node.children:
        if isinstance(child, Element) and node.name not in {"h1", "h2", "h3", "h4", "mark"}:
            yield from outline(child, depth + bool(here))


def test_places_are_in_order(risky: Report) -> None:
    found = places(risky, numbered(risky.findings))
    assert [place.span.start for place in found] == sorted(place.span.start for place in found)
