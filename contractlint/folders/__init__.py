"""Many drafts in one go: find them, review them in processes of their own, keep what was done, sum it up."""

from __future__ import annotations
