"""YAML with places: every value knows its file, line and column, and nothing is guessed.

PyYAML's ``safe_load`` takes the last of two equal keys, turns ``no`` into False and ``010`` into 8. Here every scalar
is the string that stands in the file, and a duplicate key is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from contractlint.dataclass import dataclass
from contractlint.errors import RuleFault
from contractlint.rulebook.rule import Place


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML value: ``str``, list of trees or mapping of trees, with its place and its path (``$[2].law[0]``)."""

    value: str | tuple[Tree, ...] | dict[str, Tree]
    place: Place
    path: str

    def fault(self, sentence: str) -> NoReturn:
        """Refuse this value."""
        raise RuleFault(f"{self.place}：{self.path}：{sentence}")

    def text(self) -> str:
        """The value as a non-empty string."""
        if not isinstance(self.value, str):
            self.fault("应是一段文字")
        if not self.value.strip():
            self.fault("不能为空")
        return self.value.strip("\n")

    def items(self) -> tuple[Tree, ...]:
        """The value as a list."""
        if not isinstance(self.value, tuple):
            self.fault("应是一个列表")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The value as a list of strings; a single string counts as a list of one."""
        return (self.text(),) if isinstance(self.value, str) else tuple(item.text() for item in self.items())

    def mapping(self) -> dict[str, Tree]:
        """The value as a mapping."""
        if not isinstance(self.value, dict):
            self.fault("应是「键: 值」的形式")
        return self.value

    def keys(self, allowed: frozenset[str], required: frozenset[str] = frozenset()) -> dict[str, Tree]:
        """The value as a mapping with only these keys."""
        mapping = self.mapping()
        for key, tree in mapping.items():
            if key not in allowed:
                tree.fault(f"不认识的键「{key}」{_nearest(key, allowed)}")
        for key in sorted(required - mapping.keys()):
            self.fault(f"缺少「{key}」")
        return mapping

    def flag(self) -> bool:
        """The value as true or false."""
        if self.value not in ("true", "false"):
            self.fault("应是 true 或 false")
        return self.value == "true"

    def plain(self) -> Any:
        """Strings, lists and dicts without places."""
        if isinstance(self.value, dict):
            return {key: tree.plain() for key, tree in self.value.items()}
        if isinstance(self.value, tuple):
            return [tree.plain() for tree in self.value]
        return self.value


def load_tree(data: bytes, file: str) -> Tree:
    """The one document of a YAML file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(data, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        raise RuleFault(f"{place}：YAML 写法有误：{_said(error.problem or '')}") from error
    except (yaml.reader.ReaderError, UnicodeDecodeError) as error:
        raise RuleFault(f"{Place(file, 1, 1)}：文件不是 UTF-8 编码的文本，请另存为 UTF-8") from error
    except RecursionError as error:
        raise RuleFault(f"{Place(file, 1, 1)}：嵌套太深") from error
    except yaml.YAMLError as error:
        raise RuleFault(f"{Place(file, 1, 1)}：YAML 写法有误：{error}") from error
    if node is None:
        raise RuleFault(f"{Place(file, 1, 1)}：文件是空的")
    return _tree(node, file, "$", 0, set())


def _said(problem: str) -> str:
    """What the parser complains about, in the words of somebody who writes rules and not parsers."""
    return next((said for part, said in _PROBLEMS if part in problem), problem)


_PROBLEMS = (
    ("maximum nesting depth", "嵌套太深"),
    ("found a tab character", "缩进要用空格，不能用制表符"),
    ("could not find expected ':'", "这一行或者上一行缺少冒号，或者引号没有成对"),
    ("mapping values are not allowed", "这里不该有冒号；文字里有冒号加空格时，请把整段文字放进引号"),
    ("that cannot start any token", "文字不能以这个符号开头，请放进引号"),
    ("did not find expected '-' indicator", "缩进不对齐，或者少了前面的「- 」"),
    ("did not find expected key", "缩进不对齐，或者引号没有成对"),
    ("did not find expected ',' or ']'", "方括号里缺少逗号，或者方括号没有成对"),
    ("did not find expected ',' or '}'", "花括号里缺少逗号，或者花括号没有成对"),
    ("found unexpected end of stream", "引号没有成对"),
    ("found unknown escape character", "双引号里的反斜杠要写两个；正则表达式请放进单引号"),
    ("found undefined alias", "文字以「*」开头时请放进引号"),
    ("found another document", "一个文件里只能有一份内容，请删去单独一行的「---」或「...」"),
    ("but found another document", "一个文件里只能有一份内容，请删去单独一行的「---」"),
)


def _tree(node: Any, file: str, path: str, depth: int, met: set[int]) -> Tree:
    if node.id != "scalar":
        # References could make a small file stand for an endless one.
        if id(node) in met:
            where = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
            raise RuleFault(f"{where}：{path}：不能用「*」引用别处的内容，请把它写在这里")
        met.add(id(node))
    place = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > 12:
        raise RuleFault(f"{place}：{path}：嵌套太深")
    if node.id == "scalar":
        return Tree(node.value, place, path)
    if node.id == "sequence":
        return Tree(
            tuple(_tree(child, file, f"{path}[{index}]", depth + 1, met) for index, child in enumerate(node.value)),
            place,
            path,
        )
    return Tree(dict(_pairs(node, file, path, depth, met)), place, path)


def _pairs(node: Any, file: str, path: str, depth: int, met: set[int]) -> Iterator[tuple[str, Tree]]:
    seen: set[str] = set()
    for key, child in node.value:
        name = str(key.value)
        if name in seen:
            place = Place(file, key.start_mark.line + 1, key.start_mark.column + 1)
            raise RuleFault(f"{place}：{path}：键「{name}」写了两次")
        seen.add(name)
        yield name, _tree(child, file, f"{path}.{name}", depth + 1, met)


def _nearest(key: str, allowed: frozenset[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, sorted(allowed), n=1)
    return f"，是不是「{near[0]}」？" if near else f"，可用的键：{'、'.join(sorted(allowed))}"
