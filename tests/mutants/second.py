"""A second version of a clean policy: a threshold moved, a criterion more, or the same text with another line."""

from __future__ import annotations

from copy import deepcopy
from random import Random

from tests.mutants.criteria import Facts, criterion
from tests.mutants.draft import LineDraft, PolicyDraft


def with_second_version(rng: Random, draft: PolicyDraft, facts: Facts) -> None:
    """Close the first version at the end of 2024 and let another follow it."""
    first = draft.versions[0]
    second = deepcopy(first)
    first.days = "from 2024-01-01 before 2025-01-01"
    second.name, second.days, second.approved = "2025", "from 2025-01-01", "2024-09-01"
    second.lines = [line for line in second.lines if line.name != "pilot"]
    for line in second.lines:
        line.days = ""
    # The dated section goes on as it stood last.
    second.sections = [section for section in second.sections if not section.days.startswith("before")]
    for section in second.sections:
        section.days = ""
    own = [section for section in second.sections if section.criteria and not section.borrowed]
    section = rng.choice(own)
    section.criteria.append(criterion(rng, facts, f"{section.label}.New"))
    if not any(line.first for line in second.lines):
        says = facts.sign(False)
        second.lines.insert(0, LineDraft("agreed", "review not required", says, first=True))
    draft.versions.append(second)
    if draft.history:
        draft.history.append(
            '2024-09-01 approved "The text of 2025" effective 2025-01-01 requires notice cite book "History"'
        )
