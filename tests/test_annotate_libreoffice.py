"""Annotated files in LibreOffice: they open, keep every comment through a round trip, and undo as they should."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from contractlint.annotation import annotate
from contractlint.readers import read
from tests.conftest import skip_or_fail
from tests.docx_builder import cell, complex_field, docx, ins, p, r, row, table
from tests.drafts import FIXTURES
from tests.test_annotate import PARTIES, SERVICE, TITLE
from tests.test_docx_libreoffice import OPEN_OFFICE, python_with_uno
from tests.word_files import accept_ours, comment_text, comments, document, marked, parts, repacked

# For each file: as it is back into docx, then with every change accepted and rejected into text.
SCRIPT = (
    OPEN_OFFICE
    + r"""
text = (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8,LF,,,"))
for name in names:
    for command, suffix, options in (
        ("", "docx", (value("FilterName", "MS Word 2007 XML"),)),
        (".uno:AcceptAllTrackedChanges", "accepted", text),
        (".uno:RejectAllTrackedChanges", "rejected", text),
    ):
        document = desktop.loadComponentFromURL("file://%s/%s" % (folder, name), "_blank", 0, (value("Hidden", True),))
        if command:
            helper.executeDispatch(document.getCurrentController().getFrame(), command, "", 0, ())
        document.storeToURL("file://%s/%s.%s" % (folder, name, suffix), options)
        document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(60)
"""
)

VAGUE = r("乙方应尽快修复")
BUILT = docx(
    TITLE
    + PARTIES
    + SERVICE
    + p("第二条 故障")
    + p("发生故障后", f"<w:hyperlink w:anchor='x'>{VAGUE}</w:hyperlink>", "网络。")
    + p("发生故障后", ins(VAGUE), "主机。")
    + p("发生故障后", f"<w:sdt><w:sdtPr/><w:sdtContent>{VAGUE}</w:sdtContent></w:sdt>", "系统。")
    + p("发生故障后", complex_field("QUOTE 甲", VAGUE), "数据库。")
    + p("发生故障后，乙方应尽", complex_field("QUOTE 乙", r("快修复")), "存储。")
    + table(row("备份", "乙方应尽快修复备份。"), row(cell(table(row("乙方应尽快修复链路。")), p()), "其他"))
    + p("本合同由双方签定。")
    + p("甲方（盖章）：")
    + p("乙方（盖章）：")
)

# LibreOffice 7.4 loses words of such a control itself, so only the comments are compared.
CONTROL = docx(
    TITLE
    + PARTIES
    + SERVICE
    + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('发生故障后', VAGUE, '网关。')}{p('其他。')}</w:sdtContent></w:sdt>"
    + p("甲方（盖章）：")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soffice = shutil.which("soffice")
    if soffice is None:
        skip_or_fail("soffice (LibreOffice Writer) is not installed")
    python = python_with_uno()
    if not python:
        skip_or_fail("no Python with the uno module (python3-uno) is installed")
    folder = tmp_path_factory.mktemp("annotated")
    names = []
    for name, data in drafts().items():
        (folder / f"{name}-before.docx").write_bytes(data)
        (folder / f"{name}.docx").write_bytes(annotate(data, suggest=True).data)
        names += [f"{name}-before.docx", f"{name}.docx"]
    command = [python, "-c", SCRIPT, str(soffice), str(folder), *names]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def drafts() -> dict[str, bytes]:
    files = {name: (FIXTURES / f"{name}.docx").read_bytes() for name in ("risky-typed", "tracked", "scan", "form")}
    return {**files, "built": BUILT, "control": CONTROL}


NAMES = ("risky-typed", "tracked", "scan", "form", "built")


@pytest.mark.parametrize("name", NAMES)
def test_a_round_trip_keeps_every_comment_and_its_place(name: str, folder: Path) -> None:
    before = (folder / f"{name}.docx").read_bytes()
    after = (folder / f"{name}.docx.docx").read_bytes()
    assert comments(before)
    assert Counter(map(comment_text, comments(after))) == Counter(map(comment_text, comments(before)))
    if name != "scan":  # a comment on an empty paragraph has no words
        assert Counter(one.words for one in marked(after)) == Counter(one.words for one in marked(before))


def test_a_comment_in_a_control_around_paragraphs_keeps_its_words(folder: Path) -> None:
    before, after = (comments((folder / name).read_bytes()) for name in ("control.docx", "control.docx.docx"))
    assert any(comment_text(one).startswith("\n") for one in before)
    assert Counter(comment_text(one).strip() for one in after) == Counter(comment_text(one).strip() for one in before)


@pytest.mark.parametrize("name", NAMES)
def test_all_changes_rejected_there_the_text_is_the_old_one(name: str, folder: Path) -> None:
    old = (folder / f"{name}-before.docx.rejected").read_text("utf-8-sig")
    assert (folder / f"{name}.docx.rejected").read_text("utf-8-sig") == old


@pytest.mark.parametrize("name", ["risky-typed", "built"])
def test_all_changes_accepted_there_the_text_is_the_one_meant(name: str, folder: Path) -> None:
    data = (folder / f"{name}.docx").read_bytes()
    everything = parts(data)
    root = document(data)
    accept_ours(root)
    from lxml import etree

    meant = read(repacked({**everything, "word/document.xml": etree.tostring(root)}), "a.docx")
    body = meant.body.of(meant.text)
    assert words((folder / f"{name}.docx.accepted").read_text("utf-8-sig")) == words(body)


def words(text: str) -> list[str]:
    return re.split(r"[\s\u00a0]+", text.strip())
