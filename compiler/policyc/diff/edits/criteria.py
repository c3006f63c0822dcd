"""Edits of criteria: come, gone, moved, renumbered, reworded, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diff.edits.change import Change
from policyc.diff.edits.condition_changes import condition_changes, items_changed
from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.pairing import out_of_order
from policyc.diff.edits.recommendations import recommendation_edits
from policyc.diff.edits.rewording import reworded
from policyc.diff.edits.scopes import scope_words
from policyc.diff.edits.wording import edit_of, inside, owner_of, site_of
from policyc.model.program import Criterion, Epoch


def criterion_edits(texts: Texts) -> Iterator[TextEdit]:
    """In the order of the new text, what is gone last."""
    partners = {b.label: a for a, b in texts.criteria.both}
    for criterion in texts.new.criteria.values():
        old = partners.get(criterion.label)
        if old is None:
            words = f"new in section {criterion.section}" if criterion.section else "new"
            yield edit_of(EditKind.ADDED, owner_of(criterion), words, new=site_of(criterion))
        else:
            yield from _changed(texts, old, criterion)
    for criterion in texts.criteria.removed:
        yield edit_of(EditKind.REMOVED, owner_of(criterion), "removed", old=site_of(criterion))
    yield from _reordered(texts)


def _changed(texts: Texts, old: Criterion, new: Criterion) -> Iterator[TextEdit]:
    yield from reworded(old, new)
    yield from _moved(texts, old, new)
    owner = owner_of(new)
    cites = (old.cite, new.cite)
    changes = condition_changes(old.condition, new.condition, texts.sides)
    yield from inside(texts, owner, changes, cites=cites)
    around = Change(EditKind.EXCEPTION, None, None)
    exceptions = items_changed(old.exceptions, new.exceptions, texts.sides, around)
    for change in exceptions:
        part = "" if change.kind is EditKind.EXCEPTION else "exception"
        yield from inside(texts, owner, (change,), part, (old.cite, new.cite))
    yield from recommendation_edits(texts, old, new)


def _moved(texts: Texts, old: Criterion, new: Criterion) -> Iterator[TextEdit]:
    if texts.names.sections.get(old.section, old.section) == new.section:
        return
    words = f"moved from section {old.section} to section {new.section}{scope_words(texts, old, new)}"
    yield edit_of(EditKind.MOVED, owner_of(new), words, site_of(old), site_of(new))


def _reordered(texts: Texts) -> Iterator[TextEdit]:
    """Criteria that stand in another order inside their section; only which of several is named can change."""
    position = {label: index for index, label in enumerate(_labels(texts.old))}
    for section in texts.new.sections.values():
        stayed = [
            (old, new)
            for old, new in texts.criteria.both
            if new.section == section.label
            and texts.names.sections.get(old.section, old.section) == section.label
        ]
        moved = out_of_order([position[old.label] for old, _ in stayed])
        for old, new in stayed:
            if position[old.label] in moved:
                words = (
                    "stands elsewhere in its section; where several criteria are met, another may be named"
                )
                yield edit_of(EditKind.REORDERED, owner_of(new), words, site_of(old), site_of(new), False)


def _labels(epoch: Epoch) -> list[str]:
    return [criterion.label for criterion in epoch.criteria.values()]
