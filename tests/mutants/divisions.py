"""Ways to share out all values of one fact between the sections of a chapter, without gap or overlap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from tests.mutants.criteria import Facts
from tests.mutants.draft import Says, all_of, depending


@dataclass(frozen=True)
class Share:
    """A scope, a condition about the same fact that it guarantees, and one that it excludes."""

    scope: Says | None
    inside: str = ""
    outside: str = ""


@dataclass(frozen=True)
class Division:
    """The shares in order, the fact they divide, and whether that fact has a direction."""

    shares: tuple[Share, ...]
    fact: str = ""
    directed: bool = False


class Writes(Protocol):
    """What a division needs of the policy that is being written."""

    rng: Random
    facts: Facts

    def reading(self, base: str, names: tuple[str, ...]) -> str:
        """A new reading."""
        ...


def by_wait(writer: Writes, directed: bool = False, early: Says | None = None, name: str = "") -> Division:
    """Up to six weeks, and after; sometimes cut again at three months."""
    name = name or writer.facts.wait(directed)
    shares = [Share(early or f"{name} <= 6 weeks", f"{name} <= 3 months", f"{name} > 3 months")]
    later = f"{name} > 2 weeks", f"{name} <= 2 weeks"
    if writer.rng.random() < 0.5:
        shares.append(Share(f"{name} > 6 weeks", *later))
    else:
        shares.append(Share(all_of(f"{name} > 6 weeks", f"{name} <= 3 months"), *later))
        shares.append(Share(f"{name} > 3 months", *later))
    return Division(tuple(shares), name, directed)


def stepped(writer: Writes) -> Division:
    """The same, and longer is sicker."""
    return by_wait(writer, directed=True)


def as_read(writer: Writes) -> Division:
    """The same, and a reading tells whether exactly six weeks are early."""
    name = writer.facts.wait()
    reading = writer.reading("boundary", ("onset", "strict"))
    early = depending(reading, onset=f"{name} <= 6 weeks", strict=f"{name} < 6 weeks")
    return by_wait(writer, early=early, name=name)


def by_age(writer: Writes) -> Division:
    """Children and adults."""
    name = writer.facts.declare("age", "type age from 0 years to 120 years")
    child = Share(f"{name} < 18 years", f"{name} < 65 years", f"{name} >= 65 years")
    return Division((child, Share(f"{name} >= 18 years", f"{name} >= 12 years", f"{name} < 12 years")), name)


def by_score(writer: Writes) -> Division:
    """Below twenty points, and from there on."""
    name = writer.facts.score()
    low = Share(f"{name} < 20 points", f"{name} < 30 points", f"{name} >= 30 points")
    return Division((low, Share(f"{name} >= 20 points", f"{name} >= 10 points", f"{name} < 10 points")), name)


def by_event(writer: Writes) -> Division:
    """Never, within a year, before that."""
    name = writer.facts.event()
    never = Share(
        f"{name} is never", f"not {name} within the last 1 month", f"{name} within the last 1 month"
    )
    happened = f"{name} is not never", f"{name} is never"
    recently = Share(f"less than 1 year since {name}", *happened)
    return Division((never, recently, Share(f"at least 1 year since {name}", *happened)), name)


def by_kind(writer: Writes) -> Division:
    """One value, and the others."""
    name = writer.facts.kind()
    one = Share(f"{name} is {name}_a", f"{name} is not {name}_b", f"{name} is {name}_b")
    others = Share(f"{name} is one of {name}_b, {name}_c", f"{name} is not {name}_a", f"{name} is {name}_a")
    return Division((one, others), name)


def undivided(writer: Writes) -> Division:
    """One section for everybody."""
    return Division((Share(None),))


DIVISIONS: dict[str, Callable[[Writes], Division]] = {
    "wait": by_wait,
    "stepped": stepped,
    "reading": as_read,
    "age": by_age,
    "score": by_score,
    "event": by_event,
    "kind": by_kind,
    "none": undivided,
}
