"""Edits between two epochs of the typed program: what happened to the text, a module per kind of thing."""

from __future__ import annotations

from policyc.diff.edits.correspondence import corresponding
from policyc.diff.edits.criteria import criterion_edits
from policyc.diff.edits.definitions import definition_edits
from policyc.diff.edits.edit import EditKind, Site, TextEdit
from policyc.diff.edits.header import header_edits
from policyc.diff.edits.lines import line_edits
from policyc.diff.edits.moves import with_moves
from policyc.diff.edits.readings import reading_edits
from policyc.diff.edits.sections import section_edits
from policyc.diff.edits.services import service_edits
from policyc.diff.edits.vocabulary import axiom_edits, fact_edits
from policyc.model.program import Epoch

__all__ = ["EditKind", "Site", "TextEdit", "text_edits"]

# In the order of a policy file, which is the order in which edits are told.
PASSES = (
    header_edits,
    service_edits,
    fact_edits,
    axiom_edits,
    reading_edits,
    definition_edits,
    section_edits,
    criterion_edits,
    line_edits,
)


def text_edits(old: Epoch, new: Epoch) -> tuple[TextEdit, ...]:
    """The edits that lead from one epoch to another; none for two that say the same.

    Formatting, comments and renumbered references are no edits. Dates that merely chose the epochs are none
    either, only dates that were written differently.
    """
    texts = corresponding(old, new)
    return with_moves(texts, (edit for edits in PASSES for edit in edits(texts)))
