"""One cause is told once: what is found in a line whose words had to be guessed is a consequence of the guess.

Where a word is missing, or stands where none is understood, the parser reads the line as if it were whole, so that
the lines around it are checked. What it put there is no statement of the author's: that a made-up number lacks
its unit, or that a name which is none is declared nowhere, would send the author after a second mistake that is
not there. Once the line is mended, all of it is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policylang.diagnostic import Diagnostic

# Where these are told, the line was read with words put in or taken for names.
_GUESSED = frozenset({"incomplete-line", "reserved-word"})
# The rest of such a line is not read: the list it heads has fewer items than the author wrote, and a fact stands
# without what was asked of it.
_CUT = frozenset({"unexpected-word"})
_OF_CUT = frozenset({"impossible-count", "single-item-list", "wrong-count", "wrong-type"})
_ABOUT_WORDS = ("P2", "P3")

Line = tuple[str, int]


def causes_only(read: Sequence[Diagnostic], checked: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What reading and checking found, in this order, without what only follows from a guess on the same line."""
    guessed = {line_of(each) for each in read if each.name in _GUESSED}
    cut = {line_of(each) for each in read if each.name in _CUT}
    told: set[Line | None] = set()
    kept = []
    for each in read:
        if each.name not in _GUESSED or line_of(each) not in told:
            kept.append(each)
        told |= {line_of(each)} if each.name in _GUESSED | {"comparison-sign"} else set()
    for each in checked:
        about_words = each.code.startswith(_ABOUT_WORDS) and line_of(each) in guessed
        if not about_words and not (each.name in _OF_CUT and line_of(each) in cut):
            kept.append(each)
    return tuple(kept)


def line_of(found: Diagnostic) -> Line | None:
    """The line a finding stands on; None where it stands in no text."""
    return (found.span.source, found.span.line) if found.span else None
