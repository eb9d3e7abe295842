"""Office files that are the same bytes every time: what stamps them with the clock is taken out."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

EPOCH = datetime(1980, 1, 1)
"""The earliest time a zip archive can hold; every time in what we write is this one."""


def timeless(package: bytes) -> bytes:
    """The same parts in the same order, without the time they were packed at."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            new.writestr(info, old.read(entry))
    return target.getvalue()
