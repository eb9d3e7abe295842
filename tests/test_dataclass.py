"""Data classes made when they are first used behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from contractlint.dataclass import dataclass, replace

OPTIONS = [
    dict(zip(("frozen", "slots", "order", "eq"), choice, strict=True))
    for choice in itertools.product((False, True), repeat=4)
    if choice[3] or not choice[2]
]


def point(decorator: Callable[..., Any], options: dict[str, bool]) -> Any:
    class Point:
        """A place."""

        x: int
        y: int = 2
        names: list[str] = dataclasses.field(default_factory=list)
        note: str = dataclasses.field(default="", repr=False, compare=False)

        def double(self) -> int:
            return 2 * self.x

    Point.__qualname__ = "Point"
    return decorator(**options)(Point)


def flat(decorator: Callable[..., Any], options: dict[str, bool]) -> Any:
    """Without fields of its own making: its constructor is made in another way."""

    class Point:
        """A place."""

        x: int
        y: int = 2
        names: tuple[str, ...] = ()
        note: str = ""

        def double(self) -> int:
            return 2 * self.x

    Point.__qualname__ = "Point"
    return decorator(**options)(Point)


@pytest.fixture(params=[point, flat], ids=["fields", "values"])
def make(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=OPTIONS, ids=lambda options: " ".join(key for key in options if options[key]) or "plain")
def pair(request: pytest.FixtureRequest, make: Any) -> tuple[Any, Any]:
    return make(dataclass, request.param), make(dataclasses.dataclass, request.param)


def outcome(work: Callable[[], Any]) -> Any:
    """The answer, or the kind of refusal."""
    try:
        return work()
    except (TypeError, AttributeError) as error:
        return type(error)


def refusal(work: Callable[[], Any]) -> str:
    with pytest.raises(TypeError) as caught:
        work()
    return str(caught.value).rpartition(".")[2]


# Each on a class that nothing has been asked of yet, so that every function is once the first.
QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "values": lambda cls: [
        (one.x, one.y, one.names, one.note) for one in (cls(1), cls(1, 3, ["a"], "b"), cls(y=4, x=0))
    ],
    "values of many": lambda cls: [
        (one.x, one.y, one.names, one.note) for one in (cls(x, note="a") for x in range(99))
    ],
    "lists of one's own": lambda cls: cls(1).names is cls(1).names,
    "lists of many": lambda cls: len({id(one) for one in [cls(x).names for x in range(99)]}) == 99,
    "refusals of many": lambda cls: (
        [cls(x) for x in range(99)]
        and [
            refusal(cls),
            refusal(lambda: cls(1, z=2)),
            refusal(lambda: cls(1, x=2)),
            refusal(lambda: cls(1, 2, [], "", 5)),
        ]
    ),
    "class attribute": lambda cls: type(getattr(cls, "names", None)),
    "too few": lambda cls: refusal(cls),
    "too many": lambda cls: refusal(lambda: cls(1, 2, [], "", 5)),
    "unknown": lambda cls: refusal(lambda: cls(1, z=2)),
    "twice": lambda cls: refusal(lambda: cls(1, x=2)),
    "repr": lambda cls: repr(cls(1, note="n")),
    "equal": lambda cls: [cls(1, note="a") == cls(1, note="b"), cls(1) == cls(2), cls(1) == 1, cls(1) != cls(1)],
    "hash": lambda cls: (
        outcome(lambda: hash(cls(1, names=()))) == outcome(lambda: hash((1, 2, ())))
        or outcome(lambda: hash(cls(1, names=()))) is TypeError
    ),
    "hashable": lambda cls: cls.__hash__ is None,
    "less": lambda cls: outcome(lambda: [cls(1) < cls(2), cls(1) <= cls(1), cls(1) > cls(2), cls(1, 3) >= cls(1, 2)]),
    "set": lambda cls: outcome(lambda: setattr(cls(1), "x", 5)),
    "set unknown": lambda cls: outcome(lambda: setattr(cls(1), "z", 5)) is None,
    "delete": lambda cls: outcome(lambda: delattr(cls(1), "x")),
    "dictionary": lambda cls: hasattr(cls(1), "__dict__"),
    "fields": lambda cls: [(one.name, one.type, one.repr, one.compare) for one in dataclasses.fields(cls)],
    "is one": lambda cls: (dataclasses.is_dataclass(cls), dataclasses.is_dataclass(cls(1))),
    "asdict": lambda cls: dataclasses.asdict(cls(1, names=["a"])),
    "standard replace": lambda cls: dataclasses.asdict(dataclasses.replace(cls(1, 7), x=3)),
    "replace": lambda cls: dataclasses.asdict(replace(cls(1, 7), x=3)),
    "match": lambda cls: cls.__match_args__,
    "parameters": lambda cls: (cls.__dataclass_params__.frozen, cls.__dataclass_params__.order),
    "copy": lambda cls: dataclasses.asdict(copy.deepcopy(cls(1, names=["a"]))),
    "methods": lambda cls: (cls(4).double(), cls.__doc__, cls.__name__, cls.__qualname__),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_answers_as_the_standard_library(pair: tuple[Any, Any], question: str) -> None:
    ours, standard = pair
    assert QUESTIONS[question](ours) == QUESTIONS[question](standard)


@dataclass(frozen=True, slots=True)
class Sent:
    """A record that travels to another process."""

    name: str
    parts: tuple[int, ...] = ()


def test_records_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Sent("a", (1, 2)))) == Sent("a", (1, 2))


def test_importing_the_product_writes_no_functions() -> None:
    """What the module is for: an import must not pay for functions that nobody may call."""
    program = (
        "import dataclasses\n"
        "made = []\n"
        "standard = dataclasses._process_class\n"
        "dataclasses._process_class = lambda cls, *rest, **named: made.append(cls.__module__) or standard(cls, *rest, **named)\n"
        "import contractlint.api, contractlint.formats.json_report, contractlint.readers.docx\n"
        "print([name for name in made if name.startswith('contractlint')])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
