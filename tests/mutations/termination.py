"""终止与解除: rights to end a clean agreement, and what follows, broken one by one."""

from __future__ import annotations

import re

from tests.mutation import Mutation, in_turn, replaced

_CLIENT_LATE = "17.3 甲方逾期付款超过30日，经乙方书面催告后15日内仍未支付的，乙方可以书面通知解除。"


def _only_expiry(text: str) -> str:
    return re.sub(r"17\.1 双方.*?(?=第十八条)", "服务期限届满，本协议终止。\n", text, flags=re.DOTALL)


def _no_settlement(text: str) -> str:
    return re.sub(r"17\.4 解除后.*", "17.4 解除通知在送达对方时生效。", text)


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="nothing-but-expiry-ends-it",
        fixture="clean-typed",
        apply=in_turn(
            _only_expiry,
            replaced("，并可按第17.2款解除本协议", ""),
            replaced("，并按第17.4款结算", ""),
        ),
        gains=frozenset({"E01"}),
    ),
    Mutation(
        name="material-breach-without-measure",
        fixture="clean-typed",
        apply=replaced(
            "甲方逾期付款超过30日，经乙方书面催告后15日内仍未支付的", "甲方严重违约，经乙方书面催告后15日内仍未改正的"
        ),
        gains=frozenset({"E02"}),
    ),
    Mutation(
        name="ended-without-notice-to-mend",
        fixture="clean-typed",
        apply=replaced(_CLIENT_LATE, "17.3 甲方未按约定付款的，乙方可以书面通知解除。"),
        gains=frozenset({"E03"}),
    ),
    Mutation(
        name="only-the-client-may-end-it",
        fixture="clean-typed",
        apply=replaced(_CLIENT_LATE, "17.3 解除通知应写明理由，并按第二十条送达。"),
        gains=frozenset({"E04"}),
    ),
    Mutation(
        name="only-the-client-may-end-it-in-prose",
        fixture="clean-han",
        apply=in_turn(
            replaced("一方有下列情形之一，经对方书面催告", "受托方有下列情形之一，经委托方书面催告"),
            replaced("没有纠正的，对方可以书面通知解除", "没有纠正的，委托方可以书面通知解除"),
        ),
        gains=frozenset({"E04"}),
    ),
    Mutation(
        name="no-settlement-after-ending",
        fixture="clean-typed",
        apply=_no_settlement,
        gains=frozenset({"E05"}),
    ),
    Mutation(
        name="no-handover-after-ending",
        fixture="clean-typed",
        apply=replaced(
            "乙方应向甲方移交技术资料、账号、密码、系统配置和未结工单清单，双方签署交接单。",
            "第十二条的保密约定继续有效。",
        ),
        gains=frozenset({"E07"}),
    ),
)
