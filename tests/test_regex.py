"""Patterns compiled ahead of time find what ``re`` finds, in the same places."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint import regex
from contractlint.regex_store import cues, entry, in_line, program
from contractlint.text import Normalized

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
# Every pattern of the product, on every fixture.
EVERY = """
import re, sys
from pathlib import Path
from contractlint import regex
from contractlint.regex_store import asked_for, entry
from contractlint.text import Normalized
regex.store_path = lambda: Path(sys.argv[2])
paths = [path for path in sorted(Path(sys.argv[1]).iterdir()) if path.suffix == ".docx"][:4]
keys = [key for key in asked_for([]) if isinstance(key[0], str)]
assert len(keys) > 100
from contractlint.readers import read_path
from contractlint.readers.limits import Limits
texts = [read_path(path, limits=Limits()).text for path in paths]
views = [Normalized(text) for text in texts]
spared = narrowed = 0
for pattern, flags in keys:
    made = entry((pattern, flags))
    plain, stored = re.compile(pattern, flags), regex.built(pattern, made[1], *made[2][:-2])
    assert stored.pattern == plain.pattern and stored.flags == plain.flags and stored.groupindex == plain.groupindex
    for text in texts:
        assert [m.span() for m in stored.finditer(text)] == [m.span() for m in plain.finditer(text)], pattern
    regex.write_store(Path(sys.argv[2]), [made])
    regex._store, regex._known = regex._load(), {}
    stored = regex.compile_regex(pattern, flags)
    for view in views:
        places = [match.span() for match in plain.finditer(view.text)]
        assert [found.match.span() for found in view.finditer(stored)] == places, pattern
        first = view.search(stored)
        assert (first and first.match.span()) == (places[0] if places else None), pattern
        spared += not view.may_hold(stored)
        narrowed += len(view._stretches(stored, len(view.text))) > 1
assert narrowed * 10 > len(keys) * len(texts), narrowed
assert spared * 10 > len(keys) * len(texts), spared
"""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, re.Pattern[str]]:
    """Any pattern as it comes out of a store."""
    path = tmp_path_factory.mktemp("store") / "regexes.bin"

    class Made(dict[str, re.Pattern[str]]):
        def __missing__(self, pattern: str) -> re.Pattern[str]:
            regex.write_store(path, [entry((pattern, 0))])
            with mock.patch.object(regex, "store_path", return_value=path):
                store = regex._load()
            with mock.patch.object(regex, "_store", store), mock.patch.object(regex, "_known", {}):
                self[pattern] = made = regex.compile_regex(pattern)
            return made

    return Made()


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=st.text("甲乙丙方权不无有可以解除一二全部切aBcD1 \n。", max_size=30))
def test_a_stored_program_finds_the_same_places(pattern: str, flags: int, text: str) -> None:
    plain = re.compile(pattern, flags)
    stored = regex.built(pattern, *program((pattern, flags)))
    assert [match.regs for match in stored.finditer(text)] == [match.regs for match in plain.finditer(text)]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=st.text("甲乙丙方权不无有可以解除一二全部切aBcD1 \n。", max_size=30))
def test_a_text_without_the_cues_of_a_pattern_holds_no_match(pattern: str, flags: int, text: str) -> None:
    entries = bytearray()
    stored = regex.Stored(pattern, regex.add_entry(entries, *entry((pattern, flags))[1:]), entries)
    found = re.compile(pattern, flags).search(text)
    assert found is None or regex.may_match(stored, regex.index_of(text.split("\n")))  # type: ignore[arg-type]


# What may look across the end of a line, and what only seems to.
LINED = {
    "甲[^。\n]{0,3}乙": True,
    "甲[^。]{0,3}乙": False,
    "甲.乙": True,
    "(?s:甲.乙)": False,
    "(?s)甲.乙": False,
    "甲\\s*乙": False,
    "甲\\d乙": True,
    "甲[\\d%]乙": True,
    "甲\\D乙": False,
    "甲\n": False,
    "甲(?!乙)": True,
    "甲(?!\n)": False,
    "甲(?=$)": False,
    "甲(?=[^乙])": False,
    "(?<!\n)甲": True,
    "(?<=^)甲": True,
    "^甲": True,
    "(?m)^甲": True,
    "甲$": False,
    "\\b甲": False,
    "(甲)乙": True,
    "(甲)(?(1)乙|丙)": False,
    "(?:甲|乙)方": True,
    "甲(?>乙|\n)": False,
    "甲乙*+": True,
}


@pytest.mark.parametrize("pattern", LINED)
def test_patterns_that_can_be_run_line_by_line(pattern: str) -> None:
    assert in_line((pattern, 0)) is LINED[pattern]


@pytest.mark.parametrize("pattern", [*LINED, "[甲乙]\\d", "(?<=乙\n)甲方", "甲(?:方|乙){1,3}(?=丙)"])
@given(text=st.text("甲乙丙方1 \n\n。", max_size=40))
def test_line_by_line_finds_the_same_places(stores: dict[str, re.Pattern[str]], pattern: str, text: str) -> None:
    view = Normalized(text)
    with mock.patch("contractlint.text._SHORT", 0):
        found = [one.match.regs for one in view.finditer(stores[pattern])]
    assert found == [match.regs for match in re.finditer(pattern, view.text)]


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
        ("\n甲方", ("甲方",)),
        ("甲方\n", ("甲方",)),
        ("\n", None),
        ("(?:甲|\n)方", ("方",)),
        ("[甲\n]", None),
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


def test_every_pattern_of_the_product_finds_the_same_places(tmp_path: Path) -> None:
    command = [sys.executable, "-c", EVERY, str(ROOT / "fixtures"), str(tmp_path / "regexes.bin")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_pattern_that_is_not_stored_is_compiled() -> None:
    assert regex.compile_regex("没有存过的(?P<word>词)", re.MULTILINE) == re.compile(
        "没有存过的(?P<word>词)", re.MULTILINE
    )


def test_a_store_of_another_python_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "regexes.bin"
    monkeypatch.setattr(regex, "store_path", lambda: path)
    assert regex._load().places == {}
    key = ("甲", 0)
    regex.write_store(path, [entry(key)])
    good = path.read_bytes()
    assert set(regex._load().places) == {"甲"}
    head = marshal.dumps((("other",), {"甲": 0}))
    other = len(head).to_bytes(8, "little") + head
    for content in (b"", b"\xff\xff", b"\xff" * 8, good[:20], other, (1).to_bytes(8, "little") + b"N"):
        path.write_bytes(content)
        assert regex._load().places == {}
