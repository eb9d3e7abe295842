"""Blanks that must be filled before anybody signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Blank
from contractlint.rulebook.rule import Options
from contractlint.text import Span

# What is filled at signing, not before: number, date and signature lines.
_AT_SIGNING = re.compile(
    r"(?:合同|协议|项目|档案|文件)?(?:编号|备案号)|签(?:订|署|约|字|名|章)(?:日期|时间|处|人)?|日期|盖章|公章|印章|年月日|骑缝|经办人"
)
# Sheets that are attached as samples and filled while the service runs.
_SHEET = re.compile(
    "记录单|记录表|服务单|工单|报告单|验收单|验收表|验收报告|验收书|确认单|确认书|确认表|巡检表|巡检单|交接单|交接表|签收单|签到表|申请单|申请表"
    "|通知单|派工单|工时单|工时表|评价表|评分表|考核表|样式|样表|格式|模板|样本|授权委托书|授权书|承诺书|承诺函|变更单|反馈表|登记表"
)
_LINE = re.compile(r"[^\n\t]*")
_BEFORE = 12
_AFTER = 6


def placeholder_left(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Every blank but those that have a rule of their own (fields of the parties) and those filled at signing."""
    owned = [
        field.label.join(field.span)
        for party in agreement.parties
        for fields in party.repeats.values()
        for field in fields
    ]
    owned.extend(signature.span for signature in agreement.signatures)
    owned.extend(annex.span for annex in agreement.annexes if _SHEET.search(annex.title))
    for blank in agreement.blanks:
        if not agreement.judged.contains(blank.span) or any(span.overlaps(blank.span) for span in owned):
            continue
        if _filled_at_signing(agreement, blank):
            continue
        yield Hit((blank.span,), {"places": f"「{_shown(agreement, blank.span)}」"})


def _filled_at_signing(agreement: Agreement, blank: Blank) -> bool:
    """Whether the words right before a blank, on its own line, ask for a signature, a date or a number."""
    start = max(0, blank.span.start - 60)
    before = agreement.folded(Span(start, blank.span.start)).rpartition("\n")[2].rpartition("\t")[2]
    before = re.sub(r"[\s_年月日：（）]+$", "", before)
    tail = re.split("[，。；、：]", before)[-1]
    return len(tail) <= 14 and _AT_SIGNING.search(tail) is not None and "：" not in tail


def _shown(agreement: Agreement, place: Span) -> str:
    """A blank with a few characters around it, on its own line."""
    before = agreement.text[max(0, place.start - _BEFORE) : place.start]
    after = agreement.text[place.end : place.end + _AFTER]
    before = re.split(r"[\n\t。；，：]", before.rstrip("，："))[-1]
    after = re.split(r"[\n\t。；，]", after)[0]
    return (before + place.of(agreement.text) + after).strip()


CHECKS: dict[str, Kind] = {"placeholder-left": placeholder_left}
