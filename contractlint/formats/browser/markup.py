"""HTML that is escaped unless it was built here: a text becomes markup only by passing through :func:`element`."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from contractlint.formats.wrapping import printable

_VOID = frozenset({"br", "circle", "input", "meta"})


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished HTML. Never make one from what a user's file says."""

    code: str


Child = Markup | str | None
Attribute = str | int | bool | None


def escape(text: str) -> str:
    """Text for an element or a quoted attribute; control characters and bidirectional overrides become U+FFFD."""
    return html.escape(printable(text), quote=True)


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """``<name …>children</name>``.

    Attribute names are written as in Python: ``class_``, ``aria_label``. An attribute that is None or False is left
    out, True stands bare.
    """
    written = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(children).code}</{name}>")


def join(children: Iterable[Child], between: str = "") -> Markup:
    """The children one after the other; plain text among them is escaped."""
    return Markup(
        escape(between).join(
            child.code if isinstance(child, Markup) else escape(child) for child in children if child is not None
        )
    )


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
