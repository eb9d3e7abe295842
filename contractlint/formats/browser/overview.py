"""What the agreement is and has: verdict, facts, parties, modules, service levels, chain of evidence, bill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from contractlint.finding import Severity
from contractlint.formats.browser.markup import Child, Markup, element, join
from contractlint.formats.browser.places import Numbered, place_id
from contractlint.formats.words import (
    CLOCK_TITLES,
    HOLE,
    LINK_TITLES,
    MODULE_STATUS,
    PARTY_FIELDS,
    SEVERITY_TITLES,
)
from contractlint.report import Check, LevelCell, LevelGrid, ModuleStatus, PartyCard, RecordLink, Report
from contractlint.score import CAP, PRICE
from contractlint.text import Span

_VERDICTS = {"pass": "✓", "revise": "!", "reject": "✗", "not_assessable": "?"}
_STATUS_MARKS = {"there": "✓", "partly": "!", "missing": "✗", "not_assessed": "?"}
_CHECKS = {"violated": "有问题", "satisfied": "没问题", "not_applicable": "不适用", "not_assessed": "未能判定"}
_SHOWN = 12
"""Rules without an answer that are shown at once; more stand behind a button."""
_ELSEWHERE = ("deleted", "inserted", "moved", "comment", "field-code", "fallback")
"""Kinds of what was not read that the sentences on revisions and comments speak of already."""


def file_name(report: Report) -> str:
    """The name alone: a report is passed on, and folders are nobody's business."""
    return PurePath(report.document.path.replace("\\", "/")).name


def verdict(report: Report) -> Markup:
    """The conclusion, the score and how many findings of each severity."""
    assessed = report.verdict.code != "not_assessable"
    mark = element("span", _VERDICTS[report.verdict.code], class_="icon", aria_hidden="true")
    counts = [
        element(
            "li",
            element(
                "a" if report.count(severity) else "span",
                element("strong", str(report.count(severity))),
                f" {name}",
                href=f"#g-{severity.key}" if report.count(severity) else None,
            ),
            class_=severity.key,
        )
        for severity, name in SEVERITY_TITLES.items()
    ]
    return element(
        "div",
        _score(report),
        element(
            "div",
            element("p", mark, report.verdict.text if assessed else "未能判定", class_="conclusion"),
            None if assessed else element("p", report.verdict.text, class_="sentence"),
            element("ul", *counts, class_="counts", aria_label="问题数") if assessed else None,
            class_="said",
        ),
        class_=f"verdict {report.verdict.code}",
    )


def _score(report: Report) -> Markup | None:
    if report.score is None:
        return None
    points = report.score.points
    # The circumference is 100, so that a point is one unit of dash.
    ring = Markup(
        '<svg viewBox="0 0 40 40" aria-hidden="true"><circle class="track" cx="20" cy="20" r="15.9155"></circle>'
        f'<circle class="arc" cx="20" cy="20" r="15.9155" stroke-dasharray="{points} 100"></circle></svg>'
    )
    words = element(
        "p",
        element("span", "得分 ", class_="unseen"),
        element("strong", str(points)),
        element("span", " / 100"),
        element("span", f"{report.score.grade} 级", class_="grade"),
    )
    return element("div", ring, words, class_="score")


def facts(report: Report) -> Markup:
    """What was reviewed."""
    document = report.document
    tally = Counter(check.status for check in report.checks)
    checks = "，".join(f"{title} {tally[status]}" for status, title in _CHECKS.items() if tally[status])
    rows: list[tuple[str, Child]] = [
        ("文件", file_name(report) or "（没有文件名）"),
        ("标题", document.title or "（没有找到标题）"),
        ("类型", f"按「{document.type_title}」审查"),
        ("字数", f"{document.characters:,}"),
        ("规则", f"{len(report.checks)} 条：{checks}" if checks else "0 条"),
        ("规则版本", report.rules_version),
        ("SHA-256", element("code", document.sha256) if document.sha256 else None),
    ]
    return element(
        "dl", *(element("div", element("dt", label), element("dd", value)) for label, value in rows if value)
    )


def notes(report: Report) -> Markup | None:
    """What a reader must know before trusting the rest: revisions, comments, what was not read, notices."""
    document = report.document
    lines = []
    if document.revisions:
        judged = "全部接受" if document.judged == "accepted" else "全部拒绝"
        lines.append(f"文件里有 {document.revisions} 处修订，本报告审的是{judged}修订之后的文本。")
    if document.comments:
        lines.append(f"文件里有 {document.comments} 条批注，批注内容没有参与审查。")
    lines.extend(f"没有审查：{one.note}" for one in document.not_read if one.kind not in _ELSEWHERE)
    lines.extend(report.notices)
    if report.hidden:
        lines.append(f"另有 {report.hidden} 条只对另一方不利，没有列出；得分和结论不受影响。")
    if report.known:
        lines.append(f"另有 {report.known} 条是基线里已有的，没有列出。")
    if not lines:
        return None
    return element("ul", *(element("li", line) for line in lines), class_="notes")


def parties(cards: Sequence[PartyCard]) -> Markup:
    """A card for each party; what is blank is shown as such."""
    return element("div", *(_party(card) for card in cards), class_="parties")


def _party(card: PartyCard) -> Markup:
    label = card.label if card.label.startswith(card.role) else f"{card.label}（{card.role}方）"
    name = element("bdi", card.name) if card.name else element("span", "名称空白", class_="hole")
    rows = [
        element(
            "div",
            element("dt", PARTY_FIELDS.get(field.key, field.key)),
            element(
                "dd",
                element("span", "空白", class_="hole")
                if field.blank
                else _to_text(element("bdi", " ".join(field.value.split())), field.span),
            ),
        )
        for field in sorted(card.fields, key=lambda field: _rank(field.key))
        if field.key != "name"
    ]
    return element(
        "div",
        element("h4", element("span", label, class_="label"), " ", _to_text(name, card.name_span)),
        element("dl", *rows) if rows else None,
        class_="party",
    )


def _rank(key: str) -> int:
    return list(PARTY_FIELDS).index(key) if key in PARTY_FIELDS else len(PARTY_FIELDS)


def _to_text(inside: Child, span: Span | None) -> Markup:
    if span is None:
        return join([inside])
    return element("a", inside, href=f"#{place_id(span)}", class_="to-text")


def modules(statuses: Sequence[ModuleStatus], findings: Iterable[Numbered]) -> Markup:
    """The map of modules: whether each is there, where, and how many findings it has."""
    amounts = Counter(one.finding.module for one in findings if one.finding.severity is not Severity.INFO)
    tiles = [_module(status, amounts[status.code]) for status in statuses]
    return element("ul", *tiles, class_="modules")


def _module(status: ModuleStatus, amount: int) -> Markup:
    places = status.places or (None,) * len(status.clauses)
    clauses = [element("li", _to_text(label, place)) for label, place in zip(status.clauses, places, strict=True)]
    shown = element("ul", *clauses[:3], class_="clauses") if clauses else None
    more = None
    if len(clauses) > 3:
        more = element(
            "details", element("summary", f"还有 {len(clauses) - 3} 条"), element("ul", *clauses[3:], class_="clauses")
        )
    button = None
    if amount:
        button = element(
            "button",
            f"{amount} 个问题",
            type="button",
            class_="pick",
            data_pick=status.code,
            aria_label=f"只看{status.title}的 {amount} 个问题",
        )
    return element(
        "li",
        element("h4", element("span", status.code, class_="letter"), " ", status.title),
        element(
            "p",
            element("span", _STATUS_MARKS[status.status], class_="icon", aria_hidden="true"),
            MODULE_STATUS[status.status],
            class_="status",
        ),
        shown,
        more,
        button,
        class_=status.status,
    )


def levels(grid: LevelGrid) -> Markup:
    """Levels down, clocks across; a hole and a word that is no time are told apart from a time."""
    head = element(
        "tr",
        element("th", "级别", scope="col"),
        *(element("th", CLOCK_TITLES[clock], scope="col") for clock in grid.clocks),
    )
    rows = [
        element(
            "tr",
            element("th", _to_text(row.name, row.span) if row.name else "不分级", scope="row"),
            *(_level_cell(cell) for cell in row.cells),
        )
        for row in grid.rows
    ]
    table = element(
        "table",
        element("caption", "服务时限", class_="unseen"),
        element("thead", head),
        element("tbody", *rows),
    )
    return element("div", table, class_="grid", tabindex=0, role="group", aria_label="服务时限一览")


def _level_cell(cell: LevelCell) -> Markup:
    if cell.hole:
        return element("td", element("span", HOLE, class_="hole"))
    spans: Sequence[Span | None] = cell.spans if len(cell.spans) == len(cell.texts) else (*cell.spans[:1], None)
    links = [
        _to_text(text, spans[min(index, len(spans) - 1)] if spans else None) for index, text in enumerate(cell.texts)
    ]
    inside = join(links, "、") if links else element("span", "按总的约定", class_="muted")
    vague = element("span", "不是时限", class_="vague") if cell.open and cell.texts else None
    return element("td", inside, vague, class_="open" if vague else None)


def chain(links: Sequence[RecordLink]) -> Markup:
    """One picture: the links from the record to the payment, each whole, in part or missing."""
    drawn = [_link(number, link) for number, link in enumerate(links, 1)]
    whole = sum(link.there for link in links)
    caption = f"{len(links)} 个环节都写了。"
    if whole < len(links):
        caption = f"{len(links)} 个环节写全了 {whole} 个；断开的地方，做没做、该不该付款就说不清。"
    return element("figure", element("ol", *drawn, class_="chain"), element("figcaption", caption))


def _link(number: int, link: RecordLink) -> Markup:
    state = "there" if link.there else "partly" if link.span is not None else "missing"
    said = {"there": "写了", "partly": f"缺{'、'.join(link.missing)}", "missing": "没有写"}[state]
    text = " ".join(link.text.split())
    quote = text if len(text) <= 24 else f"{text[:23]}…"
    return element(
        "li",
        element("span", _STATUS_MARKS[state], class_="node", aria_hidden="true"),
        element("strong", LINK_TITLES[link.kind]),
        element("span", said, class_="state"),
        element("span", _to_text(f"「{quote}」", link.span), class_="quote") if link.span is not None else None,
        class_=state,
    )


def bill(report: Report, findings: Sequence[Numbered]) -> Markup:
    """How the score came about, line by line."""
    if report.score is None:
        return element("p", "未能判定，没有评分。")
    if not report.score.lines:
        return element("p", f"没有扣分，得 {report.score.points} 分（{report.score.grade} 级）。")
    first = {one.finding.code: one for one in reversed(findings)}
    rows = [
        element(
            "tr",
            element("td", _code(line.code, first)),
            element("td", line.title),
            element("td", SEVERITY_TITLES[line.severity]),
            element("td", str(line.count), class_="amount"),
            element("td", f"−{line.points}", class_="amount"),
        )
        for line in report.score.lines
    ]
    total = sum(line.points for line in report.score.lines)
    floor = "，最低为 0" if total > 100 else ""
    head = [
        element("th", title, scope="col", class_="amount" if title in ("处数", "扣分") else None)
        for title in ("规则", "检查点", "级别", "处数", "扣分")
    ]
    return join(
        [
            element(
                "p",
                f"满分 100，合计扣 {total} 分{floor}，得 {report.score.points} 分（{report.score.grade} 级）。"
                f"必须改每处扣 {PRICE[Severity.ERROR]} 分，建议改每处扣 {PRICE[Severity.WARNING]} 分，"
                f"同一规则最多按 {CAP} 处扣。",
            ),
            element(
                "div",
                element("table", element("thead", element("tr", *head)), element("tbody", *rows)),
                class_="grid",
                tabindex=0,
                role="group",
                aria_label="扣分明细",
            ),
        ]
    )


def _code(code: str, first: Mapping[str, Numbered]) -> Child:
    return element("a", code, href=f"#{first[code].id}") if code in first else code


def not_assessed(report: Report) -> Markup | None:
    """The rules that gave no answer, by reason."""
    titles = {rule.code: rule.title for rule in report.rules}
    reasons: dict[str, list[Check]] = {}
    for check in report.checks:
        if check.status == "not_assessed":
            reasons.setdefault(check.reason, []).append(check)
    if not reasons:
        return None
    groups = [
        element("li", element("p", reason or "没有说明原因。"), _rules(checks, titles))
        for reason, checks in reasons.items()
    ]
    return element("ul", *groups, class_="plain")


def _rules(checks: Sequence[Check], titles: Mapping[str, str]) -> Markup:
    named = (element("li", element("code", check.code), f" {titles.get(check.code, '')}") for check in checks)
    listed = element("ul", *named, class_="codes")
    if len(checks) <= _SHOWN:
        return listed
    return element("details", element("summary", f"{len(checks)} 条规则"), listed)
