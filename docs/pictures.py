"""Pictures for the README, taken of what the tool really writes: ``make pictures``.

They need programs the tests do not: LibreOffice with its windows, Xvfb, ImageMagick and a Chinese font; and Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SCREEN = (1500, 1000)
# Menus and tool bars above the page, what is left of it, and the width of page and margin.
CROP = "1012x880+205+100"
_WAIT = 25.0


def annotated_word() -> None:
    """``annotated.png``: the risky draft with its gravest findings as comments and changes, open in LibreOffice."""
    _need("soffice", "Xvfb", "import", "convert")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "annotated.docx"
        command = [sys.executable, "-m", "contractlint", "annotate", ROOT / "fixtures" / "risky-typed.docx"]
        subprocess.run(
            [*command, "--suggest", "--least", "error", "--fail-on", "never", "-o", draft], cwd=ROOT, check=True
        )
        _photograph(draft, Path(folder), PICTURES / "annotated.png")


def _photograph(draft: Path, folder: Path, target: Path) -> None:
    """Open a file in LibreOffice on a screen of its own and take a picture of the page."""
    target.parent.mkdir(exist_ok=True)
    display = ":97"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"])
    office = None
    try:
        time.sleep(1)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        office = subprocess.Popen(
            ["soffice", profile, "--norestore", "--nologo", "--view", str(draft)],
            env={**_environment(), "DISPLAY": display},
        )
        time.sleep(_WAIT)
        shot = folder / "shot.png"
        subprocess.run(["import", "-display", display, "-window", "root", str(shot)], check=True)
        subprocess.run(
            ["convert", str(shot), "-crop", CROP, "+repage", "-colors", "96", "-strip", str(target)], check=True
        )
    finally:
        for process in (office, screen):
            if process is not None:
                process.terminate()
                process.wait(30)


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def _need(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        sys.exit(f"needed for this picture: {', '.join(missing)}")


def html_report() -> None:
    """``report.png``: the browser report of the risky draft, its head and then the findings beside the agreement."""
    from playwright.sync_api import sync_playwright

    _need("chromium", "convert")
    width, head, work = 1280, 760, 800
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        command = [sys.executable, "-m", "contractlint", "review", "fixtures/risky-typed.docx", "--format", "html"]
        subprocess.run([*command, "--fail-on", "never", "-o", page_file], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": width, "height": head}, reduced_motion="reduce")
        page.goto(page_file.as_uri())
        end = page.evaluate("Math.ceil(document.querySelector('.records').getBoundingClientRect().bottom) + 14")
        shots = [Path(folder) / "head.png", Path(folder) / "work.png"]
        page.screenshot(path=shots[0], clip={"x": 0, "y": 0, "width": width, "height": end}, full_page=True)
        page.set_viewport_size({"width": width, "height": work})
        page.click("#f14 .to-text")
        top = page.evaluate("document.querySelector('.work').getBoundingClientRect().top - 12")
        page.screenshot(path=shots[1], clip={"x": 0, "y": top, "width": width, "height": work - top})
        browser.close()
        subprocess.run(
            [
                "convert",
                *map(str, shots),
                "-append",
                "+dither",
                "-colors",
                "160",
                "-strip",
                str(PICTURES / "report.png"),
            ],
            check=True,
        )


if __name__ == "__main__":
    html_report()
    annotated_word()
