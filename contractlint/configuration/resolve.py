"""Defaults < profile < configuration (extended files first) < flags, and where each value came from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any

from contractlint.configuration.keys import (
    KEYS,
    LIMITS,
    PATH,
    PATHS,
    PROFILES,
    Entries,
    Entry,
    check_file,
)
from contractlint.configuration.search import PROJECT, WAIVERS, find_configuration, find_waivers, folders
from contractlint.dataclass import dataclass
from contractlint.errors import UsageError
from contractlint.finding import Severity
from contractlint.readers.limits import Limits
from contractlint.settings import Settings

DEFAULT = "默认"
_DEEPEST = 8
_DEFAULTS: dict[str, Any] = {"type": "", "side": "", "revisions": "accept", "profile": "default"}


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything in force, with its origin; ``files`` are the configurations read, the nearest first."""

    entries: Entries
    files: tuple[Path, ...] = ()
    isolated: bool = False
    """Nothing was looked for."""

    @property
    def name(self) -> str:
        """The nearest file as messages call it; empty where there is none."""
        if not self.files:
            return ""
        from contractlint.toml import named

        return named(self.files[0])

    def value(self, key: str) -> Any:
        """The value of a key; None where nobody set one."""
        entry = self.entries.get((key,))
        return None if entry is None else entry.value

    def table(self, key: str) -> dict[str, Entry]:
        """The entries of a table."""
        return {route[1]: entry for route, entry in self.entries.items() if len(route) > 1 and route[0] == key}

    def origin(self, key: str) -> str:
        """Where the value comes from."""
        entry = self.entries.get((key,))
        return DEFAULT if entry is None else entry.origin


def configure(
    draft: Path | None, flags: Mapping[str, Any], *, config: Path | None = None, isolated: bool = False
) -> Configuration:
    """What is in force for ``draft`` (a file, a folder, or None for standard input).

    ``flags`` maps keys of :data:`~contractlint.configuration.keys.KEYS` to values given on the command line, already
    checked. ``config`` names the file to read instead of the one that would be found; ``isolated`` reads none.
    """
    found = config if config is not None or isolated else find_configuration(draft)
    files, written = ((), {}) if found is None else _read(found, trusted=config is not None)
    given: Entries = {(key,): Entry(value, f"--{key}") for key, value in flags.items()}
    return Configuration(_merged(written, given), tuple(files), isolated)


def _merged(written: Entries, given: Entries) -> Entries:
    entries: Entries = {(key,): Entry(value, DEFAULT) for key, value in _DEFAULTS.items()}
    profile = given.get(("profile",)) or written.get(("profile",)) or entries["profile",]
    origin = DEFAULT if profile.origin == DEFAULT else f"profile {profile.value}（{profile.origin}）"
    entries |= {(key,): Entry(value, origin) for key, value in PROFILES[profile.value].items()}
    return entries | written | given


def _read(path: Path, *, trusted: bool) -> tuple[list[Path], Entries]:
    """The files in the order they were read, and their entries, those of extended files below."""
    from contractlint.toml import named

    files: list[Path] = []
    layers: list[Entries] = []
    following: tuple[Path, str] | None = (path, "")
    while following is not None:
        path, place = following
        key = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links
        if key in files:
            raise UsageError(f"{place}：extend 绕回了 {named(key)}。")
        if len(files) == _DEEPEST:
            raise UsageError(f"{place}：extend 超过 {_DEEPEST} 层。")
        files.append(key)
        entries = _entries(key, place, trusted=trusted)
        base = entries.pop(("extend",), None)
        layers.append(entries)
        following = None if base is None else (Path(base.value), f"{base.origin}：extend")
    merged: Entries = {}
    for entries in reversed(layers):
        merged = _over(merged, entries)
    return files, merged


def _over(below: Entries, above: Entries) -> Entries:
    """One file over another: values replace, tables merge, and the lists that grow are joined."""
    merged = below | above
    for route in below.keys() & above.keys():
        if KEYS[route[0]].grows:
            old, new = below[route], above[route]
            values = (*old.value, *(value for value in new.value if value not in old.value))
            merged[route] = Entry(values, f"{old.origin}、{new.origin}")
    return merged


def _entries(path: Path, place: str, *, trusted: bool) -> Entries:
    from contractlint.toml import named, read_toml

    name = named(path)
    try:
        file = read_toml(path, name)
    except UsageError as error:
        raise UsageError(f"{place}：{error}" if place else str(error)) from None
    route: tuple[str, ...] = ()
    table: Any = file.values
    if path.name == PROJECT:
        route = ("tool", "contractlint")
        tool = file.values.get("tool")
        table = tool.get("contractlint") if isinstance(tool, dict) else None
        if table is None:
            raise UsageError(f"{name}：没有 [tool.contractlint] 这个表。")
    entries = check_file(file, route, table)
    for key, entry in list(entries.items()):
        entries[key] = Entry(_placed(key, entry, path.parent), entry.origin)
    if not trusted:
        _only_lower(entries)
    return entries


def _placed(route: tuple[str, ...], entry: Entry, folder: Path) -> Any:
    """Paths and file patterns belong to the folder of the file that names them."""
    shape = KEYS[route[0]].shape
    if shape == PATH:
        return folder / entry.value
    if shape == PATHS:
        return tuple(folder / value for value in entry.value)
    return (folder, entry.value) if route[0] == "per-file-ignores" else entry.value


def _only_lower(entries: Entries) -> None:
    """A configuration that came with a draft must not open the gate for a draft made to exhaust the machine."""
    for route, entry in entries.items():
        if route[0] == "limits" and entry.value > getattr(Limits(), LIMITS[route[1]]):
            raise UsageError(
                f"{entry.origin}：limits.{route[1]}：自动找到的配置只能调低限度；要调高，请用 --config 指定配置文件。"
            )


def waiver_file(configuration: Configuration, draft: Path | None) -> Path | None:
    """The file that holds the waivers for a draft; None where there is none yet."""
    named_file: Path | None = configuration.value("waivers")
    nearest = configuration.files[0] if configuration.files else None
    if named_file is None:
        return None if configuration.isolated else find_waivers(draft, nearest)
    return named_file if named_file.is_file() else None


def new_waiver_file(configuration: Configuration, draft: Path | None) -> Path:
    """Where a first waiver is written: as named, else beside the configuration, else beside the draft."""
    named_file: Path | None = configuration.value("waivers")
    if named_file is not None:
        return named_file
    if configuration.files:
        return configuration.files[0].with_name(WAIVERS)
    return next(folders(draft)) / WAIVERS


def settings_of(configuration: Configuration, draft: Path | None) -> Settings:
    """The settings for one draft; waivers and baseline are files of their own and not read here."""
    value = configuration.value
    fail_on = value("fail-on")
    per_file = [
        code
        for pattern, entry in configuration.table("per-file-ignores").items()
        for code in entry.value[1]
        if _fits(pattern, entry.value[0], draft)
    ]
    return Settings(
        type=value("type"),
        revisions=value("revisions"),
        fail_on=None if fail_on == "never" else Severity[fail_on.upper()],
        fail_under=value("fail-under"),
        select=value("select") or (),
        ignore=(*(value("ignore") or ()), *per_file),
        type_ignores=tuple((kind, entry.value) for kind, entry in configuration.table("per-type-ignores").items()),
        severities=tuple(
            (name, Severity[entry.value.upper()]) for name, entry in configuration.table("severity").items()
        ),
        side=value("side"),
        min_severity=Severity[value("min-severity").upper()],
        show_info=value("show-info"),
        packs=_packs(configuration),
        lexicon=value("lexicon") or (),
        company_names=value("company-names") or (),
        limits=Limits(**{LIMITS[name]: entry.value for name, entry in configuration.table("limits").items()}),
        places=tuple(sorted(_places(configuration).items())),
        type_places=tuple(sorted(_type_places(configuration).items())),
        configuration=configuration.name,
    )


def _packs(configuration: Configuration) -> tuple[Path, ...]:
    packs: tuple[Path, ...] = configuration.value("rules") or ()
    for pack in packs:
        if not pack.exists():
            from contractlint.toml import named

            raise UsageError(f"{_at(configuration.origin('rules'), 'rules')}：找不到规则包「{named(pack)}」。")
    return packs


def _places(configuration: Configuration) -> dict[str, str]:
    """Where each code, prefix and name of a rule was written."""
    places: dict[str, str] = {}
    for route, entry in configuration.entries.items():
        written: tuple[str, ...] = ()
        if route[0] == "severity":
            written = route[1:]
        elif route[0] == "per-file-ignores":
            written = entry.value[1]
        elif route[0] in ("select", "ignore", "per-type-ignores"):
            written = entry.value
        places |= {word: _at(entry.origin, route[0]) for word in written}
    return places


def _type_places(configuration: Configuration) -> dict[str, str]:
    tables = configuration.table("per-type-ignores")
    places = {kind: _at(entry.origin, "per-type-ignores") for kind, entry in tables.items()}
    chosen = configuration.entries["type",]
    return places | ({chosen.value: _at(chosen.origin, "type")} if chosen.value else {})


def _at(origin: str, key: str) -> str:
    return origin if origin.startswith("--") else f"{origin}：{key}"


def _fits(pattern: str, folder: Path, draft: Path | None) -> bool:
    """Whether the draft is one of the files a pattern means: without a slash its name, else its path from the
    configuration's folder; ``*`` stands for anything, folders included."""
    if draft is None:
        return False
    if "/" not in pattern:
        return fnmatchcase(draft.name, pattern)
    try:
        path = os.path.relpath(draft, folder)
    except ValueError:  # another drive
        return False
    return fnmatchcase(PurePath(path).as_posix(), pattern.removeprefix("./"))
