"""Random valid policies of any size, used by laws and benchmarks alike.

Everything is drawn from a `random.Random`: a seeded one for benchmarks, Hypothesis's own for laws, where it can
shrink what it drew. A policy is typed as the checker would type it, so it can be evaluated at once; `to_text`
of `tests.generators.policy_texts` writes it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from policyc.model.calendar import Interval
from policyc.model.cases import Case
from policyc.model.conditions import Any as AnyOf
from policyc.model.conditions import Citation, Condition, Constant, CriterionTest, SectionTest, Waivable
from policyc.model.facts import Fact, FactKind, Vocabulary
from policyc.model.outcome import Outcome
from policyc.model.program import (
    Alternative,
    Criterion,
    Definition,
    Epoch,
    Line,
    Policy,
    Program,
    Reading,
    Recommend,
    Section,
    Service,
    SourceDocument,
    Version,
)
from tests.generators.cases import random_case
from tests.generators.conditions import Scope, random_condition, random_leaf
from tests.generators.facts import VOCABULARY, random_axioms, random_facts
from tests.generators.finishing import finished

SOURCE = "book"
FIRST_DAY, SECOND_DAY = date(2024, 1, 1), date(2025, 1, 1)


def random_policy(
    rng: Random, criteria: int = 6, facts: int | dict[str, Fact] | None = None, **header: Any
) -> Policy:
    """A policy with so many criteria (and, by default, about three facts each) and one adopted version.

    `facts` is how many there are, or the facts themselves.

    Further fields of the policy may be given, for example `undocumented_not_met=True` or `axioms=()`.
    """
    many = facts if facts is not None else max(3, 3 * criteria)
    known = many if isinstance(many, dict) else random_facts(rng, many)
    services = random_services(rng)
    values: dict[str, Any] = {
        "id": "sample.policy",
        "title": "A sample policy",
        "payer": "A payer",
        "vocabularies": (VOCABULARY,),
        "facts": known,
        "axioms": random_axioms(rng, known, len(known) // 8),
        "sources": {SOURCE: SourceDocument(SOURCE, "A document")},
        "services": services,
        "groups": {"all_of_them": tuple(services)} if rng.random() < 0.3 else {},
        "version_clock": "date_of_service",
        "window_clock": "date_of_service",
        "undocumented_not_met": False,
        "notice_days": None,
        "review_every": None,
        "documents": (),
        "wordings": {},
        "history": (),
        "readings": random_readings(rng),
        "not_held": (),
        "versions": (),
    }
    policy = Policy(**{**values, **header})
    return with_epochs(policy, [random_text(rng, policy, criteria)])


def policies(criteria: int = 4, facts: int | None = None, **header: Any) -> st.SearchStrategy[Policy]:
    """Policies with up to so many criteria."""
    return st.builds(
        lambda rng, size: random_policy(rng, size, facts, **header),
        st.randoms(use_true_random=False),
        st.integers(1, criteria),
    )


def cases(policy: Policy, epoch: Epoch | None = None, unknown: float = 0.3) -> st.SearchStrategy[Case]:
    """Cases of a policy: each fact is left unknown this often; 0 gives complete cases that obey the axioms."""
    text = epoch or policy.epochs[0]
    return st.builds(lambda rng: random_case(rng, text, unknown), st.randoms(use_true_random=False))


def policies_and_cases(
    criteria: int = 4, unknown: Sequence[float] = (0.0, 0.2, 0.6), **header: Any
) -> st.SearchStrategy[tuple[Policy, Case]]:
    """A policy and a case of it."""
    share = st.sampled_from(list(unknown))
    pairs = st.tuples(policies(criteria, **header), share)
    return pairs.flatmap(lambda pair: st.tuples(st.just(pair[0]), cases(pair[0], unknown=pair[1])))


def program_of(policy: Policy) -> Program:
    """A program that consists of this policy and its vocabulary."""
    documents = {"clinic_note": "Clinic note"}
    vocabulary = Vocabulary(VOCABULARY, "A sample vocabulary", documents, policy.facts, policy.axioms)
    return Program({VOCABULARY: vocabulary}, {policy.id: policy})


def with_epochs(policy: Policy, texts: Sequence[Epoch]) -> Policy:
    """A policy with one text, or two of which the second follows a year after the first."""
    versions = (
        Version("2024", Interval(FIRST_DAY, SECOND_DAY if len(texts) > 1 else None)),
        Version("2025", Interval(SECOND_DAY)),
    )[: len(texts)]
    made = replace(policy, versions=versions, epochs=[])
    made.epochs.extend(
        finished(replace(text, policy=made, version=version, interval=version.interval))
        for text, version in zip(texts, versions, strict=True)
    )
    return made


# --- The header -------------------------------------------------------------------------------------------


def random_services(rng: Random) -> dict[str, Service]:
    """One to four services."""
    names = [f"service_{letter}" for letter in "abcd"[: rng.randint(1, 4)]]
    return {
        name: Service(name, f"Service {name[-1].upper()}", "CPT", (str(70000 + number),))
        for number, name in enumerate(names)
    }


def random_readings(rng: Random) -> dict[str, Reading]:
    """Up to two readings."""
    found = {}
    for number in range(1, rng.randint(0, 2) + 1):
        ways = ("narrow", "wide", "literal")[: rng.randint(2, 3)]
        alternatives = tuple(Alternative(way, f"It may be {way}") for way in ways)
        found[f"reading_{number}"] = Reading(f"reading_{number}", "How is it meant?", alternatives)
    return found


# --- The text ---------------------------------------------------------------------------------------------


def random_text(rng: Random, policy: Policy, criteria: int) -> Epoch:
    """A text with so many criteria in nested sections, definitions, and lines that name them."""
    scope = Scope(policy.facts, tuple(policy.services), policy.readings)
    definitions = random_definitions(rng, scope, criteria // 4)
    outline = Outline(rng, scope)
    while len(outline.criteria) < criteria:
        size = min(rng.randint(2, 5), criteria - len(outline.criteria))
        outline.section(f"S{len(outline.sections) + 1}", "", size)
    return Epoch(
        policy=policy,
        version=Version("2024", Interval(FIRST_DAY)),
        interval=Interval(FIRST_DAY),
        definitions=definitions,
        sections=outline.sections,
        criteria=outline.criteria,
        lines=random_lines(rng, scope, outline.sections, outline.criteria),
    )


def random_definitions(rng: Random, scope: Scope, count: int) -> dict[str, Definition]:
    """Definitions; a later one may refer to an earlier one."""
    found = {}
    for number in range(1, count + 1):
        name = f"definition_{number}"
        condition = random_condition(rng, scope, 2)
        found[name] = Definition(name, f"Definition {number}", condition, cite(name))
        scope.definitions.append(name)
    return found


class Outline:
    """Sections and criteria as they are written, outermost first."""

    def __init__(self, rng: Random, scope: Scope) -> None:
        self.rng, self.scope = rng, scope
        self.sections: dict[str, Section] = {}
        self.criteria: dict[str, Criterion] = {}

    def section(self, label: str, parent: str, size: int) -> None:
        """A section with so many criteria, some of them in a subsection."""
        rng = self.rng
        own = random_condition(rng, self.scope, 1) if rng.random() < 0.6 else None
        requirements = tuple(self.requirement() for _ in range(rng.choice((0, 0, 1, 2))))
        recommends = tuple(self.recommend(0.2) for _ in range(rng.choice((0, 1))))
        self.sections[label] = Section(
            label,
            f"Section {label}",
            parent,
            Interval(),
            scope=own,
            requirements=requirements,
            recommends=recommends,
            cite=cite(label),
        )
        inside = rng.randint(1, size - 1) if size > 2 and label.count(".") < 2 and rng.random() < 0.4 else 0
        order = [self.criterion(f"{label}.{number}", label) for number in range(1, size - inside + 1)]
        subsections = (f"{label}.Sub",) if inside else ()
        for name in subsections:
            self.section(name, label, inside)
        self.sections[label] = replace(
            self.sections[label], criteria=tuple(order), subsections=subsections, order=(*order, *subsections)
        )
        self.scope.criteria.extend(order)
        self.scope.sections.append(label)

    def criterion(self, label: str, section: str) -> str:
        rng = self.rng
        exceptions = (random_leaf(rng, self.scope),) if rng.random() < 0.2 else ()
        recommends = tuple(self.recommend(0.4) for _ in range(rng.choice((0, 0, 1, 2))))
        condition = random_condition(rng, self.scope, 3)
        self.criteria[label] = Criterion(
            label, f"Criterion {label}", section, condition, exceptions, recommends, cite(label)
        )
        return label

    def requirement(self) -> Condition:
        condition = random_condition(self.rng, self.scope, 1)
        return (
            Waivable(condition, (random_leaf(self.rng, self.scope),))
            if self.rng.random() < 0.4
            else condition
        )

    def recommend(self, conditional: float) -> Recommend:
        services = [*self.scope.services]
        some = self.rng.sample(services, self.rng.randint(1, len(services)))
        when = random_leaf(self.rng, self.scope) if self.rng.random() < conditional else None
        return Recommend(tuple(sorted(some)), when)


def random_lines(
    rng: Random, scope: Scope, sections: dict[str, Section], criteria: dict[str, Criterion]
) -> tuple[Line, ...]:
    """Lines that override, lines that approve what the sections say, others, and `otherwise`."""
    lines = []
    if rng.random() < 0.5:
        condition = random_leaf(rng, facts_only(scope))
        lines.append(
            Line("override", Outcome.REVIEW_NOT_REQUIRED, condition, first=True, cite=cite("override"))
        )
    outer = [label for label, section in sections.items() if not section.parent]
    for number in range(1, rng.randint(1, 3) + 1):
        exceptions = (random_leaf(rng, scope),) if rng.random() < 0.2 else ()
        condition = approving(rng, outer, list(criteria), scope)
        lines.append(
            Line(f"approval_{number}", Outcome.APPROVE, condition, False, exceptions, cite=cite("approval"))
        )
    for number in range(1, rng.randint(0, 2) + 1):
        outcome = rng.choice((Outcome.MD_REVIEW, Outcome.EXPERIMENTAL, Outcome.NOT_COVERED, Outcome.PEND))
        lines.append(Line(f"other_{number}", outcome, random_condition(rng, scope, 2), cite=cite("other")))
    last = rng.choice((Outcome.NOT_MEDICALLY_NECESSARY, Outcome.MD_REVIEW))
    return (*lines, Line("otherwise", last, Constant(True), cite=cite("otherwise")))


def approving(rng: Random, sections: Sequence[str], criteria: Sequence[str], scope: Scope) -> Condition:
    """What an approving line says: mostly that a section is met."""
    tests = [SectionTest(label, rng.choice(("met", "met", "holds", "any criterion"))) for label in sections]
    options: list[Condition] = [*tests, CriterionTest(rng.choice(criteria), rng.random() < 0.7)]
    if rng.random() < 0.25:
        options.append(random_condition(rng, scope, 2))
    some = rng.sample(options, rng.randint(1, len(options)))
    return some[0] if len(some) == 1 else AnyOf(tuple(some))


def facts_only(scope: Scope) -> Scope:
    """The scope without anything to refer to."""
    return Scope(
        {name: fact for name, fact in scope.facts.items() if fact.kind is FactKind.YES_NO}, scope.services
    )


def cite(place: str) -> Citation:
    """A place in the sample document."""
    return Citation(SOURCE, place)
