"""What programs may use: light to import, explained in full, and every example of its page runs."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import contractlint
from contractlint.errors import UsageError
from tests.drafts import FIXTURES

ROOT = FIXTURES.parent
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
PUBLIC = {name: getattr(contractlint, name) for name in contractlint.__all__ if name != "__version__"}


def test_every_public_name_has_a_docstring() -> None:
    for name, value in PUBLIC.items():
        if callable(value):
            assert (value.__doc__ or "").strip(), name
            assert value.__doc__ != f"{name}()", name
        else:
            assert '"""' in inspect.getsource(sys.modules[contractlint._PLACES[name]]).split(f"{name}: ")[1], name


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if inspect.isclass(value)])
def test_every_field_and_method_of_a_public_type_is_explained(name: str) -> None:
    for node in _class_of(PUBLIC[name]).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}.{node.name}"
    assert _unexplained(PUBLIC[name]) == []


def _class_of(value: Any) -> ast.ClassDef:
    tree = ast.parse(inspect.getsource(sys.modules[value.__module__]))
    return next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == value.__name__)


def _unexplained(value: Any) -> list[str]:
    """Fields that neither the class's docstring names nor a string behind them explains."""
    node = _class_of(value)
    said = ast.get_docstring(node) or ""
    found = []
    for field, behind in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
            if not text and f"``{field.target.id}``" not in said:
                found.append(field.target.id)
    return found


def test_functions_name_their_errors() -> None:
    for name in ("review", "understand", "compare", "annotate", "load_rulebook"):
        assert "Raises" in PUBLIC[name].__doc__, name


def test_the_stub_says_the_same_as_the_table() -> None:
    stub = (ROOT / "contractlint" / "__init__.pyi").read_text("utf-8")
    listed = {
        alias.asname: node.module
        for node in ast.parse(stub).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert listed == contractlint._PLACES
    assert set(contractlint.__all__) <= set(dir(contractlint))


def test_importing_the_package_loads_nothing() -> None:
    script = (
        "import sys\nbefore = set(sys.modules)\nimport contractlint\n"
        "more = {name for name in set(sys.modules) - before if name.startswith('contractlint.')}\n"
        "assert not more, more\n"
        "contractlint.Severity\nassert 'contractlint.api' not in sys.modules\n"
        "assert not hasattr(contractlint, 'no_such_name')\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr


def test_a_path_given_as_text_is_refused() -> None:
    for text in ("草稿.docx", "/etc/x/合同.TXT", "a b.md"):
        with pytest.raises(UsageError, match=r"pathlib\.Path"):
            contractlint.review(text)
    assert contractlint.review("甲方见附件一.docx。\n").verdict.code == "not_assessable"


def test_bytes_text_and_path_are_the_same_draft() -> None:
    path = FIXTURES / "risky-short.txt"
    reports = [contractlint.review(draft) for draft in (path, path.read_bytes(), path.read_text("utf-8"))]
    assert len({report.findings for report in reports}) == 1
    assert [report.document.path for report in reports] == [str(path), "", ""]


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source, target in (
        ("risky-typed.docx", "草稿.docx"),
        ("clean-typed.docx", "旧稿.docx"),
        ("risky-typed.docx", "新稿.docx"),
    ):
        shutil.copy(FIXTURES / source, tmp_path / target)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) > 8
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    assert names["report"].findings
    assert (tmp_path / "报告.html").read_text("utf-8").startswith("<!")
    assert (tmp_path / "草稿.审阅.docx").read_bytes() == names["annotated"].data
    agreement = names["agreement"]
    assert all(isinstance(one, contractlint.Hit) for one in names["two_seals"](agreement, {}))


def test_the_rule_of_the_page_is_sound_but_for_its_examples(tmp_path: Path) -> None:
    from contractlint.rulebook.schema import read_rules
    from contractlint.rulebook.tree import load_tree

    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (rule,) = read_rules(load_tree(block.encode(), "page.yaml"))
    assert rule.options["checker"] == "acme-two-seals"


def test_the_table_of_statuses_is_complete() -> None:
    from contractlint import engine

    for status in (engine.VIOLATED, engine.SATISFIED, engine.NOT_APPLICABLE, engine.NOT_ASSESSED):
        assert f"| `{status}` |" in PAGE
