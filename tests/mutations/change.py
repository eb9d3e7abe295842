"""变更: how a clean agreement loses its way of changing, or gains a bad one."""

from __future__ import annotations

from tests.mutation import Mutation, replaced

_CHANGE = "16.1 变更本协议，应由双方签订书面补充协议，并由双方盖章。"

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="only-consultation-on-what-is-left-open",
        fixture="clean-typed",
        apply=replaced(_CHANGE, "16.1 本协议未尽事宜，双方友好协商解决。"),
        gains=frozenset({"V01"}),
    ),
    Mutation(
        name="provider-may-change-the-price",
        fixture="clean-typed",
        apply=replaced(_CHANGE, _CHANGE + "乙方有权根据经营需要随时调整服务价格，通知甲方后即生效。"),
        gains=frozenset({"V04"}),
    ),
    Mutation(
        name="assignment-not-addressed",
        fixture="clean-typed",
        apply=replaced(
            "16.2 未经对方书面同意，任何一方不得转让本协议项下的权利或者义务。",
            "16.2 书面补充协议与本协议具有同等效力。",
        ),
        gains=frozenset({"V06"}),
    ),
    Mutation(
        name="assignment-not-addressed-with-automatic-numbers",
        fixture="clean-automatic",
        apply=replaced("任何一方未经对方书面同意，不得将合同权利义务转让给第三人。", ""),
        gains=frozenset({"V06"}),
    ),
)
