"""How much of a file is looked at before it is refused, and how long one rule may look at it."""

from __future__ import annotations

from contractlint.dataclass import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds a reader keeps. The defaults are far above any real agreement and far below what hurts a small machine."""

    file_bytes: int = 100 * _MB
    """The file as it lies on disk."""
    parts: int = 5_000
    """Entries of the zip package."""
    part_bytes: int = 64 * _MB
    """One XML part, inflated."""
    read_bytes: int = 150 * _MB
    """All XML parts together, inflated."""
    declared_bytes: int = 1024 * _MB
    """All parts together, pictures and embedded files included, as the package declares them; those are not read."""
    ratio: int = 200
    """Inflated size over packed size of one part, once it is larger than ``ratio_from`` bytes.

    Ten thousand equal paragraphs reach 185 honestly, so that small parts are left to the other limits.
    """
    ratio_from: int = 16 * _MB
    """Bytes."""
    elements: int = 1_500_000
    """Elements of one XML part; about 300 bytes of memory each."""
    depth: int = 255
    """Elements inside one another; libxml2 itself stops one further."""
    text_node: int = 10_000_000
    """Bytes between two tags; libxml2 itself stops here."""
    text: int = 5_000_000
    """Characters of the text that is judged; a thousand pages hold about one million."""
    lines: int = 300_000
    """Lines of a plain text file."""
    cells: int = 200_000
    """Table cells of a plain text file."""
    rule_seconds: int = 10
    """Processor time of one rule; what takes longer is not assessed. On a thousand pages a rule takes tenths of one."""
