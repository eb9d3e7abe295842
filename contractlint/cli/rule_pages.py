"""A rule as a page to read, in a terminal or as Markdown, and all rules as a table, a list of links or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from contractlint.cli.rule_content import Page, Said, Shown, page_of
from contractlint.formats.citations import law_text
from contractlint.formats.markup import markdown_text
from contractlint.formats.words import OWN_MODULES, SEVERITY_TITLES
from contractlint.formats.wrapping import width, wrap
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Rule

_COLUMNS = 78


def page(rule: Rule, book: Rulebook) -> str:
    """The page of one rule in plain text, at most 78 columns wide."""
    content = page_of(rule, book)
    lines = [f"{content.code} {content.title}", f"{content.name} · {content.title_en}", ""]
    for label, text in (*content.facts, *content.paragraphs):
        lines += _part(label, text)
    for title, examples in content.examples:
        for example in examples:
            lines += ["", f"{title}：", *_indented("  ", "  ", example.text)]
            for said in example.said:
                lines += _indented("  → 报告  ", "          ", _sentence(said))
                lines += _indented("    改法  ", "          ", said.advice) if said.advice else []
    return "\n".join(lines) + "\n"


def _part(label: str, text: str) -> list[str]:
    lead = label + "　" * (4 - len(label)) + "  "
    return _indented(lead, " " * width(lead), text)


def _indented(first: str, then: str, text: str) -> list[str]:
    return [(then if index else first) + line for index, line in enumerate(wrap(text, _COLUMNS - width(first)))]


def markdown_page(rule: Rule, book: Rulebook) -> str:
    """The same page as Markdown, for the documents."""
    content = page_of(rule, book)
    return "\n".join([*_markdown_head(content), *_markdown_examples(content)]) + "\n"


def _markdown_head(content: Page) -> Iterable[str]:
    yield f"# {content.code} {markdown_text(content.title)}"
    yield ""
    yield f"`{content.name}` · {markdown_text(content.title_en)}"
    yield ""
    for label, text in content.facts:
        yield f"- {label}：{markdown_text(text)}"
    for label, text in content.paragraphs:
        yield from ("", f"## {label}", "", markdown_text(text))


def _markdown_examples(content: Page) -> Iterable[str]:
    for title, examples in content.examples:
        yield from ("", f"## {title}")
        for example in examples:
            yield from _markdown_example(example)
    yield from ("", "---", "", f"终端里看这一页：`contractlint explain {content.code}` · [全部规则](README.md)")


def _markdown_example(example: Shown) -> Iterable[str]:
    fence = "````" if "```" in example.text else "```"
    yield from ("", f"{fence}text", *example.text.split("\n"), fence)
    if example.said:
        yield ""
        yield from map(_markdown_said, example.said)


def _markdown_said(said: Said) -> str:
    advice = f"<br>改法：{markdown_text(said.advice)}" if said.advice else ""
    return f"- 报告：{markdown_text(_sentence(said))}{advice}"


def _sentence(said: Said) -> str:
    return f"（{said.severity}）{said.message}" if said.severity else said.message


def markdown_index(book: Rulebook) -> str:
    """All rules by module, each with a link to its page."""
    titles = {words.code: words.title for words in book.vocabulary.modules} | OWN_MODULES
    lines = [
        "# 规则一览",
        "",
        f"共 {len(book.rules)} 条，按模块排列。每条规则一页：查什么、为什么、依据、建议写法、什么时候不必理会、例子；"
        "`contractlint explain 编号` 在终端里打印同一页。",
    ]
    for module in dict.fromkeys([*titles, *(rule.module for rule in book.rules)]):
        rules = [rule for rule in book.rules if rule.module == module]
        if rules:
            lines += ["", f"## {module} {titles.get(module, '')}", "", "| 编号 | 查什么 | 级别 | 方 | 适用 | 依据 |"]
            lines += ["|---|---|---|---|---|---|", *map(_index_row, rules)]
    return "\n".join(lines) + "\n"


def _index_row(rule: Rule) -> str:
    applies = "、".join(rule.applies) or "任何合同"
    law = markdown_text(law_text(rule.law)) or "—"
    title = markdown_text(rule.title)
    severity = SEVERITY_TITLES[rule.severity]
    return f"| [{rule.code}]({rule.code}.md) | {title} | {severity} | {rule.side.value} | {applies} | {law} |"


def as_table(book: Rulebook) -> str:
    """One line a rule: code, severity, side, name, title."""
    wide = max((len(rule.name) for rule in book.rules), default=0)
    lines = [
        f"{rule.code:<5}{rule.severity.key:<9}{rule.side.value}  {rule.name:<{wide}}  {rule.title}"
        for rule in book.rules
    ]
    return "\n".join([*lines, f"共 {len(book.rules)} 条规则，版本 {book.version}。"]) + "\n"


def as_json(book: Rulebook) -> str:
    """All rules with everything they say, without their examples."""
    return json.dumps([_wire(rule) for rule in book.rules], ensure_ascii=False, indent=2) + "\n"


def _wire(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "title_en": rule.title_en,
        "severity": rule.severity.key,
        "side": rule.side.value,
        "module": rule.module,
        "applies": list(rule.applies),
        "not_for": list(rule.not_for),
        "message": rule.message,
        "why": rule.why,
        "advice": rule.advice,
        "when_not": rule.when_not,
        "law": [{"statute": law.statute, "article": law.article, "since": law.since} for law in rule.law],
        "since": rule.since,
    }
