"""Every limit from both sides: the value where its condition just holds, and the one where it just fails.

Best by two patients who differ in nothing else and get different outcomes; where nobody's outcome turns there, by
two who differ in nothing else; where no two such exist, by one patient for each side.
"""

from __future__ import annotations

from policyc.model.verdict import Truth
from policyc.testing.missing.limits import Limit, lies_at, limits_of
from policyc.testing.missing.search import Nobody
from policyc.testing.missing.sheet import Sheet
from policyc.testing.missing.shown import Pool, Shown
from policyc.testing.missing.writing import held_words

_TURNS = "; the outcome turns"


def boundaries(sheet: Sheet) -> None:
    """Write the cases at every limit that no case shows so far."""
    for limit in limits_of(sheet.epoch):
        if not _pair(limit, sheet, turning=True) and not _pair(limit, sheet, turning=False):
            for offset, truth in limit.sides:
                _side(limit, offset, truth, sheet)


def _pair(limit: Limit, sheet: Sheet, turning: bool) -> bool:
    """Whether two patients show the limit from both sides, written where no case did."""
    if _is_shown(limit, sheet.pool, turning):
        return True
    found = sheet.search.at_limit(limit, turning)
    if isinstance(found, Nobody):
        return False
    words = [_words(limit, truth, sheet) + (_TURNS if turning else "") for _, truth in limit.sides]
    sheet.write_pair(found, (words[0], words[1]), "boundaries")
    return True


def _side(limit: Limit, offset: int, truth: Truth, sheet: Sheet) -> None:
    if any(lies_at(limit, one, offset, truth) for one in sheet.pool.members):
        return
    found = sheet.search.patient([sheet.search.at(limit, offset)])
    words = _words(limit, truth, sheet)
    if isinstance(found, Nobody):
        sheet.nobody("boundaries", f"{words}: no patient can have that value", found)
    elif lies_at(limit, found, offset, truth):
        sheet.write(found, words, "boundaries")
    else:
        sheet.nobody("boundaries", f"{words}: no patient was found", Nobody(proved=False))


def _words(limit: Limit, truth: Truth, sheet: Sheet) -> str:
    words = held_words(limit.atom, True, sheet.epoch)
    if truth is Truth.TRUE:
        return f"{words}, just so"
    both = getattr(limit.atom, "operator", "") == "="
    side = ("below" if limit.outside < 0 else "above") if both else "not"
    return f"{words}, just {side}"


def _is_shown(limit: Limit, pool: Pool, turning: bool) -> bool:
    """Whether two cases lie at the two sides, and differ in no other fact; turning: in the outcome too."""
    return any(
        limit.atom.fact in apart and _lie_at(limit, one, other) and (not turning or _turn(one, other))
        for one, other, apart in pool.pairs
    )


def _lie_at(limit: Limit, one: Shown, other: Shown) -> bool:
    return any(
        all(lies_at(limit, each, *side) for each, side in zip(pair, limit.sides, strict=True))
        for pair in ((one, other), (other, one))
    )


def _turn(one: Shown, other: Shown) -> bool:
    return bool(one.outcome and other.outcome) and one.outcome != other.outcome
