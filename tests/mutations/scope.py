"""Clean agreements with a hole in what is served, where, how and by whom."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.mutation import Mutation, in_turn, replaced


def between(first: str, last: str, new: str) -> Callable[[str], str]:
    """A mutation that replaces the lines from one that begins with ``first`` to before one that begins with
    ``last``."""

    def apply(text: str) -> str:
        lines = text.split("\n")
        start = next(index for index, line in enumerate(lines) if line.startswith(first))
        end = next(index for index, line in enumerate(lines) if index > start and line.startswith(last))
        return "\n".join([*lines[:start], *new.split("\n"), *lines[end:]])

    return apply


def substituted(pattern: str, new: str) -> Callable[[str], str]:
    """A mutation by regular expression, which has to match."""

    def apply(text: str) -> str:
        changed, count = re.subn(pattern, new, text)
        assert count, f"stale mutation: {pattern!r} matches nothing in the fixture"
        return changed

    return apply


MUTATIONS = (
    Mutation(
        name="no scope",
        fixture="clean-han",
        apply=between("二、服务内容", "三、进度和交付物", "二、例会\n双方项目负责人每两周召开一次例会。"),
        gains=frozenset({"C01"}),
    ),
    Mutation(
        name="scope in general words",
        fixture="clean-typed",
        apply=between("2.1 ", "2.2 ", "2.1 乙方为本系统提供全面的技术支持服务。"),
        gains=frozenset({"C02"}),
    ),
    Mutation(
        name="systems without a name",
        fixture="clean-han",
        apply=in_turn(
            substituted("织造订单管理系统V3.4（以下简称“订单系统”）", "业务系统（以下简称“本系统”）"),
            substituted("织造订单管理系统", "业务系统"),
            substituted("订单系统", "本系统"),
            substituted("委托方的性能监测平台", "委托方"),
            substituted("委托方机房断电", "委托方断电"),
            substituted("听潮砚软件", "受托方"),
            replaced("，部署于2台应用服务器和1台数据库服务器", ""),
            substituted("数据库服务器处理器", "处理器"),
            substituted("数据库", "系统"),
            substituted("系统调优经验", "同类服务经验"),
        ),
        gains=frozenset({"C03"}),
    ),
    Mutation(
        name="services in no way in particular",
        fixture="clean-han",
        apply=in_turn(
            replaced("（二）服务方式为现场调研、现场实施、远程支持、电话和电子邮件。现场服务地点", "（二）服务地点"),
            substituted("现场", "当地"),
            substituted("到场", "抵达"),
            replaced("受托方人员接听电话或者回复邮件为响应", "受托方人员答复为响应"),
        ),
        gains=frozenset({"C06"}),
    ),
    Mutation(
        name="nothing to hand over",
        fixture="clean-han",
        apply=in_turn(
            replaced("进度和交付物", "进度"),
            replaced("交付物及形式、份数", "工作"),
            replaced("性能诊断报告，纸质版两份、电子版一份", "完成诊断"),
            replaced("优化方案，纸质版两份、电子版一份", "完成设计"),
            replaced("实施记录和参数配置清单，电子版一份", "完成实施"),
            replaced("优化效果报告，纸质版两份、电子版一份", "完成验收"),
            replaced("跟踪支持报告，纸质版两份、电子版一份", "完成支持"),
            replaced("跟踪支持报告已经提交，", ""),
            replaced(
                "诊断报告、优化方案、参数配置清单及其他交付物的知识产权，自交付之日起",
                "服务成果的知识产权，自形成之日起",
            ),
            substituted("交付物", "成果"),
        ),
        gains=frozenset({"C17"}),
    ),
    Mutation(
        name="scope that ends in other work",
        fixture="clean-automatic",
        apply=in_turn(
            replaced(
                "分析数据库和接口的运行效率并提出调整方案。",
                "分析数据库和接口的运行效率并提出调整方案；\n（6） 甲方交办的其他工作。",
            ),
            replaced("甲方要求增加的工作，双方另行签订补充协议后由乙方实施。", ""),
        ),
        gains=frozenset({"C04"}),
    ),
    Mutation(
        name="nothing left out of the scope",
        fixture="clean-typed",
        apply=replaced(
            "新功能开发、本系统以外的软件、终端和打印设备的维修以及硬件备件的供应，不在本协议服务范围内。", ""
        ),
        gains=frozenset({"C05"}),
    ),
    Mutation(
        name="stationed staff without number or hours",
        fixture="clean-automatic",
        apply=in_turn(
            replaced("派驻2名工程师，时段为工作日8:30至17:30，负责", "派驻工程师，负责"),
            replaced("驻场运维（2人×24个月）", "驻场运维"),
        ),
        gains=frozenset({"C07"}),
    ),
    Mutation(
        name="training without number",
        fixture="clean-typed",
        apply=in_turn(
            replaced("用户培训：每半年一次，每次不少于4小时，参加人数不超过30人。", "用户培训：讲解系统的操作方法。"),
            substituted(r"用户培训\t2\t次", "用户培训\t2\t项"),
        ),
        gains=frozenset({"C08"}),
    ),
    Mutation(
        name="only the leader is qualified",
        fixture="clean-typed",
        apply=replaced(
            "乙方派往甲方的其他工程师，均应具有三年以上同类系统运维经验，"
            "并持有数据库或者操作系统认证证书。乙方在首次派出前向甲方提交证书复印件。",
            "",
        ),
        gains=frozenset({"C09"}),
    ),
    Mutation(
        name="the client need not cooperate",
        fixture="clean-typed",
        apply=between(
            "第三条 甲方的配合", "第四条", "第三条 例会\n3.1 双方项目负责人每月召开一次例会。\n3.2 例会由甲方召集。"
        ),
        gains=frozenset({"C11"}),
    ),
    Mutation(
        name="reports in no form",
        fixture="clean-automatic",
        apply=in_turn(replaced("，纸质版两份、电子版一份", ""), replaced("，电子版一份", "")),
        gains=frozenset({"C18"}),
    ),
    Mutation(
        name="nothing on subcontracting",
        fixture="clean-typed",
        apply=in_turn(
            between("4.4 ", "第五条", "4.4 乙方人员在甲方场所应佩戴工牌。"),
            replaced("违反第4.4款分包或者转委托；", "违反第4.2款更换工程师；"),
            replaced("乙方违反第4.4款分包或者转委托的", "乙方违反第4.2款更换工程师的"),
        ),
        gains=frozenset({"C19"}),
    ),
    Mutation(
        name="no place of services",
        fixture="clean-automatic",
        apply=in_turn(
            between("2.3 ", "2.4 ", "2.3 乙方人员的出入证件由甲方办理。"),
            replaced("乙方人员到达甲方机房", "乙方人员到达现场"),
            replaced("乙方人员在甲方现场造成", "乙方人员在工作中造成"),
            substituted(r"数量\t位置", "数量\t备注"),
        ),
        gains=frozenset({"C27"}),
    ),
    Mutation(
        name="nobody answers for accidents on site",
        fixture="clean-automatic",
        apply=between("4.3 ", "4.4 ", "4.3 乙方人员进出厂区应佩戴工牌。"),
        gains=frozenset({"C28"}),
    ),
    Mutation(
        name="key staff may be replaced",
        fixture="clean-automatic",
        apply=between("4.2 ", "4.3 ", "4.2 乙方人员进出厂区应佩戴工牌。"),
        gains=frozenset({"C29"}),
    ),
)
