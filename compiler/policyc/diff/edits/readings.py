"""Edits of readings. Another choice is a change of meaning though no word of the source moved."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, Site, TextEdit
from policyc.diff.edits.wording import Owner, edit_of
from policyc.model.program import Reading


def reading_edits(texts: Texts) -> Iterator[TextEdit]:
    """By name, in the order of the new policy. A reading come or gone acts only through what depends on it."""
    old, new = texts.old.policy.readings, texts.new.policy.readings
    if old is new:
        return
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name), new.get(name)
        if after is None and before is not None:
            yield edit_of(EditKind.READING, _owner(before), "removed", old=_site(before), meaning=False)
        elif before is None and after is not None:
            words = f"new, read as “{after.chosen}”"
            yield edit_of(EditKind.READING, _owner(after), words, new=_site(after), meaning=False)
        elif before is not None and after is not None:
            yield from _changed(before, after)


def _changed(old: Reading, new: Reading) -> Iterator[TextEdit]:
    sites = _site(old), _site(new)
    if old.chosen != new.chosen:
        words = f"now read as “{new.chosen}”, before as “{old.chosen}”"
        yield edit_of(EditKind.READING, _owner(new), words, *sites, meaning=old.modelled or new.modelled)
    elif old != new:
        words = "its question, reasons, alternatives or notes are reworded"
        yield edit_of(EditKind.REWORDED, _owner(new), words, *sites, meaning=False)


def _owner(reading: Reading) -> Owner:
    return Owner("reading", reading.name, reading.question)


def _site(reading: Reading) -> Site:
    return Site(reading.name, reading.span, reading.cite)
