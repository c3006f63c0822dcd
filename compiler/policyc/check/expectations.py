"""What a case expects: outcomes, and the lines, criteria, services and facts that go with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policyc.check.atoms import find_fact
from policyc.check.terms import Outline, Terms, Uses, read_services
from policyc.model.cases import Expectation
from policyc.model.outcome import Outcome
from policylang import tree


def read_expectations(
    node: tree.Case, requested: tuple[str, ...], outline: Outline | None, terms: Terms
) -> tuple[Expectation, ...]:
    """The expectations of a case; names are looked up in the text of its day, where there is one."""
    quiet = replace(terms, uses=Uses())
    return tuple(
        expectation for expect in node.expects for expectation in _read(expect, requested, outline, quiet)
    )


def _read(
    node: tree.Expect, requested: tuple[str, ...], outline: Outline | None, terms: Terms
) -> Iterable[Expectation]:
    """One expectation for each service it names: a group stands for its members, no name for every service."""
    services = read_services((node.service,), terms) if node.service else ("",)
    if node.service is not None:
        _check_requested(node.service, services, requested, terms)
    _check_names(node, outline, terms)
    word = node.outcome.text
    undecided = word == "undecided" or node.open_facts is not None
    if node.open_facts is not None and word != "pend":
        _report_outcome_for_open_facts(node, terms)
    plain = word in {"undecided", "contradiction"} or undecided
    for service in services:
        yield Expectation(
            service,
            None if plain else Outcome(word),
            undecided,
            word == "contradiction",
            node.line.text if node.line else None,
            node.criterion.text if node.criterion else None,
            _services(node.supporting, terms),
            _services(node.also_supporting, terms),
            _open_facts(node, terms),
            tuple(Outcome(outcome.text) for outcome in node.possible) if node.possible is not None else None,
            span=node.span,
        )


def _services(words: tuple[tree.Word, ...] | None, terms: Terms) -> tuple[str, ...] | None:
    return None if words is None else read_services(words, terms)


def _open_facts(node: tree.Expect, terms: Terms) -> tuple[str, ...] | None:
    if node.open_facts is None:
        return None
    return tuple(fact.name for word in node.open_facts if (fact := find_fact(word, terms)) is not None)


def _check_requested(
    word: tree.Word, services: tuple[str, ...], requested: tuple[str, ...], terms: Terms
) -> None:
    if not requested or not services or set(services) & set(requested):
        return
    terms.findings.add(
        "impossible-expectation",
        f"`{word.text}` is not requested, so nothing is decided about it",
        word.span,
        caption="not requested",
        help=f"expect something of {', '.join(requested)}, or request `{word.text}`",
    )


def _check_names(node: tree.Expect, outline: Outline | None, terms: Terms) -> None:
    if outline is None:
        return
    lines = {line.name.text for line in outline.lines}
    if node.line is not None and node.line.text not in lines and node.line.text != "otherwise":
        terms.findings.unknown("line in force", node.line.text, node.line.span, lines)
    if node.criterion is not None and node.criterion.text not in outline.criteria:
        terms.findings.unknown(
            "criterion in force", node.criterion.text, node.criterion.span, outline.criteria
        )


def _report_outcome_for_open_facts(node: tree.Expect, terms: Terms) -> None:
    terms.findings.add(
        "impossible-expectation",
        f"only `pend` waits for facts; `{node.outcome.text}` is decided",
        node.outcome.span,
        caption="decided, so no fact is open",
        help="write `expect pend for …`, or leave out the facts",
    )
