"""References that come back to where they began: definitions, criteria and sections that ask for themselves.

What is asked of a part makes a difference: `II.A holds` does not ask for the scope of II, `II.A is met` does. So
the nodes are pairs of a part and what is asked of it, and a circle is one only if it closes on the same pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from policyc.check.findings import Findings
from policyc.model.conditions import Condition, CriterionTest, DefinitionHolds, SectionTest, parts
from policyc.model.program import Epoch
from policylang.diagnostic import Label
from policylang.source import Span

# Everything that reads a text goes down its lists and references, and no policy is read so deep by people.
DEEPEST = 100


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """A part and what is asked of it: a definition or criterion `holds`, or one of the tests of the language."""

    name: str
    test: str


@dataclass(frozen=True, slots=True)
class Step:
    """A reference from one part to another, and where it stands (None: it follows from the outline).

    `level` counts the lists and negations around it, and itself.
    """

    to: Asked
    span: Span | None
    level: int = 0


Graph = Mapping[Asked, tuple[Step, ...]]


def check_cycles(epoch: Epoch, findings: Findings) -> None:
    """Report every circle of references once, with its whole path; and references that lead too deep."""
    graph = {asked: tuple(_steps(asked, epoch)) for asked in _all_asked(epoch)}
    circles = list(_circles(graph))
    for circle in circles:
        _report(circle, findings)
    if not circles:
        check_depth(graph, findings)


def _all_asked(epoch: Epoch) -> Iterator[Asked]:
    yield from (Asked(name, "holds") for name in epoch.definitions)
    for label in epoch.criteria:
        yield from (Asked(label, "holds"), Asked(label, "met"))
    for label in epoch.sections:
        yield from (Asked(label, test) for test in ("applies", "met", "holds", "any criterion"))


def _steps(asked: Asked, epoch: Epoch) -> Iterator[Step]:
    if asked.name in epoch.definitions:
        yield from _references([epoch.definitions[asked.name].condition])
    elif asked.name in epoch.criteria:
        yield from _steps_of_criterion(asked, epoch)
    elif asked.name in epoch.sections:
        yield from _steps_of_section(asked, epoch)


def _references(conditions: Iterable[Condition | None]) -> Iterator[Step]:
    for condition in conditions:
        for node, level in _levels(condition, 1) if condition is not None else ():
            match node:
                case DefinitionHolds(name=name):
                    yield Step(Asked(name, "holds"), node.span, level)
                case CriterionTest(label=label, scoped=scoped):
                    yield Step(Asked(label, "met" if scoped else "holds"), node.span, level)
                case SectionTest(label=label, test=test):
                    yield Step(Asked(label, test), node.span, level)


def _levels(condition: Condition, level: int) -> Iterator[tuple[Condition, int]]:
    yield condition, level
    for part in parts(condition):
        yield from _levels(part, level + 1)


def _steps_of_criterion(asked: Asked, epoch: Epoch) -> Iterator[Step]:
    criterion = epoch.criteria[asked.name]
    if asked.test == "holds":
        yield from _references([criterion.condition, *criterion.exceptions])
        return
    yield Step(Asked(asked.name, "holds"), None)
    if criterion.section in epoch.sections:
        yield Step(Asked(criterion.section, "applies"), None)
        yield from _requirements(criterion.section, epoch)


def _steps_of_section(asked: Asked, epoch: Epoch) -> Iterator[Step]:
    section = epoch.sections[asked.name]
    if asked.test in {"applies", "met"}:
        yield from _references([section.scope])
        if section.parent in epoch.sections:
            yield Step(Asked(section.parent, "applies"), None)
    if asked.test in {"holds", "met"}:
        yield from _requirements(asked.name, epoch)
    if asked.test != "applies":
        yield from (Step(Asked(label, "holds"), None) for label in section.criteria)
        for label in section.subsections:
            inner = epoch.sections[label]
            yield from _references([inner.scope, *inner.requirements])
            yield Step(Asked(label, "any criterion"), None)


def _requirements(label: str, epoch: Epoch) -> Iterator[Step]:
    """The requirements of a section and of those around it."""
    while label in epoch.sections:
        yield from _references(epoch.sections[label].requirements)
        label = epoch.sections[label].parent


# --- Circles ----------------------------------------------------------------------------------------------


def _circles(graph: Graph) -> Iterator[tuple[Step, ...]]:
    """A circle for each reference that leads back to a part on the way to it, found depth first.

    Every circle of the graph holds such a reference, so there is one for each group of parts that go round; a
    chain of any length is followed without recursion.
    """
    done: set[Asked] = set()
    for start in graph:
        if start in done:
            continue
        way: list[Step] = [Step(start, None)]
        open_steps = [iter(graph[start])]
        on_way = {start}
        while open_steps:
            step = next(open_steps[-1], None)
            if step is None:
                open_steps.pop()
                left = way.pop().to
                on_way.discard(left)
                done.add(left)
            elif step.to in on_way:
                position = next(index for index, each in enumerate(way) if each.to == step.to)
                yield (*way[position + 1 :], step)
            elif step.to not in done and step.to in graph:
                way.append(step)
                open_steps.append(iter(graph[step.to]))
                on_way.add(step.to)


def check_depth(graph: Graph, findings: Findings) -> None:
    """Report the deepest chain of references of a graph without circles, where it is deeper than any policy."""
    depths: dict[Asked, int] = {}
    for start in graph:
        ahead = [start]
        while ahead:
            asked = ahead[-1]
            below = [step.to for step in graph[asked] if step.to in graph and step.to not in depths]
            if below and asked not in depths:
                ahead += below
                continue
            ahead.pop()
            depths[asked] = max((step.level + depths.get(step.to, 0) for step in graph[asked]), default=0)
    deepest = max(depths, key=lambda asked: depths[asked], default=None)
    if deepest is not None and depths[deepest] > DEEPEST:
        span = next((step.span for step in graph[deepest] if step.span is not None), None)
        findings.add(
            "references-too-deep",
            f"`{deepest.name}` leads through {depths[deepest]} levels of lists and references",
            span,
            caption=f"more than {DEEPEST} levels lie below this",
            help="say the condition more directly; nobody can follow so many steps",
        )


def _report(circle: tuple[Step, ...], findings: Findings) -> None:
    """The circle begins with the reference that stands first in the text, wherever it was entered."""
    written = [position for position, step in enumerate(circle) if step.span is not None]
    if not written:
        return
    first = min(written, key=lambda position: circle[position].span or Span("", 0, 0, 0, 0))
    steps = (*circle[first:], *circle[:first])
    names = [_name(steps[-1].to), *(_name(step.to) for step in steps)]
    path = [name for position, name in enumerate(names) if position == 0 or name != names[position - 1]]
    findings.add(
        "reference-cycle",
        f"`{path[0]}` refers to itself: {' → '.join(path if len(path) > 1 else path * 2)}",
        steps[0].span,
        caption="the circle is entered here",
        labels=tuple(Label(step.span, f"refers to `{_name(step.to)}`") for step in steps[1:] if step.span),
        help="let one of them say its condition without referring to the others",
    )


def _name(asked: Asked) -> str:
    return asked.name
