"""Finding and loading the rule book: the shipped packs, and packs of the user's own.

The shipped packs are YAML. Parsing them takes longer than reading a contract, so a compiled copy (``compiled.json``,
without the examples) stands beside them; it is used only while the sizes and check sums in it equal those of the YAML
files, so that it cannot be stale.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from contractlint.dataclass import dataclass, replace
from contractlint.errors import RuleFault
from contractlint.finding import LawRef, Severity, Side
from contractlint.hashes import sha256
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.parser.vocabulary import ModuleWords, TypeWords, Vocabulary
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Examples, Place, Rule

if TYPE_CHECKING:
    from contractlint.rulebook.law import Law, Repealed
    from contractlint.rulebook.pack_files import PackFile
    from contractlint.rulebook.tree import Tree

DATA_FILES = frozenset({"modules.yaml", "types.yaml", "law.yaml"})
COMPILED = "compiled.json"
_BASIS = compile_regex("依据：(.{2,20}?)第([一二三四五六七八九十百千〇零]{1,12})条")


@dataclass(frozen=True)
class Rulebook:
    """Rules in order of code, the words agreements are known by, and the law they cite."""

    rules: tuple[Rule, ...]
    """In order of code."""
    vocabulary: Vocabulary
    """Words of headings, types and the lexicon."""
    read_law: Callable[[], Law]
    """Asked for when somebody wants the law: a review does not."""
    version: str
    """Hash of all files it was made from, 12 hexadecimal digits."""
    off: tuple[Rule, ...] = ()
    """Rules that a pack has switched off."""

    @cached_property
    def law(self) -> Law:
        """What a rule may cite."""
        return self.read_law()

    def rule(self, code: str) -> Rule | None:
        """By code or by name."""
        return next((rule for rule in self.rules if code in (rule.code, rule.name)), None)


def rules_folder() -> Path:
    """Where the shipped packs are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_rules", package.parent / "rules"):
        if (folder / "modules.yaml").is_file():
            return folder
    raise RuleFault("找不到随程序安装的规则文件，请重新安装 contractlint。")


def load_rulebook(packs: tuple[Path, ...] = (), *, examples: bool = False) -> Rulebook:
    """The shipped rule book with the user's packs on top; ``examples`` also loads the examples of the rules.

    Raises RuleFault for the first thing wrong with a pack.
    """
    if not packs:
        return _shipped(examples)[0]
    from contractlint.rulebook.pack_files import read_pack

    book, faults = with_packs(tuple(read_pack(path) for path in packs), examples=examples)
    if faults:
        raise faults[0]
    return book


@lru_cache(maxsize=4)
def with_packs(
    packs: tuple[tuple[PackFile, ...], ...], *, examples: bool = False
) -> tuple[Rulebook, tuple[RuleFault, ...]]:
    """The rule book with packs already read, and everything wrong with them. Cached by their content, which may change
    between two calls of a long-lived process."""
    from contractlint.rulebook.packs import join

    book, hashes = _shipped(examples)
    joined = join(book.rules, book.law, book.vocabulary, packs)
    own = [sha256(file.data).hexdigest() for pack in packs for file in pack]
    rules = tuple(_informed(rule, joined.law) for rule in joined.rules)
    return (
        Rulebook(rules, book.vocabulary, lambda: joined.law, _version([*hashes, *own]), joined.off),
        joined.faults,
    )


@lru_cache(maxsize=2)
def _shipped(examples: bool) -> tuple[Rulebook, tuple[str, ...]]:
    """The shipped rule book and the hashes of its files."""
    folder = rules_folder()
    files = _files(folder)
    compiled = None if examples else _compiled(folder / COMPILED, files)
    hashes = tuple(_hashes(files).values() if compiled is None else compiled["hashes"].values())
    if compiled is None:
        rules, vocabulary, law = _parse(files)
        return Rulebook(_in_order(rules), vocabulary, lambda: law, _version(hashes)), hashes
    rules = tuple(map(_rule_from, compiled["rules"]))
    read_law = partial(_law_from, compiled["law"])
    return Rulebook(_in_order(rules), _vocabulary_from(compiled["vocabulary"]), read_law, _version(hashes)), hashes


def is_compiled() -> bool:
    """Whether the shipped rules come from the compiled copy: it is there and as new as the YAML files."""
    folder = rules_folder()
    return _compiled(folder / COMPILED, _files(folder)) is not None


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".txt")}


def _hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def _sums(files: dict[str, bytes]) -> dict[str, list[int]]:
    """Size and check sum of each file: enough to see that one was changed, and faster than a hash."""
    return {name: [len(data), crc32(data)] for name, data in files.items()}


def _version(hashes: Iterable[str]) -> str:
    return sha256("".join(sorted(hashes)).encode()).hexdigest()[:12]


def compile_rulebook(folder: Path) -> str:
    """The text of ``compiled.json`` for the YAML files of a folder."""
    from contractlint.rulebook.tree import load_tree

    files = _files(folder)
    rules, vocabulary, _ = _parse(files)
    data = {
        "sums": _sums(files),
        "hashes": _hashes(files),
        "rules": [_rule_data(rule) for rule in rules],
        "vocabulary": asdict(vocabulary),
        "law": load_tree(files["law.yaml"], "law.yaml").plain(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _in_order(shipped: Iterable[Rule]) -> tuple[Rule, ...]:
    by_code: dict[str, Rule] = {}
    for rule in shipped:
        if rule.code in by_code:
            raise RuleFault(f"{rule.place}：编号 {rule.code} 已经在 {by_code[rule.code].place} 用过了")
        by_code[rule.code] = rule
    return tuple(by_code[code] for code in sorted(by_code))


def _parse(files: dict[str, bytes]) -> tuple[tuple[Rule, ...], Vocabulary, Law]:
    from contractlint.rulebook.law import parse_law
    from contractlint.rulebook.schema import read_rules
    from contractlint.rulebook.tree import load_tree

    trees = {name: load_tree(data, f"rules/{name}") for name, data in files.items() if name.endswith(".yaml")}
    law = parse_law(trees["law.yaml"].plain())
    rules = tuple(
        _informed(rule, law) for name, tree in trees.items() if name not in DATA_FILES for rule in read_rules(tree)
    )
    lexicon = tuple(
        word for line in files["lexicon.txt"].decode("utf-8").splitlines() if (word := line.partition("#")[0].strip())
    )
    vocabulary = Vocabulary(
        modules=tuple(_module_words(item) for item in trees["modules.yaml"].items()),
        types=tuple(_type_words(item) for item in trees["types.yaml"].items()),
        lexicon=lexicon,
    )
    return tuple(sorted(rules, key=lambda rule: rule.code)), vocabulary, law


def _informed(rule: Rule, law: Law) -> Rule:
    """A rule that ``uses: law`` gets the law's lists as options, so that they are written down once."""
    if rule.options.get("uses") != "law":
        return rule
    return replace(rule, options={**rule.options, **law_options(law)})


def law_options(law: Law) -> dict[str, tuple[str, ...]]:
    """``repealed``: name, aliases, until, successor, not within, basis. ``nonexistent``: name, aliases, not within.
    ``renumbered``: statute, old, new, since, topic, cues. Fields are tab-separated, lists inside them by commas."""
    return {
        "repealed": tuple(
            "\t".join(
                (
                    one.name,
                    ",".join(one.aliases),
                    one.until,
                    one.replaced_by,
                    ",".join(one.not_within),
                    _basis(one, law),
                )
            )
            for one in law.repealed
        ),
        "nonexistent": tuple(
            "\t".join((one.name, ",".join(one.aliases), ",".join(one.not_within))) for one in law.nonexistent
        ),
        "renumbered": tuple(
            "\t".join((one.statute, one.old, one.new, one.since, one.topic, ",".join(one.cues)))
            for one in law.renumbered
        ),
    }


def _basis(repealed: Repealed, law: Law) -> str:
    """``statute,article,since`` of the article that ended a law, as its note names it; else empty."""
    found = _BASIS.search(repealed.note)
    article = parse_numeral(found[2]) if found else None
    since = law.article(found[1], str(article)) if found and article is not None else None
    return f"{found[1]},{article},{since}" if found and since else ""


def _module_words(tree: Tree) -> ModuleWords:
    required = frozenset({"code", "title", "title_en", "headings"})
    optional = ("not_headings", "content", "not_content", "not_within", "unheaded")
    mapping = tree.keys(required | set(optional), required)
    return ModuleWords(
        code=mapping["code"].text(),
        title=mapping["title"].text(),
        title_en=mapping["title_en"].text(),
        headings=mapping["headings"].texts(),
        **{key: mapping[key].texts() for key in optional if key in mapping},
    )


def _type_words(tree: Tree) -> TypeWords:
    required = frozenset({"code", "title", "titles"})
    mapping = tree.keys(required | {"content", "against"}, required)
    return TypeWords(
        code=mapping["code"].text(),
        title=mapping["title"].text(),
        titles=mapping["titles"].texts(),
        content=mapping["content"].texts() if "content" in mapping else (),
        against=mapping["against"].texts() if "against" in mapping else (),
    )


def _rule_data(rule: Rule) -> dict[str, Any]:
    data = asdict(rule)
    del data["examples"], data["decided"]
    data["severity"] = rule.severity.name
    data["law"] = [[law.statute, law.article, law.since] for law in rule.law]
    data["place"] = [rule.place.file, rule.place.line, rule.place.column]
    return data


def _compiled(path: Path, files: dict[str, bytes]) -> dict[str, Any] | None:
    """The compiled copy, if it is one of these files."""
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return data if data.get("sums") == _sums(files) else None


def _vocabulary_from(data: dict[str, Any]) -> Vocabulary:
    return Vocabulary(
        modules=tuple(ModuleWords(**_tuples(item)) for item in data["modules"]),
        types=tuple(TypeWords(**_tuples(item)) for item in data["types"]),
        lexicon=tuple(data["lexicon"]),
    )


def _law_from(data: Any) -> Law:
    from contractlint.rulebook.law import parse_law

    return parse_law(data)


_SEVERITIES = {severity.name: severity for severity in Severity}
_SIDES = {side.value: side for side in Side}
_NO_EXAMPLES = Examples()


def _rule_from(data: dict[str, Any]) -> Rule:
    # Spelled out: names that come out of a file are compared letter by letter with those of the fields.
    return Rule(
        code=data["code"],
        name=data["name"],
        title=data["title"],
        title_en=data["title_en"],
        severity=_SEVERITIES[data["severity"]],
        side=_SIDES[data["side"]],
        applies=tuple(data["applies"]),
        not_for=tuple(data["not_for"]),
        absence=data["absence"],
        kind=data["kind"],
        options=_tuples(data["options"]),
        needs=tuple(data["needs"]),
        yields_to=tuple(data["yields_to"]),
        message=data["message"],
        why=data["why"],
        advice=data["advice"],
        when_not=data["when_not"],
        law=tuple(LawRef(*law) for law in data["law"]),
        since=data["since"],
        examples=_NO_EXAMPLES,
        place=Place(*data["place"]),
    )


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
