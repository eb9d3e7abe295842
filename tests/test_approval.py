"""A gate in somebody else's workflow: the example script, the page of exit codes, and the hooks of pre-commit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import skip_or_fail
from tests.drafts import FIXTURES

ROOT = FIXTURES.parent
SCRIPT = ROOT / "examples" / "approval.py"
PAGE = (ROOT / "docs" / "approval.md").read_text("utf-8")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def decide(*arguments: str | Path, cwd: Path = ROOT) -> tuple[int, dict[str, object]]:
    result = subprocess.run(
        [sys.executable, SCRIPT, *arguments], capture_output=True, cwd=cwd, env=ENVIRONMENT, check=False
    )
    assert result.stderr == b""
    return result.returncode, json.loads(result.stdout)


@pytest.mark.parametrize(
    ("draft", "options", "code", "decision"),
    [
        ("clean-automatic.docx", (), 0, "approve"),
        ("risky-typed.docx", (), 1, "return"),
        ("scan.docx", (), 2, "manual"),
        ("nowhere.docx", (), 1, "return"),
        ("clean-typed.docx", ("--select", "Q99"), 2, "manual"),
        ("tracked.docx", ("--fail-on", "never"), 1, "return"),
    ],
)
def test_the_script_decides(draft: str, options: tuple[str, ...], code: int, decision: str) -> None:
    returned, opinion = decide(FIXTURES / draft, *options)
    assert (returned, opinion["decision"]) == (code, decision)
    assert str(opinion["reason"]).endswith("。")
    if draft == "risky-typed.docx":
        assert opinion["must_change"]
        assert {"code", "clause", "message", "advice", "fingerprint"} == set(opinion["must_change"][0])  # type: ignore[index]
    if draft == "tracked.docx":
        assert "修订" in str(opinion["reason"])


def test_the_script_takes_odd_names_and_writes_nothing(tmp_path: Path) -> None:
    draft = tmp_path / "-- 合同 草稿.docx"
    shutil.copy(FIXTURES / "clean-typed.docx", draft)
    code, opinion = decide(draft.name, cwd=tmp_path)
    assert (code, opinion["decision"]) == (0, "approve")
    assert [path.name for path in tmp_path.iterdir()] == [draft.name]


def test_nothing_unexpected_is_ever_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("approval", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    approval = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(approval)
    for code, output in ((0, b""), (0, b"{}"), (0, b"[]"), (-9, b""), (5, b""), (130, b""), (1, b"null")):
        done = subprocess.CompletedProcess([], code, output, b"")
        monkeypatch.setattr(approval.subprocess, "run", lambda *_, done=done, **__: done)
        assert approval.decide("x.docx", [])["decision"] == "manual"

    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("contractlint", 1)

    monkeypatch.setattr(approval.subprocess, "run", late)
    assert approval.decide("x.docx", [])["decision"] == "manual"


def test_the_page_knows_every_exit_code_and_field() -> None:
    from contractlint.cli.chinese import EXIT_CODES

    listed = set(re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE))
    assert listed == {*re.findall(r"^  (\d) ", EXIT_CODES, re.MULTILINE), "130"}
    result = subprocess.run(
        [sys.executable, "-m", "contractlint", "review", FIXTURES / "risky-typed.docx", "--format", "json"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    report = json.loads(result.stdout)
    table = PAGE.partition("## JSON 里看什么")[2].partition("## ")[0]
    for path in re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE):
        value = report
        for key in path.split("."):
            value = value[key.removesuffix("[]")]
            value = value[0] if key.endswith("[]") else value


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the hooks as they are shipped, but run with what is installed: this test has no network."""
    for program in ("git", "pre-commit"):
        if shutil.which(program) is None and not (Path(sys.executable).parent / program).exists():
            skip_or_fail(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("hooks")
    shipped = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert shipped.count("language: python") == 2
    (folder / ".pre-commit-hooks.yaml").write_text(shipped.replace("language: python", "language: system"), "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "hooks")
    return folder


def commit_hook(hooks: Path, folder: Path, config: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit says when everything in the folder is committed."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    command = programs / "contractlint"
    command.write_text(f"#!{sys.executable}\nfrom contractlint.cli import main\nmain()\n", "utf-8")
    command.chmod(0o755)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, capture_output=True, text=True, check=True)
    text = f"repos:\n- repo: {hooks}\n  rev: {revision.stdout.strip()}\n  hooks:\n{config}"
    (folder / ".pre-commit-config.yaml").write_text(text, "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    path = os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**ENVIRONMENT, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "home")},
        check=False,
    )


def test_the_hooks_are_what_pre_commit_asks_for() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    shipped = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in yaml.safe_load(blocks[0])["repos"][0]["hooks"]} == shipped
    assert yaml.safe_load(blocks[1])["repos"][0]["hooks"][0]["entry"] == "contractlint review"


def test_a_risky_draft_cannot_be_committed(hooks: Path, tmp_path: Path) -> None:
    folder = tmp_path / "合同 库"
    folder.mkdir()
    shutil.copy(FIXTURES / "clean-typed.docx", folder / "好 的.docx")
    (folder / "~$好 的.docx").write_bytes(b"lock")
    (folder / "说明.md").write_text("# 不是合同\n", "utf-8")
    good = commit_hook(hooks, folder, "  - id: contractlint\n")
    assert good.returncode == 0, good.stdout + good.stderr
    shutil.copy(FIXTURES / "risky-typed.docx", folder / "有 风险.docx")
    bad = commit_hook(hooks, folder, "  - id: contractlint\n    args: [--fail-on, error]\n")
    assert bad.returncode == 1
    assert "exit code: 1" in bad.stdout
    assert "有 风险.docx" in bad.stdout


def test_a_pack_with_a_fault_cannot_be_committed(hooks: Path, tmp_path: Path) -> None:
    from contractlint.packs import new_pack

    folder = tmp_path / "规则库"
    (folder / "my-pack").mkdir(parents=True)
    rules = folder / "my-pack" / "rules.yaml"
    config = "  - id: contractlint-rules\n    args: [my-pack]\n"
    rules.write_text(new_pack(), "utf-8")
    assert commit_hook(hooks, folder, config).returncode == 0
    rules.write_text(new_pack().replace("side: 双", "side: 丙"), "utf-8")
    bad = commit_hook(hooks, folder, config)
    assert bad.returncode == 1
    assert re.search(r"my-pack/rules\.yaml:\d+:9：", bad.stdout)
