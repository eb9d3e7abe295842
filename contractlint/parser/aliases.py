"""Which modules of the catalogue a heading names: by alias, by aliases joined or contained, by a slip of the pen."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from contractlint.dataclass import dataclass
from contractlint.parser.vocabulary import ModuleWords
from contractlint.regex import compile_regex

_NOT_KEY = compile_regex(r"[^0-9a-z\u3400-\u9fff]+")
_PREFIX = compile_regex("^(?:关于)?(?:本|该)?(?:合同|协议)(?:书)?(?:项下)?(?=.)")
_SUFFIX = compile_regex("(?<=.)(?:条款|约定|规定)$|(?<=....)(?:部分|事宜|事项|说明)$")
_CONNECTIVE = compile_regex("以及|并且|[、，；：/&+与和及或暨兼]")
_TRANSLATION = compile_regex("[A-Za-z][A-Za-z ’'-]+")
_HAN = compile_regex(r"[\u3400-\u9fff]{2}")
_LONGEST_HEADING = 30
_LEAST_MISSPELT = 4
_LEAST_ALIKE = 82
"""One wrong character in six, one too many or too few in four."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """The aliases of all modules, ready to be compared; made by :func:`prepared`."""

    exact: dict[str, tuple[str, ...]]
    starred: tuple[tuple[str, bool, bool, str], ...]
    """``(key, more before, more behind, code)``"""
    long: tuple[tuple[str, str], ...]
    """``(key, code)`` of the aliases long enough to be looked for inside a heading, or to be misspelt."""
    beginning: dict[str, tuple[int, ...]]
    """Which of ``long`` begin with these two characters."""
    holding: dict[str, tuple[int, ...]]
    """Which of ``long`` hold this character."""
    excluded: dict[str, tuple[str, ...]]

    def codes(self, heading: str) -> dict[str, int]:
        """The modules a heading names, each with how sure that is, 0–100."""
        heading = _chinese(heading)
        if len(heading) > _LONGEST_HEADING:
            return {}
        whole = _key(heading)
        parts = [part for piece in _CONNECTIVE.split(heading) if (part := _key(piece))]
        found = {code: 100 for part in (whole, *parts) for code in self.exact.get(part, ())}
        if whole in self.exact:
            return found
        for key in dict.fromkeys((whole, *(part for part in parts if part not in self.exact))):
            found = {**self._part(key), **found}
        return found or self._misspelt(whole)

    def exactly(self, heading: str) -> tuple[str, ...]:
        """The modules of a line that is nothing but a heading, or several joined."""
        heading = _chinese(heading)
        if not heading or len(heading) > _LONGEST_HEADING:
            return ()
        whole = _key(heading)
        if whole in self.exact:
            return tuple(self.codes(heading))
        parts = [_key(piece) for piece in _CONNECTIVE.split(heading) if piece.strip()]
        if not all(part in self.exact for part in parts):
            return ()
        return tuple(dict.fromkeys(code for part in parts for code in self.exact[part]))

    def _part(self, key: str) -> dict[str, int]:
        inside = {
            self.long[index][1]: 95
            for start in range(len(key) - 1)
            for index in self.beginning.get(key[start : start + 2], ())
            if key.startswith(self.long[index][0], start)
            and len(self.long[index][0]) < len(key) <= 2 * len(self.long[index][0]) + 4
        }
        starred = {
            code: 95
            for alias, before, behind, code in self.starred
            if (before and key.endswith(alias))
            or (behind and key.startswith(alias))
            or (before and behind and alias in key)
        }
        return {code: score for code, score in {**inside, **starred}.items() if not self._excludes(code, key)}

    def _misspelt(self, key: str) -> dict[str, int]:
        """Headings with one slip in them. Only as a whole: 数据交付方式 is 85 % 付款方式 where a part counts. Only a
        small slip: 责任限制 is 67 % 违约责任, 服务标的 is 75 % 服务标准."""
        if len(key) < _LEAST_MISSPELT:
            return {}
        letters = Counter(key)
        shared = Counter(index for character in letters for index in self.holding.get(character, ()))
        # A character counts more than once only where the heading repeats it.
        repeated = len(key) - len(letters)
        near = [
            self.long[index]
            for index, count in shared.items()
            if 2 * count >= len(key) - 1
            and 200 * (count + repeated) >= _LEAST_ALIKE * (len(key) + len(self.long[index][0]))
            and _best_ratio(letters, self.long[index][0]) >= _LEAST_ALIKE
        ]
        if not near:
            return {}
        from rapidfuzz import fuzz

        scored = [(int(fuzz.ratio(alias, key)), code) for alias, code in near if not self._excludes(code, key)]
        best = max((score for score, _ in scored), default=0)
        return {code: score for score, code in scored if score == best and score >= _LEAST_ALIKE}

    def _excludes(self, code: str, key: str) -> bool:
        return any(word in key for word in self.excluded.get(code, ()))


@lru_cache(maxsize=4)
def prepared(modules: tuple[ModuleWords, ...]) -> Aliases:
    """The aliases of these modules, prepared once."""
    exact: dict[str, tuple[str, ...]] = {}
    starred: list[tuple[str, bool, bool, str]] = []
    long: list[tuple[str, str]] = []
    for words in modules:
        for alias in words.headings:
            key = _key(alias)
            if "*" in alias:
                starred.append((key, alias.startswith("*"), alias.endswith("*"), words.code))
                continue
            exact[key] = tuple(dict.fromkeys((*exact.get(key, ()), words.code)))
            if len(key) >= 4:
                long.append((key, words.code))
    excluded = {words.code: tuple(map(_key, words.not_headings)) for words in modules}
    beginning: dict[str, tuple[int, ...]] = {}
    holding: dict[str, tuple[int, ...]] = {}
    for index, (key, _) in enumerate(long):
        beginning[key[:2]] = (*beginning.get(key[:2], ()), index)
        for character in dict.fromkeys(key):
            holding[character] = (*holding.get(character, ()), index)
    return Aliases(exact, tuple(starred), tuple(long), beginning, holding, excluded)


def _best_ratio(letters: Counter[str], alias: str) -> float:
    """What the likeness of two words could be at most, by the characters they share, in whatever order."""
    return 200 * (letters & Counter(alias)).total() / (letters.total() + len(alias))


def _chinese(heading: str) -> str:
    """A heading in two languages without the other one."""
    return _TRANSLATION.sub("", heading) if _HAN.search(heading) else heading


def _key(heading: str) -> str:
    """What is left of a heading when all that varies is dropped: blanks, punctuation, 的, connectives, 条款."""
    key = _NOT_KEY.sub("", _CONNECTIVE.sub("", heading.lower().replace("的", "")))
    shorter = _SUFFIX.sub("", _PREFIX.sub("", key))
    while shorter != key:
        key, shorter = shorter, _SUFFIX.sub("", _PREFIX.sub("", shorter))
    return key
