"""Configuration: found, merged, checked; every fault names file, line, key and what would be right."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from contractlint.api import review
from contractlint.cli import commands
from contractlint.cli.choices import configuration_for, settings_for
from contractlint.configuration import find_configuration, settings_of
from contractlint.configuration.keys import KEYS, LIMITS
from contractlint.errors import RuleFault, UsageError
from contractlint.finding import Severity
from contractlint.settings import Settings
from contractlint.toml import parse_toml
from tests.drafts import FIXTURES

DRAFT = (FIXTURES / "risky-short.txt").read_bytes()


def house(folder: Path, text: str, name: str = "contractlint.toml") -> Path:
    """A draft two folders below a configuration."""
    folder.joinpath(name).write_text(text, "utf-8")
    below = folder / "甲 公司" / "第 2 稿"
    below.mkdir(parents=True, exist_ok=True)
    below.joinpath("draft.txt").write_bytes(DRAFT)
    return below / "draft.txt"


def codes(draft: Path, **flags: Any) -> set[str]:
    return {finding.code for finding in review(draft, settings_for(draft, flags)).findings}


def test_found_on_the_way_up(tmp_path: Path) -> None:
    draft = house(tmp_path, 'ignore = ["L"]')
    assert find_configuration(draft) == tmp_path / "contractlint.toml"
    assert any(code.startswith("L") for code in codes(draft, isolated=True))
    assert not any(code.startswith("L") for code in codes(draft))


def test_the_nearest_wins_and_a_project_file_without_our_table_does_not_count(tmp_path: Path) -> None:
    draft = house(tmp_path, 'ignore = ["L"]')
    draft.with_name("pyproject.toml").write_text('[tool.other]\nabout = "contractlint"\n', "utf-8")
    assert find_configuration(draft) == tmp_path / "contractlint.toml"
    draft.with_name("pyproject.toml").write_text('[tool.contractlint]\nfail-on = "info"\n', "utf-8")
    assert settings_for(draft, {}).fail_on is Severity.INFO
    assert any(code.startswith("L") for code in codes(draft))
    draft.with_name("contractlint.toml").write_text('fail-on = "warning"\n', "utf-8")
    assert settings_for(draft, {}).fail_on is Severity.WARNING


def test_a_broken_project_file_is_no_business_of_ours_unless_it_names_us(tmp_path: Path) -> None:
    draft = house(tmp_path, 'side = "甲"')
    draft.with_name("pyproject.toml").write_text("[tool.ruff\nx", "utf-8")
    assert settings_for(draft, {}).side == "甲"
    draft.with_name("pyproject.toml").write_text("[tool.contractlint]\nside =\n", "utf-8")
    with pytest.raises(UsageError, match=r"pyproject\.toml:2"):
        settings_for(draft, {})


def test_defaults_without_a_configuration_are_the_defaults_of_the_settings(tmp_path: Path) -> None:
    assert settings_for(house(tmp_path, ""), {"isolated": True}) == Settings()


def test_flags_over_file_over_extended_over_profile(tmp_path: Path) -> None:
    tmp_path.joinpath("base.toml").write_text(
        'side = "乙"\nignore = ["W"]\nlexicon = ["合理化建议"]\n[severity]\nW01 = "error"\nL26 = "info"\n', "utf-8"
    )
    draft = house(
        tmp_path,
        'extend = "base.toml"\nprofile = "strict"\nignore = ["M"]\nlexicon = ["及时雨"]\n[severity]\nL26 = "error"',
    )
    chosen = settings_for(draft, {})
    assert (chosen.fail_on, chosen.show_info, chosen.side) == (Severity.WARNING, True, "乙")
    assert (chosen.ignore, chosen.lexicon) == (("M",), ("合理化建议", "及时雨"))
    assert dict(chosen.severities) == {"W01": Severity.ERROR, "L26": Severity.ERROR}
    chosen = settings_for(draft, {"side": "甲", "ignore": "T，S", "profile": "quiet"})
    assert (chosen.side, chosen.ignore, chosen.min_severity) == ("甲", ("T", "S"), Severity.ERROR)


def test_every_value_tells_where_it_comes_from(tmp_path: Path) -> None:
    tmp_path.joinpath("base.toml").write_text('\nside = "乙"\n', "utf-8")
    draft = house(tmp_path, '# 说明\nextend = "base.toml"\nprofile = "strict"\n')
    known = configuration_for(draft, {"select": "L"})
    assert known.origin("side").endswith("base.toml:2")
    assert known.origin("profile").endswith("contractlint.toml:3")
    assert known.origin("fail-on").startswith("profile strict")
    assert (known.origin("select"), known.origin("type")) == ("--select", "默认")


FAULTS = [
    ('selct = ["L"]', 1, ("selct", "select")),
    ('\nfail_on = "error"', 2, ("fail_on", "fail-on")),
    ('select = ["L999"]', 1, ("select", "L999")),
    ('ignore = [\n  "L",\n  3,\n]', 3, ("ignore",)),
    ('fail-on = "eror"', 1, ("fail-on", "eror", "「error」")),
    ("fail-under = 101", 1, ("fail-under", "100")),
    ("fail-under = true", 1, ("fail-under",)),
    ('show-info = "yes"', 1, ("show-info", "true")),
    ("severity = 3", 1, ("severity", "[severity]")),
    ('[severity]\n# 说明\nL26 = "hoch"', 3, ("L26", "hoch", "error、warning、info")),
    ('[severity]\nQ = "error"', 2, ("severity", "Q")),
    ("[limits]\nfile-byte = 3", 2, ("file-byte", "「file-bytes」")),
    ("[limits]\nfile-bytes = 0", 2, ("file-bytes",)),
    ("[limits]\nfile-bytes = 1000000000", 2, ("file-bytes", "--config")),
    ('extend = "nowhere.toml"', 1, ("extend", "nowhere.toml")),
    ('extend = "contractlint.toml"', 1, ("extend", "contractlint.toml")),
    ('type = "marriage"', 1, ("type", "marriage", "tech-support")),
    ('[per-type-ignores]\nmarriage = ["L"]', 2, ("per-type-ignores", "marriage")),
    ('[per-file-ignores]\n"*.pdf" = ["vague-tme"]', 2, ("per-file-ignores", "vague-time")),
    ('profile = "strickt"', 1, ("profile", "「strict」")),
    ('rules = ["nope/"]', 1, ("rules", "nope")),
    ('side = "甲', 1, ("引号",)),
    ('side = "甲"\nside = "乙"', 2, ("两次",)),
    ("[limits", 1, ("方括号",)),
]


@pytest.mark.parametrize(("text", "line", "words"), FAULTS)
def test_faults_name_file_line_key_and_what_would_be_right(
    tmp_path: Path, text: str, line: int, words: tuple[str, ...]
) -> None:
    draft = house(tmp_path, text)
    with pytest.raises(UsageError) as refused:
        review(draft, settings_for(draft, {}))
    sentence = str(refused.value)
    assert f"contractlint.toml:{line}：" in sentence
    assert all(word in sentence for word in words), sentence
    assert "\n" not in sentence


def test_a_file_that_is_no_text_is_refused_with_its_line(tmp_path: Path) -> None:
    draft = house(tmp_path, "")
    tmp_path.joinpath("contractlint.toml").write_bytes('# 好\nside = "甲"\n'.encode("gbk"))
    with pytest.raises(UsageError, match=r"contractlint\.toml:1：文件不是 UTF-8"):
        settings_for(draft, {})
    tmp_path.joinpath("contractlint.toml").write_bytes('﻿side = "甲"\r\n'.encode())
    assert settings_for(draft, {}).side == "甲"


def test_limits_may_be_raised_only_by_a_file_that_was_named(tmp_path: Path) -> None:
    draft = house(tmp_path, "[limits]\nfile-bytes = 1000000000")
    chosen = settings_for(draft, {"config": tmp_path / "contractlint.toml"})
    assert chosen.limits.file_bytes == 1000000000
    tmp_path.joinpath("contractlint.toml").write_text("[limits]\nfile-bytes = 10", "utf-8")
    assert settings_for(draft, {}).limits.file_bytes == 10


def test_severities_count_for_gate_and_score_and_the_closest_entry_wins(tmp_path: Path) -> None:
    draft = house(tmp_path, '[severity]\nL = "info"\nL26 = "error"')
    report = review(draft, settings_for(draft, {}))
    grades = {finding.code: finding.severity for finding in report.findings if finding.code.startswith("L")}
    assert grades.pop("L26") is Severity.ERROR
    assert set(grades.values()) == {Severity.INFO}
    assert report.score is not None
    assert not any(line.code.startswith("L") and line.code != "L26" for line in report.score.lines)
    assert {rule.severity for rule in report.rules if rule.code == "L26"} == {Severity.ERROR}


def test_ignores_for_some_files_and_some_types(tmp_path: Path) -> None:
    draft = house(tmp_path, '[per-file-ignores]\n"甲 公司/*" = ["L26"]\n"*.docx" = ["S"]\n"draft.*" = ["M"]\n')
    found = codes(draft)
    assert "L26" not in found
    assert not any(code.startswith("M") for code in found)
    assert any(code.startswith("S") for code in found)
    kind = review(draft, Settings()).document.type
    draft = house(tmp_path, f'[per-type-ignores]\n{kind} = ["L26"]\nloan = ["S"]\n')
    found = codes(draft)
    assert "L26" not in found
    assert any(code.startswith("S") for code in found)


def test_quiet_lists_less_and_the_score_stays(tmp_path: Path) -> None:
    draft = house(tmp_path, 'profile = "quiet"')
    quiet, usual = review(draft, settings_for(draft, {})), review(draft, Settings())
    assert {finding.severity for finding in quiet.findings} == {Severity.ERROR}
    assert quiet.below == len(usual.findings) - len(quiet.findings) > 0
    assert (quiet.score, quiet.verdict) == (usual.score, usual.verdict)
    gated = review(draft, settings_for(draft, {"fail_on": "warning"}))
    assert {finding.severity for finding in gated.findings} == {Severity.ERROR, Severity.WARNING}


def test_the_lexicon_shields_a_word(tmp_path: Path) -> None:
    draft = house(tmp_path, 'lexicon = ["积极向上"]')
    draft.write_bytes(DRAFT + "\n第九十条 乙方应积极向上处理甲方的报修。\n".encode())
    found = review(draft, Settings()).findings
    assert [one.text for finding in found if finding.clause == "第九十条" for one in finding.evidence] == ["积极"]
    assert not [finding for finding in review(draft, settings_for(draft, {})).findings if finding.clause == "第九十条"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x7f", exclude_categories=["Cs", "Cc"]), max_size=6)
VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def written(value: object, breaks: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'''{value}'''" if "'" not in value and len(value) % 2 else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{breaks}" + "".join(f"{written(one, breaks)},{breaks}" for one in value) + "]"
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {written(one, '')}" for key, one in value.items())
            + "}"
        )
    return str(value)


def routes(value: object, route: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {route} if route else set()
    if isinstance(value, dict):
        found |= {one for key, inner in value.items() for one in routes(inner, (*route, key))}
    if isinstance(value, list):
        found |= {one for index, inner in enumerate(value) for one in routes(inner, (*route, index))}
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["table", "tables"]), st.dictionaries(TEXTS, VALUES, max_size=4)), max_size=4),
    st.sampled_from(["", "\n", " # a = ]\n  "]),
)
def test_every_key_of_a_valid_file_has_its_line(sections: list[tuple[str, dict[str, Any]]], breaks: str) -> None:
    lines: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}
    count = 0
    for number, (shape, pairs) in enumerate(sections):
        lines.append(f"[ table . {number} ]" if shape == "table" else "[[tables]]")
        base = ("table", str(number)) if shape == "table" else ("tables", count)
        count += shape == "tables"
        expected[base] = len(lines)
        for key, value in pairs.items():
            expected[*base, key] = len(lines) + 1
            lines += f"{json.dumps(key, ensure_ascii=False)} = {written(value, breaks)} # = [".split("\n")
    file = parse_toml("\n".join(lines).encode(), "t.toml")
    assert {route: file.lines.get(route) for route in expected} == expected
    assert routes(file.values) == set(file.lines)


def test_the_tables_of_keys_are_those_of_the_settings() -> None:
    assert set(LIMITS.values()) == set(Settings().limits.__slots__)
    assert {"select", "ignore", "severity", "profile", "fail-on", "fail-under", "limits", "extend"} <= KEYS.keys()


def test_ones_own_names(tmp_path: Path) -> None:
    draft = house(tmp_path, "")
    text = draft.read_text("utf-8")
    name = next(party.name for party in review(draft, Settings()).parties if party.role == "乙")
    shop = text.replace(name, "云岫数维")
    assert "S02" in {one.code for one in review(shop, Settings()).findings}
    assert "S02" not in {one.code for one in review(shop, Settings(company_names=("云岫数维",))).findings}
    nearly = review(text, Settings(company_names=(name.replace("公司", "责任公司"),)))
    assert any("只差一点" in notice and name in notice for notice in nearly.notices)
    assert not review(text, Settings(company_names=(name,))).notices
    ours = review(text, Settings(company_names=(name,), side="我方"))
    assert ours.findings == review(text, Settings(side="乙")).findings != review(text, Settings()).findings
    nobody = review(text, Settings(company_names=("别家有限公司",), side="我方"))
    assert nobody.findings == review(text, Settings()).findings
    assert any("看不出哪一方是我方" in notice for notice in nobody.notices)
    with pytest.raises(UsageError, match="company-names"):
        review(text, Settings(side="我方"))


def show(*arguments: str | Path) -> str:
    result = CliRunner().invoke(commands.cli, ["config", "show", *map(str, arguments)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def test_config_show_prints_every_key_with_its_origin(tmp_path: Path) -> None:
    tmp_path.joinpath("base.toml").write_text('side = "乙"\n', "utf-8")
    draft = house(
        tmp_path,
        'extend = "base.toml"\nprofile = "strict"\n[severity]\nL26 = "error"\n[per-file-ignores]\n"*.txt" = ["M"]',
    )
    lines = show(draft, "--select", "L").splitlines()
    shown = {line.split("=")[0].strip(): line.partition("=")[2].strip() for line in lines if " = " in line}
    assert {name.split(".")[0] for name in shown} == KEYS.keys() - {"extend"}
    assert shown["side"].startswith('"乙"  # ')
    assert shown["side"].endswith("base.toml:1")
    assert shown["fail-on"].startswith('"warning"  # profile strict（')
    assert shown["severity.L26"].endswith("contractlint.toml:4")
    assert shown['per-file-ignores."*.txt"'].startswith('["M"]')
    assert shown["select"] == '["L"]  # --select'
    assert shown["type"] == "（自动识别）  # 默认"
    assert "contractlint.toml" in lines[0]
    assert "base.toml" in lines[1]
    data = json.loads(show(draft, "--format", "json"))
    assert data["values"]["side"]["value"] == "乙"
    assert data["values"]["severity"]["L26"]["value"] == "error"
    assert len(data["files"]) == 2


def test_config_show_finds_faults_and_names_the_waivers(tmp_path: Path) -> None:
    draft = house(tmp_path, 'select = ["L999"]')
    with pytest.raises(UsageError, match=r"contractlint\.toml:1"):
        show(draft)
    text = '[[waiver]]\ncode = "L26"\nfingerprint = "0"\nreason = "x"\nby = "y"\n'
    house(tmp_path, "")
    tmp_path.joinpath("contractlint.waivers.toml").write_text(text, "utf-8")
    assert "contractlint.waivers.toml（1 条）" in show(draft)
    assert "没有找到" in show(draft, "--isolated")


SCHEMA = json.loads((FIXTURES.parent / "docs" / "contractlint.schema.json").read_text("utf-8"))


def test_the_schema_knows_the_keys_and_printing_it_gives_the_file() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() == KEYS.keys()
    result = CliRunner().invoke(commands.cli, ["config", "schema"], standalone_mode=False)
    assert json.loads(result.output) == SCHEMA


@pytest.mark.parametrize(("text", "line", "words"), FAULTS)
def test_schema_and_tool_refuse_the_same(tmp_path: Path, text: str, line: int, words: tuple[str, ...]) -> None:
    """What only the rule book, the disk or the place of the file can tell is left to the tool."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    left_to_the_tool = ("L999", "Q", "nowhere.toml", "contractlint.toml", "vague-time", "nope", "--config")
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(values))
    assert bool(errors) != any(word in words for word in left_to_the_tool)


GOOD = """
extend = "base.toml"
profile = "strict"
type = "tech-support"
side = "我方"
revisions = "reject"
select = ["S", "L26", "vague-time"]
ignore = "W"
fail-on = "never"
fail-under = 60
min-severity = "warning"
show-info = true
rules = ["house.yaml"]
lexicon = ["合理化建议"]
company-names = ["南山食品有限公司"]
waivers = "waivers.toml"
baseline = "template.docx"
[severity]
L26 = "error"
[per-file-ignores]
"*.txt" = ["M"]
[per-type-ignores]
loan = ["L"]
[limits]
file-bytes = 1000000
"""


def test_schema_and_tool_accept_the_same(tmp_path: Path) -> None:
    values = tomllib.loads(GOOD)
    assert values.keys() == KEYS.keys()
    jsonschema.validate(values, SCHEMA)
    tmp_path.joinpath("base.toml").write_text("", "utf-8")
    tmp_path.joinpath("house.yaml").write_text("[]", "utf-8")
    draft = house(tmp_path, GOOD)
    show(draft)
    project = "".join(
        f"[tool.contractlint.{line[1:]}\n" if line.startswith("[") else f"{line}\n" for line in GOOD.splitlines()
    )
    house(tmp_path, "[tool.contractlint]" + project, "pyproject.toml")
    tmp_path.joinpath("contractlint.toml").unlink()
    assert "pyproject.toml" in show(draft)
    assert settings_of(configuration_for(draft, {}), draft).fail_under == 60


def test_a_configuration_beside_a_draft_runs_no_code(tmp_path: Path) -> None:
    draft = house(tmp_path, 'rules = ["."]\n')
    tmp_path.joinpath("house.yaml").write_text("[]", "utf-8")
    tmp_path.joinpath("evil.py").write_text("raise SystemExit(99)", "utf-8")
    tmp_path.joinpath("conftest.py").write_text("raise SystemExit(99)", "utf-8")
    before = set(sys.modules)
    review(draft, settings_for(draft, {}))
    assert not {"evil", "conftest"} & (set(sys.modules) - before)
    house(tmp_path, 'rules = ["evil.py"]\n')
    with pytest.raises(RuleFault, match=r"evil\.py"):
        review(draft, settings_for(draft, {}))
