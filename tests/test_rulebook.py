"""A rule file that cannot be used is refused with file, line and column."""

from __future__ import annotations

import pytest

from contractlint.errors import RuleFault
from contractlint.rulebook.schema import read_rules
from contractlint.rulebook.tree import load_tree

GOOD = """\
- code: ACME-01
  name: no-fax
  title: 用传真送达
  title_en: Fax
  severity: warning
  side: 双
  kind: forbid
  find: ['传真']
  message: 这里约定用传真送达。
  why: 现在很少有人守着传真机。
  advice: 改为电子邮件送达。
  since: '0.1.0'
"""


def rules(text: str) -> object:
    return read_rules(load_tree(text.encode(), "my.yaml"))


def test_a_rule_is_read() -> None:
    (rule,) = rules(GOOD)  # type: ignore[misc]
    assert rule.code == "ACME-01"
    assert rule.module == "ACME"
    assert rule.options["find"] == ("传真",)


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("  why: 现在很少有人守着传真机。\n", "", "my.yaml:1:3：$[0]：缺少「why」"),
        ("severity: warning", "severity: high", "my.yaml:5:13：$[0].severity：应是 error"),
        ("side: 双", "side: 丙", "my.yaml:6:9：$[0].side：应是 甲"),
        ("kind: forbid", "kind: allow", "my.yaml:7:9：$[0].kind：没有这种规则类型"),
        ("  find:", "  finds:", "不认识的键「finds」，是不是「find」？"),
        ("code: ACME-01", "code: acme 1", "my.yaml:1:9：$[0].code：编号形如"),
        ("name: no-fax", "name: No Fax", "my.yaml:2:9：$[0].name：英文名"),
        ("since: '0.1.0'", "since: ''", "$[0].since：不能为空"),
        ("since: '0.1.0'", "since: '0.1.0'\n  side: 甲", "my.yaml:13:3：$[0]：键「side」写了两次"),
        ("since: '0.1.0'", "since: '0.1.0'\n  law: [{statute: 民法典, article: '585'}]", "$[0].law[0]：缺少「since」"),
        ("since: '0.1.0'", "since: '0.1.0'\n  absence: yes", "应是 true 或 false"),
        ("find: ['传真']", "find: ['传真'", "my.yaml:"),
        ("find: ['传真']", "find: {a: b}", "应是一个列表"),
        ("find: ['传真']", "find: ['传真']\n  within: page", "my.yaml:9:11：$[0].within：可用"),
    ],
)
def test_a_fault_says_where_and_what(change: str, to: str, fault: str) -> None:
    assert change in GOOD
    with pytest.raises(RuleFault) as caught:
        rules(GOOD.replace(change, to))
    assert fault in str(caught.value)


def test_scalars_stay_what_stands_in_the_file() -> None:
    tree = load_tree(b"- {a: no, b: 010, c: 12:30, d: 2021-01-01}", "x.yaml")
    assert tree.plain() == [{"a": "no", "b": "010", "c": "12:30", "d": "2021-01-01"}]


def test_an_empty_file_is_a_fault() -> None:
    with pytest.raises(RuleFault, match="文件是空的"):
        load_tree(b"", "x.yaml")
