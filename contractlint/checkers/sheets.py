"""Sheets that are attached as samples and filled in while the service runs."""

from __future__ import annotations

from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.text import Span

_SHEET = compile_regex(
    "记录单|记录表|服务单|工单|报告单|验收单|验收表|验收报告|验收书|确认单|确认书|确认表|巡检表|巡检单|交接单|交接表|签收单|签到表|申请单|申请表"
    "|通知单|派工单|工时单|工时表|评价表|评分表|考核表|样式|样表|格式|模板|样本|授权委托书|授权书|承诺书|承诺函|变更单|反馈表|登记表"
    "|(?:服务|运维|巡检|检查|测评|调查|评估|考勤|维修|到货|审批|满意度|培训|故障)[^清，。价费]{0,8}(?:记录|表|单)$"
)


def sheets(agreement: Agreement) -> list[Span]:
    """Where the annexes stand that are such sheets; lists of equipment and prices are none."""
    return [annex.span for annex in agreement.annexes if _SHEET.search(annex.title.strip("》）) "))]
