"""The approval form: what it says, that it fits three pages, that it is the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document

from contractlint.api import review
from contractlint.finding import Severity
from contractlint.formats import Look, render
from contractlint.formats.opinion_content import CONCLUSIONS, opinion
from contractlint.formats.wrapping import printable
from contractlint.report import Report
from tests.drafts import FIXTURES
from tests.libreoffice import convert, page_count
from tests.sample_reports import FINDINGS, HOSTILE, SAMPLES, hostile_draft, risky
from tests.snapshots import assert_snapshot

DRAFTS = ("risky-typed.docx", "clean-typed.docx", "tracked.docx", "scan.docx", "risky-short.txt", "purchase.docx")


@lru_cache(maxsize=32)
def made_for(name: str) -> bytes:
    return made(report_for(name))


@lru_cache(maxsize=32)
def report_for(name: str) -> Report:
    made_by_hand = {**SAMPLES, **CROWDED}
    return made_by_hand[name]() if name in made_by_hand else review(FIXTURES / name)


def made(report: Report) -> bytes:
    data = render(report, "opinion", Look())
    assert isinstance(data, bytes)
    return data


def lines_of(data: bytes) -> list[str]:
    """Paragraphs and rows in reading order, cells apart by ``|``."""
    document = Document(io.BytesIO(data))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    lines.append(document.sections[0].footer.paragraphs[0].text)
    return lines


def crowded(count: int, length: int) -> Report:
    """A report with so many errors, warnings and confirmations, each with long texts."""
    long = "这一处的说明很长，" * length
    findings = [
        replace(
            FINDINGS[kind],
            title="标题" * length,
            message=f"第{index}处：{long}",
            advice=long,
            heading=long,
            clause=f"第{index}条",
            fingerprint=f"{kind}{index}",
        )
        for kind in (0, 2, 3)
        for index in range(count)
    ]
    parties = tuple(replace(risky().parties[0], name="很长的名称" * 40) for _ in range(9))
    return replace(risky(), findings=tuple(findings), parties=parties, notices=(long * 9,) * 40)


CROWDED = {
    "hostile": hostile_draft,
    "many": lambda: crowded(400, 1),
    "long": lambda: crowded(40, 30),
    "few-long": lambda: crowded(6, 30),
}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: report_for(name) for name in (*DRAFTS, *SAMPLES, *CROWDED)}


@pytest.mark.parametrize("sample", SAMPLES)
def test_snapshot(sample: str) -> None:
    text = "\n".join(lines_of(made(SAMPLES[sample]()))) + "\n"
    assert_snapshot(f"{sample}.opinion", re.sub(r"contractlint \d+(\.\d+)+", "contractlint @@VERSION@@", text))


def test_every_form_has_one_to_three_pages(reports: dict[str, Report], tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name.replace('.', '-')}.docx" for name in reports}
    for name, path in files.items():
        path.write_bytes(made_for(name))
    convert(files.values(), "pdf", tmp_path)
    pages = {name: page_count(path.with_suffix(".pdf")) for name, path in files.items()}
    assert {name: count for name, count in pages.items() if not 1 <= count <= 3} == {}
    assert pages["clean-typed.docx"] == pages["scan.docx"] == 1


def test_the_conclusion_is_the_one_chosen(reports: dict[str, Report]) -> None:
    for name, report in reports.items():
        line = next(line for line in lines_of(made_for(name)) if "☑" in line)
        assert line.count("☑") == 1
        assert line.count("☐") == 3
        assert f"☑ {CONCLUSIONS[report.verdict.code]}" in line


def test_every_finding_is_shown_or_counted(reports: dict[str, Report]) -> None:
    for name, report in reports.items():
        content = opinion(report)
        for section, severity in ((content.must, Severity.ERROR), (content.should, Severity.WARNING)):
            findings = [one for one in report.findings if one.severity is severity]
            assert section.count == len(findings), name
            assert [row.code for row in section.rows] == [one.code for one in findings[: len(section.rows)]], name
            left = len(findings) - len(section.rows)
            if left:
                assert f"共 {len(findings)} 条，以上列出 {len(section.rows)} 条；其余 {left} 条" in section.rest, name
            else:
                assert section.rest == "", name
        asked = {one.code for one in report.findings if one.severity is Severity.INFO}
        shown = {point.code for point in content.points} - {""}
        assert shown <= asked, name
        if shown < asked:
            assert "没有列出" in content.points_rest, name


def test_a_long_list_still_shows_rows_of_each_kind() -> None:
    for name in CROWDED:
        content = opinion(report_for(name))
        assert content.must.rows
        assert content.should.rows
        assert content.points


def test_the_form_says_what_was_reviewed_and_with_what(reports: dict[str, Report]) -> None:
    report = reports["risky-typed.docx"]
    text = "\n".join(lines_of(made(report)))
    for part in (
        "技术支持服务协议",
        "risky-typed.docx",
        report.document.sha256,
        "技术支持与运维",
        "人民币128,000.00元",
        "2027年1月1日起至2027年12月31日",
        report.verdict.text,
        report.rules_version,
        "签字：",
    ):
        assert part in text, part
    for party in report.parties:
        assert party.name in text


def test_what_is_confirmed_names_its_department(reports: dict[str, Report]) -> None:
    points = opinion(reports["risky-typed.docx"]).points
    assert list(dict.fromkeys(point.department for point in points)) == ["业务", "财务", "信息安全"]
    security = [point.text for point in points if point.department == "信息安全"]
    assert "第六条 保密" in security[0]
    assert "没有「数据安全」条款" in security[0]
    assert all(code in security[0] for code in ("K02", "K03", "D01"))
    finance = [point.text for point in points if point.department == "财务"]
    assert "人民币128,000.00元" in finance[0]


def test_waivers_notices_and_what_is_hidden_are_told() -> None:
    text = "\n".join(lines_of(made(risky())))
    for part in (
        "已豁免 L26",
        "2027-06-30",
        "豁免「L26」已于 2026-01-31 到期",
        "另有 2 条是基线里已有的",
        "另有 1 条只对另一方",
    ):
        assert part in text


def test_a_waived_finding_before_the_first_clause_has_no_empty_brackets() -> None:
    waived = (replace(risky().waived[0], finding=FINDINGS[0], reason="已有口头约定"),)
    text = "\n".join(opinion(replace(risky(), waived=waived)).limits)
    assert "已豁免 A01：已有口头约定（" in text


def test_hostile_names_come_back_as_text() -> None:
    data = made(risky())
    assert printable(HOSTILE)[:40] in "\n".join(lines_of(data))
    for part in zipfile.ZipFile(io.BytesIO(data)).namelist():
        assert not part.startswith("word/embeddings")


def test_the_fonts_are_east_asian() -> None:
    styles = zipfile.ZipFile(io.BytesIO(made(risky()))).read("word/styles.xml").decode("utf-8")
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="zh-CN"' in styles


def test_the_same_bytes_every_time() -> None:
    data = made(risky())
    assert data == made(risky())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "1980-01-01T00:00:00Z" in archive.read("docProps/core.xml").decode("utf-8")
