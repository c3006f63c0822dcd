"""A case as text that can be pasted into a policy file, where it reads as the same case."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.check.quantities import bound_words
from policyc.model.cases import Case
from policyc.model.facts import Fact, Moment, Stretch, Value
from policyc.model.program import Policy

LINE_WIDTH = 100


def case_as_text(case: Case, policy: Policy, title: str) -> str:
    """A `case` block that ends with a newline, facts in the order of the vocabulary."""
    lines = [f"case {_quoted(title)} on {case.date_of_service}"]
    lines += [
        f"  dated {name} {day}" for name, day in sorted(case.clocks.items()) if name != "date_of_service"
    ]
    if case.requested:
        lines += _wrapped("requests", list(case.requested))
    lines += _wrapped("given", list(_givens(case, policy)))
    if case.nothing_else:
        lines.append("  and nothing else")
    if len(lines) == 1:
        # A block holds at least one line, and nothing is given here.
        lines.append('  note "Nothing is known"')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrapped(keyword: str, parts: list[str]) -> Iterator[str]:
    """Lines of a keyword and its parts; a line that is full is followed by another with the keyword."""
    line = ""
    for part in parts:
        joined = f"{line}, {part}" if line else f"  {keyword} {part}"
        if line and len(joined) > LINE_WIDTH:
            yield line
            joined = f"  {keyword} {part}"
        line = joined
    if line:
        yield line


def _givens(case: Case, policy: Policy) -> Iterator[str]:
    for name, fact in policy.facts.items():
        if name in case.facts:
            yield from _given(fact, name, case.facts[name])
        by_service = case.per_service.get(name, {})
        for service in policy.services:
            if service in by_service:
                yield from _given_for_service(fact, service, by_service[service])


def _given(fact: Fact, name: str, value: Value | None) -> Iterator[str]:
    if value is True:
        yield name
    elif value is False:
        yield f"not {name}"
    else:
        for words in _value_words(fact, value):
            yield f"{name} {words}"


def _given_for_service(fact: Fact, service: str, value: Value | None) -> Iterator[str]:
    for words in _value_words(fact, value):
        yield f"{fact.name} for {service} {words}"


def _value_words(fact: Fact, value: Value | None) -> Iterator[str]:
    """What is written after the name: one piece for most values, several for a set or for episodes."""
    match value:
        case None:
            yield "unknown"
        case bool():
            yield "yes" if value else "no"
        case int():
            yield bound_words(fact, value)
        case Moment():
            yield value.value
        case frozenset():
            yield from sorted(value) if value else ["none"]
        case tuple():
            yield from (_episode(episode) for episode in value) if value else ["none"]
        case _:
            yield str(value)


def _episode(episode: object) -> str:
    if isinstance(episode, Stretch):
        return f"from {episode.start} through {episode.end}"
    return f"{getattr(episode, 'kind', '')} on {getattr(episode, 'on', '')}"
