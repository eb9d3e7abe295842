"""Renders what the documents show of the tool: ``python docs/render.py``; ``--check`` fails where a page is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from contractlint.api import review
from contractlint.configuration.schema import schema_text
from contractlint.formats import Look, render
from contractlint.formats.citations import law_text
from contractlint.rulebook.book import Rulebook, load_rulebook
from contractlint.rulebook.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "fixtures/risky-typed.docx"
REPORT_LINES = 34
BEGIN, END = "<!-- report:begin -->", "<!-- report:end -->"
SEVERITIES = {"error": "必须改", "warning": "建议改", "info": "请确认"}


def readme() -> str:
    """The README with the beginning of the demo's real report."""
    text = (ROOT / "README.md").read_text("utf-8")
    report = review(ROOT / SAMPLE)
    shown = str(render(report, "terminal", Look())).replace(str(ROOT / SAMPLE), SAMPLE)
    lines = shown.splitlines()[:REPORT_LINES]
    block = "\n".join([BEGIN, "```text", *lines, "…", "```", END])
    head, _, rest = text.partition(BEGIN)
    return head + block + rest.partition(END)[2]


def rules_page(book: Rulebook) -> str:
    """All rules by module."""
    titles = {words.code: words.title for words in book.vocabulary.modules} | {"W": "文本规范", "U": "不公平表述"}
    modules = dict.fromkeys([*titles, *(rule.module for rule in book.rules)])
    lines = ["# 规则一览", "", f"共 {len(book.rules)} 条。`contractlint explain 编号` 打印一条规则的全文和例子。"]
    for module in modules:
        rules = [rule for rule in book.rules if rule.module == module]
        if rules:
            lines += ["", f"## {module} {titles.get(module, '')}", "", "| 编号 | 查什么 | 级别 | 方 | 适用 | 依据 |"]
            lines += ["|---|---|---|---|---|---|", *map(_row, rules)]
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    applies = "、".join(rule.applies) or "任何合同"
    law = law_text(rule.law).replace("|", "／") or "—"
    return f"| {rule.code} | {rule.title} | {SEVERITIES[rule.severity.key]} | {rule.side.value} | {applies} | {law} |"


def pages() -> dict[Path, str]:
    """Every rendered file and what it should hold."""
    book = load_rulebook()
    return {
        ROOT / "README.md": readme(),
        ROOT / "docs" / "rules.md": rules_page(book),
        ROOT / "docs" / "contractlint.schema.json": schema_text(words.code for words in book.vocabulary.types),
    }


def main() -> int:
    """Write the pages, or tell which are stale."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"stale: {path.relative_to(ROOT)} (run `make docs`)")
        return int(bool(stale))
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
