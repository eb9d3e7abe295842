"""The reader's text against LibreOffice's, the same file with all tracked changes accepted there.

LibreOffice 7.4 differs from the standard in: isLgl, chineseCounting and japaneseCounting from 100 on, the zero of
chineseCountingThousand, ideographDigital from 10 on, lvlRestart 0, ideographEnclosedCircle, bullet glyphs, hidden
text, an insertion deleted again; its text export omits notes, headers and text boxes. None of these stands in the
documents here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contractlint.readers.docx import read_docx
from contractlint.readers.limits import Limits
from tests.conftest import skip_or_fail
from tests.docx_builder import (
    abstract,
    cell,
    complex_field,
    deleted,
    docx,
    ins,
    level,
    mark,
    num,
    numbered,
    p,
    r,
    row,
    style,
    table,
)

OPEN_OFFICE = r"""
import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue

def value(name, given):
    one = PropertyValue()
    one.Name, one.Value = name, given
    return one

soffice, folder, *names = sys.argv[1:]
pipe = "contractlint" + str(time.time_ns())
office = subprocess.Popen([soffice, "--headless", "--norestore", "--accept=pipe,name=%s;urp;" % pipe,
                           "-env:UserInstallation=file://%s/profile" % folder],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(240):
    try:
        context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        break
    except Exception:
        if office.poll() is not None:
            sys.exit("soffice ended")
        time.sleep(0.25)
else:
    office.kill()
    sys.exit("soffice does not answer")
manager = context.ServiceManager
desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
"""
"""Starts LibreOffice in a profile of its own; leaves ``desktop``, ``helper``, ``folder``, ``names`` and ``value``."""
EXPORT = (
    OPEN_OFFICE
    + r"""
for name in names:
    document = desktop.loadComponentFromURL("file://%s/%s" % (folder, name), "_blank", 0, (value("Hidden", True),))
    frame = document.getCurrentController().getFrame()
    helper.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, ())
    options = (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8,LF,,,"))
    document.storeToURL("file://%s/%s.txt" % (folder, name), options)
    document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(60)
"""
)

LISTS = (
    abstract(
        0,
        level("chineseCountingThousand", "第%1条"),
        level("decimal", "（%2）"),
        level("lowerLetter", "%3)"),
    )
    + abstract(1, level("decimal", "%1."), level("decimal", "%1.%2"), level("decimal", "%1.%2.%3"))
    + abstract(2, level("chineseCounting", "%1、", start=9), level("decimalEnclosedCircle", "%2", start=1))
    + abstract(3, level("upperRoman", "%1"), level("decimalZero", "%2"), level("upperLetter", "%3"))
    + abstract(4, level("ideographTraditional", "%1、"), level("decimalFullWidth", "%2．"))
    + abstract(5, level("chineseLegalSimplified", "%1"), level("ideographDigital", "%2"))
    + "".join(num(index + 1, index) for index in range(6))
    + num(7, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    + num(8, 1)
)
STYLES = style("T", "条款标题", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')


def items(*places: tuple[int, int]) -> str:
    return "".join(p(f"款项{index}", properties=numbered(*place)) for index, place in enumerate(places))


DOCUMENTS = {
    "articles": items((1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 1), (1, 2)),
    "many_articles": items(*[(1, 0)] * 100),
    "decimals": items((2, 0), (2, 1), (2, 2), (2, 2), (2, 1), (2, 0), (2, 1), (2, 2)),
    "skipped_level": items((2, 0), (2, 2), (2, 1), (2, 0)),
    "starts": items(*[(3, 0)] * 4, (3, 1), (3, 1), (3, 0), (3, 1)),
    "roman": items((4, 0), (4, 1), (4, 1), (4, 2), (4, 0), (4, 0), (4, 0), (4, 1)),
    "stems": items(*[(5, 0)] * 5, *[(5, 1)] * 12),
    "legal": items(*[(6, 0)] * 12, *[(6, 1)] * 9),
    "shared": items((2, 0), (8, 0), (2, 0)),
    "restarted": items((2, 0), (2, 0), (7, 0), (7, 0)),
    "by_style": p("甲", properties='<w:pStyle w:val="T"/>')
    + p("无号")
    + p("不编号", properties='<w:pStyle w:val="T"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    + p("乙", properties='<w:pStyle w:val="T"/>'),
    "tracked": p("甲方", ins(r("应当")), deleted("可以"), "付款。", properties=numbered(2))
    + p(ins(r("新的一款。")), properties=numbered(2) + mark("ins"))
    + p(deleted("旧的一款。"), properties=numbered(2) + mark("del"))
    + p("前半", properties=mark("del"))
    + p("后半。", properties=numbered(2))
    + p("最后一款。", properties=numbered(2)),
    "table": p("表前")
    + table(
        row(cell("合并", properties='<w:gridSpan w:val="2"/>'), "三"),
        row("一", cell(p("二上"), p("二下")), "三"),
        row(cell("左", properties='<w:vMerge w:val="restart"/>'), "乙", "丙"),
        row(cell(p(), properties="<w:vMerge/>"), cell(table(row("里一", "里二")), p()), "戊"),
    )
    + p("表后"),
    "containers": p("见", f"<w:hyperlink>{r('链接')}</w:hyperlink>", f"<w:smartTag>{r('标记')}</w:smartTag>")
    + f"<w:sdt><w:sdtContent>{p('控件一')}{p('控件二')}</w:sdtContent></w:sdt>"
    + p("甲", f"<w:sdt><w:sdtContent>{r('填写')}</w:sdtContent></w:sdt>", "乙")
    + p("第", complex_field("QUOTE 三", r("三")), "条")
    + p("<w:r><w:t>制表</w:t><w:tab/><w:t>换行</w:t><w:br/><w:t>之后</w:t></w:r>"),
}


def python_with_uno() -> str:
    """A Python that can talk to LibreOffice: as a rule the system's own."""
    for candidate in (sys.executable, "/usr/bin/python3", shutil.which("python3") or ""):
        if candidate and Path(candidate).exists():
            done = subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return candidate
    return ""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    soffice = shutil.which("soffice")
    if soffice is None:
        skip_or_fail("soffice (LibreOffice Writer) is not installed")
    python = python_with_uno()
    if not python:
        skip_or_fail("no Python with the uno module (python3-uno) is installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    for name, body in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(docx(body, numbering=LISTS, styles=STYLES))
    names = [f"{name}.docx" for name in DOCUMENTS]
    command = [python, "-c", EXPORT, str(soffice), str(folder), *names]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return {name: (folder / f"{name}.docx.txt").read_text("utf-8-sig") for name in DOCUMENTS}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_text_as_libreoffice(name: str, exported: dict[str, str]) -> None:
    ours = read_docx(docx(DOCUMENTS[name], numbering=LISTS, styles=STYLES), limits=Limits()).text
    assert words(ours) == words(exported[name])


def words(text: str) -> list[str]:
    """What stands between blanks: how cells and numbers are set apart is each program's own affair."""
    return re.split(r"[\s\u00a0]+", text.strip())
