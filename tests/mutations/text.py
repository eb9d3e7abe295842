"""文本规范: what slips into a clean agreement while it is edited."""

from __future__ import annotations

from tests.mutation import Mutation, replaced

_MODES = "2.2 服务方式为电话热线、远程连接、电子邮件、工单平台和现场服务，不派人员驻场。"
_COPIES = "22.2 本协议一式四份，双方各执两份，具有同等效力。"
_ENGLISH = (
    "Party B shall provide remote and on-site technical support for the system of Party A.",
    "Party A shall pay the service fee to Party B after the acceptance of each quarter.",
    "Each party shall keep confidential all secrets of the other party learned in performance.",
    "Any dispute arising out of this agreement shall be submitted to the court of Party A.",
)

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="place-left-to-fill",
        fixture="clean-typed",
        apply=replaced("澄岩R740\t2台\t数据机房1号机柜", "澄岩R740\t2台\t数据机房【】号机柜"),
        gains=frozenset({"W01"}),
    ),
    Mutation(
        name="boxes-not-ticked",
        fixture="clean-typed",
        apply=replaced(_COPIES, f"{_COPIES}是否留存扫描件：□是 □否。"),
        gains=frozenset({"W02"}),
    ),
    Mutation(
        name="choice-by-number-beyond-the-list",
        fixture="clean-typed",
        apply=replaced(_COPIES, f"{_COPIES}扫描件按以下第三种方式处理：（1）由甲方保存；（2）由双方分别保存。"),
        gains=frozenset({"W02"}),
    ),
    Mutation(
        name="number-left-out",
        fixture="clean-typed",
        apply=replaced("\n20.2 一方变更", "\n20.3 一方变更"),
        gains=frozenset({"W03"}),
    ),
    Mutation(
        name="number-used-twice",
        fixture="clean-han",
        apply=replaced("\n（三）新增业务功能", "\n（二）新增业务功能"),
        gains=frozenset({"W03"}),
    ),
    Mutation(
        name="reference-to-a-deleted-clause",
        fixture="clean-typed",
        apply=replaced("按第十六条签订补充协议", "按第二十六条签订补充协议"),
        gains=frozenset({"W04"}),
    ),
    Mutation(
        name="reference-to-a-missing-paragraph",
        fixture="clean-typed",
        apply=replaced("可按第17.2款解除", "可按第17.8款解除"),
        gains=frozenset({"W04"}),
    ),
    Mutation(
        name="term-never-used",
        fixture="clean-typed",
        apply=replaced("\n第二条 服务内容和方式", "\n1.5 “热补丁”，指不停机即可安装的更新。\n第二条 服务内容和方式"),
        gains=frozenset({"W06"}),
    ),
    Mutation(
        name="days-in-words-and-figures-differ",
        fixture="clean-typed",
        apply=replaced("甲方收到发票后15个工作日内支付。", "甲方收到发票后15（二十）个工作日内支付。"),
        gains=frozenset({"W09"}),
    ),
    Mutation(
        name="bracket-never-closed",
        fixture="clean-typed",
        apply=replaced("遵守甲方书面告知的机房安全制度。", "遵守甲方书面告知的机房安全制度（含出入登记。"),
        gains=frozenset({"W13"}),
    ),
    Mutation(
        name="misspelt-signing",
        fixture="clean-typed",
        apply=replaced("签订补充协议，约定内容", "签定补充协议，约定内容"),
        gains=frozenset({"W14"}),
    ),
    Mutation(
        name="repealed-contract-law",
        fixture="clean-typed",
        apply=replaced("《中华人民共和国民法典》", "《中华人民共和国合同法》"),
        gains=frozenset({"W15"}),
    ),
    Mutation(
        name="remark-typed-into-the-text",
        fixture="clean-typed",
        apply=replaced(_MODES, f"{_MODES}【批注：请业务部门确认】"),
        gains=frozenset({"W16"}),
    ),
    Mutation(
        name="template-in-the-title",
        fixture="clean-typed",
        apply=replaced("技术支持服务协议\n协议编号", "技术支持服务协议（模板）\n协议编号"),
        gains=frozenset({"W17"}),
    ),
    Mutation(
        name="two-languages",
        fixture="clean-typed",
        apply=replaced("\n第二十二条 生效和文本", "\n" + "\n".join(_ENGLISH) + "\n第二十二条 生效和文本"),
        gains=frozenset({"W22"}),
    ),
    Mutation(
        name="zero-width-space",
        fixture="clean-typed",
        apply=replaced("乙方负责定位原因", "乙方负责定位\u200b原因"),
        gains=frozenset({"W23"}),
    ),
    Mutation(
        name="condition-without-consequence",
        fixture="clean-typed",
        apply=replaced(
            "由甲方向该第三方主张权利，不计入考核。", "由甲方向该第三方主张权利，不计入考核。如该第三方拒不配合的。"
        ),
        gains=frozenset({"W27"}),
    ),
    Mutation(
        name="word-of-a-tender",
        fixture="clean-typed",
        apply=replaced(_MODES, f"{_MODES}中标单位应爱护机房设备。"),
        gains=frozenset({"W29"}),
    ),
    Mutation(
        name="six-announced-five-listed",
        fixture="clean-typed",
        apply=replaced("2.1 乙方为本系统提供下列服务：", "2.1 乙方为本系统提供下列六项服务："),
        gains=frozenset({"W30"}),
    ),
    Mutation(
        name="heading-alone",
        fixture="clean-typed",
        apply=replaced("以正文为准。\n甲方（公章）", "以正文为准。\n第二十三条 廉洁\n甲方（公章）"),
        gains=frozenset({"W31"}),
    ),
)
