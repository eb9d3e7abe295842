"""The words the parser knows an agreement by. They live in ``rules/`` and come in as frozen data."""

from __future__ import annotations

from contractlint.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ModuleWords:
    """How a module of the catalogue is recognised.

    ``headings`` are aliases of clause headings, ``*`` at either end standing for more words; ``not_headings`` are words
    of headings that look alike and are not it. ``content`` are regular expressions on the folded text: one sentence
    matching one of them is content of the module wherever it stands, unless it also matches one of ``not_content`` or
    stands in a clause headed as one of the modules ``not_within``. ``unheaded`` count only where no heading speaks.
    """

    code: str
    title: str
    title_en: str
    headings: tuple[str, ...]
    not_headings: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    not_content: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    unheaded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How an agreement type is recognised: ``titles`` and ``content`` are regular expressions, ``against`` speak
    against it."""

    code: str
    title: str
    titles: tuple[str, ...]
    content: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it, in the order of the files."""

    modules: tuple[ModuleWords, ...]
    types: tuple[TypeWords, ...]
    lexicon: tuple[str, ...]
