"""What every format for people says in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.comparison.comparison import (
    ADDED,
    CHANGED,
    DELETE,
    EQUAL,
    INSERT,
    INTRODUCED,
    MERGED,
    REMOVED,
    SOLVED,
    SPLIT,
    ClauseChange,
    Comparison,
    Move,
    Place,
    RevisionSource,
    RiskChange,
    StaleReference,
    Value,
    ValueChange,
)
from contractlint.dataclass import dataclass, replace
from contractlint.finding import Finding
from contractlint.formats.words import SEVERITY_TITLES
from contractlint.report import NOT_ASSESSABLE, Report

TITLE = "合同比较报告"
VALUES = {
    "amount": "金额",
    "percentage": "比例",
    "period": "期限",
    "date": "日期",
    "hours": "服务时段",
    "frequency": "频次",
    "party": "当事人",
}
GROUPS = ((INTRODUCED, "新出现的风险"), (CHANGED, "仍在、有变化的风险"), (SOLVED, "已消除的风险"))
_REVISIONS = {"insert": "插入", "delete": "删除", "move": "移动", "several": "全部修订"}
_KEPT = 24
"""Characters of unchanged text that stay visible on either side of a change."""


def names(comparison: Comparison) -> tuple[str, str]:
    """What the two texts are called."""
    if comparison.mode == "revisions":
        return "拒绝全部修订", "接受全部修订"
    return "旧稿", "新稿"


def conclusion(comparison: Comparison) -> str:
    """The answer in one sentence."""
    if not comparison.assessable:
        return "有一份文本无法判定，只比较了文字，没有比较风险。"
    if comparison.empty:
        return "两份文本没有实质差别：文字、条款顺序和风险都一样。"
    new, gone = comparison.with_status(INTRODUCED), comparison.with_status(SOLVED)
    grown = [risk for risk in comparison.risks if risk.worse]
    parts = [f"新增 {len(new)} 项风险{_graded(new)}" if new else "没有新增风险"]
    if grown:
        parts.append(f"{len(grown)} 项原有风险加重")
    parts.append(f"消除 {len(gone)} 项{_graded(gone)}" if gone else "没有消除原有风险")
    return "，".join(parts) + "。"


def _graded(risks: Sequence[RiskChange]) -> str:
    counts = [
        f"{title} {count}"
        for severity, title in SEVERITY_TITLES.items()
        if (count := sum(risk.finding.severity is severity for risk in risks))
    ]
    return f"（{'、'.join(counts)}）" if counts else ""


def scores(comparison: Comparison) -> str:
    """「得分 88 → 86（B 级 → B 级）」; empty where one text has none."""
    old, new = comparison.old.score, comparison.new.score
    if old is None or new is None:
        return ""
    change = new.points - old.points
    sign = f"，{'升' if change > 0 else '降'} {abs(change)} 分" if change else "，没有变化"
    return f"得分 {old.points}（{old.grade} 级）→ {new.points}（{new.grade} 级）{sign}"


def document(report: Report) -> str:
    """A text as the head of a report names it."""
    parts = [report.document.path or report.document.title or "（没有文件名）", f"{report.document.characters:,} 字"]
    return " · ".join(parts)


def notices(comparison: Comparison) -> tuple[str, ...]:
    """What the reader should know about the comparison itself."""
    found = list(unassessable(comparison))
    if comparison.mode == "revisions":
        if not comparison.new.document.revisions:
            found.append("文件里没有修订，两份文本相同。要比较两个文件，请写：contractlint compare 旧稿 新稿")
        return tuple(found)
    for name, report in zip(names(comparison), (comparison.old, comparison.new), strict=True):
        if report.document.revisions:
            judged = "全部接受" if report.document.judged == "accepted" else "全部拒绝"
            found.append(f"{name}里有 {report.document.revisions} 处修订，比较的是{judged}修订之后的文本。")
    return tuple(found)


def unassessable(comparison: Comparison) -> tuple[str, ...]:
    """Which of the texts could not be judged, and why."""
    found = []
    for name, report in zip(names(comparison), (comparison.old, comparison.new), strict=True):
        if report.verdict.code == NOT_ASSESSABLE:
            path = f"「{report.document.path}」" if report.document.path else ""
            found.append(f"{name}{path}无法判定：{report.verdict.text}")
    return tuple(found)


def where(finding: Finding) -> str:
    """Clause and heading of a finding."""
    return f"{finding.clause} {finding.heading}".strip()


def kept_note(risk: RiskChange) -> str:
    """How a risk that is in both texts changed; empty for others."""
    if risk.status != CHANGED or risk.old is None or risk.new is None:
        return ""
    parts = []
    if risk.old.severity != risk.new.severity:
        parts.append(f"由「{SEVERITY_TITLES[risk.old.severity]}」变为「{SEVERITY_TITLES[risk.new.severity]}」")
    if risk.old.absent != risk.new.absent:
        parts.append("原来没有写，现在写了但仍不合要求" if risk.old.absent else "原来写得不合要求，现在没有了")
    elif not risk.new.absent:
        before, after = len(risk.old.evidence), len(risk.new.evidence)
        parts.append(f"由 {before} 处变为 {after} 处" if before != after else "用语变了，问题仍在")
    elif risk.old.message != risk.new.message:
        parts.append("缺的内容变了")
    return "，".join(parts)


def revision(one: RevisionSource) -> str:
    """「沈知遥，2026-11-20，插入「尽力」」."""
    parts = [one.author or "（没有署名）", one.date[:10] or "（没有日期）", _REVISIONS[one.kind]]
    return "，".join(parts) + (f"「{short(one.text)}」" if one.text else "")


def revision_label(revisions: Sequence[RevisionSource]) -> str:
    """How sure the attribution is."""
    return "修订" if all(one.exact or one.alone for one in revisions) else "可能来自修订"


def short(text: str, limit: int = 40) -> str:
    """On one line, without its middle where it is long."""
    flat = flattened(text).strip()
    half = limit // 2
    return flat if len(flat) <= limit else f"{flat[: half + 2]}…{flat[-(half - 4) :]}"


def flattened(text: str) -> str:
    """Cells and paragraphs on one line."""
    return " ".join(text.replace("\t", " │ ").split())


def value_title(change: ValueChange) -> str:
    """What kind of value it is."""
    return change.name or VALUES[change.kind]


def value_text(value: Value | None) -> str:
    """The value, or that there is none."""
    return "（无）" if value is None else flattened(value.text)


def clause_title(change: ClauseChange) -> str:
    """Number and heading now, and before where that was another; rows of a table are told by :func:`row_title`."""
    old, new = _names(change.old), _names(change.new)
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _names(places: Sequence[Place]) -> str:
    return "、".join(dict.fromkeys(replace(place, row=0).name for place in places))


def row_title(change: ClauseChange) -> str:
    """Which row of the table; empty for anything else."""
    places = change.new or change.old
    return f"表格第{places[0].row}行" if places[0].row else ""


def clause_kind(change: ClauseChange) -> str:
    """What became of the clause, in a word or two."""
    word = {ADDED: "新增", REMOVED: "删除", SPLIT: "拆分", MERGED: "合并", CHANGED: "修改"}[change.kind]
    return f"{word}、移动" if change.moved else word


def move_sentence(move: Move, comparison: Comparison) -> str:
    """What stands elsewhere now: its name on either side, and how it begins."""
    old, new = _range(move.old), _range(move.new)
    names = f"{old} → 现为 {new}" if old != new else f"{old}（编号没有变，位置变了）"
    return f"{names}：「{short(move.new[0].span.of(comparison.new.source.text), 30)}」"


def _range(places: tuple[Place, Place]) -> str:
    first, last = places
    return first.name if first.name == last.name or not last.clause else f"{first.name} 至 {last.clause}"


def stale_sentence(one: StaleReference) -> str:
    """A reference that leads elsewhere now."""
    leads = f"现在指向 {one.leads.name}" if one.leads else "现在没有这一条"
    return f"{one.place.name} 里的「{one.text}」没有随编号改：原来指的条款现为 {one.meant.name}，{leads}。"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch to show: ``equal``, ``delete`` or ``insert``; unchanged text far from any change is cut to …"""

    op: str
    text: str


def stretches(change: ClauseChange, old: str, new: str) -> tuple[Stretch, ...]:
    """The words of a clause to show, deleted before inserted."""
    found: list[Stretch] = []
    last = len(change.edits) - 1
    for index, edit in enumerate(change.edits):
        if edit.op == EQUAL and edit.new is not None:
            text = flattened(edit.new.of(new))
            head = _KEPT if index > 0 else 0
            tail = _KEPT if index < last else 0
            if len(text) > head + tail + 4:
                text = f"{text[:head]}…{text[len(text) - tail :]}"
            found.append(Stretch(EQUAL, text))
            continue
        if edit.old is not None:
            found.append(Stretch(DELETE, flattened(edit.old.of(old))))
        if edit.new is not None:
            found.append(Stretch(INSERT, flattened(edit.new.of(new))))
    return tuple(found)
