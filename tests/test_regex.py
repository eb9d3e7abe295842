"""Patterns compiled ahead of time find what ``re`` finds, in the same places."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint import regex
from contractlint.regex_store import program

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = (
    ("违约金", 0),
    ("(?:甲|乙)方", 0),
    ("(?<!不)(?<!无)(?:有权|可以)[^。]{0,4}解除", 0),
    ("(?:全部|一切)*(?P<place>解除)", 0),
    ("(?:一(?=方)|[乙丙]|二?)(?:方|权)", 0),
    ("[^方权]方", 0),
    ("[^\\d]方|.权", 0),
    ("(?:^|(?<=\n))(?:甲|\\d)", 0),
    ("^(?:甲|乙)|权$", re.MULTILINE),
    ("(?:ab|[c-e])方", re.IGNORECASE),
    ("(?i:ab|c)方|乙", 0),
    ("(?>甲+|乙)方", 0),
    ("(?:甲++|乙)方", 0),
    ("(甲|乙)\\1", 0),
    ("(甲)?(?(1)方|乙)", 0),
    ("\\s+方|\\w*权", 0),
    ("(?:方)?", 0),
    ("(?:甲{0,2}?|方)乙", 0),
    ("(?=乙)[甲乙]方", 0),
)
# Every pattern of the product, on every text among the fixtures.
EVERY = """
import re, sys
from pathlib import Path
from contractlint import regex
from contractlint.regex_store import asked_for, program
texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
assert texts
keys = [key for key in asked_for([]) if isinstance(key[0], str)]
assert len(keys) > 100
for pattern, flags in keys:
    plain, stored = re.compile(pattern, flags), regex._built(pattern, *program((pattern, flags)))
    assert stored.pattern == plain.pattern and stored.flags == plain.flags and stored.groupindex == plain.groupindex
    for text in texts:
        assert [m.span() for m in stored.finditer(text)] == [m.span() for m in plain.finditer(text)], pattern
print(len(keys))
"""


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=st.text("甲乙丙方权不无有可以解除一二全部切aBcD1 \n。", max_size=30))
def test_a_stored_program_finds_the_same_places(pattern: str, flags: int, text: str) -> None:
    plain = re.compile(pattern, flags)
    stored = regex._built(pattern, *program((pattern, flags)))
    assert [match.regs for match in stored.finditer(text)] == [match.regs for match in plain.finditer(text)]


def test_every_pattern_of_the_product_finds_the_same_places() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY, str(ROOT / "fixtures")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_pattern_that_is_not_stored_is_compiled() -> None:
    assert regex.compile_regex("没有存过的(?P<word>词)", re.MULTILINE) == re.compile(
        "没有存过的(?P<word>词)", re.MULTILINE
    )


def test_a_store_of_another_python_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import marshal

    path = tmp_path / "regexes.bin"
    monkeypatch.setattr(regex, "store_path", lambda: path)
    assert regex._load() == {}
    for content in (b"", b"\xff\xff", marshal.dumps((("other",), {("甲", 0): ()})), marshal.dumps(3)):
        path.write_bytes(content)
        assert regex._load() == {}
    path.write_bytes(marshal.dumps((regex.PYTHON, {("甲", 0): program(("甲", 0))})))
    assert set(regex._load()) == {("甲", 0)}
