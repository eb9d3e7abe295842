"""The list of findings: one card each, with links to its places in the agreement."""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.finding import Finding, Severity
from contractlint.formats.browser.markup import Markup, element, join
from contractlint.formats.browser.places import Numbered
from contractlint.formats.citations import law_text
from contractlint.formats.words import OWN_MODULES, SEVERITY_TITLES, SIDE_TITLES
from contractlint.formats.wrapping import excerpt, printable
from contractlint.report import Report, WaivedFinding

_QUOTED = 76
"""Columns of the line shown around a place."""
_LISTED = 6
"""Further places shown at once; the others stand behind a button."""
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "?"}


def finding_groups(report: Report, findings: Sequence[Numbered], show_info: bool) -> Markup:
    """A heading and a list for each severity; what only asks to confirm is hidden until asked for."""
    groups = []
    for severity, title in SEVERITY_TITLES.items():
        inside = [one for one in findings if one.finding.severity is severity]
        if not inside:
            continue
        hidden = severity is Severity.INFO and not show_info
        heading = element("h3", title, element("span", f"（{len(inside)}）", class_="amount"), id=f"g-{severity.key}")
        cards = [_card(report, one, hidden) for one in inside]
        groups.append(
            element("div", heading, element("ol", *cards), class_=f"group {severity.key}", hidden=hidden or None)
        )
    return join(groups)


def module_title(report: Report, code: str) -> str:
    """``L 服务标准``; the bare code of a rule set that names no modules."""
    titles = {module.code: module.title for module in report.modules} | OWN_MODULES
    return f"{code} {titles.get(code, '')}".rstrip()


def _card(report: Report, one: Numbered, hidden: bool) -> Markup:
    finding = one.finding
    mark = element("span", _MARKS[finding.severity], aria_hidden="true")
    # The blanks between keep the parts apart where they are read out.
    parts = [
        element("span", str(one.number), class_="number"),
        element("span", mark, f" {SEVERITY_TITLES[finding.severity]}", class_="badge"),
        element("span", finding.title, class_="title"),
        element("span", finding.code, class_="code"),
    ]
    title = element("h4", join(parts, " "), id=f"h{one.number}")
    where = element("p", *_where(report, one), class_="where")
    article = element(
        "article",
        title,
        where,
        None if finding.absent or not finding.evidence else _quote(report, one),
        _others(one),
        _words(finding),
        id=one.id,
        tabindex=-1,
        aria_labelledby=f"h{one.number}",
    )
    return element(
        "li",
        article,
        class_=f"finding {finding.severity.key}",
        value=one.number,
        data_n=one.number,
        data_severity=finding.severity.key,
        data_module=finding.module,
        data_side=finding.side.value,
        hidden=hidden or None,
    )


def _where(report: Report, one: Numbered) -> list[Markup | str]:
    finding = one.finding
    clause = f"{finding.clause} {finding.heading}".strip()
    link = clause or "看原文"
    if finding.absent:
        link = f"应写在：{clause}" if clause else "看应写的位置"
    parts: list[Markup | str] = []
    if finding.evidence:
        parts.append(element("a", link, href=f"#{one.place(0)}", class_="to-text"))
    parts.append(element("span", module_title(report, finding.module), class_="tag"))
    if side := SIDE_TITLES.get(finding.side.value):
        parts.append(element("span", side, class_="tag side"))
    if finding.deduction:
        parts.append(element("span", f"扣 {finding.deduction} 分", class_="tag"))
    return parts


def _quote(report: Report, one: Numbered) -> Markup:
    line, start, end = excerpt(report.source.text, one.finding.evidence[0].span, _QUOTED)
    quoted = element("mark", line[start:end] or "（空白）", class_=one.finding.severity.key)
    inside = element("a", line[:start], quoted, line[end:], href=f"#{one.place(0)}", title="到原文")
    return element("blockquote", inside)


def _others(one: Numbered) -> Markup | None:
    evidence = one.finding.evidence[1:]
    if not evidence or one.finding.absent:
        return None
    links = [
        element("li", element("a", _short(each.text), href=f"#{one.place(index)}"))
        for index, each in enumerate(evidence, 1)
    ]
    more = None
    if len(links) > _LISTED:
        rest = len(links) - _LISTED
        more = element("details", element("summary", f"还有 {rest} 处"), element("ul", *links[_LISTED:]))
    return element(
        "div",
        element("span", f"同条另有 {len(links)} 处：", class_="label"),
        element("ul", *links[:_LISTED]),
        more,
        class_="others",
    )


def _short(text: str) -> str:
    flat = " ".join(printable(text).split())
    if not flat:
        return "（空白）"
    return flat if len(flat) <= 18 else f"{flat[:9]}…{flat[-7:]}"


def _words(finding: Finding) -> Markup:
    rows = [("问题", finding.message), ("改法", finding.advice), ("原因", finding.why), ("依据", law_text(finding.law))]
    return element(
        "dl",
        *(
            element("div", element("dt", label), element("dd", text), class_=name)
            for (label, text), name in zip(rows, ("message", "advice", "why", "law"), strict=True)
            if text
        ),
    )


def waived_list(waived: Sequence[WaivedFinding]) -> Markup:
    """Findings that somebody has decided to live with: what, where, why, who, until when."""
    rows = [
        element(
            "li",
            element("strong", f"{one.finding.code} {one.finding.title}"),
            f"　{one.finding.clause} {one.finding.heading}".rstrip() if one.finding.clause else None,
            element("p", one.finding.message),
            element("p", "；".join(_decision(one)), class_="muted"),
        )
        for one in waived
    ]
    return element("ul", *rows, class_="plain")


def _decision(one: WaivedFinding) -> list[str]:
    parts = [f"理由：{one.reason}" if one.reason else "没有写理由"]
    if one.by:
        parts.append(f"决定人：{one.by}")
    parts.append(f"有效至 {one.until}" if one.until else "没有期限")
    return parts
