"""Unfair wording planted in a clean agreement."""

from __future__ import annotations

from tests.mutation import Mutation, replaced

_PRECEDENCE = "附件与正文不一致的，以正文为准。"
_CLIENT_LATE = "经乙方书面催告后15日内仍未支付的，乙方可以书面通知解除。"

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="client-interprets",
        fixture="clean-typed",
        apply=replaced(_PRECEDENCE, _PRECEDENCE + "本协议的最终解释权归甲方所有。"),
        gains=frozenset({"U01"}),
    ),
    Mutation(
        name="client-ends-it-at-will",
        fixture="clean-typed",
        apply=replaced(_CLIENT_LATE, _CLIENT_LATE + "甲方有权随时单方解除本协议。"),
        gains=frozenset({"U02"}),
    ),
    Mutation(
        name="free-upgrades-for-ever",
        fixture="clean-typed",
        apply=replaced(
            "5.7 故障解决后30日内因同一原因再次发生的，乙方重新处理，不另收费。",
            "5.7 故障解决后30日内因同一原因再次发生的，乙方重新处理，不另收费。乙方终身免费升级本系统。",
        ),
        gains=frozenset({"U03"}),
    ),
    Mutation(
        name="no-objection-to-deductions",
        fixture="clean-typed",
        apply=replaced(
            "同一季度的扣减合计不超过当季服务费的25%。",
            "同一季度的扣减合计不超过当季服务费的25%，乙方不得提出任何异议。",
        ),
        gains=frozenset({"U04"}),
    ),
    Mutation(
        name="one-day-to-object-to-a-record",
        fixture="clean-typed",
        apply=replaced("在收到后5个工作日内签字确认", "在收到后1个工作日内签字确认"),
        gains=frozenset({"U05"}),
    ),
    Mutation(
        name="provider-bears-every-risk",
        fixture="clean-typed",
        apply=replaced(
            "由此增加的费用由甲方承担，不计入考核。",
            "由此增加的费用由甲方承担，不计入考核。本系统运行的一切风险和责任均由乙方承担。",
        ),
        gains=frozenset({"U06"}),
    ),
)
