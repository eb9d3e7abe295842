"""Deciding to live with a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractlint.cli import chinese
from contractlint.cli.choices import configuration_for, settings_for, waiving_options
from contractlint.cli.output import write_atomically
from contractlint.cli.suggestions import rule_codes
from contractlint.dataclass import replace
from contractlint.errors import UsageError

if TYPE_CHECKING:
    from contractlint.decisions import Waiver
    from contractlint.finding import Finding
    from contractlint.model import Agreement
    from contractlint.report import Report
    from contractlint.text import Span

_LISTED = 12
_QUOTED = 6


@click.command(
    cls=chinese.Command,
    short_help="豁免一个已经决定接受的问题。",
    help="豁免一个已经决定接受的问题：写进豁免文件 contractlint.waivers.toml（在已有的豁免文件里追加；没有就建在"
    "配置文件旁边，也没有配置就建在草稿旁边）。以后审查时它列在「已豁免」里，不计入得分、结论和退出码。\n\n"
    "\b\n例子：\n  contractlint waive 草稿.docx L26 --clause 3.2 --reason 另有附件 --by 法务部 --until 2027-06-30",
)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.argument("code", metavar="编号", shell_complete=rule_codes)
@click.option(
    "--clause", default="", metavar="条款", help="问题所在的条款，例如 3.2 或 第三条；同一规则有几处时要写明。"
)
@click.option("--fingerprint", default="", metavar="指纹", help="问题的指纹，见 --format json；比条款更准。")
@click.option("--all", "every", is_flag=True, help="这条规则的问题全部豁免。")
@click.option("--reason", required=True, metavar="理由", help="为什么接受。")
@click.option("--by", required=True, metavar="批准人", help="谁批准的，例如 法务部。")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="日期",
    help="有效到哪一天（含当天），例如 2027-06-30；不写就一直有效。",
)
@waiving_options
def waive(
    draft: Path,
    code: str,
    clause: str,
    fingerprint: str,
    every: bool,
    reason: str,
    by: str,
    until: datetime | None,
    **flags: Any,
) -> int:
    """Write a waiver for each finding that is meant."""
    from contractlint import api
    from contractlint.configuration import new_waiver_file, waiver_file
    from contractlint.decisions.ledger import add_waivers
    from contractlint.decisions.waiver import relative
    from contractlint.finding import Severity
    from contractlint.toml import named

    for option, text in (("--reason", reason), ("--by", by)):
        if not text.strip():
            raise UsageError(f"{option} 不能是空的。")
    today = flags.get("today")
    if until is not None and until.date() < (today.date() if today else date.today()):
        raise UsageError(f"--until 的日期 {until.date().isoformat()} 已经过了。")
    settings = settings_for(draft, flags, new_waivers=True)
    settings = replace(settings, baseline=None, side="", select=(), min_severity=Severity.INFO)
    report = api.review(draft, settings)
    if report.verdict.code == "not_assessable":
        click.echo(report.verdict.text, err=True)
        return 4
    agreement = api.understand(draft, settings)
    chosen = _chosen(report, agreement, code, clause, fingerprint, every)
    configuration = configuration_for(draft, flags)
    path = waiver_file(configuration, draft) or new_waiver_file(configuration, draft)
    waivers = [
        replace(
            waiver_for(report, finding),
            reason=reason.strip(),
            by=by.strip(),
            until=until.date().isoformat() if until else "",
            file=relative(draft, path.parent),
        )
        for finding in chosen
    ]
    add_waivers(path, waivers, write_atomically)
    for finding in chosen:
        click.echo(f"已豁免 {_line(agreement, finding)}")
    click.echo(f"已写入「{named(path)}」，{f'有效至 {until.date().isoformat()}' if until else '一直有效'}。")
    return 0


def waiver_for(report: Report, finding: Finding) -> Waiver:
    """The waiver that describes the finding of a report, without reason."""
    from contractlint.decisions import Waiver
    from contractlint.decisions.places import sentence_at

    return Waiver(
        code=finding.code,
        reason="",
        by="",
        fingerprint=finding.fingerprint,
        clause=finding.clause,
        heading=finding.heading,
        message=finding.message,
        missing=finding.absent,
        evidence=tuple(one.text for one in finding.evidence),
        sentences=tuple(sentence_at(report.source.text, one.span) for one in finding.evidence),
        title=report.document.title,
        parties=tuple(party.name for party in report.parties if party.name),
    )


def _chosen(
    report: Report, agreement: Agreement, code: str, clause: str, fingerprint: str, every: bool
) -> tuple[Finding, ...]:
    """What is meant: open findings before those waived already, which are waived anew.

    A clause may mean some of the places of a finding only. Raises UsageError where nothing or more than one is meant.
    """
    waived = tuple(one.finding for one in report.waived)
    of_code = [
        tuple(finding for finding in findings if code in (finding.name, finding.code) or code.upper() == finding.code)
        for findings in (report.findings, waived)
    ]
    if not any(of_code):
        raise UsageError(_nothing(report, code))
    meant = [
        tuple(part for one in findings if (part := _meant(agreement, one, clause, fingerprint)) is not None)
        for findings in of_code
    ]
    chosen = meant[0] or meant[1]
    if not chosen:
        raise UsageError(f"{code} 没有这一处；{_listed(agreement, (*of_code[0], *of_code[1]))}")
    if len(chosen) > 1 and not every:
        which = "请用 --clause 或者 --fingerprint 说明是哪一处，全部豁免用 --all"
        raise UsageError(f"{code} 有 {len(chosen)} 处，{which}；{_listed(agreement, chosen)}")
    return chosen


def _meant(agreement: Agreement, finding: Finding, clause: str, fingerprint: str) -> Finding | None:
    """The finding, or what it says of the places in the clause; None where it is not meant."""
    from contractlint import api

    if fingerprint and finding.fingerprint != fingerprint:
        return None
    spans = frozenset(span for span, name in _places(agreement, finding) if _within(name, clause))
    return api.part_of(agreement, finding, spans)[0] if spans else None


def _places(agreement: Agreement, finding: Finding) -> Iterator[tuple[Span, str]]:
    """Every place with the name of its clause."""
    from contractlint.engine import clause_name

    for one in finding.evidence:
        yield one.span, clause_name(agreement.clause_path(one.span.start))


def _within(name: str, clause: str) -> bool:
    wanted = _numbers(clause)
    return _numbers(name)[: len(wanted)] == wanted


def _nothing(report: Report, code: str) -> str:
    known = {finding.code for finding in report.findings}
    if not any(code in (rule.name, rule.code) or code.upper() == rule.code for rule in report.rules):
        return f"没有名为「{code}」的规则，或者这次没有运行它；用 contractlint rules 查看全部规则。"
    found = "、".join(sorted(known)) or "没有"
    return f"这份草稿里没有 {code} 的问题；有的是：{found}。"


def _numbers(clause: str) -> tuple[str, ...]:
    """「第三条（二）」 and 「3.2」 as numbers, so that a user may write either."""
    from contractlint.parser.quantities.numerals import parse_numeral
    from contractlint.regex import compile_regex

    parts = compile_regex(r"[零〇一二三四五六七八九十百]+|\d+|[A-Za-z]+").findall(clause)
    return tuple(str(value) if (value := parse_numeral(part)) is not None else part for part in parts)


def _listed(agreement: Agreement, findings: Sequence[Finding]) -> str:
    lines = [f"  {_line(agreement, finding)}" for finding in findings[:_LISTED]]
    more = [f"  ……共 {len(findings)} 处"] if len(findings) > _LISTED else []
    return "\n".join(["有的是：", *lines, *more])


def _line(agreement: Agreement, finding: Finding) -> str:
    quotes: list[str] = []
    last = finding.clause
    for (_, name), one in zip(_places(agreement, finding), finding.evidence, strict=True):
        quotes.append(f"{name if name != last else ''}「{' '.join(one.text.split())[:16]}」")
        last = name
        if len(quotes) == _QUOTED and len(finding.evidence) > _QUOTED:
            quotes.append(f"等 {len(finding.evidence)} 处")
            break
    what = finding.title if finding.absent else f"{finding.title}：{'、'.join(quotes)}"
    return f"{finding.code} {finding.clause or '条款之前'} {what}（指纹 {finding.fingerprint}）"
