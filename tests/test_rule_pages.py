"""Rule pages and the command reference: whole, true, the same in the terminal and in the documents."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from contractlint.cli.command_pages import commands_page, exit_codes
from contractlint.cli.commands import COMMANDS, cli
from contractlint.cli.rule_content import page_of
from contractlint.cli.rule_pages import markdown_index, page
from contractlint.formats import FORMATS
from contractlint.formats.wrapping import width
from contractlint.rulebook.book import Rulebook

DOCS = Path(__file__).resolve().parent.parent / "docs"
SECTIONS = ("查什么", "为什么", "建议写法", "会报", "不报")


def test_every_rule_has_its_page_and_every_page_its_rule(book: Rulebook) -> None:
    pages = {path.stem for path in (DOCS / "rules").glob("*.md")} - {"README"}
    assert pages == {rule.code for rule in book.rules}
    index = (DOCS / "rules" / "README.md").read_text("utf-8")
    assert set(re.findall(r"\]\((.+?)\.md\)", index)) == pages
    assert index == markdown_index(book)


def test_every_page_is_whole(book: Rulebook) -> None:
    for rule in book.rules:
        text = (DOCS / "rules" / f"{rule.code}.md").read_text("utf-8")
        assert text.startswith(f"# {rule.code} ")
        missing = [title for title in SECTIONS if f"\n## {title}\n" not in text]
        assert missing == [], rule.code
        assert ("\n## 依据\n" in text) is bool(rule.law), rule.code
        for law in rule.law:
            assert law.since in text, rule.code
        assert rule.since in text
        assert ("\n## 不必理会\n" in text) is bool(rule.when_not), rule.code
        # What is to be filled in is known only when something was found.
        own = text.partition("\n## 会报\n")[0].replace("\\", "")
        assert not re.search(r"\{[a-z_]+\}", own), rule.code


def test_examples_show_what_the_tool_says(book: Rulebook) -> None:
    rule = book.rule("L26")
    assert rule is not None
    bad, good = page_of(rule, book).examples[:2]
    assert (bad[0], good[0]) == ("会报", "不报")
    assert all("⟦" in example.text and example.said for example in bad[1])
    assert not any(example.said for example in good[1])
    said = next(example.said for example in bad[1] if "⟦尽早⟧" in example.text)
    assert said[0].message == "「尽早」不是时限，没有写多长时间。"


@pytest.mark.parametrize("code", ["L26", "S02", "F02", "X01", "W15"])
def test_terminal_and_document_say_the_same(code: str, book: Rulebook) -> None:
    rule = book.rule(code)
    assert rule is not None
    shown = page(rule, book)
    assert [line for line in shown.splitlines() if width(line) > 78] == []
    text = (DOCS / "rules" / f"{code}.md").read_text("utf-8")
    squeezed = re.sub(r"\s", "", shown)
    for label, said in (*page_of(rule, book).facts, *page_of(rule, book).paragraphs):
        assert label in text
        assert re.sub(r"\s", "", said) in squeezed


def test_a_page_that_is_stale_or_left_over_is_reported(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, 'docs')\nimport render\n"
        "render.RULES = Path(sys.argv[1])\n"
        "render.pages = lambda: {render.RULES / 'A.md': 'new'}\n"
        "render.ROOT = render.RULES.parent\n"
        "sys.argv = ['render.py', *sys.argv[2:]]\nsys.exit(render.main())\n"
    )
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "A.md").write_text("old")
    (folder / "Z.md").write_text("no such rule")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script, str(folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=DOCS.parent, check=False)

    checked = run("--check")
    assert checked.returncode == 1
    assert "A.md" in checked.stdout
    assert "Z.md" in checked.stdout
    assert (folder / "A.md").read_text() == "old"
    assert run().returncode == 0
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"A.md": "new"}
    assert run("--check").returncode == 0


def every_command(command: click.Command, path: str = "contractlint") -> dict[str, click.Command]:
    found = {path: command}
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            assert one is not None
            found |= every_command(one, f"{path} {name}")
    return found


def test_the_reference_has_every_command_and_option() -> None:
    text = commands_page(cli, "contractlint")
    commands = every_command(cli)
    assert set(COMMANDS) <= {path.split()[1] for path in commands if " " in path}
    for path, command in commands.items():
        section = text.partition(f"\n## `{path}`\n")[2].partition("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert all(name in section for name in option.opts), (path, option.opts)


def test_the_reference_is_what_help_prints() -> None:
    text = commands_page(cli, "contractlint")
    shown = CliRunner().invoke(cli, ["review", "--help"]).output
    for code, meaning in exit_codes():
        assert f"| {code} | {meaning} |" in text
        assert meaning[:20] in shown
    assert [code for code, _ in exit_codes()] == ["0", "1", "2", "3", "4", "130"]


def test_every_format_is_described() -> None:
    text = (DOCS / "formats.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text.partition("## `jsonl`")[0], re.MULTILINE)) == set(FORMATS)
