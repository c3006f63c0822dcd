"""`FACT=VALUE` as given on a command line, turned into the JSON of a fact.

A value is written as after `given` in a case: `fever=yes`, `age=44 years`, `imaging=ct, plain_films`,
`last_mri=some day`, `physical_therapy=from 2023-12-01 through 2024-01-10, evaluation on 2023-12-01`,
`FACT=unknown`; a fact that is asked per service is `prior for thoracic=no`. What is said about a value speaks
that language, and not JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policyc.check.cases.json_values import NoValue, written_values
from policyc.check.findings import Findings
from policyc.check.values import EXPECTED
from policyc.model.facts import Fact, FactKind
from policyc.model.program import Policy
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic

_ASSIGNMENT = re.compile(r"\s*([a-z][a-z0-9_]*)(?:\s+for\s+([a-z][a-z0-9_]*))?\s*=\s*(.*?)\s*", re.DOTALL)
_STRETCH = re.compile(r"(?:from\s+(\S+)\s+through\s+(\S+))|(?:(\S+?)\s*\.\.\s*(\S+))")
_VISIT = re.compile(r"(\S+)\s+(?:on\s+)?(\S+)")
_ANSWERS: Mapping[str, object] = {"yes": True, "no": False, "true": True, "false": False}


def read_assignment(text: str, policy: Policy) -> tuple[str, object] | Diagnostic:
    """The fact of one assignment and its value as JSON; whether the value fits is for `read_json_case`."""
    found = _ASSIGNMENT.fullmatch(text[:10_000])
    if found is None:
        return diagnostic(
            "malformed-assignment",
            f"`{text[:60]}` is not of the form FACT=VALUE",
            None,
            help="write --set fever=yes, or --set 'symptom_duration=8 weeks'",
        )
    name, service, value = found.groups()
    fact = policy.facts.get(name)
    if fact is None:
        findings = Findings()
        findings.unknown("fact", name[:60], None, policy.facts)
        return findings.found[0]
    data = _as_json(fact, value)
    if data is not None and isinstance(written_values(data, fact), NoValue):
        return _no_value(fact, value)
    if service is None:
        return name, data
    if not fact.per_service:
        return diagnostic(
            "not-per-service",
            f"`{name}` is one answer for the patient, not one for each service",
            None,
            help=f"write {name}={value[:60]}",
        )
    return name, {service: data}


def read_assignments(texts: Sequence[str], policy: Policy) -> dict[str, object] | tuple[Diagnostic, ...]:
    """The facts of several assignments as JSON, or everything that is wrong with them."""
    facts: dict[str, object] = {}
    problems: list[Diagnostic] = []
    for text in texts:
        read = read_assignment(text, policy)
        if isinstance(read, Diagnostic):
            problems.append(read)
            continue
        name, value = read
        earlier = facts.get(name)
        if isinstance(earlier, dict) and isinstance(value, dict) and not set(earlier) & set(value):
            facts[name] = {**earlier, **value}
        elif name in facts:
            problems.append(_twice(name))
        else:
            facts[name] = value
    return tuple(problems) if problems else facts


def _twice(name: str) -> Diagnostic:
    return diagnostic(
        "conflicting-givens",
        f"`{name}` is given twice",
        None,
        help="give it once; several values of a set or episodes are separated by commas",
    )


def _no_value(fact: Fact, value: str) -> Diagnostic:
    expected = EXPECTED[fact.kind] + (", or `never`" if fact.never_possible else "")
    several = fact.kind in {FactKind.SET_OF, FactKind.EPISODES}
    return diagnostic(
        "wrong-value",
        f"`{fact.name}` is of type `{fact.kind}`, and `{value[:60]}` is no value of it",
        None,
        help=f"give {expected}" + ("; several are separated by commas" if several else ""),
    )


def _as_json(fact: Fact, value: str) -> object:
    if value == "unknown":
        return None
    if fact.kind is FactKind.YES_NO:
        return _ANSWERS.get(value, value)
    if fact.kind is FactKind.DURATION and value.startswith("since "):
        return {"since": value.removeprefix("since ").strip()}
    if fact.kind is FactKind.SET_OF:
        return _parts(value)
    if fact.kind is FactKind.EPISODES:
        return [_episode(part) for part in _parts(value)]
    return value


def _parts(value: str) -> list[str]:
    return [] if value in {"", "none"} else [part.strip() for part in value.split(",")]


def _episode(text: str) -> object:
    if stretch := _STRETCH.fullmatch(text):
        return {"from": stretch[1] or stretch[3], "to": stretch[2] or stretch[4]}
    if visit := _VISIT.fullmatch(text):
        return {"on": visit[2], "visit": visit[1]}
    return text
