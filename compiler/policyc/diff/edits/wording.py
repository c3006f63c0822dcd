"""Sentences for edits, in the words of the clinic.

Every sentence names what it is about, then says what was and what is. Words of conditions come from
`policyc.graph.words`, those of the old text read under its new names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyc.diff.edits.change import Change
from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import ABSENT, EditKind, Site, TextEdit
from policyc.graph.chosen import folded
from policyc.graph.words import joined, mid_sentence, sentence_words, service_words
from policyc.model.conditions import All, Any, AtLeast, Citation, Condition, Depending, parts
from policyc.model.program import Criterion, Definition, Line, Recommend, Section

Cites = tuple[Citation | None, Citation | None]


@dataclass(frozen=True, slots=True)
class Owner:
    """What an edit belongs to."""

    subject: str
    name: str
    title: str = ""

    def __str__(self) -> str:
        title = f" “{self.title}”" if self.title else ""
        return f"{self.subject.capitalize()} {self.name}{title}"


def owner_of(part: Criterion | Section | Definition | Line) -> Owner:
    """The owner that a part of the text is."""
    match part:
        case Criterion():
            return Owner("criterion", part.label, part.title)
        case Section():
            return Owner("section", part.label, part.title)
        case Definition():
            return Owner("definition", part.name, part.title)
        case Line():
            return Owner("decision line", part.name)


def site_of(part: Criterion | Section | Definition | Line | None) -> Site:
    """Where a part of the text stands."""
    if part is None:
        return ABSENT
    return Site(part.label if isinstance(part, Criterion | Section) else part.name, part.span, part.cite)


def edit_of(
    kind: EditKind,
    owner: Owner,
    words: str,
    old: Site = ABSENT,
    new: Site = ABSENT,
    meaning: bool = True,
) -> TextEdit:
    """An edit whose sentence is the owner, a colon and the words."""
    return TextEdit(kind, owner.subject, owner.name, f"{owner}: {words}.", meaning, old, new)


def inside(
    texts: Texts, owner: Owner, changes: Iterable[Change], part: str = "", cites: Cites = (None, None)
) -> Iterator[TextEdit]:
    """The edits for changes inside a condition; `part` names the condition where it is not the owner's own.

    `cites` are the places to cite, old and new, where a condition cites none.
    """
    where = f"{part}, " if part else ""
    for change in changes:
        yield edit_of(
            change.kind,
            owner,
            where + change_words(texts, change),
            _condition_site(change.old, cites[0]),
            _condition_site(change.new, cites[1]),
            change.meaning,
        )


def change_words(texts: Texts, change: Change) -> str:
    """What one change says, without its owner."""
    reading = _without_effect(change)
    if reading:
        gone = "new" if change.old is None else "gone"
        return f"a clause without effect, as the reading {reading} is chosen, is {gone}"
    words = _change_words(texts, change)
    return (
        f"{words}, under an alternative of the reading {change.unread} that is not chosen"
        if change.unread
        else words
    )


def _without_effect(change: Change) -> str:
    """The reading that leaves what came or went without effect, or "" where that is not the case."""
    whole = change.new or change.old
    one_sided = change.old is None or change.new is None
    return _reading(whole) if one_sided and not change.meaning and whole is not None else ""


def _change_words(texts: Texts, change: Change) -> str:
    old = "" if change.old is None else f"“{old_words(change.old, texts)}”"
    new = "" if change.new is None else f"“{new_words(change.new, texts)}”"
    match change.kind:
        case EditKind.COUNT | EditKind.CONNECTIVE if _is_list(change.old) and _is_list(change.new):
            listed = "; ".join(mid_sentence(new_words(item, texts)) for item in _items(change.new))
            return f"{_heading(change.old)} had to hold, now {_heading(change.new)} ({listed})"
        case EditKind.ITEM_ADDED:
            return f"{new} {_listed(change.new_list, change.negated, 'now')}"
        case EditKind.ITEM_REMOVED:
            return f"{old} {_listed(change.old_list, change.negated, 'no longer')}"
        case EditKind.REORDERED:
            return f"{old or new} stands elsewhere in its list"
        case EditKind.CITATION:
            return f"{new} cites {_place(change.new)} instead of {_place(change.old)}"
        case EditKind.REWORDED:
            return f"{old} is now written {new}, which says the same"
        case EditKind.READING if change.old is not None and change.new is not None:
            verb = "now depends" if _reading(change.new) else "no longer depends"
            reading = _reading(change.new) or _reading(change.old)
            return f"{new} {verb} on the reading {reading}"
        case EditKind.WAIVER | EditKind.EXCEPTION | EditKind.REQUIREMENT | EditKind.READING:
            return f"new {change.kind} {new}" if new else f"the {change.kind} {old} is gone"
        case _:
            return f"{old} is now {new}"


def old_words(condition: Condition, texts: Texts) -> str:
    """A condition of the old text in full, as it was read."""
    return sentence_words(folded(condition, texts.sides.old.chosen), texts.old)


def new_words(condition: Condition, texts: Texts) -> str:
    """A condition of the new text in full, as it is read."""
    return sentence_words(folded(condition, texts.sides.new.chosen), texts.new)


def recommendation_words(recommends: tuple[Recommend, ...], texts: Texts, new: bool) -> str:
    """What is recommended, and when."""
    epoch = texts.new if new else texts.old
    said = []
    for recommend in recommends:
        known = [name for name in epoch.policy.services if name in recommend.services]
        services = joined((service_words(epoch.policy, name) for name in known), "or")
        words = new_words if new else old_words
        when = "" if recommend.when is None else f" when {words(recommend.when, texts)}"
        said.append(f"{services}{when}")
    return "; else ".join(said) or "nothing of its own"


def _condition_site(condition: Condition | None, cite: Citation | None) -> Site:
    if condition is None:
        return ABSENT
    return Site(condition.path, condition.span, condition.cite or cite, condition)


def _is_list(condition: Condition | None) -> bool:
    return isinstance(condition, All | Any | AtLeast)


def _items(condition: Condition | None) -> tuple[Condition, ...]:
    return () if condition is None else parts(condition)


def _heading(condition: Condition | None) -> str:
    match condition:
        case All(items=items):
            return f"all of {len(items)}"
        case Any(items=items):
            return f"any of {len(items)}"
        case AtLeast(least=least, items=items):
            return f"at least {least} of {len(items)}"
        case _:
            return "it"


def _listed(around: Condition | None, negated: bool, now: str) -> str:
    """How an item stands in its list, now or no longer."""
    match around:
        case All() if not negated:
            return f"is {now} required{' as well' if now == 'now' else ''}"
        case Any() if not negated:
            return f"is {now} one of the alternatives"
        case AtLeast(least=least, items=items):
            return f"{now} counts among the {len(items)} of which at least {least} must hold"
        case _:
            return f"is {now} on the list"


def _reading(condition: Condition) -> str:
    return condition.reading if isinstance(condition, Depending) else ""


def _place(condition: Condition | None) -> str:
    cite = None if condition is None else condition.cite
    return f"“{cite.place}”" if cite else "nothing"
