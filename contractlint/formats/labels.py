"""Names and sentences that several formats make of a report in the same way."""

from __future__ import annotations

from collections.abc import Iterable

from contractlint.finding import Finding
from contractlint.formats.words import OWN_MODULES, SIDE_TITLES
from contractlint.regex import compile_regex
from contractlint.report import Document, Report
from contractlint.rulebook.rule import Rule

_BREAKS = compile_regex(r" *[\n\r\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+ *")
_VALUE = compile_regex(r"\{[a-z_]+\}")
_OF_INTEREST_ELSEWHERE = ("deleted", "inserted", "moved", "comment", "field-code", "fallback")


def module_titles(report: Report) -> dict[str, str]:
    """Title of every module by its code."""
    return {module.code: module.title for module in report.modules} | OWN_MODULES


def place_name(finding: Finding) -> str:
    """「第八条 违约责任」; empty before the first clause."""
    return f"{finding.clause} {finding.heading}".strip()


def side_title(side: str) -> str:
    """「对甲方不利」, or that it hurts both."""
    return SIDE_TITLES.get(side, "对双方都不利")


def file_name(document: Document) -> str:
    """The name of the draft without its folder, for what is passed on."""
    return document.path.replace("\\", "/").rpartition("/")[2]


def flat(text: str) -> str:
    """The text on one line; wide blanks (【　】) stay as they are."""
    return _BREAKS.sub(" ", text).strip(" ")


def without_values(template: str) -> str:
    """A message or advice of a rule as it reads before anything was found: ``{quote}`` becomes ``…``."""
    return _VALUE.sub("…", template)


def shortened(text: str, limit: int) -> str:
    """The text on one line, its middle left out where it is longer than ``limit`` characters."""
    line = flat(text)
    return line if len(line) <= limit else f"{line[: limit * 2 // 3]}……{line[-(limit // 3) :]}"


def reading_notes(report: Report) -> Iterable[str]:
    """What was judged of the file and what was not, a sentence each."""
    document = report.document
    if document.revisions:
        judged = "全部接受" if document.judged == "accepted" else "全部拒绝"
        yield f"文件里有 {document.revisions} 处修订，本报告审的是{judged}修订之后的文本。"
    if document.comments:
        yield f"文件里有 {document.comments} 条批注，批注内容没有参与审查。"
    for one in document.not_read:
        if one.kind not in _OF_INTEREST_ELSEWHERE:
            yield f"没有审查：{one.note}"


def closing_notes(report: Report) -> Iterable[str]:
    """What the list of findings does not show: hidden, known, waived, not assessed; a sentence each."""
    yield from report.notices
    if report.hidden:
        yield f"另有 {report.hidden} 条只对另一方不利，没有列出；得分和结论不受影响。"
    if report.below:
        yield f"另有 {report.below} 条级别较低，按配置没有列出；得分和结论不受影响。"
    if report.known:
        yield f"另有 {report.known} 条是基线里已有的，没有列出，不计入得分和结论。"
    if report.waived:
        yield f"另有 {len(report.waived)} 条已经豁免，不计入得分和结论。"
    unassessed = [check for check in report.checks if check.status == "not_assessed"]
    if unassessed and report.score is not None:
        codes = "、".join(check.code for check in unassessed[:10]) + ("等" if len(unassessed) > 10 else "")
        yield f"有 {len(unassessed)} 条规则未能判定：{codes}。"
    if report.configuration:
        yield f"本次审查用了配置 {report.configuration}。"


def rule_titles(rules: Iterable[Rule]) -> dict[str, str]:
    """Title of every rule by its code."""
    return {rule.code: rule.title for rule in rules}
