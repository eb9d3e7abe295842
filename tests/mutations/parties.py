"""协议主体: clean agreements with one thing wrong about who the parties are."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced, without_lines

MUTATIONS = (
    Mutation(
        name="client name is a line to fill",
        fixture="clean-typed",
        apply=in_turn(
            replaced("甲方：杭州青栎湾家居制造有限公司\n统一", "甲方：____________________\n统一"),
            replaced("甲方（公章）：杭州青栎湾家居制造有限公司", "甲方（公章）："),
        ),
        gains=frozenset({"S01"}),
    ),
    Mutation(
        name="provider name is a template variable",
        fixture="clean-han",
        apply=replaced("受托方\t无锡听潮砚软件有限公司", "受托方\t{{provider}}"),
        gains=frozenset({"S01"}),
    ),
    Mutation(
        name="provider signs with a made-up name",
        fixture="clean-automatic",
        apply=replaced("乙方（公章）：苏州砺星舸信息技术股份有限公司", "乙方（公章）：某某股份有限公司"),
        gains=frozenset({"S01"}),
    ),
    Mutation(
        name="client goes by its brand",
        fixture="clean-typed",
        apply=replaced("杭州青栎湾家居制造有限公司", "青栎湾家居"),
        gains=frozenset({"S02"}),
    ),
    Mutation(
        name="provider goes by an English abbreviation",
        fixture="clean-automatic",
        apply=replaced("苏州砺星舸信息技术股份有限公司", "LXG"),
        gains=frozenset({"S02"}),
    ),
    Mutation(
        name="client signs as another form of company",
        fixture="clean-typed",
        apply=replaced("甲方（公章）：杭州青栎湾家居制造有限公司", "甲方（公章）：杭州青栎湾家居制造有限责任公司"),
        gains=frozenset({"S04"}),
    ),
    Mutation(
        name="a character of the provider's name is missing where it signs",
        fixture="clean-han",
        apply=replaced("受托方（合同专用章）：无锡听潮砚软件有限公司", "受托方（合同专用章）：无锡听砚软件有限公司"),
        gains=frozenset({"S04"}),
    ),
    Mutation(
        name="client's name has a blank in it where it signs",
        fixture="clean-typed",
        apply=replaced("甲方（公章）：杭州青栎湾家居制造有限公司", "甲方（公章）：杭州青栎湾家居制造 有限公司"),
        gains=frozenset({"S04"}),
    ),
    Mutation(
        name="client has no credit code",
        fixture="clean-han",
        apply=without_lines("统一社会信用代码\t91320211MA7YHN4288"),
        gains=frozenset({"S05"}),
    ),
    Mutation(
        name="provider's credit code is left blank",
        fixture="clean-typed",
        apply=replaced("统一社会信用代码：91330108MA7DYW311L", "统一社会信用代码：____________________"),
        gains=frozenset({"S05"}),
    ),
    Mutation(
        name="two digits of the client's credit code are swapped",
        fixture="clean-han",
        apply=replaced("91320211MA7YHN4288", "91320121MA7YHN4288"),
        gains=frozenset({"S06"}),
    ),
    Mutation(
        name="provider's credit code is one character short",
        fixture="clean-typed",
        apply=replaced("统一社会信用代码：91330108MA7DYW311L", "统一社会信用代码：9133108MA7DYW311L"),
        gains=frozenset({"S06"}),
    ),
    Mutation(
        name="provider's credit code has a letter O in it",
        fixture="clean-automatic",
        apply=replaced("91320594MA7LXG7313", "9132O594MA7LXG7313"),
        gains=frozenset({"S06"}),
    ),
    Mutation(
        name="provider has no address",
        fixture="clean-typed",
        apply=without_lines("住所：浙江省杭州市滨江区叠云街"),
        gains=frozenset({"S07"}),
    ),
    Mutation(
        name="provider's address is left blank",
        fixture="clean-automatic",
        apply=replaced("地址：江苏省苏州市苏州工业园区星舸路15号B座6层", "地址：____________"),
        gains=frozenset({"S07"}),
    ),
    Mutation(
        name="provider names no representative",
        fixture="clean-typed",
        apply=without_lines("法定代表人：陆闻笛"),
        gains=frozenset({"S08"}),
    ),
    Mutation(
        name="client's representative is left blank",
        fixture="clean-han",
        apply=replaced("法定代表人\t章听松", "法定代表人\t"),
        gains=frozenset({"S08"}),
    ),
    Mutation(
        name="an authorised representative signs for the provider",
        fixture="clean-han",
        apply=replaced(
            "受托方（合同专用章）：无锡听潮砚软件有限公司\n法定代表人（签字）",
            "受托方（合同专用章）：无锡听潮砚软件有限公司\n授权代表（签字）",
        ),
        gains=frozenset({"S09"}),
    ),
    Mutation(
        name="agreement takes effect when agents have signed",
        fixture="clean-typed",
        apply=replaced("自双方法定代表人签字并加盖公章之日起", "自双方委托代理人签字并加盖公章之日起"),
        gains=frozenset({"S09"}),
    ),
    Mutation(
        name="provider's e-mail address is missing",
        fixture="clean-typed",
        apply=without_lines("电子邮箱：xujianwei"),
        gains=frozenset({"S10"}),
    ),
    Mutation(
        name="client's telephone is left blank",
        fixture="clean-automatic",
        apply=replaced("联系电话：0512-55500318", "联系电话："),
        gains=frozenset({"S10"}),
    ),
    Mutation(
        name="money goes to another company",
        fixture="clean-typed",
        apply=replaced("户名：杭州叠云坞信息技术有限公司", "户名：杭州叠云坞商贸有限公司"),
        gains=frozenset({"S12"}),
    ),
    Mutation(
        name="money goes to a person",
        fixture="clean-automatic",
        apply=replaced("户名：苏州砺星舸信息技术股份有限公司", "户名：韩复之"),
        gains=frozenset({"S12"}),
    ),
    Mutation(
        name="a company collects for the provider as agreed",
        fixture="clean-typed",
        apply=replaced(
            "户名：杭州叠云坞信息技术有限公司",
            "乙方委托杭州叠云坞商贸有限公司代收本协议的款项。户名：杭州叠云坞商贸有限公司",
        ),
        gains=frozenset(),
    ),
)
