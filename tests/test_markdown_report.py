"""The Markdown report: whole, and nothing in a draft can become markup."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from contractlint.api import review
from contractlint.finding import Severity
from contractlint.formats import Look, render
from contractlint.formats.markup import markdown_text
from contractlint.formats.wrapping import printable
from contractlint.report import Report
from tests.drafts import FIXTURES
from tests.sample_reports import HOSTILE, SAMPLES, hostile_draft, risky
from tests.snapshots import assert_snapshot

DRAFTS = ("risky-typed.docx", "clean-typed.docx", "tracked.docx", "scan.docx", "risky-short.txt")
OURS = frozenset({"text", "softbreak", "strong_open", "strong_close", "code_inline"})


def shown(report: Report, *, info: bool = True) -> str:
    text = render(report, "markdown", Look(show_info=info))
    assert isinstance(text, str)
    return text


def inline(text: str) -> list[Token]:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    return [child for token in tokens for child in token.children or ()]


def words(text: str) -> str:
    return "".join(token.content for token in inline(text) if token.type in ("text", "code_inline"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_snapshot(sample: str) -> None:
    assert_snapshot(f"{sample}.markdown", shown(SAMPLES[sample]()))


@pytest.mark.parametrize("name", [*DRAFTS, *SAMPLES, "hostile"])
def test_a_reader_sees_every_finding_and_no_markup_but_ours(name: str) -> None:
    made = {**SAMPLES, "hostile": hostile_draft}
    report = made[name]() if name in made else review(FIXTURES / name)
    text = shown(report)
    assert {token.type for token in inline(text)} <= OURS
    seen = words(text)
    assert report.verdict.text in seen
    for finding in report.findings:
        assert f"{finding.code} {finding.title}" in seen
        for part in (finding.message, finding.why, finding.advice):
            assert printable(part.replace("\n", " ")) in seen
    for one in report.waived:
        assert printable(one.reason) in seen
    assert all(note in seen for note in report.notices)


def test_hostile_text_reads_as_it_was_written() -> None:
    for context in ("{}", "- **问题**：{}", "> 甲⟦{}⟧乙", "| a | b |\n|---|---|\n| x | {} |"):
        tokens = inline(context.format(markdown_text(HOSTILE)))
        assert {token.type for token in tokens} <= OURS
        assert printable(HOSTILE) in "".join(token.content for token in tokens)


@pytest.mark.parametrize(
    "start", ["# x", "- x", "1. x", "> x", "    x", "=== ", "--- ", "```\nx", "[a]: b", "<b>x", "x\n---"]
)
def test_no_line_of_a_draft_begins_a_block(start: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- 甲方：{markdown_text(start)}")
    assert {token.type.rpartition("_")[0] for token in tokens if token.nesting} == {
        "bullet_list",
        "list_item",
        "paragraph",
    }


def test_confirmations_are_counted_and_shown_on_request() -> None:
    report = risky()
    count = report.count(Severity.INFO)
    assert f"另有 {count} 条「请确认」" in shown(report, info=False)
    assert "X05 的标题" not in shown(report, info=False)
    assert f"## 请确认（{count}）" in shown(report)
