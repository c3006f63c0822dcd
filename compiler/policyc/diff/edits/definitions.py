"""Edits of definitions."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diff.edits.condition_changes import condition_changes
from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.rewording import reworded
from policyc.diff.edits.wording import edit_of, inside, owner_of, site_of


def definition_edits(texts: Texts) -> Iterator[TextEdit]:
    """In the order of the new text. A definition has no effect but through what refers to it."""
    for old, new in texts.definitions.both:
        yield from reworded(old, new)
        changes = condition_changes(old.condition, new.condition, texts.sides)
        yield from inside(texts, owner_of(new), changes, cites=(old.cite, new.cite))
    for definition in texts.definitions.added:
        yield edit_of(EditKind.ADDED, owner_of(definition), "new", new=site_of(definition), meaning=False)
    for definition in texts.definitions.removed:
        yield edit_of(
            EditKind.REMOVED, owner_of(definition), "removed", old=site_of(definition), meaning=False
        )
