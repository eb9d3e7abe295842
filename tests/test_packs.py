"""Packs of one's own: what they may say, what is refused and where, and what changes in a review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contractlint import api
from contractlint.errors import RuleFault
from contractlint.finding import LawRef, Severity
from contractlint.packs import check, new_pack
from contractlint.packs.growth import slow_on
from contractlint.rulebook.book import load_rulebook
from contractlint.settings import Settings
from tests.drafts import FIXTURES

RISKY = FIXTURES / "risky-typed.docx"
RULE = """\
- code: ACME-01
  name: fax-notice
  title: 用传真送达
  title_en: Fax
  severity: error
  side: 双
  kind: forbid
  find: ['传真']
  message: 这里约定用「{quote}」送达。
  why: 现在很少有人守着传真机。
  advice: 改为电子邮件送达。
  since: '1'
  examples:
    bad: ["第九条 通知\\n通知以⟦传真⟧送达。"]
    good: ["第九条 通知\\n通知以电子邮件送达。"]
"""
DRAFT = "技术支持服务协议\n第一条 服务内容\n乙方提供技术支持。\n第九条 通知\n通知以传真送达，乙方应及时回复。\n"


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contractlint", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd or FIXTURES.parent,
        env={**os.environ, "PYTHONPATH": str(FIXTURES.parent), **environment},
        check=False,
    )


def written(folder: Path, text: str, name: str = "rules.yaml") -> Path:
    pack = folder / "规则 包"
    pack.mkdir(exist_ok=True)
    (pack / name).write_text(text, "utf-8")
    return pack


def fault_of(pack: Path) -> str:
    with pytest.raises(RuleFault) as caught:
        load_rulebook((pack,))
    return str(caught.value)


def test_a_new_pack_is_sound_at_once_and_finds_something(tmp_path: Path) -> None:
    pack = tmp_path / "我的 规则"
    assert run("rules", "new", pack).returncode == 0
    assert [path.name for path in tmp_path.rglob("*")] == ["我的 规则", "rules.yaml"]
    result = run("rules", "check", pack)
    assert result.returncode == 0, result.stdout
    assert "1 条规则" in result.stdout
    draft = tmp_path / "草稿.txt"
    draft.write_text(DRAFT, "utf-8")
    report = json.loads(run("review", draft, "--rules", pack, "--select", "ACME", "--format", "json").stdout)
    assert [(one["code"], one["evidence"][0]["text"]) for one in report["findings"]] == [("ACME-01", "传真")]
    assert run("explain", "ACME-01", "--rules", pack).stdout.startswith("ACME-01 ")


def test_a_new_pack_overwrites_nothing(tmp_path: Path) -> None:
    pack = written(tmp_path, RULE)
    result = run("rules", "new", pack)
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert (pack / "rules.yaml").read_text("utf-8") == RULE
    (tmp_path / "x").write_text("不是文件夹", "utf-8")
    for target, said in (("a/b", "所在的文件夹不存在"), ("x", "已有同名的文件")):
        refused = run("rules", "new", tmp_path / target)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert said in refused.stderr
    assert not (tmp_path / "a").exists()


def test_the_prefix_can_be_chosen(tmp_path: Path) -> None:
    assert run("rules", "new", tmp_path / "x", "--prefix", "HUAXIA").returncode == 0
    assert load_rulebook((tmp_path / "x",)).rule("HUAXIA-01") is not None
    assert run("rules", "new", tmp_path / "y", "--prefix", "华夏").returncode == 2
    assert not (tmp_path / "y").exists()


def test_a_pack_joins_and_its_content_decides(tmp_path: Path) -> None:
    pack = written(tmp_path, RULE)
    book = load_rulebook((pack,))
    assert len(book.rules) == len(load_rulebook().rules) + 1
    assert book.version != load_rulebook().version
    # The same path with another content, in the same process.
    written(tmp_path, RULE.replace("ACME-01", "ACME-02"))
    assert load_rulebook((pack,)).rule("ACME-01") is None
    assert load_rulebook((pack / "rules.yaml",)).rule("ACME-02") is not None


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("code: ACME-01", "code: L26", "1:9：$[0].code：「L26」是随程序安装的规则的编号"),
        ("code: ACME-01", "code: Q77", "1:9：$[0].code：自己的规则编号要带前缀"),
        ("code: ACME-01", "code: acme-01", "1:9：$[0].code：自己的规则编号要带前缀"),
        ("name: fax-notice", "name: vague-time", "2:9：$[0].name：英文名「vague-time」已经是 L26 的了"),
        ("find: ['传真']", "find: ['传真', '电(话']", "8:16：$[0].find[1]：正则表达式写法有误：缺少右括号"),
        ("find: ['传真']", "find: ['(?:传真)?']", "8:10：$[0].find[0]：这个正则表达式连空白都能匹配"),
        ("kind: forbid", "kind: forbid\n  where: [Z]", "8:11：$[0].where[0]：没有「Z」这种部分"),
        ("kind: forbid", "kind: forbid\n  applies: [lease-car]", "$[0].applies[0]：没有「lease-car」这种合同类型"),
        ("kind: forbid", "kind: forbid\n  yields_to: [L99]", "8:14：$[0].yields_to：没有编号为「L99」的规则"),
        ("  kind: forbid\n", "", "1:3：$[0]：缺少「kind」"),
        ("severity: error", "severity: errors", "5:13：$[0].severity：应是 error、warning 或 info"),
        ("find:", "fnd:", "不认识的键「fnd」，是不是「find」？"),
        ("  side: 双", "\tside: 双", "6:1：YAML 写法有误：缩进要用空格，不能用制表符"),
        ("title: 用传真送达", 'title: "用传真送达', "YAML 写法有误：缩进不对齐，或者引号没有成对"),
        ("find: ['传真']", "find: &x ['传真']\n  unless: *x", "不能用「*」引用"),
        (
            "kind: forbid",
            "kind: forbid\n  law: [{statute: 合同法, article: '52', since: '1999-10-01'}]",
            "8:9：$[0].law[0]：不认识《合同法》，它自 2021-01-01 起不再有效，由《民法典》代替",
        ),
        (
            "kind: forbid",
            "kind: forbid\n  law: [{statute: 民法典, article: '1', since: '2021-01-01'}]",
            "8:9：$[0].law[0]：没有核对过《民法典》第 1 条",
        ),
        (
            "kind: forbid",
            "kind: forbid\n  law: [{statute: 民法典, article: '585', since: '2020-01-01'}]",
            "$[0].law[0].since：《民法典》第 585 条自 2021-01-01 起施行",
        ),
        (
            "kind: forbid",
            "kind: forbid\n  law: [{statute: 中华人民共和国民法典, article: '585', since: '2021-01-01'}]",
            "请写简称「民法典」",
        ),
    ],
)
def test_a_fault_says_file_line_and_column(tmp_path: Path, change: str, to: str, fault: str) -> None:
    assert change in RULE
    pack = written(tmp_path, RULE.replace(change, to))
    said = fault_of(pack)
    assert said.startswith(f"{pack / 'rules.yaml'}:")
    assert fault in said
    assert check(pack).faults == (said,)


def test_a_review_refuses_a_pack_with_a_fault_and_a_check_reports_it(tmp_path: Path) -> None:
    pack = written(tmp_path, RULE.replace("side: 双", "side: 丙"))
    said = fault_of(pack)
    review, checked = run("review", RISKY, "--rules", pack), run("rules", "check", pack)
    assert (review.returncode, review.stdout, review.stderr) == (2, "", f"{said}\n")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert checked.stdout == f"{said}\n「{pack}」有 1 个问题。\n"


def test_a_check_reports_every_rule_that_cannot_be_read(tmp_path: Path) -> None:
    other = RULE.replace("ACME-01", "ACME-02").replace("fax-notice", "fax-again")
    pack = written(tmp_path, RULE.replace("side: 双", "side: 丙") + other.replace("severity: error", "severity: bad"))
    faults = check(pack).faults
    assert ["6:9" in faults[0], "20:13" in faults[1], len(faults)] == [True, True, 2]


def test_a_code_stands_once(tmp_path: Path) -> None:
    pack = written(tmp_path, RULE + RULE.replace("fax-notice", "fax-again"))
    assert "16:9：$[1].code：编号「ACME-01」已经在" in fault_of(pack)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("用传真".encode("gbk"), "文件不是 UTF-8 编码的文本"),
        (b"\x00\x01\x02", "文件不是 UTF-8 编码的文本"),
        (b"", "文件是空的"),
        (b"code: ACME-01\n", "应是一个列表"),
        (b"- 1\n", "应是「键: 值」的形式"),
        (b"- code: [a]\n  kind: forbid\n", "应是一段文字"),
        (b"- " * 3000, "嵌套太深"),
        (b"- " * 14 + b"x", "嵌套太深"),
        (b" " * 5_000_000, "不超过 4 MB"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, data: bytes, fault: str) -> None:
    pack = tmp_path / "x.yaml"
    pack.write_bytes(data)
    said = fault_of(pack)
    assert fault in said
    assert len(said.splitlines()) == 1
    if "4 MB" not in fault:
        assert check(pack).faults == (said,)


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "nowhere", "找不到规则包"),
        (tmp_path, "没有写规则的 .yaml 文件"),
        (RISKY, "不是规则包"),
    ):
        assert said in fault_of(path)
        result = run("rules", "check", path)
        assert (result.returncode, result.stdout) == (2, "")
        assert said in result.stderr


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("⟦传真⟧送达", "⟦传真送达⟧", "报的位置与标记不同"),
        ("以⟦传真⟧送达", "以电子邮件送达", "没有用 ⟦⟧ 标出位置"),
        ('good: ["第九条 通知\\n通知以电子邮件送达。"]', 'good: ["第九条 通知\\n不得传真。"]', "good 例子报了"),
        ("    good:", "    missed:", "至少要有 1 个 bad 和 1 个 good 例子"),
        ("find: ['传真']", "find: ['传真', '电报']", "例子没有用到 find 里的 '电报'"),
        ("find: ['传真']", "find: ['传真']\n  unless: ['另行']", "例子没有用到 unless"),
        ("find: ['传真']", "find: ['传真', '(?:通知|知通)+书面?(?:通知|知通)+函告']", "会慢得停不下来"),
        ("这里约定用「{quote}」送达。", "「{qoute}」。", "文字里留着占位符"),
        ("现在很少有人守着传真机。", "存在一定风险。", "why 里「存在一定风险」等于没有说"),
    ],
)
def test_a_rule_that_is_not_proven_is_reported(tmp_path: Path, change: str, to: str, fault: str) -> None:
    text = RULE
    assert change in text
    pack = written(tmp_path, text.replace(change, to))
    faults = check(pack).faults
    assert any(fault in one for one in faults), faults
    assert all(one.startswith(f"{pack / 'rules.yaml'}:") for one in faults)


@pytest.mark.parametrize("pattern", [r"(甲+)+乙", r"(?:\s|\w)*章", r"(a|aa)+$", r"[^。]*，[^。]*；"])
def test_slow_patterns_are_known(pattern: str) -> None:
    assert slow_on(pattern) is not None


@pytest.mark.parametrize(
    "pattern", ["传真", r"甲方[^。；\n]{0,40}乙方", r"\d{1,6}(?:\.\d{1,6})?%", "(?<=应)及时|尽快", "(?:不|未)得"]
)
def test_sound_patterns_are_not_called_slow(pattern: str) -> None:
    assert slow_on(pattern) is None


def test_a_pack_changes_a_shipped_rule_by_code(tmp_path: Path) -> None:
    pack = written(
        tmp_path,
        "- code: L26\n  severity: info\n  advice: 按公司模板第五条写明时限。\n"
        "  law:\n    - {statute: 民法典, article: '509', since: '2021-01-01'}\n",
    )
    before = [one for one in api.review(RISKY).findings if one.code == "L26"]
    report = api.review(RISKY, Settings(packs=(pack,)))
    after = [one for one in report.findings if one.code == "L26"]
    assert before
    assert [one.evidence for one in after] == [one.evidence for one in before]
    assert {one.severity for one in before} == {Severity.ERROR} or {one.severity for one in before} != {Severity.INFO}
    assert {one.severity for one in after} == {Severity.INFO}
    assert {one.advice for one in after} == {"按公司模板第五条写明时限。"}
    assert {one.law for one in after} == {(LawRef("民法典", "509", "2021-01-01"),)}
    assert run("rules", "check", pack).stdout.endswith("没有问题：改动 1 条已有的规则。\n")


def test_what_a_pack_decides_holds_where_a_checker_grades_single_places(tmp_path: Path) -> None:
    """W15 gives every dead law its own basis."""
    draft = f"{DRAFT}第十条 依据\n双方根据《合同法》第52条订立本协议。\n"
    pack = written(tmp_path, "- code: W15\n  severity: info\n  law: []\n")
    plain = [one for one in api.review(draft).findings if one.code == "W15"]
    decided = [one for one in api.review(draft, Settings(packs=(pack,))).findings if one.code == "W15"]
    assert [one.severity for one in plain] != [one.severity for one in decided]
    assert plain[0].law
    assert [(one.severity, one.law) for one in decided] == [(Severity.INFO, ())]


def test_a_rule_switched_off_says_nothing_and_moves_nothing(tmp_path: Path) -> None:
    pack = written(tmp_path, "- code: L26\n  enabled: false\n")
    before, after = api.review(RISKY), api.review(RISKY, Settings(packs=(pack,)))
    assert [one for one in before.findings if one.code != "L26"] == list(after.findings)
    assert "L26" not in {check.code for check in after.checks}
    # It is still known by its code: a configuration that ignores it as well is no mistake.
    assert api.review(RISKY, Settings(packs=(pack,), ignore=("L26",))).findings == after.findings


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- code: L99\n  severity: info\n", "1:9：$[0].code：没有编号为「L99」的规则，是不是「L"),
        ("- code: L26\n", "1:3：$[0]：没有写要改什么"),
        ("- code: L26\n  message: 新的说法。\n", "2:12：$[0].message：改随程序安装的规则，只能写"),
        ("- code: L26\n  severity: info\n- code: L26\n  severity: error\n", "3:9：$[1].code：「L26」在"),
        ("- code: L26\n  enabled: no\n", "2:12：$[0].enabled：应是 true 或 false"),
        ("- code: L26\n  law: [{statute: 经济合同法, article: '1', since: '1981-01-01'}]\n", "不认识《经济合同法》"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in fault_of(written(tmp_path, text))


def test_a_new_advice_may_only_use_the_placeholders_of_the_rule(tmp_path: Path) -> None:
    pack = written(tmp_path, "- code: L26\n  advice: 把「{quote}」改为「{wording}」。\n")
    faults = check(pack).faults
    assert faults
    assert all("占位符" in fault and "{wording}" in fault for fault in faults)


def test_a_later_pack_goes_over_an_earlier_one(tmp_path: Path) -> None:
    company, department = tmp_path / "company.yaml", tmp_path / "department.yaml"
    company.write_text(RULE, "utf-8")
    department.write_text("- code: ACME-01\n  severity: info\n", "utf-8")
    rule = load_rulebook((company, department)).rule("ACME-01")
    assert rule is not None
    assert rule.severity is Severity.INFO
    assert "缺少「kind」" in fault_of(department)


LAW = """\
statutes:
  - name: 公司合同管理办法
    since: '2024-03-01'
    articles: {'2024-03-01': ['12']}
  - name: 民法典
    since: '2021-01-01'
    articles: {'2021-01-01': ['703']}
"""


def test_a_pack_answers_for_the_law_it_declares(tmp_path: Path) -> None:
    cited = (
        "kind: forbid\n  law:\n    - {statute: 公司合同管理办法, article: '12', since: '2024-03-01'}\n"
        "    - {statute: 民法典, article: '703', since: '2021-01-01'}"
    )
    pack = written(tmp_path, RULE.replace("kind: forbid", cited))
    assert "不认识《公司合同管理办法》；别的依据先写进规则包的 law.yaml" in fault_of(pack)
    written(tmp_path, LAW, "law.yaml")
    rule = load_rulebook((pack,)).rule("ACME-01")
    assert rule is not None
    assert [law.article for law in rule.law] == ["12", "703"]
    assert load_rulebook().law.article("民法典", "703") is None


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("name: 公司合同管理办法", "name: 合同法", "2:11：$.statutes[0].name：《合同法》不是有效的法律"),
        ("since: '2024-03-01'", "since: '2024-3-1'", "3:12：$.statutes[0].since：日期应写成"),
        ("['703']", "['585', '七百']", "条号应是阿拉伯数字"),
        ("{'2021-01-01': ['703']}", "{'2022-01-01': ['585']}", "第 585 条已在随程序安装的 law.yaml 里，自 2021-01-01"),
        ("since: '2021-01-01'", "since: '2020-01-01'", "《民法典》已在随程序安装的 law.yaml 里"),
        ("statutes:", "laws:", "不认识的键「laws」"),
    ],
)
def test_a_pack_cannot_bend_the_law(tmp_path: Path, change: str, to: str, fault: str) -> None:
    assert change in LAW
    pack = written(tmp_path, RULE)
    written(tmp_path, LAW.replace(change, to), "law.yaml")
    said = fault_of(pack)
    assert said.startswith(f"{pack / 'law.yaml'}:")
    assert fault in said


def test_the_prefix_of_house_rules_is_one_word(tmp_path: Path) -> None:
    pack = written(tmp_path, RULE)
    chosen = {check.code for check in api.review(DRAFT, Settings(packs=(pack,), select=("A",))).checks}
    assert "A03" in chosen
    assert "ACME-01" not in chosen
    for entry in ("ACME", "ACME-0", "ACME-01", "fax-notice"):
        checks = api.review(DRAFT, Settings(packs=(pack,), select=(entry,))).checks
        assert [check.code for check in checks] == ["ACME-01"]


CHECKER = """\
from contractlint.finding import Hit, NotAssessed
from contractlint.text import Span

def exclaims(agreement, options):
    for mark in options["cues"]:
        place = agreement.text.find(mark)
        if place >= 0:
            yield Hit((Span(place, place + len(mark)),), {"quote": mark})

def crashes(agreement, options):
    yield Hit(())

def leaves(agreement, options):
    raise SystemExit(0)
    yield
"""
CHECKED = RULE.replace("kind: forbid\n  find: ['传真']", "kind: checker\n  checker: acme-marks\n  cues: ['传真']")


def installed(folder: Path, name: str = "acme-marks", function: str = "exclaims") -> str:
    """A package with a checker as an installer leaves it; returns the path to it."""
    site = folder / "site"
    facts = site / "acme_checks-1.0.dist-info"
    facts.mkdir(parents=True)
    (site / "acme_checks.py").write_text(CHECKER, "utf-8")
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-checks\nVersion: 1.0\n", "utf-8")
    (facts / "entry_points.txt").write_text(f"[contractlint.checkers]\n{name} = acme_checks:{function}\n", "utf-8")
    return os.pathsep.join((str(site), str(FIXTURES.parent)))


def test_a_checker_comes_as_an_installed_package(tmp_path: Path) -> None:
    pack, path = written(tmp_path, CHECKED), installed(tmp_path)
    draft = tmp_path / "草稿.txt"
    draft.write_text(DRAFT, "utf-8")
    result = run("review", draft, "--rules", pack, "--select", "ACME", "--format", "json", PYTHONPATH=path)
    assert [one["evidence"][0]["text"] for one in json.loads(result.stdout)["findings"]] == ["传真"]
    checked = run("rules", "check", pack, PYTHONPATH=path)
    assert checked.returncode == 0, checked.stdout


def test_a_checker_that_is_not_installed_is_refused_and_never_looked_for_beside_the_pack(tmp_path: Path) -> None:
    pack = written(tmp_path, CHECKED)
    (pack / "acme_checks.py").write_text("raise SystemExit('loaded')", "utf-8")
    (pack / "acme-marks.py").write_text("raise SystemExit('loaded')", "utf-8")
    result = run("review", RISKY, "--rules", pack, cwd=pack)
    assert (result.returncode, result.stdout) == (2, "")
    assert "「acme-marks」没有安装" in result.stderr
    assert f"{pack.name}" in run("rules", "check", pack).stdout
    # Who does not run the rule does not need the package.
    assert run("review", RISKY, "--rules", pack, "--ignore", "ACME").returncode == 1


@pytest.mark.parametrize("function", ["crashes", "leaves", "is_not_there"])
def test_a_checker_that_crashes_is_not_assessed_and_the_rest_goes_on(tmp_path: Path, function: str) -> None:
    pack, path = written(tmp_path, CHECKED), installed(tmp_path, function=function)
    report = json.loads(run("review", RISKY, "--rules", pack, "--format", "json", PYTHONPATH=path).stdout)
    (check,) = [one for one in report["checks"] if one["code"] == "ACME-01"]
    assert check["status"] == "not_assessed"
    assert "规则运行出错" in check["reason"]
    assert report["findings"]
    assert "规则运行出错" in run("rules", "check", pack, PYTHONPATH=path).stdout


def test_an_installed_checker_never_replaces_a_shipped_one(tmp_path: Path) -> None:
    path = installed(tmp_path, name="exempts-gross-fault", function="leaves")
    here = run("review", RISKY, "--format", "json").stdout
    assert run("review", RISKY, "--format", "json", PYTHONPATH=path).stdout == here


def test_the_template_is_explained_line_by_line() -> None:
    lines = [line for line in new_pack().splitlines() if line.strip()]
    assert sum("#" in line for line in lines) > len(lines) / 2
