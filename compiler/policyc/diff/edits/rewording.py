"""Edits that change no meaning by themselves: a new label, title, note or citation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.wording import Owner, edit_of, owner_of, site_of
from policyc.model.conditions import Citation
from policyc.model.program import Criterion, Definition, Line, Section

Part = TypeVar("Part", Criterion, Section, Definition, Line)


def reworded(old: Part, new: Part) -> Iterator[TextEdit]:
    """The renumbering and the rewordings of one part of the text."""
    before, after = site_of(old), site_of(new)
    owner: Owner = owner_of(new)
    if before.path != after.path:
        words = f"was {owner.subject} {before.path}"
        yield edit_of(EditKind.RENUMBERED, owner, words, before, after, meaning=False)
    said = [*_title(owner_of(old).title, owner.title), *_notes(old.notes, new.notes)]
    if said:
        yield edit_of(EditKind.REWORDED, owner, "; ".join(said), before, after, meaning=False)
    if old.cite != new.cite:
        words = f"cites {_place(new.cite)} instead of {_place(old.cite)}"
        yield edit_of(EditKind.CITATION, owner, words, before, after, meaning=False)


def _title(old: str, new: str) -> Iterator[str]:
    if old != new:
        yield f"titled “{new}”, before “{old}”"


def _notes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    if old != new:
        yield "its notes are reworded"


def _place(cite: Citation | None) -> str:
    return "nothing" if cite is None else f"{cite.source} “{cite.place}”"
