from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.parser.names import (
    differing,
    fold_name,
    is_natural_person,
    looks_like_person,
    looks_registered,
    registered_form,
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("杭州青屿信息技术有限公司", "有限公司"),
        ("杭州青屿信息技术股份有限公司", "股份有限公司"),
        ("杭州青屿信息技术有限责任公司", "有限责任公司"),
        ("杭州青屿信息技术有限公司宁波分公司", "分公司"),
        ("青屿（上海）企业管理合伙企业（有限合伙）", "合伙企业"),
        ("浙江正衡会计师事务所（特殊普通合伙）", "事务所"),
        ("临江市人民政府", "人民政府"),
        ("临江市数据资源管理局", "管理局"),
        ("临江大学（东湖）", "大学"),
        ("临江市第一人民医院", "医院"),
        ("临江农村商业银行股份有限公司城东支行", "支行"),
        ("临江区老陈五金经营部", "经营部"),
        ("Blueisle Systems Pte. Ltd.", "Pte. Ltd."),
        ("Nordwind Technik GmbH", "GmbH"),
        ("青屿科技", None),
        ("有限公司", None),
        ("", None),
    ],
)
def test_the_form_an_organisation_is_registered_in(name: str, form: str | None) -> None:
    assert registered_form(name) == form


@pytest.mark.parametrize(
    "name", ["华为", "阿里云", "IBM", "云帆科技", "中石化", "云帆公司", "云帆集团", "市场部", "供应商"]
)
def test_brands_abbreviations_and_departments_are_no_full_names(name: str) -> None:
    assert not looks_registered(name)


@pytest.mark.parametrize(
    "name",
    [
        "临江市水务局",
        "教育部",
        "临江市城东街道办事处",
        "临江职业技术学院",
        "临江市中医院",
        "东湖水利规划设计研究院",
        "临江市软件行业协会",
        "浙江正衡律师事务所",
        "临江区老陈五金经营部",
        "青山村茶叶专业合作社",
        "杭州青屿信息技术有限公司宁波分公司",
        "临江市市政工程公司",
        "Blueisle Systems Inc.",
    ],
)
def test_what_may_be_a_full_name_is_not_doubted(name: str) -> None:
    assert looks_registered(name)


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("李明", "", True),
        ("欧阳若水", "", True),
        ("阿依古丽·买买提", "身份证号", True),
        ("王小明", "居民身份证号码 住址", True),
        ("Susan Lee", "护照号", True),
        ("华为", "", False),
        ("华为", "统一社会信用代码", False),
        ("金桥", "统一社会信用代码 法定代表人", False),
        ("阿里云", "", False),
        ("杭州青屿信息技术有限公司", "法定代表人 身份证号", False),
        ("李明", "身份证号 工作单位 公司", True),
        ("", "身份证号", False),
    ],
)
def test_people_are_told_from_brands_by_shape_and_context(name: str, context: str, expected: bool) -> None:
    assert is_natural_person(name, context) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("周晓岚", True), ("盖章", False), ("销售负责人", False), ("一二三", False)]
)
def test_a_value_shaped_like_a_name(value: str, expected: bool) -> None:
    assert looks_like_person(value) is expected


def test_names_are_compared_without_width_blanks_and_kinds_of_brackets() -> None:
    assert fold_name("青屿(上海) 信息技术有限公司") == fold_name("青屿（上海）信息技术有限公司")
    assert fold_name("ＡＢＣ Ltd") == fold_name("abc  LTD")
    assert fold_name("青屿信息技术有限公司") != fold_name("青屿信息技术有限责任公司")


def test_the_characters_that_differ_are_told() -> None:
    name, other = "杭州青屿信息技术有限公司", "杭州青屿信息科技有限责任公司"
    parts = [(left.of(name), right.of(other)) for left, right in differing(name, other)]
    assert parts == [("技术", "科技"), ("", "责任")] or parts == [("", "科"), ("术", ""), ("", "责任")]


def test_equal_names_do_not_differ() -> None:
    assert differing("青屿", "青屿") == []


@given(
    st.text(alphabet="杭州青屿信息技术有限责任公司ab（）", max_size=24),
    st.text(alphabet="杭州青屿云技术有限公司ab", max_size=24),
)
def test_replacing_what_differs_gives_the_other_name(name: str, other: str) -> None:
    rebuilt = name
    for left, right in reversed(differing(name, other)):
        rebuilt = rebuilt[: left.start] + right.of(other) + rebuilt[left.end :]
    assert rebuilt == other


@given(st.text(max_size=60))
def test_any_name_has_an_answer(name: str) -> None:
    registered_form(name)
    looks_registered(name)
    is_natural_person(name, name)
