"""``python -m contractlint.regex_store``: write ``regexes.bin``, the compiled programs of all patterns of the product.

Every module is imported, every pattern that stands in one or in a rule is asked for, and each draft on the command
line is reviewed, so that patterns made out of the words of the rule book are met as well.

The programs are those of ``re``, but for one thing: each says with which characters a match can begin, also where the
pattern starts with a look-behind, an optional part or nested alternatives. ``re`` works that out for the simplest
patterns only, and tries all others at every character of the text. Beside each stand its cues (``contractlint.regex``).
"""

from __future__ import annotations

import ast
import sys
from array import array
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from contractlint import regex

Key = tuple[str | bytes, int]
Ranges = list[tuple[int, int]]
_PATTERN_OPTIONS = ("find", "only", "unless", "topic", "also", "when", "any")
_LAST = sys.maxunicode
_LINE_END = ord("\n")
_TOO_WIDE = 0x3000
"""A set with so many neighbours in it (any Chinese character) saves nothing."""
_MOST_CUES = 60
_ONE_CHARACTER = 8
"""How many words say as little as a single character."""
_compiler: Any = import_module("re._compiler")
_constants: Any = import_module("re._constants")


class _Asked(dict[Any, int]):
    """The places of a store that holds nothing and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: dict[Key, None] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        self.asked[key if isinstance(key, tuple) else (key, 0)] = None
        return default


def asked_for(drafts: Iterable[Path]) -> Iterator[Key]:
    """The patterns the product needs; in a process that has not imported anything else of the product yet."""
    asked = _Asked()
    regex._store = regex.Store(asked, b"")
    import contractlint

    for found in walk_packages(contractlint.__path__, "contractlint."):
        if not found.name.endswith((".__main__", ".compile")):
            import_module(found.name)
    for path in sorted(Path(contractlint.__path__[0]).rglob("*.py")):
        for pattern in _written_out(path.read_text("utf-8")):
            regex.compile_regex(pattern)
    from contractlint.api import review
    from contractlint.kinds.patterns import compiled
    from contractlint.kinds.require import matters, topic_of
    from contractlint.rulebook.book import load_rulebook

    for rule in load_rulebook().rules:
        if rule.kind != "checker":
            for option in _PATTERN_OPTIONS:
                value = rule.options.get(option)
                if isinstance(value, tuple) and value:
                    compiled(value)
        if rule.kind == "require":
            topic_of(matters(rule.options))
    for module in load_rulebook().vocabulary.modules:
        topic_of((module.code,))
    for draft in drafts:
        review(draft)
    yield from asked.asked


def _written_out(source: str) -> Iterator[str]:
    """The patterns that stand where they are used, inside functions that no draft may call."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args or node.keywords:
            continue
        name, pattern = ast.unparse(node.func), node.args[0]
        if name != "compile_regex" and not name.startswith("regex."):
            continue
        if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
            yield pattern.value


def program(key: Key) -> tuple[Any, ...]:
    """What the engine makes of a pattern, as :func:`contractlint.regex.built` wants it behind the pattern."""
    engine, charset = _compiler._sre, _compiler._get_charset_prefix
    taken: list[tuple[Any, ...]] = []
    _compiler._sre = _Engine(engine, taken)
    _compiler._get_charset_prefix = lambda pattern, flags: charset(pattern, flags) or _charset(pattern, flags)
    try:
        _compiler.compile(*key)
    finally:
        _compiler._sre, _compiler._get_charset_prefix = engine, charset
    _, flags, code, groups, names, order = taken[0]
    return array("I", code).tobytes(), int(flags), groups, dict(names) or None, order if names else ()


def entry(key: Key) -> tuple[Key, bytes, tuple[Any, ...]]:
    """What the store keeps of a pattern."""
    code, *rest = program(key)
    return key, code, (*rest, cues(key), in_line(key))


class _Engine:
    """The engine that ``re`` drives, which also keeps what its constructor was given."""

    def __init__(self, engine: Any, taken: list[tuple[Any, ...]]) -> None:
        self._engine = engine
        self._taken = taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def compile(self, *arguments: Any) -> Any:
        self._taken.append(arguments)
        return self._engine.compile(*arguments)


def _charset(pattern: Any, flags: int) -> list[tuple[Any, Any]] | None:
    """With what a match begins, as the members of a set; None where that is not known or nearly anything."""
    if flags & _constants.SRE_FLAG_IGNORECASE:
        return None
    first = _first(pattern)
    if first is None or first[1] or not first[0]:
        return None
    ranges, categories, _ = first[0], first[2], None
    merged = _merged(ranges)
    if any(end - start >= _TOO_WIDE for start, end in merged):
        return None
    return [(_constants.RANGE, pair) if pair[0] < pair[1] else (_constants.LITERAL, pair[0]) for pair in merged] + [
        (_constants.CATEGORY, category) for category in categories
    ]


def _first(pattern: Any) -> tuple[Ranges, bool, list[Any]] | None:
    """The characters a sequence can begin with, whether it can be empty, and categories (digit) among them."""
    ranges: Ranges = []
    categories: list[Any] = []
    for operator, argument in pattern:
        one = _first_of(operator, argument)
        if one is None:
            return None
        ranges += one[0]
        categories += one[2]
        if not one[1]:
            return ranges, False, categories
    return ranges, True, categories


def _first_of(operator: Any, argument: Any) -> tuple[Ranges, bool, list[Any]] | None:
    c = _constants
    if operator is c.LITERAL:
        return [(argument, argument)], False, []
    if operator is c.NOT_LITERAL:
        return _without([(argument, argument)]), False, []
    if operator in (c.AT, c.ASSERT, c.ASSERT_NOT):
        return [], True, []
    if operator is c.IN:
        return _members(argument)
    if operator is c.SUBPATTERN:
        _, added, _, inner = argument
        return None if added & c.SRE_FLAG_IGNORECASE else _first(inner)
    if operator is c.ATOMIC_GROUP:
        return _first(argument)
    if operator in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        least, _, inner = argument
        first = _first(inner)
        return None if first is None else (first[0], first[1] or least == 0, first[2])
    if operator is c.BRANCH:
        every = [_first(inner) for inner in argument[1]]
        known = [one for one in every if one is not None]
        if len(known) < len(every):
            return None
        return (
            [pair for one in known for pair in one[0]],
            any(one[1] for one in known),
            [category for one in known for category in one[2]],
        )
    return None


def _members(items: Any) -> tuple[Ranges, bool, list[Any]] | None:
    """The characters of a set; None for a negated one with categories in it."""
    ranges: Ranges = []
    categories: list[Any] = []
    negated = False
    for operator, argument in items:
        if operator is _constants.NEGATE:
            negated = True
        elif operator is _constants.LITERAL:
            ranges.append((argument, argument))
        elif operator is _constants.RANGE:
            ranges.append(argument)
        elif operator is _constants.CATEGORY:
            categories.append(argument)
        else:
            return None
    if not negated:
        return ranges, False, categories
    return None if categories else (_without(ranges), False, [])


def cues(key: Key) -> tuple[str, ...] | None:
    """Pieces of text, one or two characters long, of which at least one stands in every match; None where there are
    none or too many."""
    pattern, flags = key
    if isinstance(pattern, bytes) or flags & _constants.SRE_FLAG_IGNORECASE:
        return None
    parsed = _compiler._parser.parse(pattern, flags)
    if parsed.state.flags & _constants.SRE_FLAG_IGNORECASE:
        return None
    literals = _literals(parsed)
    if literals is None:
        return None
    # The text is scanned line by line: no pair goes across.
    lines = [literal.split("\n")[-1] or literal.split("\n")[0] for literal in literals]
    return tuple(sorted({line[-2:] for line in lines})) if all(lines) else None


def in_line(key: Key) -> bool:
    """Whether all that decides on a match stands in one line, so that each line can be searched by itself."""
    pattern, flags = key
    if isinstance(pattern, bytes):
        return False
    parsed = _compiler._parser.parse(pattern, flags)
    return not _sees_line_end(parsed, parsed.state.flags)


def _sees_line_end(pattern: Any, flags: int) -> bool:
    """Whether some part of a sequence can take a line break, or tells the end of a line from that of the text."""
    return any(_meets_line_end(operator, argument, flags) for operator, argument in pattern)


def _meets_line_end(operator: Any, argument: Any, flags: int) -> bool:
    c = _constants
    if operator is c.LITERAL:
        return bool(argument == _LINE_END)
    if operator is c.NOT_LITERAL:
        return bool(argument != _LINE_END)
    if operator is c.ANY:
        return bool(flags & c.SRE_FLAG_DOTALL)
    if operator is c.IN:
        members = _members(argument)
        # A category is taken for one with line breaks in it, but for the digits.
        return (
            members is None
            or any(category is not c.CATEGORY_DIGIT for category in members[2])
            or any(start <= _LINE_END <= end for start, end in members[0])
        )
    if operator is c.AT:
        return argument not in (c.AT_BEGINNING, c.AT_BEGINNING_STRING)
    if operator in (c.ASSERT, c.ASSERT_NOT):
        # What stands before a line is seen from within it as well.
        return argument[0] > 0 and _sees_line_end(argument[1], flags)
    if operator is c.SUBPATTERN:
        _, added, removed, inner = argument
        return _sees_line_end(inner, (flags | added) & ~removed)
    if operator is c.ATOMIC_GROUP:
        return _sees_line_end(argument, flags)
    if operator in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _sees_line_end(argument[2], flags)
    if operator is c.BRANCH:
        return any(_sees_line_end(inner, flags) for inner in argument[1])
    return True


def _literals(pattern: Any) -> frozenset[str] | None:
    """Literals of which one stands in every match of a sequence: those of the part that says most."""
    found: list[frozenset[str]] = []
    literal = ""
    for operator, argument in (*pattern, (None, None)):
        if operator is _constants.LITERAL:
            literal += chr(argument)
            continue
        if operator in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            # No characters of the match: what stands on both sides of it stands together.
            continue
        if literal:
            found.append(frozenset((literal,)))
            literal = ""
        part = None if operator is None else _literals_of(operator, argument)
        if part is not None:
            found.append(part)
    return min(found, key=_vagueness, default=None)


def _literals_of(operator: Any, argument: Any) -> frozenset[str] | None:
    c = _constants
    if operator is c.SUBPATTERN:
        _, added, _, inner = argument
        return None if added & c.SRE_FLAG_IGNORECASE else _literals(inner)
    if operator is c.ATOMIC_GROUP:
        return _literals(argument)
    if operator in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        least, _, inner = argument
        return _literals(inner) if least else None
    if operator is c.BRANCH:
        every = [_literals(inner) for inner in argument[1]]
        known = [one for one in every if one is not None]
        union = frozenset[str]().union(*known)
        return union if len(known) == len(every) and len(union) <= _MOST_CUES else None
    if operator is c.IN:
        members = _members(argument)
        if members is None or members[2] or sum(end - start + 1 for start, end in members[0]) > _MOST_CUES:
            return None
        return frozenset(chr(code) for start, end in members[0] for code in range(start, end + 1))
    return None


def _vagueness(literals: frozenset[str]) -> tuple[int, list[str]]:
    """How little a set of literals says: one character stands in nearly any text, a word does not."""
    return sum(_ONE_CHARACTER if len(literal) == 1 else 1 for literal in literals), sorted(literals)


def _merged(ranges: Ranges) -> Ranges:
    merged: Ranges = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(ranges: Ranges) -> Ranges:
    """All characters but these."""
    left: Ranges = []
    position = 0
    for start, end in _merged(ranges):
        if position < start:
            left.append((position, start - 1))
        position = end + 1
    return [*left, (position, _LAST)] if position <= _LAST else left


def main() -> None:
    """Write the store for this Python."""
    keys = list(asked_for(map(Path, sys.argv[1:])))
    regex.write_store(regex.store_path(), map(entry, sorted(keys, key=repr)))


if __name__ == "__main__":
    main()
