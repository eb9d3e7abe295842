"""Renders what the documents show of the tool: ``python docs/render.py``; ``--check`` fails where a page is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from contractlint.api import review
from contractlint.cli.command_pages import commands_page
from contractlint.cli.commands import cli
from contractlint.cli.rule_pages import markdown_index, markdown_page
from contractlint.configuration.schema import schema_text
from contractlint.formats import Look, render
from contractlint.rulebook.book import load_rulebook

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "rules"
SAMPLE = "fixtures/risky-typed.docx"
REPORT_LINES = 34
BEGIN, END = "<!-- report:begin -->", "<!-- report:end -->"


def readme() -> str:
    """The README with the beginning of the demo's real report."""
    text = (ROOT / "README.md").read_text("utf-8")
    report = review(ROOT / SAMPLE)
    shown = str(render(report, "terminal", Look())).replace(str(ROOT / SAMPLE), SAMPLE)
    lines = shown.splitlines()[:REPORT_LINES]
    block = "\n".join([BEGIN, "```text", *lines, "…", "```", END])
    head, _, rest = text.partition(BEGIN)
    return head + block + rest.partition(END)[2]


def rule_pages() -> dict[Path, str]:
    """One page a rule, and the list of them."""
    book = load_rulebook(examples=True)
    pages = {RULES / f"{rule.code}.md": markdown_page(rule, book) for rule in book.rules}
    return {RULES / "README.md": markdown_index(book), **pages}


def pages() -> dict[Path, str]:
    """Every rendered file and what it should hold."""
    types = (words.code for words in load_rulebook().vocabulary.types)
    return {
        ROOT / "README.md": readme(),
        ROOT / "docs" / "commands.md": commands_page(cli, "contractlint"),
        ROOT / "docs" / "contractlint.schema.json": schema_text(types),
        **rule_pages(),
    }


def main() -> int:
    """Write the pages, or tell which are stale."""
    wanted = pages()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    # The page of a rule that is no more.
    left = sorted(set(RULES.glob("*.md")) - wanted.keys())
    if "--check" in sys.argv:
        for path in (*stale, *left):
            print(f"stale: {path.relative_to(ROOT)} (run `make docs`)")
        return int(bool(stale or left))
    RULES.mkdir(exist_ok=True)
    for path in stale:
        path.write_text(wanted[path], "utf-8")
    for path in left:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
