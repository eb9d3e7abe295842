"""Whether a stretch of text is a word of its own: 积极 is one in 积极配合 and none in 积极性.

The answer is jieba's, with the small lexicon of ``rules/lexicon.txt`` and without its guessing of unknown words. jieba
itself is needed only where a word of the lexicon runs across a border of the place in question; everywhere else every
segmentation has a border there, and the answer is known without it.
"""

from __future__ import annotations

import sys
import warnings
from functools import lru_cache
from typing import Any

from contractlint.regex import compile_regex

_FREQUENCY = 10
_SEGMENTED = compile_regex(r"[一-鿕a-zA-Z0-9+#&._%\-]")
"""What jieba segments together; any other character is a border of its own."""
_REACH = 200
"""How much is segmented on either side; only a text without any punctuation is longer."""


def is_word(text: str, start: int, end: int, lexicon: tuple[str, ...]) -> bool:
    """Whether no word of the segmentation runs across the borders of ``text[start:end]``.

    A stretch made of several words (尽最大努力) counts as long as it begins and ends where words do. ``lexicon`` is
    taken as it is, all words equally likely: fewer words win over more.
    """
    if not 0 <= start < end <= len(text):
        return False
    words, longest = _words(lexicon)
    doubtful = tuple(border for border in (start, end) if _crossed(text, border, words, longest))
    return not doubtful or _borders(text, start, end, lexicon).issuperset(doubtful)


def _crossed(text: str, border: int, words: frozenset[str], longest: int) -> bool:
    """Whether a word of the lexicon, or a number or Latin word, stands on both sides of the border."""
    if not 0 < border < len(text):
        return False
    if _latin(text[border - 1]) and _latin(text[border]):
        return True
    return any(
        text[first:last] in words
        for first in range(max(0, border - longest + 1), border)
        for last in range(border + 1, min(len(text), first + longest) + 1)
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _borders(text: str, start: int, end: int, lexicon: tuple[str, ...]) -> frozenset[int]:
    """Where words begin or end in the unbroken stretch around a place."""
    first, last = start, end
    while first > max(0, start - _REACH) and _SEGMENTED.match(text[first - 1]):
        first -= 1
    while last < min(len(text), end + _REACH) and _SEGMENTED.match(text[last]):
        last += 1
    borders = {first}
    for word in _tokenizer(lexicon).cut(text[first:last], HMM=False):
        first += len(word)
        borders.add(first)
    return frozenset(borders)


@lru_cache(maxsize=4)
def _words(lexicon: tuple[str, ...]) -> tuple[frozenset[str], int]:
    return frozenset(lexicon), max(map(len, lexicon), default=0)


@lru_cache(maxsize=4)
def _tokenizer(lexicon: tuple[str, ...]) -> Any:
    """A jieba tokenizer that knows the lexicon alone.

    Its tables are filled by hand: a dictionary file would bring jieba's cache in the temporary folder with it.
    """
    jieba = load_jieba()
    frequencies: dict[str, int] = {}
    for word in lexicon:
        for length in range(1, len(word)):
            frequencies.setdefault(word[:length], 0)
        frequencies[word] = _FREQUENCY
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = frequencies
    tokenizer.total = max(1, _FREQUENCY * len(lexicon))
    tokenizer.initialized = True
    return tokenizer


def load_jieba() -> Any:
    """The module, imported without setuptools' pkg_resources (60 ms and a warning) and kept from logging."""
    import logging

    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    if before is missing:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if before is missing:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.CRITICAL)
    return jieba
