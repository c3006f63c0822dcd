"""What the sections around a criterion impose on it, old place against new."""

from __future__ import annotations

from policyc.diff.edits.correspondence import Texts
from policyc.diff.edits.wording import new_words, old_words
from policyc.model.conditions import Condition
from policyc.model.program import Criterion, Epoch


def scope_words(texts: Texts, old: Criterion, new: Criterion) -> str:
    """What a move adds or takes away, as a clause that begins with a semicolon; empty when nothing."""
    before, after = _imposed(texts.old, old.section), _imposed(texts.new, new.section)
    meant_before = [texts.sides.old.meaning(condition) for condition in before]
    meant_after = [texts.sides.new.meaning(condition) for condition in after]
    pairs = zip(after, meant_after, strict=True)
    added = [new_words(condition, texts) for condition, meant in pairs if meant not in meant_before]
    pairs = zip(before, meant_before, strict=True)
    lost = [old_words(condition, texts) for condition, meant in pairs if meant not in meant_after]
    said = [f"there “{words}” binds as well" for words in added]
    said += [f"“{words}” does not bind there" for words in lost]
    return "".join(f"; {clause}" for clause in said)


def _imposed(epoch: Epoch, label: str) -> list[Condition]:
    """Scopes and requirements from the outermost section in; the old epoch's keys are new names."""
    sections = {section.label: section for section in epoch.sections.values()}
    chain: list[Condition] = []
    while label in sections:
        section = sections.pop(label)
        own = [] if section.scope is None else [section.scope]
        chain = [*own, *section.requirements, *chain]
        label = section.parent
    return chain
