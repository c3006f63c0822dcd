"""Levels as a project configures them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policylang.diagnostic import Diagnostic, Level

OFF = "off"


def with_levels(found: Iterable[Diagnostic], levels: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The diagnostics at their configured levels, without those that are off.

    A level is given by code or by readable name; the code counts where both are given. Anything that is no
    level leaves the diagnostic as it is.
    """
    return tuple(at_level for one in found if (at_level := _at_level(one, levels)) is not None)


def _at_level(found: Diagnostic, levels: Mapping[str, str]) -> Diagnostic | None:
    wanted = levels.get(found.code) or levels.get(found.name)
    if wanted == OFF:
        return None
    return replace(found, level=Level(wanted)) if wanted in set(Level) else found
