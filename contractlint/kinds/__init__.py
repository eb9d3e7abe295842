"""The few closed kinds of declarative rule. When one would need a second nested and/or, write a checker instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds.forbid import forbid
from contractlint.kinds.quantify import quantify
from contractlint.kinds.require import require
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options

Answer = Hit | NotAssessed | NotApplicable
Kind = Callable[[Agreement, Options], Iterator[Answer]]

KINDS: dict[str, Kind] = {"forbid": forbid, "require": require, "quantify": quantify}
