"""The words that every report uses for the same thing."""

from __future__ import annotations

from contractlint.finding import Severity

SEVERITY_TITLES = {Severity.ERROR: "必须改", Severity.WARNING: "建议改", Severity.INFO: "请确认"}
"""In the order of reports: gravest first."""
SIDE_TITLES = {"甲": "对甲方不利", "乙": "对乙方不利"}
MODULE_STATUS = {"there": "有", "partly": "有缺项", "missing": "没有找到", "not_assessed": "未能判定"}
OWN_MODULES = {"W": "文本规范", "U": "不公平表述"}
"""Groups of rules that belong to no module of the agreement."""
PARTY_FIELDS = {
    "credit_code": "统一社会信用代码",
    "address": "地址",
    "representative": "法定代表人",
    "agent": "授权代表",
    "contact": "联系人",
    "phone": "电话",
    "email": "电子邮箱",
    "bank": "开户银行",
    "account_name": "户名",
    "account": "账号",
    "tax_id": "税号",
}
CLOCK_TITLES = {"response": "响应", "arrival": "到场", "restore": "恢复", "resolve": "解决"}
HOLE = "未写"
LINK_TITLES = {
    "record": "服务记录",
    "contents": "记什么",
    "signing": "客户签认",
    "signer": "谁来签",
    "deadline": "几日内签",
    "silence": "不签怎么办",
    "tie": "与验收付款挂钩",
}
DISCLAIMER = "本报告由规则在本机离线生成，是签署前的检查，不是法律意见。"
