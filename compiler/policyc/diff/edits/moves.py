"""A part taken away in one place and put down in another is one edit: a move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.wording import new_words
from policyc.model.conditions import Condition

_WHOLE = frozenset(
    {
        EditKind.ITEM_ADDED,
        EditKind.ITEM_REMOVED,
        EditKind.EXCEPTION,
        EditKind.REQUIREMENT,
        EditKind.WAIVER,
        EditKind.SCOPE,
    }
)


def with_moves(texts: Texts, edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits, with every pair of the same words gone here and come there made one, where the words came."""
    found = tuple(edits)
    gone: dict[Condition, list[int]] = {}
    for index, edit in enumerate(found):
        if edit.kind in _WHOLE and edit.new.condition is None and edit.old.condition is not None:
            gone.setdefault(edit.old.condition, []).append(index)
    merged: dict[int, TextEdit | None] = {}
    for index, edit in enumerate(found):
        words = edit.new.condition
        if edit.kind in _WHOLE and edit.old.condition is None and words is not None and gone.get(words):
            left = gone[words].pop(0)
            merged[left] = None
            merged[index] = _move(texts, found[left], edit)
    kept = (merged.get(index, edit) for index, edit in enumerate(found))
    return tuple(edit for edit in kept if edit is not None)


def _move(texts: Texts, gone: TextEdit, come: TextEdit) -> TextEdit:
    what = come.new.condition
    said = "" if what is None else new_words(what, texts)
    words = f"“{said}” moved from {_place(gone)} to {_place(come)}."
    return replace(
        come,
        kind=EditKind.MOVED,
        words=words[0].upper() + words[1:],
        old=gone.old,
        meaning=gone.meaning or come.meaning,
    )


def _place(edit: TextEdit) -> str:
    role = "" if edit.kind in (EditKind.ITEM_ADDED, EditKind.ITEM_REMOVED) else f" ({edit.kind})"
    return f"{edit.subject} {edit.name}{role}"
