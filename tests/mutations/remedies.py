"""Mutations of liability, force majeure, disputes, notices and annexes."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced, without_lines

HAN, TYPED = "clean-han", "clean-typed"
_CAP = "（六）一方对另一方的赔偿累计不超过合同价款的100%；造成人身损害、故意或者重大过失造成财产损失、泄露保密信息、侵犯第三方知识产权的，不受此限。"
_COURT = "向委托方住所地有管辖权的人民法院提起诉讼。"

MUTATIONS = (
    Mutation("no cap", HAN, replaced("\n" + _CAP, ""), frozenset({"R01"})),
    Mutation(
        "injury is exempted",
        HAN,
        replaced(
            "由受托方赔偿；委托方的场所、设备存在缺陷造成受托方人员人身损害的，由委托方赔偿。",
            "由受托方赔偿；受托方人员在现场发生的人身伤亡，与委托方无关。",
        ),
        frozenset({"R03"}),
    ),
    Mutation(
        "a cap without exceptions",
        HAN,
        replaced("；造成人身损害、故意或者重大过失造成财产损失、泄露保密信息、侵犯第三方知识产权的，不受此限。", "。"),
        frozenset({"R04"}),
    ),
    Mutation(
        "exempt whatever happens",
        HAN,
        replaced("（六）一方对另一方的赔偿", "（六）受托方对系统停机概不负责。一方对另一方的赔偿"),
        frozenset({"R05"}),
    ),
    Mutation(
        "causes of faults are not told apart",
        HAN,
        in_turn(
            without_lines("（一）受托方的调整或者误操作引起的故障"),
            replaced("十三、故障责任和变更\n（二）变更本协议", "十三、变更\n（一）变更本协议"),
        ),
        frozenset({"R11"}),
    ),
    Mutation(
        "nobody makes backups",
        HAN,
        in_turn(without_lines("（五）数据备份由委托方负责"), replaced("十二、数据安全和备份", "十二、数据安全")),
        frozenset({"R12"}),
    ),
    Mutation(
        "no force majeure",
        HAN,
        in_turn(
            replaced("十六、不可抗力\n", ""),
            without_lines("不可抗力是指不能预见"),
            replaced("十七、通知", "十六、通知"),
            replaced("十八、争议解决", "十七、争议解决"),
            replaced("十九、生效", "十八、生效"),
        ),
        frozenset({"M01"}),
    ),
    Mutation(
        "outages as force majeure",
        HAN,
        replaced("如地震、台风、洪水。", "如地震、台风、停电、黑客攻击。"),
        frozenset({"M02"}),
    ),
    Mutation(
        "force majeure is told at once",
        HAN,
        replaced("应在48小时内通知对方，15日内提供证明", "应通知对方，并提供证明"),
        frozenset({"M03"}),
    ),
    Mutation(
        "force majeure without end",
        HAN,
        replaced(
            "不可抗力持续超过30日的，任何一方可以书面通知解除，并按第十四条结算。",
            "不可抗力持续超过30日的，双方另行协商。",
        ),
        frozenset({"M06"}),
    ),
    Mutation(
        "force majeure undefined",
        HAN,
        replaced("不可抗力是指不能预见、不能避免且不能克服的客观情况，如地震、台风、洪水。", ""),
        frozenset({"M09"}),
    ),
    Mutation(
        "no dispute clause",
        HAN,
        in_turn(
            replaced("十八、争议解决\n", ""),
            without_lines("因履行本协议发生的争议"),
            replaced("十九、生效", "十八、生效"),
        ),
        frozenset({"J01"}),
    ),
    Mutation(
        "two ways",
        HAN,
        replaced(_COURT, "可以向南京仲裁委员会申请仲裁，也可以向委托方住所地人民法院起诉。"),
        frozenset({"J02"}),
    ),
    Mutation("some arbitration body", HAN, replaced(_COURT, "提交当地仲裁机构仲裁。"), frozenset({"J03"})),
    Mutation("some court", HAN, replaced(_COURT, "向人民法院提起诉讼。"), frozenset({"J04"})),
    Mutation(
        "venue at a place that is blank",
        HAN,
        replaced("住所\t江苏省无锡市滨湖区鹭汀路301号", "住所\t"),
        frozenset({"J05", "S07", "C27"}),
    ),
    Mutation("venue where nobody said", HAN, replaced(_COURT, "向合同签订地人民法院提起诉讼。"), frozenset({"J05"})),
    Mutation("words of the other way", HAN, replaced(_COURT, _COURT + "仲裁裁决是终局的。"), frozenset({"J13"})),
    Mutation(
        "no notices",
        HAN,
        in_turn(
            replaced("十七、通知\n", ""),
            without_lines("双方的书面通知按本协议首部"),
            replaced("十八、争议解决", "十七、争议解决"),
            replaced("十九、生效", "十八、生效"),
        ),
        frozenset({"N01"}),
    ),
    Mutation(
        "notices without effect",
        HAN,
        replaced("当面递交的，以签收为送达；快递的，寄出后第3日视为送达；电子邮件，进入收件方系统之时视为送达。", ""),
        frozenset({"N03"}),
    ),
    Mutation(
        "an annex that is not there",
        HAN,
        replaced("（一）优化对象为委托方的", "（一）优化对象见附件一，为委托方的"),
        frozenset({"X01"}),
    ),
    Mutation(
        "an annex nobody refers to",
        TYPED,
        lambda text: text.rstrip("\n") + "\n附件三 机房进出须知\n进入数据机房应登记并佩戴证件。\n",
        frozenset({"X02"}),
    ),
    Mutation(
        "no order of precedence",
        TYPED,
        replaced("附件与正文不一致的，以正文为准。", ""),
        frozenset({"X05"}),
    ),
    Mutation(
        "an annex without content",
        TYPED,
        lambda text: (
            text[: text.index("附件一 系统和设备清单")]
            + "附件一 系统和设备清单\n"
            + text[text.index("附件二 服务记录单\n单号") :]
        ),
        frozenset({"X06"}),
    ),
)
