"""Values in JSON, as what an author would have written for them in a policy file.

Yes and no are true and false; a quantity is a text with its unit, or a plain number where the fact has no unit;
a day is a text; a set and episodes are lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policyc.model.facts import Fact, FactKind
from policylang import tree

MOST_PARTS = 10_000
LARGEST = 10**15
_QUANTITY = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)(?: *([a-z][a-z0-9_]{0,40}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,100}")

_EPISODE_KEYS = ("from", "to", "on", "visit")

EXPECTED = {
    FactKind.YES_NO: "true, false or null",
    FactKind.NUMBER: 'a number, as text with its unit where it has one ("38.5 celsius")',
    FactKind.AGE: 'an age such as "44 years"',
    FactKind.DURATION: 'a length such as "6 weeks", or {"since": "2024-01-01"}',
    FactKind.DATE: 'a date such as "2024-01-01", or "some day"',
    FactKind.ONE_OF: "one of its values as text",
    FactKind.SET_OF: "a list of its values",
    FactKind.EPISODES: 'a list of {"from": DATE, "to": DATE} and {"on": DATE, "visit": KIND}',
}


@dataclass(frozen=True, slots=True)
class NoValue:
    """Data that are no value of a fact: what they are, and what was expected."""

    what: str
    expected: str


def written_values(data: object, fact: Fact) -> tuple[tree.Value, ...] | NoValue:
    """What an author would have written for the data; several values for a set and for episodes.

    Whether the value is in range and declared is not looked at.
    """
    found = _written(data, fact)
    return _no_value(data, fact) if found is None else found


def read_day(data: object) -> date | None:
    """A date written YYYY-MM-DD, or None."""
    if not isinstance(data, str) or not _DAY.fullmatch(data):
        return None
    try:
        return date.fromisoformat(data)
    except ValueError:
        return None


def shown(data: object) -> str:
    """Data in few words, however large they are."""
    match data:
        case None:
            return "null"
        case bool():
            return "true" if data else "false"
        case str():
            return f"`{data[:40]}…`" if len(data) > 40 else f"`{data}`"
        case int() | float():
            return f"the number {data}" if abs(data) < LARGEST else "a number"
        case Mapping():
            return "an object"
    return "a list" if isinstance(data, list) else "something else"


def _written(data: object, fact: Fact) -> tuple[tree.Value, ...] | None:
    match fact.kind:
        case FactKind.YES_NO:
            return (tree.Value("yes" if data else "no"),) if isinstance(data, bool) else None
        case FactKind.NUMBER | FactKind.AGE:
            return _one(_quantity(data))
        case FactKind.DURATION:
            return _one(_duration(data))
        case FactKind.DATE:
            return _one(_moment(data))
        case FactKind.ONE_OF:
            return _one(_name(data))
        case FactKind.SET_OF:
            return _all([_name(part) for part in data[:MOST_PARTS]]) if isinstance(data, list) else None
        case FactKind.EPISODES:
            return _all([_episode(part) for part in data[:MOST_PARTS]]) if isinstance(data, list) else None


def _one(value: tree.Value | None) -> tuple[tree.Value, ...] | None:
    return None if value is None else (value,)


def _all(values: list[tree.Value | None]) -> tuple[tree.Value, ...] | None:
    kept = tuple(value for value in values if value is not None)
    return kept if len(kept) == len(values) else None


def _quantity(data: object) -> tree.Value | None:
    if isinstance(data, int | float) and not isinstance(data, bool):
        # No number that is none, and none that is infinite, is below the largest.
        if not 0 <= data < LARGEST:
            return None
        data = format(Decimal(repr(data)).normalize(), "f")
    found = _QUANTITY.fullmatch(data) if isinstance(data, str) else None
    if found is None:
        return None
    unit = tree.Word(found[2]) if found[2] else None
    return tree.Value("quantity", quantity=tree.Quantity(tree.Word(found[1]), unit))


def _duration(data: object) -> tree.Value | None:
    if isinstance(data, Mapping):
        return _since(data["since"]) if set(data) == {"since"} else None
    return _since(data) or (_quantity(data) if isinstance(data, str) else None)


def _since(data: object) -> tree.Value | None:
    day = read_day(data)
    return None if day is None else tree.Value("since", on=day)


def _moment(data: object) -> tree.Value | None:
    if isinstance(data, str) and data in {"never", "some day"}:
        return tree.Value(data)
    day = read_day(data)
    return tree.Value("date", on=day) if day is not None else None


def _name(data: object) -> tree.Value | None:
    if not isinstance(data, str) or not _NAME.fullmatch(data):
        return None
    return tree.Value("name", name=tree.Word(data))


def _episode(data: object) -> tree.Value | None:
    if not isinstance(data, Mapping):
        return None
    if set(data) == {"from", "to"}:
        start, end = read_day(data["from"]), read_day(data["to"])
        return tree.Value("stretch", on=start, through=end) if start and end else None
    if set(data) == {"on", "visit"}:
        day, kind = read_day(data["on"]), _name(data["visit"])
        return tree.Value("visit", on=day, name=kind.name) if day and kind else None
    return None


def _odd_keys(part: object) -> list[object]:
    """The keys of an object that no episode has."""
    return [key for key in part if key not in _EPISODE_KEYS] if isinstance(part, Mapping) else []


def _no_value(data: object, fact: Fact) -> NoValue:
    expected = EXPECTED[fact.kind] + (', or "never"' if fact.never_possible else "")
    what = shown(data)
    if isinstance(data, list) and fact.kind is FactKind.EPISODES:
        odd = next((key for part in data[:MOST_PARTS] for key in _odd_keys(part)), None)
        if odd is not None:
            expected += "; `through` is written `to` in JSON" if odd == "through" else ""
            return NoValue(f"an object with the key {shown(odd)} in its list", expected)
    if isinstance(data, list) and fact.kind in {FactKind.SET_OF, FactKind.EPISODES}:
        bad = next((part for part in data[:MOST_PARTS] if _written([part], fact) is None), None)
        what = f"{shown(bad)} in its list"
    return NoValue(what, expected)
