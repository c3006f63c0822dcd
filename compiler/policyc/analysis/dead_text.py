"""Text that decides nothing: no decision line leads to it, or no patient can have what it offers.

Told of a version are sections, criteria and definitions that something mentions, and that no line asks for in any of
its epochs; what nothing mentions is told by P204. Told of the policy as a whole are readings on which only such text
depends, where P309 tells those on which nothing does, and services that no patient can be given.

Silent on purpose: a criterion that says `no patient` or `any patient`, which stands for a section without criteria;
a service that a line refuses by name; whatever a claim asks for. Sections and lines whose days lie outside of their
version are told where days are checked, in `policyc.check.idle_days`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyc.analysis.dead_services import dead_services, labelled
from policyc.analysis.mentions import Mentioned, asked_for, inside, nodes, sections_around
from policyc.analysis.studied import Studied
from policyc.model.conditions import Constant, CriterionTest, DefinitionHolds, Depending, SectionTest
from policyc.model.program import Criterion, Epoch, Policy
from policyc.prove.pair import conditions_of
from policylang.codes import NAMES, diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Span

Places = Mapping[tuple[str, str], Sequence[Span | None]]
"""Where each name of a kind is mentioned: criterion, section, definition or reading."""


def find_dead_text(studied: Studied) -> Iterator[Diagnostic]:
    """One diagnostic for each dead section, criterion or definition of a version."""
    epochs = [subject.epoch for subject in studied.subjects]
    asked = [asked_for(epoch) for epoch in epochs]
    if not all(map(_leads_everywhere, epochs, asked)):
        places = places_of(epochs)
        yield from _dead_outline(epochs, asked, places)
        yield from _dead_definitions(epochs, asked, places)


def _leads_everywhere(epoch: Epoch, asked: Mentioned) -> bool:
    return len(asked.criteria) == len(epoch.criteria) and len(asked.definitions) == len(epoch.definitions)


def places_of(epochs: Iterable[Epoch]) -> Places:
    """Where the conditions of some epochs mention what."""
    found: dict[tuple[str, str], list[Span | None]] = {}
    for node in (node for epoch in epochs for each in conditions_of(epoch) for node in nodes(each)):
        match node:
            case CriterionTest(label=name):
                found.setdefault(("criterion", name), []).append(node.span)
            case SectionTest(label=name):
                found.setdefault(("section", name), []).append(node.span)
            case DefinitionHolds(name=name):
                found.setdefault(("definition", name), []).append(node.span)
            case Depending(reading=name):
                found.setdefault(("reading", name), []).append(node.span)
    return found


# --- Sections and criteria --------------------------------------------------------------------------------


def _dead_outline(epochs: list[Epoch], asked: list[Mentioned], places: Places) -> Iterator[Diagnostic]:
    """The outermost sections of which nothing decides, then the criteria that stand in none of those."""
    live = frozenset[str]().union(*(each.criteria for each in asked))
    scopes = frozenset[str]().union(*(each.scopes for each in asked))
    told: set[str] = set()
    for epoch in epochs:
        for label in epoch.sections:
            if label not in told and _is_dead(label, epochs, live) and _is_mentioned(label, epochs, places):
                told |= {
                    part.label for each in epochs if label in each.sections for part in inside(label, each)
                }
                yield _section(epoch, label, label in scopes, places)
        for label, criterion in epoch.criteria.items():
            known = ("criterion", label) in places or _is_mentioned(criterion.section, epochs, places)
            if label not in live | told and known and not isinstance(criterion.condition, Constant):
                told.add(label)
                yield _criterion(epoch, label, places)


def _is_dead(label: str, epochs: list[Epoch], live: frozenset[str]) -> bool:
    """Whether a section has criteria that say something, and no line asks for one of its criteria on any day."""
    parts = [part for epoch in epochs if label in epoch.sections for part in inside(label, epoch)]
    criteria = [part for part in parts if isinstance(part, Criterion)]
    says_something = any(not isinstance(part.condition, Constant) for part in criteria)
    return says_something and not any(part.label in live for part in criteria)


def _is_mentioned(label: str, epochs: list[Epoch], places: Places) -> bool:
    """Whether something mentions a section or one around it; otherwise P204 tells it."""
    around = {section.label for epoch in epochs for section in sections_around(label, epoch)}
    return any(("section", each) in places for each in around)


def _section(epoch: Epoch, label: str, scope_only: bool, places: Places) -> Diagnostic:
    return diagnostic(
        "dead-text",
        f"no decision line leads to the criteria of section `{label}`",
        epoch.sections[label].span,
        caption="only its scope is asked for" if scope_only else "asked for by nothing that decides",
        labels=labelled(places.get(("section", label), ()), _SCOPE if scope_only else _MENTION),
        help=f"name it in a decision line (`{label} is met`), or remove it; {_accepted(label, epoch)}",
    )


def _criterion(epoch: Epoch, label: str, places: Places) -> Diagnostic:
    return diagnostic(
        "dead-text",
        f"no decision line leads to criterion `{label}`",
        epoch.criteria[label].span,
        caption="asked for by nothing that decides",
        labels=labelled(places.get(("criterion", label), ()), _MENTION),
        help=f"name it in a decision line (`{label} is met`) or in a criterion that counts, or remove it;"
        f" {_accepted(label, epoch)}",
    )


_SCOPE = "asks for its scope, not for its criteria"
_MENTION = "mentioned here, which decides nothing"


# --- Definitions ------------------------------------------------------------------------------------------


def _dead_definitions(epochs: list[Epoch], asked: list[Mentioned], places: Places) -> Iterator[Diagnostic]:
    live = frozenset[str]().union(*(each.definitions for each in asked))
    for name, definition in epochs[0].definitions.items():
        if name not in live and ("definition", name) in places:
            yield diagnostic(
                "dead-text",
                f"no decision line leads to definition `{name}`",
                definition.span,
                caption="used only by what decides nothing",
                labels=labelled(places["definition", name], _MENTION),
                help="remove it with what uses it, or let a decision line lead there;"
                f" {_accepted(name, epochs[0])}",
            )


# --- The policy as a whole --------------------------------------------------------------------------------


def find_dead_offers(versions: Sequence[Studied]) -> Iterator[Diagnostic]:
    """One diagnostic for each reading or service of a policy that no text of it puts to use."""
    epochs = [subject.epoch for studied in versions for subject in studied.subjects]
    yield from _dead_readings(versions[0].policy, epochs)
    yield from dead_services(versions)


def _dead_readings(policy: Policy, epochs: list[Epoch]) -> Iterator[Diagnostic]:
    left = {name: reading for name, reading in policy.readings.items() if reading.modelled}
    for epoch in epochs if left else ():
        asked = asked_for(epoch).readings
        left = {name: reading for name, reading in left.items() if name not in asked}
    places = places_of(epochs) if left else {}
    for name, reading in left.items():
        if ("reading", name) in places:
            yield diagnostic(
                "dead-text",
                f"only text that decides nothing depends on reading `{name}`",
                reading.span,
                caption="however it is read, nothing changes",
                labels=labelled(places["reading", name], "depends on it, and decides nothing"),
                help="let a decision line lead to that text, or mark the reading `not modelled`;"
                f" {_accepted(name)}",
            )


def _accepted(name: str, epoch: Epoch | None = None) -> str:
    """The line that accepts a finding."""
    version = f" of version {epoch.version.name}" if epoch else ""
    line = f'acknowledge {NAMES["dead-text"].code} on {name}{version} because "…"'
    return f"if it stands there on purpose, write `{line}`"
