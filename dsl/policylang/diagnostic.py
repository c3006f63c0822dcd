"""What a user is told: one type for a typing mistake, a broken date and an unreachable branch alike.

A diagnostic is data. Renderers (terminal, JSON, SARIF, …) live in `policyc.report`; the registry of codes
lives in `policylang.codes`, and each code has a page in `docs/diagnostics/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from policylang.source import Span


class Level(StrEnum):
    """How much a finding matters: an error gives no verdict, a warning does, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that takes part in a finding, and what it has to do with it."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of a span by another text; an empty span inserts."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one file that mend the finding, and what they do, in words."""

    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell a user.

    `code` and `name` are a row of `policylang.codes`; `headline` is one phrase in the author's vocabulary;
    `span` is the primary place (none only when no text is at fault); `section` names the section or block the
    place is in; `witness` is a case in the JSON shape that others rely on, where one exists, and `twin` a second
    patient to be held against the first.
    """

    code: str
    name: str
    level: Level
    headline: str
    span: Span | None = None
    caption: str = ""
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    fix: Fix | None = None
    citation: str = ""
    section: str = ""
    witness: Mapping[str, object] | None = None
    twin: Mapping[str, object] | None = None
