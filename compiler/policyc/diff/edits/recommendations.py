"""Edits of what criteria and sections recommend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.edit import EditKind, TextEdit
from policyc.diff.edits.wording import edit_of, owner_of, recommendation_words, site_of
from policyc.model.program import Criterion, Section

Part = TypeVar("Part", Criterion, Section)


def recommendation_edits(texts: Texts, old: Part, new: Part) -> Iterator[TextEdit]:
    """One edit when the recommendations differ: they are read together, the first that matches counts."""
    if old.recommends == new.recommends:
        return
    before = recommendation_words(old.recommends, texts, new=False)
    after = recommendation_words(new.recommends, texts, new=True)
    words = f"recommends {after}, before {before}"
    yield edit_of(EditKind.RECOMMENDATION, owner_of(new), words, site_of(old), site_of(new))
