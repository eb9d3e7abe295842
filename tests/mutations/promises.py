"""Mutations of confidentiality, results, data security and the term."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced, without_lines

HAN = "clean-han"
_SECRECY = "（一）双方对因本协议知悉的对方业务数据、技术资料、账号和价格承担保密义务，只能用于本协议的履行，未经对方书面同意不得向第三方披露。已经公开的信息、接收方独立取得的信息以及依法必须向国家机关提供的信息除外。"
_SECRECY_TERM = "（二）保密期限至本协议终止后三年。本协议终止后10日内，接收方返还或者销毁对方的资料，并书面确认。"
_TERM = "服务期限为六个月，自2027年3月1日起至2027年8月31日止。"

MUTATIONS = (
    Mutation(
        "no confidentiality",
        HAN,
        in_turn(
            replaced("十一、保密和知识产权", "十一、知识产权"),
            replaced(_SECRECY + "\n", ""),
            replaced(_SECRECY_TERM + "\n", ""),
            replaced("任何一方违反保密或者数据安全约定的", "任何一方违反数据安全约定的"),
            replaced("（三）诊断报告", "（一）诊断报告"),
            replaced("（四）第三方主张交付物", "（二）第三方主张交付物"),
        ),
        frozenset({"K01"}),
    ),
    Mutation(
        "what is secret is not said",
        HAN,
        replaced("对方业务数据、技术资料、账号和价格承担保密义务", "对方情况承担保密义务"),
        frozenset({"K02"}),
    ),
    Mutation(
        "secrecy without a term",
        HAN,
        replaced("（二）保密期限至本协议终止后三年。本协议终止后10日内，接收方返还", "（二）接收方用完后10日内返还"),
        frozenset({"K03"}),
    ),
    Mutation(
        "secrecy without exceptions",
        HAN,
        replaced("已经公开的信息、接收方独立取得的信息以及依法必须向国家机关提供的信息除外。", ""),
        frozenset({"K05"}),
    ),
    Mutation(
        "secrets are not returned",
        HAN,
        in_turn(
            replaced("本协议终止后10日内，接收方返还或者销毁对方的资料，并书面确认。", ""),
            replaced("受托方返还并删除所持有的委托方数据，出具删除证明", "受托方注销所用的委托方账号，出具证明"),
        ),
        frozenset({"K07", "D09"}),
    ),
    Mutation(
        "a leak costs nothing",
        HAN,
        replaced("任何一方违反保密或者数据安全约定的", "受托方违反数据安全约定的"),
        frozenset({"K08"}),
    ),
    Mutation(
        "only the provider keeps secrets",
        HAN,
        in_turn(
            replaced("双方对因本协议知悉的对方业务数据", "受托方对因本协议知悉的委托方业务数据"),
            replaced("未经对方书面同意不得向第三方披露", "未经委托方书面同意不得向第三方披露"),
            replaced("接收方返还或者销毁对方的资料", "受托方返还或者销毁委托方的资料"),
            replaced("接收方独立取得的信息", "受托方独立取得的信息"),
        ),
        frozenset({"K09"}),
    ),
    Mutation(
        "disclosure is not spoken of",
        HAN,
        replaced("，未经对方书面同意不得向第三方披露。", "。"),
        frozenset({"K12"}),
    ),
    Mutation(
        "nobody owns the results",
        HAN,
        replaced(
            "的知识产权，自交付之日起归委托方。双方原有的技术、工具和资料仍归各自所有，",
            "应完整、准确。双方原有的技术仍可使用，",
        ),
        frozenset({"P01"}),
    ),
    Mutation(
        "background technology is not set apart",
        HAN,
        in_turn(
            replaced(
                "双方原有的技术、工具和资料仍归各自所有，委托方可以在订单系统中使用交付物所含的受托方原有技术。", ""
            ),
        ),
        frozenset({"P02"}),
    ),
    Mutation(
        "third-party claims are left open",
        HAN,
        in_turn(
            without_lines("（四）第三方主张交付物侵权的"),
            replaced(
                "造成人身损害、故意或者重大过失造成财产损失、泄露保密信息、侵犯第三方知识产权的",
                "造成人身损害、故意或者重大过失造成财产损失、泄露保密信息的",
            ),
        ),
        frozenset({"P07", "R04"}),
    ),
    Mutation(
        "no data security",
        "clean-typed",
        in_turn(
            without_lines("14.1 ", "14.2 ", "14.3 ", "14.4 "),
            replaced("第十四条 数据安全和备份\n14.5 ", "第十四条 数据备份\n14.1 "),
            replaced("第十二条保密义务或者第十四条数据安全义务", "第十二条保密义务"),
        ),
        frozenset({"D01"}),
    ),
    Mutation(
        "personal data without protection",
        HAN,
        replaced("，受托方采取账号专用、脱敏导出、日志审计的保护措施，不得再委托他人处理", "，不得再委托他人处理"),
        frozenset({"D02"}),
    ),
    Mutation(
        "incidents are told in time",
        HAN,
        replaced("受托方在发现后2小时内电话告知委托方，24小时内提交书面说明", "受托方应告知委托方，并提交书面说明"),
        frozenset({"D07"}),
    ),
    Mutation(
        "data stay with the provider",
        HAN,
        replaced("受托方返还并删除所持有的委托方数据，出具删除证明", "受托方注销所用的委托方账号，出具证明"),
        frozenset({"D09"}),
    ),
    Mutation(
        "term left blank", HAN, replaced(_TERM, "服务期限自____年__月__日起至____年__月__日止。"), frozenset({"T01"})
    ),
    Mutation("the end is no day", HAN, replaced("2027年8月31日止。", "2027年8月32日止。"), frozenset({"T02"})),
    Mutation(
        "the end lies before the start",
        HAN,
        replaced(_TERM, "服务期限自2027年8月31日起至2027年3月1日止。"),
        frozenset({"T02"}),
    ),
    Mutation("six months that are twelve", HAN, replaced("服务期限为六个月", "服务期限为十二个月"), frozenset({"T03"})),
    Mutation("renewal by itself", HAN, replaced(_TERM, _TERM + "期满后自动续期。"), frozenset({"T05"})),
    Mutation(
        "signed after the start",
        HAN,
        replaced("签署日期：    年    月    日", "签署日期：2027年3月2日"),
        frozenset({"T07"}),
    ),
    Mutation(
        "a duty without a day",
        HAN,
        replaced("十九、生效\n", "十九、生效\n受托方应向委托方提交系统容量评估报告，纸质版两份。\n"),
        frozenset({"T08"}),
    ),
    Mutation(
        "a period from nowhere",
        HAN,
        replaced("受托方在10日内修复", "受托方在资料齐全后10日内修复"),
        frozenset({"T11"}),
    ),
    Mutation(
        "two terms",
        HAN,
        replaced("（一）受托方提供下列服务：", "（一）服务期限：2027年3月1日至2027年12月31日。受托方提供下列服务："),
        frozenset({"T13"}),
    ),
    Mutation(
        "a milestone without its year",
        HAN,
        replaced("委托方应在2027年3月3日前提供", "委托方应在3月3日前完成准备，提供"),
        frozenset({"T14"}),
    ),
)
