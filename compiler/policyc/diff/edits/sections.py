"""Edits of sections: their scopes, requirements, recommendations, dates and places."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diff.edits.change import Change
from policyc.diff.edits.condition_changes import condition_changes, items_changed
from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.dates import interval_words
from policyc.diff.edits.edit import ABSENT, EditKind, Site, TextEdit
from policyc.diff.edits.recommendations import recommendation_edits
from policyc.diff.edits.rewording import reworded
from policyc.diff.edits.wording import Owner, edit_of, inside, new_words, old_words, owner_of, site_of
from policyc.model.conditions import Condition
from policyc.model.program import Section


def section_edits(texts: Texts) -> Iterator[TextEdit]:
    """In the order of the new text, what is gone last."""
    partners = {b.label: a for a, b in texts.sections.both}
    for section in texts.new.sections.values():
        old = partners.get(section.label)
        if old is None:
            yield edit_of(EditKind.ADDED, owner_of(section), "new section", new=site_of(section))
        else:
            yield from _changed(texts, old, section)
    for section in texts.sections.removed:
        yield edit_of(EditKind.REMOVED, owner_of(section), "removed", old=site_of(section))


def _changed(texts: Texts, old: Section, new: Section) -> Iterator[TextEdit]:
    owner = owner_of(new)
    yield from reworded(old, new)
    if old.interval != new.interval:
        words = f"in force {interval_words(new.interval)}; was: {interval_words(old.interval)}"
        yield edit_of(EditKind.DATES, owner, words, site_of(old), site_of(new), meaning=False)
    if texts.names.sections.get(old.parent, old.parent) != new.parent:
        words = f"moved from {_place(old.parent)} to {_place(new.parent)}"
        yield edit_of(EditKind.MOVED, owner, words, site_of(old), site_of(new))
    yield from _scope(texts, owner, old, new)
    around = Change(EditKind.REQUIREMENT, None, None)
    for change in items_changed(old.requirements, new.requirements, texts.sides, around):
        part = "" if change.kind is EditKind.REQUIREMENT else "requirement"
        yield from inside(texts, owner, (change,), part, (old.cite, new.cite))
    yield from recommendation_edits(texts, old, new)


def _scope(texts: Texts, owner: Owner, old: Section, new: Section) -> Iterator[TextEdit]:
    if old.scope is not None and new.scope is not None:
        changes = condition_changes(old.scope, new.scope, texts.sides)
        yield from inside(texts, owner, changes, "scope", (old.cite, new.cite))
    elif old.scope is not None:
        words = f"no longer limited to patients with “{old_words(old.scope, texts)}”"
        yield edit_of(EditKind.SCOPE, owner, words, _site(old.scope, old), ABSENT)
    elif new.scope is not None:
        words = f"now limited to patients with “{new_words(new.scope, texts)}”"
        yield edit_of(EditKind.SCOPE, owner, words, ABSENT, _site(new.scope, new))


def _site(scope: Condition, section: Section) -> Site:
    return Site(scope.path, scope.span, scope.cite or section.cite, scope)


def _place(parent: str) -> str:
    return f"section {parent}" if parent else "the top level"
