"""SHA-256 that is there at once: ``hashlib`` loads OpenSSL, which takes longer than to hash a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256 as sha256
else:
    # The standard library's own, by its names since Python 3.12 and before; it may be built without.
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["sha256"]
