"""An edit: one thing that happened to the text between two epochs, said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from policyc.model.conditions import Citation, Condition
from policylang.source import Span


class EditKind(StrEnum):
    """What happened. Where a path of the edit is empty, the thing was added or removed."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REORDERED = "reordered"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    CITATION = "citation"
    THRESHOLD = "threshold"
    WINDOW = "window"
    COUNT = "count"
    CONNECTIVE = "connective"
    VALUES = "values"
    CONDITION = "condition"
    ITEM_ADDED = "item added"
    ITEM_REMOVED = "item removed"
    EXCEPTION = "exception"
    WAIVER = "waiver"
    SCOPE = "scope"
    REQUIREMENT = "requirement"
    RECOMMENDATION = "recommendation"
    SERVICE = "service"
    DATES = "dates"
    READING = "reading"
    FACT = "fact"
    AXIOM = "axiom"
    OUTCOME = "outcome"
    DEFAULT_OUTCOME = "default outcome"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Site:
    """What an edit happened to, on one side: its path, its place in the text, and the place it cites.

    `condition` is the changed condition itself, for edits inside conditions.
    """

    path: str = ""
    span: Span | None = field(default=None, compare=False)
    cite: Citation | None = None
    condition: Condition | None = field(default=None, compare=False, repr=False)


ABSENT = Site()


@dataclass(frozen=True, slots=True)
class TextEdit:
    """One edit between two epochs.

    `subject` and `name` say what it belongs to (criterion I.C, section II, line back_pain, fact age, …) under
    its new name, or its old one where it is gone; `words` describe it in one sentence. `meaning` is False
    only where the edit alone cannot change what any patient is decided under the chosen readings; where it is
    True, the change map says whether it does.
    """

    kind: EditKind
    subject: str
    name: str
    words: str
    meaning: bool
    old: Site = ABSENT
    new: Site = ABSENT
