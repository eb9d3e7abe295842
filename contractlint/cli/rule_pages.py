"""A rule as a page to read, and all rules as a table or JSON."""

from __future__ import annotations

import json
from typing import Any

from contractlint.formats.citations import law_text
from contractlint.formats.wrapping import width, wrap
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Example, Rule

_SEVERITIES = {"error": "必须改（error）", "warning": "建议改（warning）", "info": "请确认（info）"}
_COLUMNS = 78


def page(rule: Rule) -> str:
    """The page of one rule in plain text."""
    lines = [f"{rule.code} {rule.title}", f"{rule.name} · {rule.title_en}", ""]
    lines += _part("级别", _SEVERITIES[rule.severity.key])
    lines += _part("对谁不利", {"甲": "甲方", "乙": "乙方", "双": "双方"}[rule.side.value])
    lines += _part("适用", "任何合同" if not rule.applies else "、".join(rule.applies))
    lines += _part("不用于", "、".join(rule.not_for))
    lines += _part("报告写法", rule.message)
    lines += _part("为什么", rule.why)
    lines += _part("建议写法", rule.advice)
    lines += _part("不必理会", rule.when_not)
    lines += _part("依据", law_text(rule.law))
    lines += _part("自版本", rule.since)
    for title, examples in (
        ("会报", rule.examples.bad),
        ("不报", rule.examples.good),
        ("已知漏报", rule.examples.missed),
    ):
        for example in examples:
            lines += ["", f"{title}：", *_example(example)]
    return "\n".join(lines) + "\n"


def _part(label: str, text: str) -> list[str]:
    if not text:
        return []
    lead = label + "　" * (4 - len(label)) + "  "
    return [
        (lead if index == 0 else " " * width(lead)) + line
        for index, line in enumerate(wrap(text, _COLUMNS - width(lead)))
    ]


def _example(example: Example) -> list[str]:
    return ["  " + line for line in wrap(example.text, _COLUMNS - 2)]


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
