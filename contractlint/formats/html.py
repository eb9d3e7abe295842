"""The report for a browser: one file with everything in it, which opens from disk and asks nobody for anything.

A Content-Security-Policy names the only script and style sheet by their hashes, so that markup which got in all the
same could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files
from string import Template

from contractlint.finding import Severity
from contractlint.formats import Look
from contractlint.formats.browser import overview
from contractlint.formats.browser.agreement_text import agreement_text
from contractlint.formats.browser.findings import finding_groups, module_title, waived_list
from contractlint.formats.browser.markup import Child, Markup, element, escape, join
from contractlint.formats.browser.places import Numbered, numbered, places
from contractlint.formats.words import DISCLAIMER, SEVERITY_TITLES
from contractlint.report import Report

_LONG = 60_000
_MANY = 300
"""Characters and findings from which a browser lays out only what is in sight."""


def render(report: Report, look: Look) -> str:
    """The whole page."""
    findings = numbered(report.findings)
    style, script, frame = (_part(name) for name in ("report.css", "report.js", "report.html"))
    name = overview.file_name(report)
    page = Template(frame).substitute(
        policy=_policy(style, script),
        style=style,
        script=script,
        name=escape(name),
        title=escape(f"合同审查报告：{name or report.document.title}".rstrip("：")),
        verdict=overview.verdict(report).code,
        notes=_code(overview.notes(report)),
        overview=_overview(report, findings).code,
        filters=_filters(report, findings, look.show_info).code,
        filtered="" if findings else "hidden",
        findings=finding_groups(report, findings, look.show_info).code,
        nothing=escape(_nothing(report)),
        long=" long" if len(report.source.text) > _LONG or len(findings) > _MANY else "",
        empty="" if findings else "hidden",
        agreement=agreement_text(report.source, places(report, findings)),
        unread="hidden" if report.source.text.strip() else "",
        details=_details(report, findings).code,
        disclaimer=escape(DISCLAIMER),
    )
    # A file name may hold bytes that are no text.
    return page.encode("utf-8", "replace").decode("utf-8")


def _part(name: str) -> str:
    return files("contractlint.formats.browser").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _code(markup: Markup | None) -> str:
    return "" if markup is None else markup.code


def _section(key: str, title: str, *inside: Child) -> Markup:
    return element("section", element("h3", title, id=f"s-{key}"), *inside, aria_labelledby=f"s-{key}", class_=key)


def _overview(report: Report, findings: tuple[Numbered, ...]) -> Markup:
    parts = []
    if report.parties:
        title = "合同双方" if len(report.parties) == 2 else "合同各方"
        parts.append(_section("party-cards", title, overview.parties(report.parties)))
    grid = None
    if report.service_levels is not None:
        grid = _section("levels", "服务时限", overview.levels(report.service_levels))
    parts.append(element("div", grid, _section("facts", "审查的是什么", overview.facts(report)), class_="column"))
    if report.records:
        parts.append(_section("records", "证据链：从服务记录到付款", overview.chain(report.records)))
    if report.modules:
        parts.append(_section("module-map", "模块一览", overview.modules(report.modules, findings)))
    return join(parts)


def _nothing(report: Report) -> str:
    return report.verdict.text if report.score is None else "没有需要列出的问题。"


def _details(report: Report, findings: tuple[Numbered, ...]) -> Markup:
    parts = [_section("bill", "扣分明细", overview.bill(report, findings))]
    if (unassessed := overview.not_assessed(report)) is not None:
        parts.append(_section("unassessed", "未能判定的规则", unassessed))
    if report.waived:
        parts.append(_section("waived", f"已豁免的问题（{len(report.waived)}）", waived_list(report.waived)))
    return join(parts)


def _filters(report: Report, findings: tuple[Numbered, ...], show_info: bool) -> Markup:
    """The controls above the list; they work once the script does."""
    boxes = [
        element(
            "label",
            element(
                "input",
                type="checkbox",
                name="severity",
                value=severity.key,
                checked=severity is not Severity.INFO or show_info,
            ),
            f" {title}",
            class_=severity.key,
        )
        for severity, title in SEVERITY_TITLES.items()
        if report.count(severity)
    ]
    amounts = Counter(one.finding.module for one in findings)
    order = [module.code for module in report.modules]
    codes = sorted(amounts, key=lambda code: (order.index(code) if code in order else len(order), code))
    modules = [element("option", f"{module_title(report, code)}（{amounts[code]}）", value=code) for code in codes]
    sides = [("", "双方"), ("甲", "甲方"), ("乙", "乙方")]
    return join(
        [
            element("fieldset", element("legend", "级别", class_="unseen"), *boxes),
            element(
                "label",
                "模块 ",
                element("select", element("option", "全部", value=""), *modules, name="module"),
            ),
            element(
                "label",
                "站在 ",
                element("select", *(element("option", title, value=key) for key, title in sides), name="side"),
            ),
            element(
                "label",
                "搜索 ",
                element("input", type="search", name="search", placeholder="问题和原文里的词", autocomplete="off"),
            ),
            element("button", "清除", type="button", name="reset"),
        ]
    )
