"""A condition as the outline of a box: list heads, items, definitions opened in place.

Conditions are shown as the chosen readings leave them. A definition is opened where it is named, down to
`DEEPEST` levels of lists; below that its title stands alone. A definition of a single finding is shown as that
finding, so that its threshold is on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.graph.chosen import as_chosen
from policyc.graph.words import condition_words, negated_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Citation,
    Condition,
    Constant,
    DefinitionHolds,
    Not,
    Waivable,
)
from policyc.model.program import Epoch
from policyc.render.chart import BodyLine, LineRole

DEEPEST = 8


def outline(condition: Condition, epoch: Epoch, depth: int = 0) -> tuple[BodyLine, ...]:
    """The lines of a condition from a depth on."""
    return tuple(_lines(as_chosen(condition, epoch.policy), epoch, depth))


def body(condition: Condition, epoch: Epoch) -> tuple[BodyLine, ...]:
    """The lines below a headline that is the condition's own words: nothing for a single finding."""
    shown = as_chosen(condition, epoch.policy)
    if isinstance(shown, DefinitionHolds):
        return outline(epoch.definitions[shown.name].condition, epoch)
    return (
        () if not isinstance(shown, All | Any | AtLeast | Waivable | Not) else tuple(_lines(shown, epoch, 0))
    )


def exception_lines(
    exceptions: tuple[Condition, ...], epoch: Epoch, lead: str = "unless"
) -> tuple[BodyLine, ...]:
    """The exceptions of a criterion or a line, or the waivers of a requirement, as the readings leave them."""
    left = [as_chosen(each, epoch.policy) for each in exceptions]
    left = [each for each in left if not (isinstance(each, Constant) and not each.value)]
    if not left:
        return ()
    head = BodyLine(
        f"{lead}:" if len(left) == 1 else f"{lead} any of these {len(left)}:", 0, LineRole.CONNECTIVE
    )
    return (head, *(line for each in left for line in _lines(each, epoch, 1)))


def cite_words(cite: Citation | None) -> str:
    """A citation as it stands in a box."""
    return f"{cite.source.upper()} {cite.place}" if cite is not None else ""


def _lines(condition: Condition, epoch: Epoch, depth: int) -> Iterator[BodyLine]:
    cite = condition.cite.place if condition.cite is not None else ""
    match condition:
        case Waivable(condition=inner, waivers=waivers):
            yield from _lines(inner, epoch, depth)
            yield BodyLine(
                "waived when:" if len(waivers) == 1 else "waived when any of these:",
                depth,
                LineRole.CONNECTIVE,
            )
            for waiver in waivers:
                yield from _lines(waiver, epoch, depth + 1)
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            yield _head(condition_words(condition, epoch), depth, cite)
            for item in items:
                yield from _lines(item, epoch, depth + 1)
        case Not(operand=(All() | Any() | AtLeast()) as inner):
            yield _head(negated_words(inner, epoch), depth, cite)
            for item in inner.items:
                yield from _lines(item, epoch, depth + 1)
        case DefinitionHolds(name=name):
            yield from _definition(name, epoch, depth, cite)
        case _:
            yield BodyLine(condition_words(condition, epoch), depth, LineRole.ITEM, cite)


def _definition(name: str, epoch: Epoch, depth: int, cite: str) -> Iterator[BodyLine]:
    found = epoch.definitions[name]
    inner = as_chosen(found.condition, epoch.policy)
    if depth >= DEEPEST:
        yield BodyLine(found.title, depth, LineRole.ITEM, cite)
        return
    if not isinstance(inner, All | Any | AtLeast):
        yield from _lines(inner, epoch, depth)
        return
    head = condition_words(inner, epoch)
    yield _head(f"{found.title}: {head[:1].lower()}{head[1:]}", depth, cite)
    for item in inner.items:
        yield from _lines(item, epoch, depth + 1)


def _head(words: str, depth: int, cite: str) -> BodyLine:
    return BodyLine(f"{words}:", depth, LineRole.CONNECTIVE, cite)
