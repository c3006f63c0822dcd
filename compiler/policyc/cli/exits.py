"""Exit codes, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """0 done · 1 findings · 2 usage or unreadable input, no verdict · 3 our bug · 4 could not be computed."""

    DONE = 0
    FINDINGS = 1
    UNREADABLE = 2
    OUR_BUG = 3
    NOT_COMPUTED = 4
