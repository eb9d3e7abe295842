"""Clean agreements without one link of the chain that proves the work, or with half an acceptance."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced

MUTATIONS = (
    Mutation(
        name="no acceptance clause",
        fixture="clean-typed",
        apply=in_turn(
            replaced("第八条 验收", "第八条 例会"),
            replaced(
                "8.1 验收每季度进行一次。乙方在每季度结束后10日内提交季度服务报告和当季的服务记录单，"
                "甲方在收到后10个工作日内完成验收并出具书面验收意见。",
                "8.1 双方项目负责人每季度召开一次例会。",
            ),
            replaced(
                "8.2 验收标准：第二条约定的巡检、更新安装和培训次数已经完成；"
                "每次服务均有经确认的服务记录单；第五条的指标已经达到，或者已按第5.6款扣减。",
                "8.2 例会由甲方召集。",
            ),
            replaced(
                "8.3 验收程序：甲方项目负责人逐项核对季度服务报告和服务记录单；符合验收标准的，"
                "双方签署季度验收单。甲方在第8.1款的期限内既不出具验收意见也不书面提出异议的，"
                "视为验收合格。",
                "8.3 会议记录由乙方起草。",
            ),
            replaced(
                "8.4 验收不合格的，甲方书面列明问题，乙方在10日内整改后申请再次验收。整改以两次为限，"
                "第二次整改后验收仍不合格的，甲方不支付不合格部分的服务费，并可按第17.2款解除本协议。",
                "8.4 例会不另收费。",
            ),
        ),
        gains=frozenset({"A01"}),
    ),
    Mutation(
        name="no record of each service",
        fixture="clean-han",
        apply=in_turn(
            replaced("负责提供资料、签署服务单和组织验收", "负责提供资料和组织验收"),
            replaced("七、服务单", "七、例会"),
            replaced(
                "受托方完成每次现场服务和每次故障处理后，填写服务单，"
                "记录问题、处理过程、处理结果和服务人员姓名，当日交委托方项目负责人。",
                "双方项目负责人每两周召开一次例会。",
            ),
            replaced(
                "委托方项目负责人自收到服务单之日起5个工作日内签字；不同意记载内容的，在该期间内书面提出，"
                "受托方在3个工作日内修改后再次提交。超过期间没有签字、也没有书面提出的，"
                "服务单视为已经确认。",
                "例会由委托方召集。",
            ),
            replaced("经确认的服务单作为验收和支付第三期款的依据。", "例会不另收费。"),
            replaced("每次服务有经确认的服务单，", ""),
        ),
        gains=frozenset({"A02"}),
    ),
    Mutation(
        name="record not signed by the client",
        fixture="clean-automatic",
        apply=in_turn(
            replaced("负责登记工单、签署工单和组织验收", "负责登记工单和组织验收"),
            replaced(
                "甲方项目负责人自收到工单之日起3个工作日内签字。认为记载不实的，在同一期限内书面提出，"
                "乙方核实后重新登记。期限届满未签字也未书面提出的，该工单视为已经甲方确认。",
                "甲方项目负责人可以随时查阅工单。",
            ),
            replaced("经确认的工单是", "工单是"),
        ),
        gains=frozenset({"A03"}),
    ),
    Mutation(
        name="signed by whoever is there",
        fixture="clean-han",
        apply=in_turn(
            replaced("签署服务单和组织验收", "组织验收"),
            replaced("委托方项目负责人自收到服务单之日起", "委托方现场人员自收到服务单之日起"),
        ),
        gains=frozenset({"A04"}),
    ),
    Mutation(
        name="silence about the record means nothing",
        fixture="clean-automatic",
        apply=replaced("期限届满未签字也未书面提出的，该工单视为已经甲方确认。", ""),
        gains=frozenset({"A05"}),
    ),
    Mutation(
        name="no time for signing the record",
        fixture="clean-typed",
        apply=in_turn(
            replaced("服务记录单由甲方项目负责人在收到后5个工作日内签字确认。", "服务记录单由甲方项目负责人签字确认。"),
            replaced("有异议的，应在该期限内书面说明理由", "有异议的，应书面说明理由"),
        ),
        gains=frozenset({"A05", "U05"}),
    ),
    Mutation(
        name="record of nothing in particular",
        fixture="clean-automatic",
        apply=replaced("记载报修时间、问题现象、处理经过、处理结果和经办人，", ""),
        gains=frozenset({"A09"}),
    ),
    Mutation(
        name="acceptance at any time",
        fixture="clean-automatic",
        apply=replaced(
            "甲方自收到年度总结报告之日起10个工作日内，按照验收标准核对工单和交付物，"
            "并出具书面验收结论；期限届满未出具结论也未书面提出异议的，视为验收合格。",
            "甲方按照验收标准核对工单和交付物，并出具书面验收结论。",
        ),
        gains=frozenset({"A12"}),
    ),
    Mutation(
        name="failed acceptance leads nowhere",
        fixture="clean-automatic",
        apply=replaced(
            "验收不合格的，乙方自收到书面结论之日起15日内整改并申请复验。复验以两次为限，"
            "第二次复验仍不合格的，甲方可以扣除不合格项目的费用，并可以按照第十五条解除合同。",
            "验收结论由双方各存一份。",
        ),
        gains=frozenset({"A13"}),
    ),
    Mutation(
        name="warranty that begins nowhere",
        fixture="clean-han",
        apply=replaced("优化成果的质量保证期为六个月，自优化验收合格之日起算。", "优化成果的质量保证期为六个月。"),
        gains=frozenset({"A18"}),
    ),
    Mutation(
        name="approved by some authority",
        fixture="clean-han",
        apply=replaced("优化方案经委托方书面确认后", "优化方案经上级主管部门审批通过后"),
        gains=frozenset({"A21"}),
    ),
)
