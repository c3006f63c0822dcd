"""A case changed in one answer, and said in fewer words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policyc.model.cases import Case
from policyc.model.facts import Value
from policyc.model.program import Policy
from policyc.testing.obeying import Slot


def with_value(case: Case, slot: Slot, value: Value | None) -> Case:
    """The case with one answer changed; None makes it unknown."""
    name, service = slot
    if not service:
        return replace(case, facts={**case.facts, name: value})
    answers = {**case.per_service.get(name, {}), service: value}
    return replace(case, per_service={**case.per_service, name: answers})


def closed_by_normal(complete: Case, policy: Policy) -> Case:
    """A complete case without what is normal, closed by `and nothing else`: the same patient in fewer words."""
    facts = {name: value for name, value in complete.facts.items() if not _is_normal(name, value, policy)}
    per_service: dict[str, Mapping[str, Value | None]] = {}
    for name, answers in complete.per_service.items():
        left = {each: value for each, value in answers.items() if not _is_normal(name, value, policy)}
        if left:
            per_service[name] = left
    return replace(complete, facts=facts, per_service=per_service, nothing_else=True)


def _is_normal(name: str, value: Value | None, policy: Policy) -> bool:
    normally = policy.facts[name].normally
    return normally is not None and value == normally
