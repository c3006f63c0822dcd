"""Did you mean: the declared name nearest to one that is not."""

from __future__ import annotations

from collections.abc import Sequence

from policylang.diagnostic import Edit, Fix
from policylang.source import Span

# Nobody misspells a longer name, and comparing takes time that grows with the square of the length.
LONGEST_NAME = 80

# Among so many names, only those that begin alike are compared.
MANY_NAMES = 1000


def suggestion(name: str, known: Sequence[str]) -> str:
    """The known name nearest to a name, or "" when none is near. Ties go to the first in order."""
    if len(name) > LONGEST_NAME:
        return ""
    lowered: dict[str, str] = {}
    for candidate in known:
        lowered.setdefault(candidate.lower(), candidate)
    if name.lower() in lowered:
        return lowered[name.lower()]
    if len(lowered) > MANY_NAMES:
        lowered = {key: candidate for key, candidate in lowered.items() if key[:1] == name[:1].lower()}
    import difflib

    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[near[0]] if near else ""


def replacement(span: Span | None, name: str) -> Fix | None:
    """A fix that writes a name where another stands."""
    return Fix(f"write `{name}`", (Edit(span, name),)) if span else None
