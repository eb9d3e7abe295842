"""Printing, and writing files so that a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from contractlint.errors import UsageError, write_trouble


def emit(content: str | bytes, output: Path | None) -> None:
    """To the file, or to the screen as it is: no translation of line ends.

    Raises UsageError for bytes on a terminal, and where there is no screen.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if output is not None:
        write_atomically(output, data)
        return
    if isinstance(content, bytes) and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("这种格式是二进制文件，不能打印到屏幕；请用 -o 写到文件。")
    if sys.stdout is None:
        raise UsageError("标准输出是关闭的，打印不了；请用 -o 写到文件。")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then rename over it. Raises UsageError where that cannot be done."""
    import tempfile

    if path.is_dir():
        raise UsageError(f"「{path}」是文件夹，请给出要写入的文件名。")
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".contractlint-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise UsageError(f"写不了「{path}」：{write_trouble(error)}。") from error
    finally:
        # Also when somebody presses Ctrl-C.
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
