"""Edits of the decision lines. They are read in order and the first that matches wins, so order matters."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.diff.edits.change import Change
from policyc.diff.edits.condition_changes import condition_changes, items_changed
from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.dates import interval_words
from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.pairing import out_of_order
from policyc.diff.edits.rewording import reworded
from policyc.diff.edits.wording import Owner, edit_of, inside, owner_of, site_of
from policyc.model.program import Line


def line_edits(texts: Texts) -> Iterator[TextEdit]:
    """In the order of the new text, what is gone after it, `otherwise` last."""
    partners = {b.name: a for a, b in texts.lines.both}
    order = {line.name: index for index, line in enumerate(texts.old.lines)}
    moved = out_of_order([order[a.name] for a, _ in texts.lines.both])
    for line in texts.new.lines[:-1]:
        old = partners.get(line.name)
        if old is None:
            words = f"new, gives {line.outcome}"
            yield edit_of(EditKind.ADDED, owner_of(line), words, new=site_of(line))
            continue
        yield from _changed(texts, old, line)
        if order[old.name] in moved:
            words = "is read at another point among the decision lines"
            yield edit_of(EditKind.REORDERED, owner_of(line), words, site_of(old), site_of(line))
    for line in texts.lines.removed:
        words = f"removed, gave {line.outcome}"
        yield edit_of(EditKind.REMOVED, owner_of(line), words, old=site_of(line))
    yield from _otherwise(texts.old.lines[-1], texts.new.lines[-1])


def _changed(texts: Texts, old: Line, new: Line) -> Iterator[TextEdit]:
    owner = owner_of(new)
    sites = site_of(old), site_of(new)
    yield from reworded(old, new)
    if old.outcome is not new.outcome:
        yield edit_of(EditKind.OUTCOME, owner, f"gives {new.outcome}, before {old.outcome}", *sites)
    if old.first != new.first:
        words = f"{'now' if new.first else 'no longer'} marked as overriding the lines after it"
        yield edit_of(EditKind.REORDERED, owner, words, *sites, meaning=False)
    if old.interval != new.interval:
        words = f"in force {interval_words(new.interval)}; was: {interval_words(old.interval)}"
        yield edit_of(EditKind.DATES, owner, words, *sites, meaning=False)
    changes = condition_changes(old.condition, new.condition, texts.sides)
    yield from inside(texts, owner, changes, cites=(old.cite, new.cite))
    around = Change(EditKind.EXCEPTION, None, None)
    for change in items_changed(old.exceptions, new.exceptions, texts.sides, around):
        part = "" if change.kind is EditKind.EXCEPTION else "exception"
        yield from inside(texts, owner, (change,), part, (old.cite, new.cite))


def _otherwise(old: Line, new: Line) -> Iterator[TextEdit]:
    owner = Owner("decision line", new.name)
    if old.outcome is not new.outcome:
        words = f"whoever no line decides gets {new.outcome}, before {old.outcome}"
        yield edit_of(EditKind.DEFAULT_OUTCOME, owner, words, site_of(old), site_of(new))
    yield from reworded(old, new)
