"""The canonical text of an atom, close to what an analyst writes. Equal atoms have equal texts, others do not."""

from __future__ import annotations

from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Atom,
    Compare,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    RequestIncludes,
    ServiceIs,
    Since,
    Window,
    Within,
)


def atom_text(atom: Atom) -> str:
    """`fever`, `symptom_duration <= 6 weeks`, `at least 4 weeks of physical_therapy within the last 3 months`."""
    match atom:
        case IsYes(fact=fact):
            return fact
        case Compare(fact=fact, operator=operator, value=value):
            return f"{fact} {operator} {value}"
        case IsOneOf(fact=fact, values=values):
            return f"{fact} is {', '.join(values)}"
        case IncludesValue(fact=fact, value=name):
            return f"{fact} includes {name}"
        case IsNever(fact=fact):
            return f"{fact} is never"
        case ServiceIs(services=services):
            return f"service is {', '.join(services)}"
        case RequestIncludes(services=services):
            return f"request includes {', '.join(services)}"
        case Constant(value=holds):
            return "any patient" if holds else "no patient"
        case _:
            return _timed_text(atom)


def _timed_text(atom: Within | Since | AtLeastDays | AtLeastVisits) -> str:
    match atom:
        case Within(fact=fact, length=length):
            return f"{fact} within the last {length}"
        case Since(fact=fact, length=length, less=less):
            return f"{'less than' if less else 'at least'} {length} since {fact}"
        case AtLeastDays(fact=fact, length=length, window=window):
            return f"at least {length} of {fact}{_window(window)}"
        case AtLeastVisits(fact=fact, kind=kind, least=least, window=window):
            return f"at least {least} {kind} visits of {fact}{_window(window)}"


def _window(window: Window) -> str:
    episode = " for the current episode" if window.current_episode else ""
    return f"{episode} within the last {window.last}" if window.last is not None else episode
