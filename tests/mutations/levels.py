"""服务标准: the levels of a clean agreement made vague, incomplete, contradictory or absolute."""

from __future__ import annotations

from collections.abc import Callable

from tests.mutation import Mutation, in_turn, replaced, without_lines

_INSTEAD = "第五条 系统档案\n5.1 乙方为本系统建立档案，并由项目负责人管理。\n"
_ACCEPTED = "第五条的指标已经达到，或者已按第5.6款扣减"
_MISSED = "18.1 乙方的服务质量未达到第五条约定的，按第5.6款扣减服务费；扣减不足以弥补甲方损失的，乙方赔偿差额。\n"


def _line(start: str, instead: str) -> Callable[[str], str]:
    """A mutation that writes something else in place of the line that begins so."""

    def apply(text: str) -> str:
        lines = text.split("\n")
        assert any(line.startswith(start) for line in lines), f"stale mutation: {start!r}"
        return "\n".join(instead if line.startswith(start) else line for line in lines)

    return apply


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="no-service-levels",
        fixture="clean-typed",
        apply=in_turn(
            lambda text: text[: text.index("第五条 服务级别")] + _INSTEAD + text[text.index("第六条 服务记录") :],
            _line("1.4 响应，指", "1.4 报障，指甲方电话通知乙方或者提交工单。"),
            replaced(_ACCEPTED, "乙方已经改正甲方书面提出的问题"),
            replaced(_MISSED, ""),
            replaced("乙方按第五条的时限处理", "乙方负责处理"),
            replaced("（1）连续两个月月度可用率低于98.0%；\n", ""),
            replaced("附件二的服务记录单，写明报障时间、", "附件二的服务记录单，写明"),
            replaced("响应时间\t\t到场时间\t\n恢复时间\t\t解决时间\t\n", ""),
        ),
        gains=frozenset({"L01"}),
    ),
    Mutation(
        name="effort-instead-of-figures",
        fixture="clean-typed",
        apply=replaced("按自然月统计。不可用", "按自然月统计。乙方应尽最大努力保持本系统平稳。不可用"),
        gains=frozenset({"L02"}),
    ),
    Mutation(
        name="the-client-has-to-be-content",
        fixture="clean-typed",
        apply=replaced("5.3 到场时限适用于", "5.3 服务质量以甲方满意为准。到场时限适用于"),
        gains=frozenset({"L03"}),
    ),
    Mutation(
        name="faults-without-grades",
        fixture="clean-automatic",
        apply=in_turn(
            without_lines("（2） P2", "（3） P3"),
            replaced("故障按影响程度分为P1、P2、P3，各级时限如下：", "故障处理的时限如下："),
            replaced("（1） P1，附件一中任一系统停止服务：", "（1） "),
            replaced("P1、P2的服务时段为7×24小时，P3的服务时段为工作日8:30至17:30。", "服务时段为7×24小时。"),
        ),
        gains=frozenset({"L04"}),
    ),
    Mutation(
        name="one-level-without-response",
        fixture="clean-automatic",
        apply=replaced("30分钟内响应，2小时内到场", "2小时内到场"),
        gains=frozenset({"L05"}),
    ),
    Mutation(
        name="an-empty-cell-in-the-level-table",
        fixture="clean-typed",
        apply=replaced("\t2小时\t8小时\t16小时\t", "\t\t8小时\t16小时\t"),
        gains=frozenset({"L05"}),
    ),
    Mutation(
        name="nobody-says-when-it-works-again",
        fixture="clean-automatic",
        apply=in_turn(
            replaced("，4小时内恢复，24小时内解决", ""),
            replaced("，8小时内恢复，3个工作日内解决", ""),
            replaced("，2个工作日内恢复，7个工作日内解决", ""),
        ),
        gains=frozenset({"L06"}),
    ),
    Mutation(
        name="nobody-says-when-they-arrive",
        fixture="clean-typed",
        apply=replaced("响应时限\t到场时限\t恢复时限", "响应时限\t升级汇报\t恢复时限"),
        gains=frozenset({"L07"}),
    ),
    Mutation(
        name="a-blank-instead-of-hours",
        fixture="clean-automatic",
        apply=replaced("24小时内解决", "____小时内解决"),
        gains=frozenset({"L08"}),
    ),
    Mutation(
        name="about-ten-minutes",
        fixture="clean-automatic",
        apply=replaced("10分钟内响应", "约10分钟内响应"),
        gains=frozenset({"L08"}),
    ),
    Mutation(
        name="no-hours-of-service",
        fixture="clean-typed",
        apply=replaced(
            "5.1 服务时段：一级、二级故障为7×24小时，含法定节假日；三级、四级故障和其他服务为工作日9:00至18:00。"
            "一级、二级故障的时限连续计算，三级、四级故障的时限只计算服务时段内的时间。",
            "5.1 各级故障的时限连续计算。",
        ),
        gains=frozenset({"L11"}),
    ),
    Mutation(
        name="days-counted-in-two-ways",
        fixture="clean-typed",
        apply=replaced(
            "1.2 工作日，指法定节假日和休息日以外的日子，含调休上班日。除写明工作日的以外，日、天均指自然日。",
            "1.2 报障，指甲方电话通知乙方或者提交工单。",
        ),
        gains=frozenset({"L12"}),
    ),
    Mutation(
        name="availability-without-a-formula",
        fixture="clean-typed",
        apply=in_turn(
            replaced("月度可用率＝（当月总分钟数－当月不可用分钟数）÷当月总分钟数×100%，按自然月统计。", ""),
            replaced("不可用分钟数自甲方报障时起算，至恢复时止。", ""),
        ),
        gains=frozenset({"L13"}),
    ),
    Mutation(
        name="zero-faults-promised",
        fixture="clean-han",
        apply=replaced("在线率为当月在线时长", "受托方确保订单系统零故障，在线率为当月在线时长"),
        gains=frozenset({"L14"}),
    ),
    Mutation(
        name="two-times-for-the-highest-level",
        fixture="clean-typed",
        apply=replaced("5.3 到场时限适用于", "5.3 一级故障，乙方应在1小时内响应。到场时限适用于"),
        gains=frozenset({"L15"}),
    ),
    Mutation(
        name="levels-that-cost-nothing",
        fixture="clean-han",
        apply=in_turn(
            lambda text: "".join(
                line for line in text.splitlines(keepends=True) if not line.startswith("（五）超过时限的")
            ),
            replaced("第六条的服务级别已经达到或者已按第六条扣减", "第六条的服务级别已经达到"),
        ),
        gains=frozenset({"L18"}),
    ),
    Mutation(
        name="standards-nobody-names",
        fixture="clean-typed",
        apply=replaced("5.3 到场时限适用于", "5.3 服务质量应符合国家有关标准。到场时限适用于"),
        gains=frozenset({"L23"}),
    ),
    Mutation(
        name="a-report-soon",
        fixture="clean-han",
        apply=replaced("（三）时限自委托方", "（三）受托方应尽快提交故障分析说明。时限自委托方"),
        gains=frozenset({"L26"}),
    ),
    Mutation(
        name="respond-at-once",
        fixture="clean-automatic",
        apply=in_turn(
            replaced("10分钟内响应", "第一时间响应"),
            replaced("30分钟内响应", "立即响应"),
            replaced("2小时内响应", "及时响应"),
        ),
        gains=frozenset({"L27"}),
    ),
    Mutation(
        name="nobody-says-when-they-answer",
        fixture="clean-automatic",
        apply=in_turn(
            replaced("1.4 响应，指乙方人员接听电话或者受理工单；到场，", "1.4 到场，"),
            replaced("10分钟内响应，", ""),
            replaced("30分钟内响应，", ""),
            replaced("2小时内响应，", ""),
        ),
        gains=frozenset({"L27"}),
    ),
    Mutation(
        name="no-figure-for-the-effect",
        fixture="clean-automatic",
        apply=in_turn(
            _line("5.3 附件一中每个系统的月度可用率", "5.3 停机时长自甲方报修起计算到恢复为止。"),
            _line("5.4 每个自然季度内", "5.4 乙方每月统计故障原因。"),
            _line("5.5 月度可用率未达标的", "5.5 任何一项时限超时的，每次扣减当月运维费的1%，在下一期付款中抵减。"),
            without_lines("单个系统的月度可用率", "不低于99", "低于99.0%"),
            replaced("（1） 同一系统连续三个月月度可用率低于99.0%；", "（1） 连续三个月发生时限超时；"),
            replaced(
                "附件一系统的月度可用率和故障按时解决率达到第五条的要求或者已按第五条扣减",
                "各项时限已经达到或者已按第五条扣减",
            ),
        ),
        gains=frozenset({"L28"}),
    ),
    Mutation(
        name="whenever-it-seems-needed",
        fixture="clean-typed",
        apply=replaced("不派人员驻场。", "不派人员驻场。必要时乙方增加巡检次数。"),
        gains=frozenset({"L29"}),
    ),
    Mutation(
        name="tiers-that-share-a-boundary",
        fixture="clean-automatic",
        apply=replaced("不低于99.0%且低于99.5%", "99.0%至99.5%"),
        gains=frozenset({"L30"}),
    ),
    Mutation(
        name="tiers-with-a-gap",
        fixture="clean-typed",
        apply=replaced("低于99.0%但不低于98.0%的，", "低于98.5%但不低于98.0%的，"),
        gains=frozenset({"L30"}),
    ),
)
