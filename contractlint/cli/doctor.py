"""Whether this installation is whole, and where everything comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import click

from contractlint import __version__
from contractlint.cli import chinese
from contractlint.cli.output import emit
from contractlint.dataclass import dataclass

NEEDED = {
    "click": "8.1",
    "jieba": "0.42.1",
    "lxml": "5.0",
    "python-docx": "1.2",
    "PyYAML": "6.0",
    "rapidfuzz": "3.9",
    "rich": "13.7",
}
"""Packages and the least version of each, as pyproject.toml asks for them."""
OPTIONAL = {"openpyxl": ("3.1", "写 Excel 文件", "xlsx")}
"""Least version, what it is for, and the extra that brings it."""
_OLDEST = (3, 11)


class Mark(StrEnum):
    """What a line says about the installation; only ``FAULT`` makes the exit code 1."""

    FINE = "正常"
    NOTE = "提示"
    FAULT = "故障"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    part: str
    mark: Mark
    text: str


@click.command(
    cls=chinese.Command,
    short_help="检查安装是否完整。",
    help="检查安装是否完整：版本、依赖、可选部分、规则和配置从哪里来。不联网，不写文件。"
    "\n\n\b\n退出码：\n  0  正常\n  1  有故障",
)
@click.argument("draft", metavar="[草稿或文件夹]", required=False, type=click.Path(path_type=Path))
def doctor(draft: Path | None) -> int:
    """Look at everything and print it."""
    lines = [*programs(), *rule_book(), *in_force(draft)]
    faults = sum(line.mark is Mark.FAULT for line in lines)
    emit(_page(lines) + ("\n一切正常。\n" if not faults else f"\n有 {faults} 处故障。\n"), None)
    return int(bool(faults))


def _page(lines: list[Line]) -> str:
    shown: list[str] = []
    part = ""
    for line in lines:
        if line.part != part:
            shown += ["", line.part] if shown else [line.part]
            part = line.part
        shown.append(f"  {line.mark}  {line.text}")
    return "\n".join(shown) + "\n"


def programs() -> Iterator[Line]:
    """Python, this package, what it needs and what it could use."""
    part = "程序"
    version = ".".join(map(str, sys.version_info[:3]))
    yield Line(part, Mark.FINE, f"contractlint {__version__}，在 {Path(__file__).resolve().parent.parent}")
    old = sys.version_info < _OLDEST
    wanted = f"，需要 {_OLDEST[0]}.{_OLDEST[1]} 或更新" if old else ""
    yield Line(part, Mark.FAULT if old else Mark.FINE, f"Python {version}{wanted}，{sys.executable}")
    for name, least in NEEDED.items():
        found = _installed(name)
        if found is None:
            yield Line(part, Mark.FAULT, f"{name} 没有安装，需要 {least} 或更新：pip install {name}")
        elif not _at_least(found, least):
            yield Line(part, Mark.FAULT, f"{name} {found} 太旧，需要 {least} 或更新：pip install -U {name}")
        else:
            yield Line(part, Mark.FINE, f"{name} {found}")
    for name, (least, purpose, extra) in OPTIONAL.items():
        found = _installed(name)
        if found is not None and _at_least(found, least):
            yield Line("可选", Mark.FINE, f"{name} {found}：{purpose}")
        else:
            state = "没有安装" if found is None else f"{found} 太旧"
            yield Line("可选", Mark.NOTE, f"{name} {state}：{purpose}要用它，pip install 'contractlint[{extra}]'")


def _installed(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _at_least(version: str, least: str) -> bool:
    return _numbers(version) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = []
    for piece in version.split("."):
        digits = "".join(character for character in piece if character.isdigit())
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers)


def rule_book() -> Iterator[Line]:
    """The shipped rules, whether they load fast, and checkers of other packages."""
    from contractlint import regex
    from contractlint.errors import ContractlintError

    part = "规则"
    try:
        from contractlint.checkers.installed import installed
        from contractlint.rulebook.book import is_compiled, load_rulebook, rules_folder

        book = load_rulebook()
        yield Line(part, Mark.FINE, f"{len(book.rules)} 条，版本 {book.version}，在 {rules_folder()}")
        if not is_compiled():
            yield Line(part, Mark.NOTE, "compiled.json 与规则文件不一致，每次启动要多花时间；重新安装即可")
    except ContractlintError as error:
        yield Line(part, Mark.FAULT, str(error))
        return
    except ImportError as error:
        yield Line(part, Mark.FAULT, f"规则载入不了：缺少 {error.name}")
        return
    if regex.stored():
        yield Line(part, Mark.FINE, f"正则表达式已预先编译（{regex.stored()} 个）")
    else:
        yield Line(part, Mark.NOTE, "正则表达式没有为这个 Python 预先编译，启动会慢一些；用这个 Python 重新安装即可")
    for name, points in installed().items():
        places = "、".join(point.value for point in points)
        mark = Mark.FINE if len(points) == 1 else Mark.FAULT
        more = "" if len(points) == 1 else "；同名的只能装一个"
        yield Line(part, mark, f"已安装的检查程序 {name}：{places}{more}")


def in_force(draft: Path | None) -> Iterator[Line]:
    """The configuration that holds for the draft (else the working directory), its packs and its waivers."""
    from contractlint.errors import ContractlintError

    part = "配置"
    where = "当前文件夹" if draft is None else f"「{draft}」"
    if draft is not None and not draft.exists():
        yield Line(part, Mark.FAULT, f"找不到{where}")
        return
    try:
        from contractlint.configuration import configure, settings_of, waiver_file
        from contractlint.rulebook.book import load_rulebook

        found = configure(draft, {})
        for file in found.files:
            yield Line(part, Mark.FINE, f"配置文件 {file}")
        if not found.files:
            yield Line(part, Mark.FINE, f"从{where}往上没有 contractlint.toml，用默认设置")
        settings = settings_of(found, draft)
        waivers = waiver_file(found, draft)
        if waivers is not None:
            yield Line(part, Mark.FINE, f"豁免文件 {waivers}")
        if settings.packs:
            from contractlint.checkers.installed import refuse_missing

            book = load_rulebook(settings.packs)
            refuse_missing(book.rules)
            for pack in settings.packs:
                yield Line(part, Mark.FINE, f"规则包 {pack}")
            yield Line(part, Mark.FINE, f"连同规则包共 {len(book.rules)} 条，版本 {book.version}")
    except ContractlintError as error:
        yield Line(part, Mark.FAULT, str(error))
    except ImportError as error:
        yield Line(part, Mark.FAULT, f"配置载入不了：缺少 {error.name}")
