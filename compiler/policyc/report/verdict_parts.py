"""The parts of a verdict's page, each as lines: who decided, what it rests on, what is missing, what to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyc.evaluate import TraceNode, close_case
from policyc.evaluate.keys import criterion_key, line_key
from policyc.graph.words import length_words, sentence_words
from policyc.model.cases import Case
from policyc.model.conditions import Citation, Condition
from policyc.model.facts import Fact
from policyc.model.outcome import Outcome, outcome_class
from policyc.model.program import Epoch, Policy
from policyc.model.verdict import Answer, Contradiction, Route, Verdict
from policyc.report.paragraph import listed, paragraph
from policyc.report.style import Style
from policyc.report.verdict_reasons import given_words, nodes_by_path, rests_on
from policyc.report.verdict_ways import ways
from policyc.report.verdict_words import (
    citation_words,
    criterion_words,
    fact_words,
    outcome_words,
    service_words,
)


def decided_by_lines(verdict: Verdict, epoch: Epoch, style: Style) -> Iterator[str]:
    """The deciding criterion and line with their citations, or the lines that may decide."""
    if verdict.decided_by is None:
        if verdict.possible_lines:
            yield paragraph(f"Decision lines that may decide: {', '.join(verdict.possible_lines)}", 2)
        return
    line = next((each for each in epoch.lines if each.name == verdict.decided_by.line), None)
    criterion = verdict.decided_by.criterion
    if criterion is not None:
        yield paragraph(f"Criterion {criterion_words(criterion, epoch)}", 2, 4)
        yield from _source(epoch.criteria[criterion].cite, epoch.policy, style)
    yield paragraph(f"Decision line `{verdict.decided_by.line}`", 2, 4)
    yield from _source(line.cite if line else None, epoch.policy, style)


def services_lines(verdict: Verdict, policy: Policy) -> Iterator[str]:
    """The services that the deciding line supports, and those that other met criteria support."""
    if verdict.outcome is Outcome.OTHER_SERVICE_SUPPORTED and verdict.decided:
        lead = "The criteria that are met support"
        yield paragraph(f"{lead}: {_services(verdict.services, policy)}", 2, 4)
    elif verdict.services:
        yield paragraph(f"Services supported: {_services(verdict.services, policy)}", 2, 4)
    if verdict.also_supported:
        yield paragraph(f"Also supported: {_services(verdict.also_supported, policy)}", 2, 4)


def ground_lines(
    verdict: Verdict, epoch: Epoch, case: Case, tree: tuple[TraceNode, ...], style: Style
) -> Iterator[str]:
    """The conditions that are met and carry the decision, each with what the case says."""
    grounds = _grounds(verdict, epoch, nodes_by_path(tree))
    if not grounds:
        return
    yield from _head("What this rests on", style)
    closed = close_case(case, epoch.policy)
    for condition in grounds:
        words = f"{sentence_words(condition, epoch)}{given_words(condition, closed, verdict.service, epoch)}"
        yield paragraph(words, 4, None, "- ")


def ways_lines(
    verdict: Verdict, epoch: Epoch, case: Case, tree: tuple[TraceNode, ...], style: Style
) -> Iterator[str]:
    """For each way to a favourable outcome, what kept it from being taken."""
    closed = close_case(case, epoch.policy)

    def in_words(condition: Condition) -> str:
        return f"{sentence_words(condition, epoch)}{given_words(condition, closed, verdict.service, epoch)}"

    found = tuple(ways(epoch, tree, in_words))
    if not found:
        return
    yield from _head("Each way to approval, and what it lacks", style)
    for title, missing in found:
        yield paragraph(title, 4, 6)
        for gap in missing:
            yield paragraph(gap, 6, None, "- ")


def unsettled_lines(
    verdict: Verdict, epoch: Epoch, documents: Mapping[str, str], style: Style
) -> Iterator[str]:
    """The routes to the best outcome that has any, the shortest first, and the facts still open."""
    outcome, routes = _best_routes(verdict.routes)
    if outcome is not None:
        yield from _head(f"{_would_be(outcome, epoch.policy)} if, for example", style)
    for number, route in enumerate(routes, 1):
        for answer in route.answers:
            first = answer is route.answers[0]
            yield paragraph(_answered(answer, epoch.policy), 4, 11, f"{number}. " if first else "   and ")
    if cut := cut_of(verdict.routes_cut, outcome):
        yield style.faint(paragraph(f"({cut})", 4))
    if verdict.open_facts:
        yield from _head("Still open; nothing else matters", style)
    for name in verdict.open_facts:
        yield paragraph(fact_words(name, epoch.policy), 4, None, "- ")
        fact = epoch.policy.facts.get(name)
        yield from _documented(fact, documents) if fact else ()


def document_lines(policy: Policy, style: Style) -> list[str]:
    """What must accompany a request."""
    if not policy.documents:
        return []
    lines = [style.bold("Send along with the request")]
    for document in policy.documents:
        lines.append(paragraph(document.label, 2, None, "- "))
        lines += _source(document.cite, policy, style)
    return lines


def contradiction_lines(found: Contradiction, policy: Policy, style: Style) -> list[str]:
    """Which facts of the case clash, and what forbids them together."""
    lines = [style.bold(paragraph(service_words(found.service, policy))), ""]
    lines.append(style.red(paragraph("No verdict: no patient can be like this case.", 2)))
    lines.append(paragraph("These facts clash; correct the case:", 2))
    lines += [paragraph(fact_words(name, policy), 4, None, "- ") for name in found.facts]
    if found.axioms:
        lines.append(paragraph("because of what the vocabulary says:", 2))
        lines += [paragraph(text, 4, None, "- ") for text in found.axioms]
    return lines


def _grounds(verdict: Verdict, epoch: Epoch, nodes: Mapping[str, TraceNode]) -> tuple[Condition, ...]:
    if verdict.decided_by is None:
        return ()
    line, criterion = verdict.decided_by.line, verdict.decided_by.criterion
    paths = [line_key(line)]
    if criterion is not None:
        scoped = any(
            named.scoped
            for each in epoch.lines
            if each.name == line
            for named in each.names
            if named.label == criterion
        )
        paths = [criterion_key(criterion, scoped), criterion_key(criterion, False)]
    node = next((nodes[path] for path in paths if path in nodes), None)
    return rests_on(node, nodes) if node is not None else ()


def _best_routes(routes: tuple[Route, ...]) -> tuple[Outcome | None, list[Route]]:
    if not routes:
        return None, []
    best = min((route.outcome for route in routes), key=_best_first)
    return best, sorted(
        (route for route in routes if route.outcome is best), key=lambda each: len(each.answers)
    )


def _best_first(outcome: Outcome) -> tuple[int, str]:
    found = outcome_class(outcome)
    return (-int(found) if found is not None else 1, str(outcome))


def cut_of(cut: str, outcome: Outcome | None) -> str:
    """What was left out of the routes that stand on the page; of those to other outcomes nothing is said."""
    if outcome is None:
        return cut
    return "; ".join(part for part in cut.split("; ") if f"routes to {outcome} " in part)


def _would_be(outcome: Outcome, policy: Policy) -> str:
    if outcome is Outcome.APPROVE and outcome not in policy.wordings:
        return "Would be approved"
    return f"Would be “{outcome_words(outcome, policy)}”"


def _answered(answer: Answer, policy: Policy) -> str:
    fact = policy.facts.get(answer.fact)
    service = f" for {service_words(answer.service, policy)}" if answer.service else ""
    return f"{fact.label if fact else answer.fact}{service}: {answer.words} [{answer.fact}]"


def _documented(fact: Fact, documents: Mapping[str, str]) -> Iterator[str]:
    if fact.question:
        yield paragraph(f"Ask: {fact.question}", 6)
    if fact.documentation is not None:
        by = listed([documents.get(name, name.replace("_", " ")) for name in fact.documentation.by], "or")
        within = fact.documentation.within
        recent = f", within the last {length_words(within)}" if within is not None else ""
        yield paragraph(f"Documented by: {by}{recent}", 6)


def _services(names: tuple[str, ...], policy: Policy) -> str:
    return "; ".join(service_words(name, policy) for name in names) or "none"


def _source(cite: Citation | None, policy: Policy, style: Style) -> Iterator[str]:
    if cite is not None:
        yield style.faint(paragraph(f"Source: {citation_words(cite, policy)}", 4))


def _head(words: str, style: Style) -> Iterator[str]:
    yield ""
    yield style.bold(paragraph(words, 2))
