"""The ways to a favourable outcome that a verdict did not take, and what each of them lacks.

A way is a criterion that a favourable line names, or the line itself where it names none. Criteria are told by
section, so that a section whose scope or requirement fails is one entry and not one for each of its criteria.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.evaluate import TraceNode
from policyc.evaluate.conditions import sections_around
from policyc.evaluate.keys import criterion_key, line_key, section_key
from policyc.model.outcome import OutcomeClass, outcome_class
from policyc.model.program import Epoch, Line, NamedCriterion
from policyc.model.verdict import Truth
from policyc.report.verdict_reasons import Nodes, Words, lacks, nodes_by_path
from policyc.report.verdict_words import criterion_words, section_words

Way = tuple[str, tuple[str, ...]]


def ways(epoch: Epoch, tree: tuple[TraceNode, ...], words: Words) -> Iterator[Way]:
    """Each way with its title and what it lacks, in the order of the text; `words` says a condition."""
    nodes = nodes_by_path(tree)
    told: set[str] = set()
    for line in epoch.lines[:-1]:
        if outcome_class(line.outcome) is OutcomeClass.FAVOURABLE:
            found = (
                _through_criteria(line, epoch, nodes, told, words)
                if line.names
                else _line_alone(line, nodes, words)
            )
            yield from found


def _line_alone(line: Line, nodes: Nodes, words: Words) -> Iterator[Way]:
    node = nodes.get(line_key(line.name))
    if node is not None and node.truth is not Truth.TRUE:
        yield f"Decision line `{line.name}`", lacks(node, nodes, words)


def _through_criteria(line: Line, epoch: Epoch, nodes: Nodes, told: set[str], words: Words) -> Iterator[Way]:
    for named in line.names:
        barred = _barring_section(named, epoch, nodes, words) if named.scoped else None
        if barred is not None:
            key, way = barred
            if key not in told:
                told.add(key)
                yield way
            continue
        node = nodes.get(criterion_key(named.label, False))
        if node is None or named.label in told:
            continue
        told.add(named.label)
        title = criterion_words(named.label, epoch)
        if node.truth is Truth.TRUE:
            yield f"{title}: met, but it does not support this service", ()
        else:
            yield title, lacks(node, nodes, words)


def _barring_section(
    named: NamedCriterion, epoch: Epoch, nodes: Nodes, words: Words
) -> tuple[str, Way] | None:
    """The outermost section around a criterion whose scope or requirement is not true, with what it lacks."""
    around = list(sections_around(epoch, epoch.criteria[named.label].section))
    for section in reversed(around):
        for test, fails in (("applies", "does not apply"), ("required", "applies, but not what it requires")):
            node = nodes.get(section_key(section.label, test))
            if node is not None and node.truth is not Truth.TRUE:
                title = f"Section {section_words(section.label, epoch)}: {fails}"
                return section_key(section.label, test), (title, lacks(node, nodes, words))
    return None
