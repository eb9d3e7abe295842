"""The grid of levels × clocks, out of prose in many styles and out of tables in either direction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint import api
from contractlint.formats import Look, render
from contractlint.model import Agreement, ServiceLevels
from contractlint.report import level_grid
from contractlint.settings import Settings
from fixtures.build import names
from tests.drafts import FIXTURES

_HEAD = "技术支持服务协议\n第五条 服务级别\n"
_TECH = Settings(type="tech-support")

Promise = tuple[str, str | None, str | None]


def understood(lines: str) -> Agreement:
    return api.understand(_HEAD + lines, _TECH)


def promises(agreement: Agreement) -> set[Promise]:
    """``(clock, level's name, time)`` with the time as ``30 minute``; None for all faults and for no time."""
    found = agreement.service_levels
    level_names = {level.rank: level.name for level in found.levels}
    return {
        (
            clock.kind,
            None if clock.rank is None else level_names[clock.rank],
            None if clock.period is None else f"{clock.period.value} {clock.period.unit}",
        )
        for clock in found.clocks
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "一级故障：15分钟内响应，2小时内恢复。",
            {("response", "一级故障", "15 minute"), ("restore", "一级故障", "2 hour")},
        ),
        (
            "响应时间：30分钟；解决时间：4小时。",
            {("response", None, "30 minute"), ("resolve", None, "4 hour")},
        ),
        (
            "响应时间：一级15分钟，二级30分钟，三级2小时。",
            {("response", "一级", "15 minute"), ("response", "二级", "30 minute"), ("response", "三级", "2 hour")},
        ),
        (
            "一级、二级故障的到场时限为2小时。",
            {("arrival", "一级", "2 hour"), ("arrival", "二级故障", "2 hour")},
        ),
        (
            "P1级故障，指系统全部停机。乙方应在10分钟内响应，1小时内赶到现场，4小时内修复。",
            {
                ("response", "P1级故障", "10 minute"),
                ("arrival", "P1级故障", "1 hour"),
                ("resolve", "P1级故障", "4 hour"),
            },
        ),
        (
            "甲类——全院停诊：10分钟内响应，1小时内人员到院；\n乙类——一个科室停诊：30分钟内响应，4小时内人员到院。",
            {
                ("response", "甲类", "10 minute"),
                ("arrival", "甲类", "1 hour"),
                ("response", "乙类", "30 minute"),
                ("arrival", "乙类", "4 hour"),
            },
        ),
        (
            "紧急故障应在一小时内响应，一般故障应在两小时内响应。",
            {("response", "紧急故障", "1 hour"), ("response", "一般故障", "2 hour")},
        ),
        (
            "（一）一级故障\n响应时间：15分钟\n恢复时间：2小时\n（二）二级故障\n响应时间：30分钟\n恢复时间：4小时",
            {
                ("response", "一级故障", "15 minute"),
                ("restore", "一级故障", "2 hour"),
                ("response", "二级故障", "30 minute"),
                ("restore", "二级故障", "4 hour"),
            },
        ),
        (
            "远程方式30分钟内不能解决的，乙方应派员在2小时内到达甲方现场。",
            {("arrival", None, "2 hour")},
        ),
        (
            "乙方应及时响应，在____小时内到达现场，在2 内修复。",
            {("response", None, None), ("arrival", None, None), ("resolve", None, None)},
        ),
        (
            "响应时间不超过３０分钟，到 场 时间不超过2小时。",
            {("response", None, "30 minute"), ("arrival", None, "2 hour")},
        ),
    ],
)
def test_prose(lines: str, expected: set[Promise]) -> None:
    assert promises(understood(lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "乙方未在30分钟内响应的，每次扣减服务费的2%。",
        "故障解决后30日内因同一原因再次发生的，乙方免费处理。",
        "系统页面响应时间不超过2秒。",
        "甲方应在3日内答复。",
        "发生争议的，双方应在30日内协商解决。",
        "乙方在恢复前2小时内停止操作。",
        "乙方提供7×24小时响应。",
        "月结批处理时间不超过210分钟。",
        "乙方应在验收后5日内消除缺陷。",
        "超过2小时未恢复的，甲方可以另请他人。",
    ],
)
def test_other_times_are_no_clocks(lines: str) -> None:
    assert understood(lines).service_levels.clocks == ()


@pytest.mark.parametrize(
    "lines",
    [
        "系统按三级等保要求建设，乙方派一级建造师参加。",
        "发生重大变更的，双方另行协商。",
        "乙方的二级代理不参加服务，三级菜单不作调整。",
    ],
)
def test_other_ranks_are_no_levels(lines: str) -> None:
    assert understood(lines).service_levels.levels == ()


_BY_ROWS = """
| 故障级别 | 判定标准 | 响应时间（分钟） | 恢复时间 |
|---|---|---|---|
| 一级 | 全部停机 | 15 | 2小时 |
| 二级（一般） | 部分停机 | 30 |  |
| 三级 | 其他 | / | 3个工作日 |
"""
_BY_COLUMNS = """
| 指标 | P1 | P2 |
|---|---|---|
| 响应时限 | 15分钟 | 30分钟 |
| 解决时限 | 4小时 | ____小时 |
"""
_WITHOUT_LEVELS = """
| 响应时间 | 30分钟 |
|---|---|
| 到场时间 | 2小时 |
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            _BY_ROWS,
            {
                ("response", "一级", "15 minute"),
                ("restore", "一级", "2 hour"),
                ("response", "二级（一般）", "30 minute"),
                ("restore", "二级（一般）", None),
                ("response", "三级", None),
                ("restore", "三级", "3 workday"),
            },
        ),
        (
            _BY_COLUMNS,
            {
                ("response", "P1", "15 minute"),
                ("resolve", "P1", "4 hour"),
                ("response", "P2", "30 minute"),
                ("resolve", "P2", None),
            },
        ),
        (_WITHOUT_LEVELS, {("response", None, "30 minute"), ("arrival", None, "2 hour")}),
    ],
)
def test_tables(table: str, expected: set[Promise]) -> None:
    agreement = api.understand(f"# 技术支持服务协议\n\n## 第五条 服务级别\n{table}".encode(), _TECH)
    assert promises(agreement) == expected


def test_a_record_form_is_no_promise() -> None:
    form = "附件二 服务记录单\n报障时间\t\t故障级别\t\n响应时间\t\t到场时间\t\n恢复时间\t\t解决时间\t\n"
    assert understood(form).service_levels == ServiceLevels()


def test_the_same_level_in_the_text_and_in_an_annex() -> None:
    lines = (
        "一级故障应在2小时内恢复。\n附件一 时限表\n级别\t响应时间\t恢复时间\nⅠ级\t15分钟\t4小时\nⅡ级\t30分钟\t8小时\n"
    )
    found = understood(lines).service_levels
    assert [(level.rank, level.name) for level in found.levels] == [(1, "一级故障"), (2, "Ⅱ级")]
    assert [clock.period.value for clock in found.at(1, "restore") if clock.period] == [Decimal(2), Decimal(4)]


def test_a_promise_for_all_faults_counts_for_every_level() -> None:
    found = understood("所有故障的响应时限为15分钟。一级故障2小时内恢复，二级故障8小时内恢复。").service_levels
    assert all(found.at(level.rank, "response") for level in found.levels)


def test_the_grid_shows_what_is_not_written() -> None:
    agreement = understood("一级故障：15分钟内响应，2小时内恢复；二级故障：8小时内恢复。")
    grid = level_grid(agreement)
    assert grid is not None
    assert grid.clocks == ("response", "restore")
    assert [[cell.texts for cell in row.cells] for row in grid.rows] == [[("15分钟",), ("2小时",)], [(), ("8小时",)]]
    assert [[cell.hole for cell in row.cells] for row in grid.rows] == [[False, False], [True, False]]


def test_the_terminal_draws_the_grid_only_where_there_is_one() -> None:
    graded = api.review(_HEAD + "一级故障：15分钟内响应；二级故障：8小时内恢复。", _TECH)
    bare = api.review("技术支持服务协议\n第一条 服务内容\n乙方提供技术支持。", _TECH)
    shown, nothing = render(graded, "terminal", Look()), render(bare, "terminal", Look())
    assert "服务时限一览" in str(shown)
    assert "未写" in str(shown)
    assert "服务时限一览" not in str(nothing)


@pytest.mark.parametrize("name", names())
def test_every_place_is_a_place_of_the_text(name: str) -> None:
    agreement = api.understand(FIXTURES / f"{name}.docx")
    found = agreement.service_levels
    for level in found.levels:
        assert " ".join(agreement.folded(level.span).split()) == level.name
    ranks = {level.rank for level in found.levels}
    for clock in found.clocks:
        assert clock.rank is None or clock.rank in ranks
        assert clock.span.end <= len(agreement.text)
        assert clock.period is None or clock.span.contains(clock.period.span)


@given(
    st.lists(st.sampled_from("一二级故障P1、，；。：内响应恢复15分钟小时____\t\n|及时未超过在"), max_size=60).map(
        "".join
    )
)
def test_never_raises_and_stays_inside_the_text(lines: str) -> None:
    agreement = understood(lines)
    for clock in agreement.service_levels.clocks:
        assert 0 <= clock.span.start <= clock.span.end <= len(agreement.text)


def test_a_table_tells_the_order_of_the_levels() -> None:
    lines = "P3故障为工作日受理，P1故障随时受理。\n级别\tP1\tP2\tP3\n响应时间（分钟）\t10\t30\t120\n"
    assert [level.rank for level in understood(lines).service_levels.levels] == [1, 2, 3]
    table = understood(lines).service_levels
    assert [[clock.period.value for clock in table.at(rank, "response") if clock.period] for rank in (1, 2, 3)] == [
        [Decimal(10)],
        [Decimal(30)],
        [Decimal(120)],
    ]


def test_levels_that_are_told_by_what_happened() -> None:
    lines = "（一）不能登录的：30分钟内响应，4小时内恢复；\n（二）其他问题：2小时内响应，1日内恢复。\n"
    found = understood(lines).service_levels
    assert [level.name for level in found.levels] == ["不能登录的", "其他问题"]
    assert all(found.at(level.rank, "response") for level in found.levels)


def test_one_such_line_is_no_level() -> None:
    assert not understood("（一）出现问题的：30分钟内响应，4小时内恢复。\n").service_levels.levels


def test_the_unit_may_span_the_clocks() -> None:
    lines = "故障类别\t时间要求（小时）\t时间要求（小时）\n故障类别\t响应\t恢复\n重大故障\t0.25\t4\n一般故障\t2\t48\n"
    clocks = understood(lines).service_levels.clocks
    assert [(clock.period.value, clock.period.unit) for clock in clocks if clock.period] == [
        (Decimal("0.25"), "hour"),
        (Decimal(4), "hour"),
        (Decimal(2), "hour"),
        (Decimal(48), "hour"),
    ]


def test_headers_in_english() -> None:
    lines = "Priority\tResponse\tOnsite\tResolution\nP1\t3 min\t10 min\t30 min\nP2\t10 min\t30 min\t2 h\n"
    kinds = [clock.kind for clock in understood(lines).service_levels.clocks]
    assert kinds == ["response", "arrival", "resolve"] * 2
