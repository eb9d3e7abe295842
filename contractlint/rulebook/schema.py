"""What a rule file may say. Every refusal names file, line, column and the path inside the file."""

from __future__ import annotations

from datetime import date

from contractlint.finding import LawRef, Severity, Side
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Example, Examples, Option, Rule
from contractlint.rulebook.tree import Tree

_HEAD = frozenset(
    {"code", "name", "title", "title_en", "severity", "side", "kind", "message", "why", "advice", "since"}
)
_HEAD_OPTIONAL = frozenset({"applies", "not_for", "absence", "needs", "yields_to", "when_not", "law", "examples"})

KIND_OPTIONS: dict[str, dict[str, str]] = {
    "forbid": {
        "find": "patterns",
        "unless": "patterns",
        "only": "patterns",
        "within": "text",
        "where": "texts",
        "not_where": "texts",
        "whole_words": "flag",
        "headings": "flag",
    },
    "require": {
        "any": "patterns",
        "module": "text",
        "when": "patterns",
        "when_module": "texts",
        "where": "texts",
        "anchor": "texts",
    },
    "quantify": {
        "topic": "patterns",
        "by": "texts",
        "also": "patterns",
        "unless": "patterns",
        "within": "text",
        "where": "texts",
    },
    "checker": {"checker": "text", "cues": "texts", "uses": "text", "options": "options"},
}
_REQUIRED = {"forbid": {"find"}, "require": set(), "quantify": {"topic", "by"}, "checker": {"checker"}}
_CHOICES = {
    ("forbid", "within"): ("sentence", "clause", "paragraph", "agreement"),
    ("quantify", "within"): ("sentence", "clause", "agreement"),
    ("checker", "uses"): ("law",),
}
QUANTITY_KINDS = ("amount", "percentage", "period", "date", "hours", "frequency")
_CODE = compile_regex(r"[A-Z][0-9]{2}|[A-Z][A-Z0-9]{1,9}-[0-9]{2,3}")
_NAME = compile_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_rules(tree: Tree) -> tuple[Rule, ...]:
    """All rules of one file."""
    return tuple(read_rule(item) for item in tree.items())


def read_rule(tree: Tree) -> Rule:
    """One rule."""
    mapping = tree.mapping()
    if "kind" not in mapping:
        tree.fault("缺少「kind」")
    kind = mapping["kind"].text()
    if kind not in KIND_OPTIONS:
        mapping["kind"].fault(f"没有这种规则类型；可用：{'、'.join(KIND_OPTIONS)}")
    mapping = tree.keys(_HEAD | _HEAD_OPTIONAL | KIND_OPTIONS[kind].keys(), _HEAD | frozenset(_REQUIRED[kind]))
    severity = read_severity(mapping["severity"])
    side = mapping["side"].text()
    if side not in tuple(Side):
        mapping["side"].fault("应是 甲、乙 或 双")
    for key, pattern in (("code", _CODE), ("name", _NAME)):
        if not pattern.fullmatch(mapping[key].text()):
            mapping[key].fault("编号形如 L26 或 ACME-01" if key == "code" else "英文名用小写字母、数字和连字符")
    law = tuple(read_law(item) for item in mapping["law"].items()) if "law" in mapping else ()
    return Rule(
        code=mapping["code"].text(),
        name=mapping["name"].text(),
        title=mapping["title"].text(),
        title_en=mapping["title_en"].text(),
        severity=severity,
        side=Side(side),
        applies=mapping["applies"].texts() if "applies" in mapping else (),
        not_for=mapping["not_for"].texts() if "not_for" in mapping else (),
        absence="absence" in mapping and mapping["absence"].flag(),
        kind=kind,
        options={
            key: _option(kind, key, mapping[key]) for key in KIND_OPTIONS[kind] if key in mapping and key != "options"
        }
        | (_free_options(mapping["options"]) if "options" in mapping else {}),
        needs=mapping["needs"].texts() if "needs" in mapping else (),
        yields_to=mapping["yields_to"].texts() if "yields_to" in mapping else (),
        message=mapping["message"].text(),
        why=mapping["why"].text(),
        advice=mapping["advice"].text(),
        when_not=mapping["when_not"].text() if "when_not" in mapping else "",
        law=law,
        since=mapping["since"].text(),
        examples=_examples(mapping["examples"]) if "examples" in mapping else Examples(),
        place=tree.place,
    )


def _option(kind: str, key: str, tree: Tree) -> Option:
    shape = KIND_OPTIONS[kind][key]
    if shape == "flag":
        return tree.flag()
    if shape == "text":
        value = tree.text()
        choices = _CHOICES.get((kind, key))
        if choices and value not in choices:
            tree.fault(f"可用：{'、'.join(choices)}")
        return value
    values = tree.texts()
    if key == "by":
        for value in values:
            if value not in QUANTITY_KINDS:
                tree.fault(f"没有「{value}」这种数量；可用：{'、'.join(QUANTITY_KINDS)}")
    return values


def _free_options(tree: Tree) -> dict[str, Option]:
    return {
        key: child.text() if isinstance(child.value, str) else child.texts() for key, child in tree.mapping().items()
    }


def read_severity(tree: Tree) -> Severity:
    """A severity by its lower-case name."""
    severity = tree.text()
    if severity not in ("error", "warning", "info"):
        tree.fault("应是 error、warning 或 info")
    return Severity[severity.upper()]


def read_law(tree: Tree) -> LawRef:
    """A citation; whether there is such law is not judged here."""
    mapping = tree.keys(frozenset({"statute", "article", "since"}), frozenset({"statute", "article", "since"}))
    since = mapping["since"].text()
    try:
        date.fromisoformat(since)
    except ValueError:
        mapping["since"].fault("日期应写成 2021-01-01 的形式")
    return LawRef(mapping["statute"].text(), mapping["article"].text(), since)


def _examples(tree: Tree) -> Examples:
    lists = tree.keys(frozenset({"bad", "good", "missed", "false_alarm"}))
    return Examples(**{key: tuple(_example(item) for item in value.items()) for key, value in lists.items()})


def _example(tree: Tree) -> Example:
    if isinstance(tree.value, dict):
        mapping = tree.keys(frozenset({"text", "type"}), frozenset({"text"}))
        return Example(mapping["text"].text(), tree.place, mapping["type"].text() if "type" in mapping else "")
    return Example(tree.text(), tree.place)
