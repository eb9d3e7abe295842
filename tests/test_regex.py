"""Patterns compiled ahead of time find what ``re`` finds, in the same places."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint import regex
from contractlint.regex_store import cues, entry, program

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
from contractlint.regex_store import asked_for, cues, program
texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
assert texts
keys = [key for key in asked_for([]) if isinstance(key[0], str)]
assert len(keys) > 100
pieces = {text: regex.pieces_of(text) for text in texts}
spared = 0
for pattern, flags in keys:
    plain, stored = re.compile(pattern, flags), regex.built(pattern, *program((pattern, flags)))
    assert stored.pattern == plain.pattern and stored.flags == plain.flags and stored.groupindex == plain.groupindex
    for text in texts:
        if not regex.may_match(regex.Stored(pattern, (cues((pattern, flags)),)), pieces[text]):
            assert plain.search(text) is None, pattern
            spared += 1
        assert [m.span() for m in stored.finditer(text)] == [m.span() for m in plain.finditer(text)], pattern
assert spared * 10 > len(keys) * len(texts), spared
"""


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=st.text("甲乙丙方权不无有可以解除一二全部切aBcD1 \n。", max_size=30))
def test_a_stored_program_finds_the_same_places(pattern: str, flags: int, text: str) -> None:
    plain = re.compile(pattern, flags)
    stored = regex.built(pattern, *program((pattern, flags)))
    assert [match.regs for match in stored.finditer(text)] == [match.regs for match in plain.finditer(text)]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=st.text("甲乙丙方权不无有可以解除一二全部切aBcD1 \n。", max_size=30))
def test_a_text_without_the_cues_of_a_pattern_holds_no_match(pattern: str, flags: int, text: str) -> None:
    stored = regex.Stored(pattern, (cues((pattern, flags)),))
    found = re.compile(pattern, flags).search(text)
    assert found is None or regex.may_match(stored, regex.pieces_of(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("违约金", ("约金",)),
        ("[甲乙]方", ("方",)),
        ("[甲乙]\\d", ("乙", "甲")),
        ("(?:全部|一切)*解除", ("解除",)),
        ("(?:解除|终止|退)合同", ("合同",)),
        ("(?:解除|终止)(?:合同|协议)", ("协议", "合同")),
        ("\\d+元?", None),
        ("(?i:ab)", None),
        ("(?=甲)乙?", None),
        ("罚(?!款)金", ("罚金",)),
        ("[^甲]", None),
    ],
)
def test_cues_are_the_words_of_a_match_that_say_most(pattern: str, expected: tuple[str, ...] | None) -> None:
    found = cues((pattern, 0))
    assert (found and set(found)) == (expected and set(expected))


def test_a_stored_pattern_is_used_as_a_compiled_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "_known", {})
    key = ("(?P<who>甲|乙)方", 0)
    regex.write_store(tmp_path / "regexes.bin", [entry(("第一个", 0)), entry(key)])
    monkeypatch.setattr(regex, "store_path", lambda: tmp_path / "regexes.bin")
    monkeypatch.setattr(regex, "_store", regex._load())
    stored = regex.compile_regex(*key)
    assert isinstance(stored, regex.Stored)
    plain = re.compile("(?P<who>甲|乙)方")
    for ask in ("search", "match", "fullmatch", "findall", "split"):
        mine, theirs = (getattr(one, ask)("甲方、乙方") for one in (stored, plain))
        assert str(mine) == str(theirs)
    assert stored.sub("双方", "甲方") == "双方"
    assert [match["who"] for match in stored.finditer("甲方、乙方")] == ["甲", "乙"]
    assert (stored.groupindex, stored.flags) == (plain.groupindex, plain.flags)
    assert stored.pattern == plain.pattern


def test_no_match_is_asked_whether_its_pattern_is_one_of_ours() -> None:
    """It never is where the pattern was stored, and always where it was not: a fault that only one of them shows."""
    sources = {path: path.read_text("utf-8") for path in (ROOT / "contractlint").rglob("*.py")}
    assert [path.name for path, source in sources.items() if re.search(r"\.re (?:is|==|!=|in|not)\b", source)] == []


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
    path = tmp_path / "regexes.bin"
    monkeypatch.setattr(regex, "store_path", lambda: path)
    assert regex._load().entries == {}
    key = ("甲", 0)
    regex.write_store(path, [entry(key)])
    good = path.read_bytes()
    assert set(regex._load().entries) == {key}
    head = marshal.dumps((("other",), {key: ()}))
    other = len(head).to_bytes(8, "little") + head
    for content in (b"", b"\xff\xff", b"\xff" * 8, good[:20], other, (1).to_bytes(8, "little") + b"N"):
        path.write_bytes(content)
        assert regex._load().entries == {}
