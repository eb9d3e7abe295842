"""签署生效: clean agreements with one thing wrong about signing, taking effect and copies."""

from __future__ import annotations

from tests.mutation import Mutation, in_turn, replaced, without_lines


def _without_signatures(text: str) -> str:
    """The agreement without the lines on which the parties of clean-han sign."""
    start = text.index("委托方（合同专用章）：")
    return text[:start] + text[text.index("织造订单管理系统优化服务协议\n", start) :]


MUTATIONS = (
    Mutation(
        name="nobody signs",
        fixture="clean-han",
        apply=_without_signatures,
        gains=frozenset({"G01"}),
    ),
    Mutation(
        name="no line for the date of signing",
        fixture="clean-han",
        apply=without_lines("签署日期："),
        gains=frozenset({"G02"}),
    ),
    Mutation(
        name="nothing on taking effect",
        fixture="clean-han",
        apply=replaced("本协议自双方法定代表人签字并加盖合同专用章之日起生效。", ""),
        gains=frozenset({"G03"}),
    ),
    Mutation(
        name="signed, sealed with a mark between",
        fixture="clean-typed",
        apply=replaced("签字并加盖公章之日起生效", "签字、加盖公章之日起生效"),
        gains=frozenset({"G03"}),
    ),
    Mutation(
        name="takes effect on a day and on being signed",
        fixture="clean-automatic",
        apply=replaced(
            "20.1 本合同经双方法定代表人签字并加盖公章后生效。",
            "20.1 本合同经双方法定代表人签字并加盖公章后生效。本合同自2027年1月1日起生效。",
        ),
        gains=frozenset({"G03"}),
    ),
    Mutation(
        name="no word on which seal",
        fixture="clean-typed",
        apply=replaced("公章", "盖章"),
        gains=frozenset({"G06"}),
    ),
    Mutation(
        name="no word on which seal, with 加盖 and a company seal",
        fixture="clean-han",
        apply=in_turn(
            replaced("签字并加盖合同专用章之日起", "签字并加盖公司印章之日起"), replaced("（合同专用章）", "（盖章）")
        ),
        gains=frozenset({"G06"}),
    ),
    Mutation(
        name="one copy nobody holds",
        fixture="clean-typed",
        apply=replaced("本协议一式四份，双方各执两份", "本协议一式五份，双方各执两份"),
        gains=frozenset({"G08"}),
    ),
    Mutation(
        name="more copies held than made",
        fixture="clean-han",
        apply=replaced("一式六份，委托方执四份，受托方执两份", "一式六份，委托方执四份，受托方执四份"),
        gains=frozenset({"G08"}),
    ),
    Mutation(
        name="number of copies not stated",
        fixture="clean-typed",
        apply=replaced("22.2 本协议一式四份，双方各执两份，具有同等效力。", "22.2 本协议的修改须采用书面形式。"),
        gains=frozenset({"G16"}),
    ),
)
