"""Clean agreements with the price, its tax or its payment broken in one way."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced, without_lines

_TOTAL = "含税金额人民币318,000.00元（大写：人民币叁拾壹万捌仟元整）"
_TAX = "，其中不含税金额300,000.00元，增值税税率6%，税额18,000.00元"
_PAID = (
    "当季验收合格后5个工作日内，乙方按扣减后的应付金额向甲方开具等额的增值税专用发票。甲方收到发票后15个工作日内支付。"
)

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "the-total-is-blank",
        "clean-typed",
        replaced(_TOTAL, "含税金额人民币________元（大写：人民币____________）"),
        frozenset({"F01"}),
    ),
    Mutation(
        "the-words-say-less-than-the-figures",
        "clean-typed",
        replaced("叁拾壹万捌仟元整", "叁拾壹万捌佰元整"),
        frozenset({"F02"}),
    ),
    Mutation(
        "the-words-are-misspelt",
        "clean-automatic",
        replaced("捌拾肆万捌仟元整", "捌拾肆万捌仟角整"),
        frozenset({"F02"}),
    ),
    Mutation(
        "the-total-is-not-in-words", "clean-typed", replaced("（大写：人民币叁拾壹万捌仟元整）", ""), frozenset({"F03"})
    ),
    Mutation(
        "the-shares-make-more-than-all",
        "clean-han",
        replaced("支付50%，即79,500.00元", "支付60%，即95,400.00元"),
        frozenset({"F04"}),
    ),
    Mutation(
        "an-instalment-is-not-its-share", "clean-han", replaced("即63,600.00元", "即66,300.00元"), frozenset({"F04"})
    ),
    Mutation(
        "the-schedule-does-not-add-up",
        "clean-automatic",
        replaced("2\t40%\t339,200.00", "2\t45%\t381,600.00"),
        frozenset({"F04"}),
    ),
    Mutation(
        "a-line-is-not-price-times-quantity", "clean-typed", replaced("78,000.00", "79,000.00"), frozenset({"F05"})
    ),
    Mutation(
        "the-sum-is-not-that-of-the-lines",
        "clean-typed",
        replaced("合计\t318,000.00", "合计\t328,000.00"),
        frozenset({"F05"}),
    ),
    Mutation(
        "nothing-about-tax",
        "clean-typed",
        in_turn(
            replaced(_TOTAL + _TAX, _TOTAL.removeprefix("含税")),
            replaced("含税单价（元）\t含税金额（元）", "单价（元）\t金额（元）"),
            replaced("管理费、利润和税金", "管理费和利润"),
            replaced("每次含税150.00元", "每次150.00元"),
            replaced("服务期限内国家调整增值税税率的，不含税金额不变，尚未开票部分的税额按新税率计算", "币种为人民币"),
        ),
        frozenset({"F07"}),
    ),
    Mutation(
        "gross-is-not-net-plus-tax", "clean-typed", replaced("税额18,000.00元", "税额19,000.00元"), frozenset({"F08"})
    ),
    Mutation(
        "net-is-wrong", "clean-han", replaced("不含税价款150,000.00元", "不含税价款151,000.00元"), frozenset({"F08"})
    ),
    Mutation(
        "a-rate-of-the-past",
        "clean-typed",
        replaced("等额的增值税专用发票", "等额的税率11%的增值税专用发票"),
        frozenset({"F09"}),
    ),
    Mutation("an-invoice-of-no-kind", "clean-typed", replaced("增值税专用发票", "增值税发票"), frozenset({"F10"})),
    Mutation(
        "either-kind-of-invoice",
        "clean-typed",
        replaced("增值税专用发票", "增值税专用发票或者普通发票"),
        frozenset({"F10"}),
    ),
    Mutation(
        "payment-does-not-wait-for-the-invoice",
        "clean-typed",
        replaced(_PAID, "甲方在当季验收合格后15个工作日内支付扣减后的应付金额。乙方应向甲方开具增值税专用发票。"),
        frozenset({"F11"}),
    ),
    Mutation(
        "no-days-for-payment",
        "clean-typed",
        replaced("收到发票后15个工作日内支付", "收到发票后支付"),
        frozenset({"F13"}),
    ),
    Mutation(
        "one-instalment-without-days",
        "clean-han",
        replaced(
            "优化验收合格后，受托方开具等额发票，委托方在收到发票后10个工作日内支付50%",
            "优化验收合格后，受托方开具等额发票，委托方在收到发票后支付50%",
        ),
        frozenset({"F13"}),
    ),
    Mutation(
        "paid-when-the-owner-pays",
        "clean-typed",
        replaced("甲方收到发票后15个工作日内支付", "甲方收到发票且业主付款到账后15个工作日内支付"),
        frozenset({"F14"}),
    ),
    Mutation(
        "ninety-days-to-pay",
        "clean-typed",
        replaced("收到发票后15个工作日内支付", "收到发票后90日内支付"),
        frozenset({"F15"}),
    ),
    Mutation(
        "paid-when-written-and-not-when-confirmed",
        "clean-han",
        replaced("优化方案经委托方书面确认后，受托方开具等额发票", "优化方案编制完成后，受托方开具等额发票"),
        frozenset({"F16"}),
    ),
    Mutation(
        "no-account-of-the-payee",
        "clean-typed",
        in_turn(
            replaced("开户银行：浙江松萝银行股份有限公司滨江支行\n银行账号：3301040160000591224\n", ""),
            replaced(
                "乙方收款账户：户名：杭州叠云坞信息技术有限公司；开户银行：浙江松萝银行股份有限公司滨江支行；账号：3301040160000591224。",
                "乙方收款账户以乙方的书面通知为准。",
            ),
        ),
        frozenset({"F17"}),
    ),
    Mutation(
        "nothing-about-travel",
        "clean-typed",
        replaced("人工费、差旅费、食宿费、工具使用费", "人工费、工具使用费"),
        frozenset({"F19"}),
    ),
    Mutation(
        "no-price-beyond-the-limit",
        "clean-typed",
        replaced("使用咨询超过每月40次的部分，按每次含税150.00元计费，随当季服务费支付。", "服务费的币种为人民币。"),
        frozenset({"F20"}),
    ),
    Mutation(
        "a-deposit-of-a-third",
        "clean-typed",
        replaced(
            "10.1 服务费", "10.1 本协议生效后5日内，甲方支付年度服务费的30%作为定金，定金抵作第一季度的服务费。服务费"
        ),
        frozenset({"B07", "F26"}),
    ),
    Mutation(
        "fixed-and-by-actual-work",
        "clean-typed",
        replaced(
            "除第9.3款外，甲方无需另行支付费用。", "除第9.3款外，甲方无需另行支付费用。期满时服务费按实际工作量结算。"
        ),
        frozenset({"F28"}),
    ),
    Mutation(
        "a-sum-without-its-parts",
        "clean-han",
        in_turn(
            replaced("价款由下列项目构成：", ""),
            without_lines(
                "项目\t工作量（人天）", "性能诊断\t15", "优化方案\t20", "优化实施\t45", "跟踪支持\t26", "合计\t106"
            ),
        ),
        frozenset({"F31"}),
    ),
    Mutation(
        "shares-without-amounts",
        "clean-han",
        in_turn(
            replaced("，即63,600.00元", ""),
            replaced("，即79,500.00元", ""),
            replaced("，即15,900.00元减去扣减金额", ""),
        ),
        frozenset({"F32"}),
    ),
    Mutation(
        "a-fixed-price-for-what",
        "clean-typed",
        in_turn(
            replaced(
                "服务费包含人工费、差旅费、食宿费、工具使用费、管理费、利润和税金。除第9.3款外，甲方无需另行支付费用。",
                "乙方人员的差旅费和食宿费由乙方自行负担。",
            ),
            replaced("服务费构成如下：", ""),
            without_lines(
                "序号\t项目\t数量", "1\t故障处理和使用咨询", "2\t健康巡检", "3\t更新安装", "4\t用户培训", "合计\t"
            ),
        ),
        frozenset({"F33"}),
    ),
    Mutation(
        "nothing-about-a-change-of-rate",
        "clean-typed",
        replaced(
            "服务期限内国家调整增值税税率的，不含税金额不变，尚未开票部分的税额按新税率计算。", "服务费的币种为人民币。"
        ),
        frozenset({"F35"}),
    ),
    Mutation(
        "no-bank-of-the-buyer",
        "clean-typed",
        in_turn(
            replaced("开户银行：浙江松萝银行股份有限公司余杭支行\n银行账号：3301040160000268137\n", ""),
            replaced("；开户银行：浙江松萝银行股份有限公司余杭支行；账号：3301040160000268137。", "。"),
        ),
        frozenset({"F36"}),
    ),
    Mutation(
        "travel-paid-by-both",
        "clean-typed",
        in_turn(
            replaced("2.3 现场服务地点", "2.3 现场服务的差旅费由甲方承担。现场服务地点"),
            replaced("9.2 服务费包含", "9.2 工程师的差旅费由乙方承担。服务费包含"),
        ),
        frozenset({"F37"}),
    ),
)
