"""Builders of cases, claims, acknowledgements, and of the file around everything."""

from __future__ import annotations

from typing import Any

from policylang import tree
from policylang.builders.common import (
    Builder,
    Children,
    Part,
    all_of,
    dates_in,
    extent,
    register,
    string_in,
    value,
    values,
    word,
    word_after,
    words_in,
)
from policylang.lexeme import Lexeme
from policylang.tree import Condition, Word

BUILDERS: dict[str, Builder] = {}


@register(BUILDERS, "start")
def start(children: Children) -> tree.File:
    """The file: its blocks in order."""
    blocks = tuple(child for child in children if isinstance(child, tree.Block))
    if not children:
        return tree.File("")
    span = extent(children)
    return tree.File(span.source, blocks, span=span)


@register(BUILDERS, "cases_for")
def cases_for(children: Children) -> tree.CasesFor:
    """`cases for policy`."""
    return tree.CasesFor(children[2], span=extent(children))


@register(BUILDERS, "every_case")
def every_case(children: Children) -> tree.EveryCase:
    """What all cases of the file share."""
    return tree.EveryCase(
        flat(values(children, "given")),
        flat(values(children, "requests")),
        bool(values(children, "nothing else")),
        span=extent(children),
    )


@register(BUILDERS, "case")
def case(children: Children) -> tree.Case:
    """A case with its parts by kind."""
    return tree.Case(
        string_in(children),
        dates_in(children)[0],
        clocks=values(children, "dated"),
        requests=flat(values(children, "requests")),
        given=flat(values(children, "given")),
        nothing_else=bool(values(children, "nothing else")),
        expects=all_of(children, tree.Expect),
        notes=values(children, "note"),
        span=extent(children),
    )


def flat(groups: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    """The members of all groups in order."""
    return tuple(member for group in groups for member in group)


@register(BUILDERS, "requests")
def requests(children: Children) -> Part:
    """The services requested."""
    return Part("requests", value(children, "names"), span=extent(children))


@register(BUILDERS, "dated")
def dated(children: Children) -> Part:
    """The date of another clock."""
    return Part("dated", (word(children[1]), dates_in(children)[0]), span=extent(children))


@register(BUILDERS, "givens")
def givens(children: Children) -> Part:
    """The facts of a line."""
    return Part("given", all_of(children, tree.Given), span=extent(children))


@register(BUILDERS, "given_yes", "given_no")
def given_yes_or_no(children: Children) -> tree.Given:
    """`fever`, `not fever`."""
    kind = "no" if len(children) == 2 else "yes"
    span = extent(children)
    return tree.Given(word(children[-1]), tree.Value(kind, span=span), span=span)


@register(BUILDERS, "given_value")
def given_value(children: Children) -> tree.Given:
    """A fact and its value, for one service or for all."""
    return tree.Given(word(children[0]), children[-1], word_after(children, "FOR"), span=extent(children))


@register(BUILDERS, "nothing_else")
def nothing_else(children: Children) -> Part:
    """`and nothing else`."""
    return Part("nothing else", True, span=extent(children))


@register(BUILDERS, "expect")
def expect(children: Children) -> tree.Expect:
    """What is expected, for one service or for all."""
    expected: dict[str, object] = value(children, "expectation")
    return tree.Expect(**expected, service=value(children, "service"), span=extent(children))  # type: ignore[arg-type]  # the keys are those of `expectation`


@register(BUILDERS, "expect_service")
def expect_service(children: Children) -> Part:
    """The service that is meant."""
    return Part("service", word(children[0]), span=extent(children))


@register(BUILDERS, "expect_undecided", "expect_contradiction")
def expect_plain(children: Children) -> Part:
    """An expectation that is one word."""
    outcome = Word(children[0].text, span=children[0].span)
    return Part("expectation", {"outcome": outcome}, span=extent(children))


EXPECTED = {
    "BY": "line",
    "UNDER": "criterion",
    "FOR": "open_facts",
    "SUPPORTING": "supporting",
    "ALSO": "also_supporting",
}


@register(BUILDERS, "expectation")
def expectation(children: Children) -> Part:
    """An outcome and the details that are expected with it, each after its keyword."""
    expected: dict[str, object] = {"outcome": children[0]}
    field = ""
    for child in children[1:]:
        if isinstance(child, Word):
            expected["possible"] = (*expected.get("possible", ()), child)  # type: ignore[misc]  # a tuple of words
        elif type(child) is Part:
            expected[field] = child.value
        elif type(child) is Lexeme and child.type in EXPECTED:
            field = field if field == "also_supporting" else EXPECTED[child.type]
        elif type(child) is Lexeme and child.type in ("NAME", "LABEL"):
            expected[field] = word(child)
    return Part("expectation", expected, span=extent(children))


@register(BUILDERS, "names_or_nothing")
def names_or_nothing(children: Children) -> Part:
    """Names, or `nothing` for none."""
    return Part("names", value(children, "names", ()), span=extent(children))


@register(BUILDERS, "prove")
def prove(children: Children) -> tree.Prove:
    """A claim with its title."""
    claim = next((child for child in children if isinstance(child, tree.Claim)), None)
    return tree.Prove(
        string_in(children),
        claim,
        every_reading=bool(values(children, "every reading")),
        known_to_fail=value(children, "known to fail"),
        notes=values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "every_reading")
def every_reading(children: Children) -> Part:
    """`under every reading`."""
    return Part("every reading", True, span=extent(children))


@register(BUILDERS, "known_to_fail")
def known_to_fail(children: Children) -> Part:
    """A claim that is known not to hold, and why it stays."""
    return Part("known to fail", value(children, "because"), span=extent(children))


@register(BUILDERS, "tests")
def tests(children: Children) -> Part:
    """Conditions joined by `and`."""
    conditions = tuple(child for child in children if isinstance(child, Condition))
    return Part("tests", conditions, span=extent(children))


@register(BUILDERS, "outcomes")
def outcomes(children: Children) -> Part:
    """Outcomes joined by `or`."""
    return Part("outcomes", all_of(children, Word), span=extent(children))


@register(BUILDERS, "whenever", "whenever_other")
def whenever(children: Children) -> tree.Whenever:
    """`whenever A then outcome is B`."""
    negated = any(type(child) is Lexeme and child.type == "OTHER" for child in children)
    return tree.Whenever(
        value(children, "tests"), value(children, "outcomes"), negated, span=extent(children)
    )


@register(BUILDERS, "never_outcome")
def never_outcome(children: Children) -> tree.NeverOutcome:
    """`never outcome when A`."""
    return tree.NeverOutcome(children[1], value(children, "tests"), span=extent(children))


@register(BUILDERS, "more_never_worsens")
def more_never_worsens(children: Children) -> tree.MoreNeverWorsens:
    """`more fact never worsens the outcome`."""
    return tree.MoreNeverWorsens(word(children[1]), span=extent(children))


@register(BUILDERS, "met_implies")
def met_implies(children: Children) -> tree.MetImplies:
    """`A implies B`."""
    return tree.MetImplies(children[0], children[2], span=extent(children))


@register(BUILDERS, "same_outcome")
def same_outcome(children: Children) -> tree.SameOutcome:
    """`same outcome in A and B`."""
    first, second = all_of(children, Word)
    return tree.SameOutcome((first, second), value(children, "tests", ()), span=extent(children))


@register(BUILDERS, "never_worse")
def never_worse(children: Children) -> tree.NeverWorse:
    """`outcome is never worse in A than in B`."""
    version, than = all_of(children, Word)
    return tree.NeverWorse(version, than, value(children, "tests", ()), span=extent(children))


@register(BUILDERS, "acknowledge")
def acknowledge(children: Children) -> tree.Acknowledge:
    """A finding that is accepted, and why."""
    words = all_of(children, Word)
    version = words[1] if len(words) > 1 else None
    return tree.Acknowledge(
        words_in(children)[0], words[0], value(children, "because"), version, span=extent(children)
    )
