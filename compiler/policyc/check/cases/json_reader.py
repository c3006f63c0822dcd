"""A case in JSON, read against the vocabulary and the services of its policy.

The shape is checked here; a value is turned into what an author would have written and read as that, so that
a unit, a range and a date mean the same in JSON as in a policy file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from policyc.check.cases.json_values import NoValue, read_day, shown, written_values
from policyc.check.findings import Findings
from policyc.check.givens import join
from policyc.check.headers import DATE_OF_SERVICE
from policyc.check.suggestions import suggestion
from policyc.check.terms import Terms, Uses
from policyc.check.values import read_value, within_reach
from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Value
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic

KEYS = (DATE_OF_SERVICE, "clocks", "requested", "facts", "nothing_else", "format_version")
MOST_FACTS = 10_000
MOST_PROBLEMS = 50


def read_json_case(data: object, policy: Policy) -> Case | tuple[Diagnostic, ...]:
    """The case that JSON data describe, or every independent thing that is wrong with them.

    `data` are what a JSON parser returned. Never raises, whatever they are.
    """
    findings = Findings()
    terms = Terms(findings, Uses(), policy.id, policy.facts, services=policy.services, groups=policy.groups)
    if not isinstance(data, Mapping):
        malformed(f"a case is an object, and this is {shown(data)}", findings)
        return _told(findings)
    _check_keys(data, findings)
    clocks = _clocks(data, policy, findings)
    requested = _requested(data.get("requested", []), terms)
    nothing_else = data.get("nothing_else", False)
    if not isinstance(nothing_else, bool):
        malformed(f"`nothing_else` is true or false, and this is {shown(nothing_else)}", findings)
    facts: dict[str, Value | None] = {}
    per_service: dict[str, dict[str, Value | None]] = {}
    if clocks is not None:
        _read_facts(
            data.get("facts", {}), clocks[policy.window_clock], requested, (facts, per_service), terms
        )
    if findings.found or clocks is None:
        return _told(findings)
    return Case(clocks, requested, facts, per_service, bool(nothing_else))


def malformed(headline: str, findings: Findings, help_text: str = "") -> None:
    """Report data that do not have the shape of a case."""
    help_text = help_text or "`policyc schema case` shows the shape of a case"
    findings.add("malformed-case", headline, None, help=help_text)


def _told(findings: Findings) -> tuple[Diagnostic, ...]:
    """What was found, without places: data have none."""
    found = [replace(one, span=None, fix=None) for one in findings.found[:MOST_PROBLEMS]]
    return tuple(found)


def _check_keys(data: Mapping[object, object], findings: Findings) -> None:
    for key in list(data)[: MOST_PROBLEMS + len(KEYS)]:
        if key in KEYS:
            continue
        meant = suggestion(key, KEYS) if isinstance(key, str) else ""
        help_text = f"did you mean `{meant}`?" if meant else f"a case has {', '.join(KEYS[:5])}"
        malformed(f"a case has no {shown(key)}", findings, help_text)


# --- Clocks and services ----------------------------------------------------------------------------------


def _clocks(data: Mapping[object, object], policy: Policy, findings: Findings) -> dict[str, date] | None:
    given = data.get("clocks", {})
    if not isinstance(given, Mapping):
        malformed(f"`clocks` is an object, and this is {shown(given)}", findings)
        return None
    dates: dict[str, object] = {}
    if DATE_OF_SERVICE in data:
        dates[DATE_OF_SERVICE] = data[DATE_OF_SERVICE]
    for name, day in given.items():
        if name in policy.clocks and name != DATE_OF_SERVICE:
            dates[name] = day
        else:
            findings.unknown("clock", str(name)[:60], None, policy.clocks)
    return _read_clocks(dates, policy, findings)


def _read_clocks(dates: Mapping[str, object], policy: Policy, findings: Findings) -> dict[str, date] | None:
    clocks: dict[str, date] = {}
    for name, data in dates.items():
        day = read_day(data)
        if day is None:
            malformed(f"`{name}` is a date such as 2024-02-01, and this is {shown(data)}", findings)
        elif within_reach(name, day, None, findings):
            clocks[name] = day
    needed = dict.fromkeys((DATE_OF_SERVICE, *policy.clocks))
    for name in needed:
        if name not in dates:
            where = f"`{name}`" if name == DATE_OF_SERVICE else f"`{name}` in `clocks`"
            findings.add("missing-clock", f"the case lacks {where}", None, help=f"add {where}, a date")
    return clocks if all(name in clocks for name in needed) else None


def _requested(data: object, terms: Terms) -> tuple[str, ...]:
    if not isinstance(data, list):
        malformed(f"`requested` is a list of services, and this is {shown(data)}", terms.findings)
        return ()
    found: list[str] = []
    for name in data[:MOST_FACTS]:
        if not isinstance(name, str):
            malformed(f"`requested` names services, and {shown(name)} is no name", terms.findings)
        else:
            found += _services(name, terms)
    return tuple(dict.fromkeys(found))


def _services(name: str, terms: Terms) -> tuple[str, ...]:
    if name in terms.groups:
        return terms.groups[name]
    if name in terms.services:
        return (name,)
    terms.findings.unknown("service", name[:60], None, {*terms.services, *terms.groups})
    return ()


# --- Facts ------------------------------------------------------------------------------------------------

Tables = tuple[dict[str, Value | None], dict[str, dict[str, Value | None]]]


def _read_facts(data: object, clock: date, requested: tuple[str, ...], tables: Tables, terms: Terms) -> None:
    if not isinstance(data, Mapping):
        malformed(f"`facts` is an object, and this is {shown(data)}", terms.findings)
        return
    if len(data) > MOST_FACTS:
        malformed(f"`facts` has more than {MOST_FACTS:,} entries", terms.findings)
        return
    for name, given in data.items():
        fact = terms.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            if len(terms.findings.found) <= MOST_PROBLEMS:
                terms.findings.unknown("fact", str(name)[:60], None, terms.facts)
        elif not fact.per_service:
            tables[0].update(_value(fact, given, clock, fact.name, terms))
        else:
            tables[1][fact.name] = _by_service(fact, given, clock, requested, terms)


def _by_service(
    fact: Fact, given: object, clock: date, requested: tuple[str, ...], terms: Terms
) -> dict[str, Value | None]:
    """The values of a fact that is asked per service; one value alone is given for every service."""
    if not isinstance(given, Mapping) or (set(given) == {"since"} and "since" not in terms.services):
        given = dict.fromkeys(requested or terms.services, given)
    found: dict[str, Value | None] = {}
    for name, value in given.items():
        for service in _services(str(name), terms):
            found.update(_value(fact, value, clock, service, terms))
    return found


def _value(fact: Fact, given: object, clock: date, key: str, terms: Terms) -> dict[str, Value | None]:
    """The value under its key; nothing where it is no value of the fact, which is reported."""
    if given is None:
        return {key: None}
    parts = written_values(given, fact)
    if isinstance(parts, NoValue):
        terms.findings.add(
            "wrong-value",
            f"`{fact.name}` is of type `{fact.kind}`, and {parts.what} is no value of it",
            None,
            help=f"give {parts.expected}",
        )
        return {}
    value: Value | None = _empty(fact)
    for part in parts:
        read = read_value(part, fact, clock, terms)
        if read is None:
            return {}
        value = join(fact, value, read)
    return {key: value}


def _empty(fact: Fact) -> Value | None:
    if fact.kind is FactKind.SET_OF:
        return frozenset()
    return () if fact.kind is FactKind.EPISODES else None
