"""违约责任: what a breach costs in a clean agreement, taken away or made too much."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.mutation import Mutation, in_turn, replaced

_SUBCONTRACTING = "18.3 乙方违反第4.4款分包或者转委托的，支付年度服务费10%的违约金。"
_LATE_PAYMENT = "18.4 甲方逾期付款的，每逾期一日，按逾期金额的万分之五支付违约金，累计不超过逾期金额的10%。"
_CAP = (
    "任何一方在本协议项下的赔偿责任累计不超过年度服务费，"
    "但造成人身损害、因故意或者重大过失造成财产损失、违反保密义务、侵犯第三方知识产权的除外。"
)
_SECRETS = replaced("向对方出具书面证明。", "向对方出具书面证明。违反保密义务的，支付年度服务费20%的违约金。")


def _clause(heading: str, *lines: str) -> str:
    return "\n".join((f"第十八条 {heading}", *lines, ""))


def _instead(clause: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"第十八条 违约责任\n.*?(?=第十九条)", lambda _: clause, text, flags=re.DOTALL)


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="no-clause-on-breach",
        fixture="clean-typed",
        apply=in_turn(_SECRETS, _instead(_clause("责任限制", _CAP))),
        gains=frozenset({"B01"}),
    ),
    Mutation(
        name="breach-without-any-figure",
        fixture="clean-typed",
        apply=in_turn(
            replaced("向对方出具书面证明。", "向对方出具书面证明。违反保密义务的，赔偿对方的损失。"),
            _instead(
                _clause(
                    "违约责任",
                    "18.1 任何一方违约的，应依法承担相应的违约责任。",
                    "18.2 违约方应承担守约方为实现权利支付的诉讼费、保全费和律师费。",
                    f"18.3 {_CAP}",
                )
            ),
        ),
        gains=frozenset({"B02"}),
    ),
    Mutation(
        name="late-payment-costs-nothing",
        fixture="clean-typed",
        apply=replaced(_LATE_PAYMENT, "18.4 前三款的违约金，甲方可以从当季付款中扣除。"),
        gains=frozenset({"B03"}),
    ),
    Mutation(
        name="late-payment-costs-nothing-in-prose",
        fixture="clean-han",
        apply=replaced(
            "委托方逾期付款的，每逾期一日，按应付未付金额的万分之五支付违约金，累计不超过应付未付金额的10%。",
            "前项违约金从应付款中扣除。",
        ),
        gains=frozenset({"B03"}),
    ),
    Mutation(
        name="penalty-of-nothing",
        fixture="clean-typed",
        apply=replaced(_SUBCONTRACTING, "18.3 乙方违反第4.4款分包或者转委托的，支付10%的违约金。"),
        gains=frozenset({"B04"}),
    ),
    Mutation(
        name="daily-penalty-without-limit",
        fixture="clean-typed",
        apply=replaced("支付违约金，累计不超过逾期金额的10%。", "支付违约金。"),
        gains=frozenset({"B05"}),
    ),
    Mutation(
        name="daily-penalty-of-five-thousandths",
        fixture="clean-typed",
        apply=replaced("按逾期金额的万分之五", "按逾期金额的千分之五"),
        gains=frozenset({"B05"}),
    ),
    Mutation(
        name="deposit-beside-penalties",
        fixture="clean-typed",
        apply=replaced(_LATE_PAYMENT, _LATE_PAYMENT + "甲方已付的定金30,000.00元不予退还。"),
        gains=frozenset({"B07"}),
    ),
    Mutation(
        name="enforcement-costs-not-addressed",
        fixture="clean-typed",
        apply=replaced(
            "18.6 违约方应承担守约方为实现权利支付的诉讼费、保全费、公证费和律师费。",
            "18.6 违约方支付违约金后，仍应继续履行本协议。",
        ),
        gains=frozenset({"B10"}),
    ),
    Mutation(
        name="penalty-of-two-fifths-at-once",
        fixture="clean-typed",
        apply=replaced(_SUBCONTRACTING, _SUBCONTRACTING.replace("10%", "40%")),
        gains=frozenset({"B17"}),
    ),
    Mutation(
        name="subcontracting-costs-nothing",
        fixture="clean-typed",
        apply=in_turn(
            replaced(_SUBCONTRACTING, "18.3 乙方泄露账号、密码的，支付年度服务费10%的违约金。"),
            replaced("（2）违反第4.4款分包或者转委托；", "（2）明确表示不再履行主要义务；"),
        ),
        gains=frozenset({"B19"}),
    ),
)
