"""From what was typed (files, folders, patterns, ``-``) to the drafts, each once, in a stable order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path, PurePath

from contractlint.configuration.search import NAME, WAIVERS
from contractlint.dataclass import dataclass
from contractlint.errors import UnreadableFile
from contractlint.folders.entry import STDIN
from contractlint.readers import READERS
from contractlint.readers.package import shown

STATE = ".contractlint"
"""Folder inside an output folder; whoever has one is output and not looked into for drafts."""
LOCK_FILE = "~$"
"""How Office begins the name of the hidden file that marks a document as open."""
_ANNOTATED = ".审阅"
_SIGNS = frozenset("*?[")
_OWN_FILES = frozenset({NAME, WAIVERS})
"""Files for this program that lie beside drafts; nobody misses a review of them."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was seen and not reviewed, and why."""

    path: str
    reason: str
    folder: bool = False
    """A whole folder, with whatever is in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts as paths to type, sorted as given; ``base`` is the folder that the places of reports mirror."""

    drafts: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    base: str


@dataclass(slots=True)
class _Search:
    recursive: bool
    output: str
    """Real path of the output folder; empty for none."""
    watching: bool
    drafts: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    folders: set[tuple[int, int]] = field(default_factory=set)


def is_pattern(text: str) -> bool:
    """A pattern that the shell left alone; a file of that very name is that file."""
    return bool(_SIGNS & set(text)) and not os.path.lexists(text)


def find(
    inputs: Sequence[str], *, recursive: bool = False, output: Path | None = None, watching: bool = False
) -> Found:
    """Every draft that the inputs name, each once.

    Files are taken whatever their suffix; inside folders only what a reader exists for, the rest is listed as skipped.
    Hidden files and lock files of Office are passed over. Links are followed, each folder once, so that loops end. A
    folder needs ``recursive`` unless ``watching``; then without it only what lies directly in it is taken. Raises
    UnreadableFile where there is nothing to review, unless ``watching``.
    """
    search = _Search(recursive, os.path.realpath(output) if output else "", watching)
    for text in inputs:
        if text == STDIN:
            search.drafts.append(STDIN)
        elif is_pattern(text):
            _pattern(search, text)
        else:
            _named(search, text, alone=len(inputs) == 1)
    drafts = tuple(dict.fromkeys(search.drafts))
    if not drafts and not watching:
        raise UnreadableFile(_nothing(inputs, len(search.skipped)))
    return Found(drafts, tuple(search.skipped), _base(search.roots))


def _nothing(inputs: Sequence[str], skipped: int) -> str:
    others = f"（另有 {skipped} 个其他文件）" if skipped else ""
    return f"{'、'.join(map(shown, inputs))}：没有可以审查的文件{others}。可读的格式：{'、'.join(READERS)}。"


def _pattern(search: _Search, pattern: str) -> None:
    matches = _matches(pattern)
    if not matches and not search.watching:
        raise UnreadableFile(f"没有文件符合「{shown(pattern)}」。")
    search.roots.append(_absolute(_fixed(Path(pattern))))
    for match in matches:
        if not match.is_dir():
            _add(search, match)
        elif search.recursive:
            _folder(search, match)


def _matches(pattern: str) -> list[Path]:
    """Paths that fit, in order; hidden ones only where the pattern itself names what is hidden."""
    whole = Path(pattern)
    try:
        found = sorted(Path(whole.anchor).glob(str(whole.relative_to(whole.anchor))))
    except ValueError:
        return []
    return [path for path in found if not any(_hidden(part) for part in path.parts if part not in whole.parts)]


def _fixed(pattern: Path) -> Path:
    """The folder that a pattern names before its first sign."""
    return next((folder for folder in pattern.parents if not _SIGNS & set(str(folder))), Path())


def _hidden(name: str) -> bool:
    return name.startswith((".", LOCK_FILE))


def _absolute(path: Path) -> str:
    """Without links resolved: the place of a report follows the name by which the draft was found."""
    return os.path.normpath(path.absolute())


def _named(search: _Search, text: str, *, alone: bool) -> None:
    path = Path(text)
    if not path.is_dir():
        _file(search, path)
    elif search.recursive or search.watching:
        _folder(search, path)
    else:
        sentence = "这是一个文件夹；要审查里面的文件，请加 --recursive。"
        if alone:
            raise UnreadableFile(f"{shown(text)}：{sentence}")
        search.skipped.append(Skipped(text, sentence, folder=True))


def _file(search: _Search, path: Path) -> None:
    if not path.name.startswith(LOCK_FILE):
        search.roots.append(_absolute(path.parent))
        _add(search, path)


def _add(search: _Search, path: Path) -> None:
    real = os.path.realpath(path)
    if real not in search.files:
        search.files.add(real)
        search.drafts.append(str(path))


def _folder(search: _Search, folder: Path) -> None:
    """The drafts of a folder in the order of their names. What is reached without a link is taken first, so that a
    draft keeps its own name."""
    search.roots.append(_absolute(folder))
    before = len(search.drafts)
    waiting, links = [folder], list[Path]()
    while waiting or links:
        path = waiting.pop() if waiting else links.pop()
        if path.is_dir():
            for entry in _entries(search, path, root=path == folder):
                (links if entry.is_symlink() else waiting).append(path / entry.name)
        else:
            _candidate(search, path)
    search.drafts[before:] = sorted(search.drafts[before:])


def _entries(search: _Search, folder: Path, *, root: bool) -> list[os.DirEntry[str]]:
    """What lies in a folder, hidden things left out; nothing where it was seen before or is an output folder."""
    try:
        found = folder.stat()
        if (found.st_dev, found.st_ino) in search.folders:
            return []
        search.folders.add((found.st_dev, found.st_ino))
        if not root and (os.path.realpath(folder) == search.output or (folder / STATE).is_dir()):
            return []
        with os.scandir(folder) as entries:
            # From the last to the first: both lists of the search are taken from their ends.
            listed = sorted(entries, key=lambda entry: entry.name, reverse=True)
    except OSError:
        search.skipped.append(Skipped(str(folder), "这个文件夹打不开，里面的文件没有审查。", folder=True))
        return []
    names = {entry.name for entry in listed}
    return [
        entry
        for entry in listed
        if not _hidden(entry.name)
        and entry.name not in _OWN_FILES
        and (search.recursive if (folder / entry.name).is_dir() else not _made_here(search, folder / entry.name, names))
    ]


def _made_here(search: _Search, path: Path, names: set[str]) -> bool:
    """What this program may have written beside a draft: a report (``a.docx.txt``) or an annotated copy
    (``a.审阅.docx``). Said where it could have been a draft."""
    suffix = _suffix(path.name)
    report = path.stem in names and _suffix(path.stem) in READERS
    copy = path.stem.endswith(_ANNOTATED) and path.stem.removesuffix(_ANNOTATED) + path.suffix in names
    if (report or copy) and suffix in READERS:
        search.skipped.append(Skipped(str(path), "是旁边草稿的审查报告。" if report else "是旁边草稿的批注稿。"))
    return report or copy


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _candidate(search: _Search, path: Path) -> None:
    suffix = _suffix(path.name)
    if suffix in READERS:
        _add(search, path)
    else:
        search.skipped.append(
            Skipped(str(path), f"{suffix} 不是可以审查的格式。" if suffix else "没有扩展名，看不出格式。")
        )


def _base(roots: list[str]) -> str:
    try:
        return os.path.commonpath(roots) if roots else str(Path.cwd())
    except ValueError:
        # Several drives have no folder in common; their files are told apart by number.
        return ""
