"""Defects of criteria and what stands around them."""

from __future__ import annotations

from copy import deepcopy

from tests.mutants.draft import CriterionDraft, Item, Requirement, SectionDraft, all_of, any_of, at_least
from tests.mutants.planted import Place, Planted, idle, items


def contradiction_by_threshold(place: Place) -> Planted | None:
    """An adult who is a child."""
    made = place.together()
    if made is None:
        return None
    score = place.facts.score()
    place.use(f"{score} >= 5 points")
    rows = f"{score} >= 30 points", f"{score} < 10 points"
    items(made.says).items += [Item(row) for row in rows]
    return Planted(
        place.draft, ("P701",), tuple(f"- {row}" for row in rows),
        lambda judge: judge.contradictory(made.label), tuple(idle(*made.facts)),
    )  # fmt: skip


def contradiction_by_axiom(place: Place) -> Planted | None:
    """A finding without what it implies."""
    made = place.together()
    if made is None:
        return None
    implied, sign = place.facts.sign(), place.signs_of(made)[0]
    place.use(implied)
    place.draft.axioms.append(f'{sign} implies {implied} because "planted"')
    items(made.says).items.append(Item(f"not {implied}"))
    return Planted(
        place.draft, ("P701",), (f"- {sign}", f"- not {implied}"),
        lambda judge: judge.contradictory(made.label), tuple(idle(*made.facts)),
    )  # fmt: skip


def contradiction_with_scope(place: Place) -> Planted | None:
    """A criterion for patients whom its section excludes."""
    section = place.section(bounded=True)
    if section is None:
        return None
    sign = place.facts.sign()
    made = place.add(section, all_of(sign, section.outside))
    return Planted(
        place.draft, ("P701",), (f"- {section.outside}",),
        lambda judge: judge.contradictory(made.label), tuple(idle(sign)),
    )  # fmt: skip


def contradictory_list(place: Place) -> Planted | None:
    """One of two ways to meet a criterion is closed to everybody."""
    section = place.section()
    if section is None:
        return None
    score, sign = place.facts.score(), place.facts.sign()
    place.use(f"{score} >= 5 points")
    rows = f"{score} >= 30 points", f"{score} < 10 points"
    made = place.add(section, any_of(sign, all_of(*rows)))
    return Planted(
        place.draft, ("P701",), tuple(f"- {row}" for row in rows),
        lambda judge: judge.contradictory(f"{made.label}/2"),
    )  # fmt: skip


def contradictory_requirement(place: Place) -> Planted | None:
    """A section that requires what its scope excludes."""
    section = place.section(bounded=True)
    if section is None:
        return None
    label = f"{section.label}.Inner"
    inner = SectionDraft(label, requires=[Requirement(section.outside)])
    inner.criteria = [CriterionDraft(f"{label}.{number}", place.facts.sign()) for number in (1, 2)]
    section.subsections.append(inner)
    facts = [str(each.says) for each in inner.criteria]
    dead = [("P701", each.label) for each in inner.criteria] + [("P710", label), ("P701", label)]
    return Planted(
        place.draft, ("P701",), (f"requires {section.outside}",),
        lambda judge: judge.contradictory(f"{label}.1"), (*idle(*facts), *dead),
    )  # fmt: skip


def item_implied_by_item(place: Place) -> Planted | None:
    """Ten points, and five points."""
    section = place.section()
    if section is None:
        return None
    score = place.facts.score()
    made = place.add(section, all_of(place.facts.sign(), f"{score} >= 10 points", f"{score} >= 5 points"))
    return Planted(
        place.draft, ("P703", "P704"), (f"- {score} >= 5 points",),
        lambda judge: judge.redundant(f"{made.label}/3"),
    )  # fmt: skip


def item_implied_by_axiom(place: Place) -> Planted | None:
    """A finding, and what it implies."""
    made = place.together()
    if made is None:
        return None
    place.draft.undocumented_not_met = False
    implied, sign = place.facts.sign(True), place.signs_of(made)[0]
    place.use(implied)
    place.draft.axioms.append(f'{sign} implies {implied} because "planted"')
    items(made.says).items.append(Item(implied))
    path = f"{made.label}/{len(items(made.says).items)}"
    return Planted(place.draft, ("P703", "P704"), (f"- {implied}",), lambda judge: judge.redundant(path))


def item_absorbed(place: Place) -> Planted | None:
    """One sign, or that sign with another."""
    section = place.section()
    if section is None:
        return None
    one, other = place.facts.sign(), place.facts.sign()
    place.use(other)
    made = place.add(section, any_of(one, all_of(one, other)))
    return Planted(
        place.draft, ("P703",), ("- all of these 2:",), lambda judge: judge.redundant(f"{made.label}/2")
    )


def copied_criterion(place: Place) -> Planted | None:
    """The same criterion twice, under two labels."""
    found = [
        (section, each)
        for section in place.sections()
        for each in section.criteria
        if each.facts and not each.recommends
    ]
    if not found:
        return None
    section, made = place.rng.choice(found)
    copy = deepcopy(made)
    copy.label = f"{section.label}.Copy"
    section.criteria.append(copy)
    either = [("P703", label) for label in (copy.label, made.label)]
    return Planted(
        place.draft, ("P703",), (copy.label,), lambda judge: judge.redundant(copy.label), tuple(either)
    )


def special_case(place: Place) -> Planted | None:
    """A criterion, and the same with one thing more."""
    made = place.together()
    if made is None:
        return None
    section = next(each for each in place.sections() if made in each.criteria)
    special = deepcopy(made)
    special.label = f"{section.label}.Special"
    more = place.facts.sign()
    place.use(more)
    items(special.says).items.append(Item(more))
    section.criteria.append(special)
    return Planted(place.draft, ("P703",), (special.label,), lambda judge: judge.redundant(special.label))


def idle_exception(place: Place) -> Planted | None:
    """An exception for patients whom the criterion does not take."""
    section = place.section()
    if section is None:
        return None
    score = place.facts.score()
    made = place.add(section, all_of(place.facts.sign(), f"{score} >= 20 points"))
    made.exceptions.append(f"{score} < 10 points")
    return Planted(
        place.draft, ("P703",), (f"unless {score} < 10 points",),
        lambda judge: judge.redundant(f"{made.label}/unless/1"),
    )  # fmt: skip


def idle_waiver(place: Place) -> Planted | None:
    """A requirement waived for some of those who meet it."""
    section = place.section()
    if section is None:
        return None
    required, more = place.facts.sign(), place.facts.sign()
    place.use(more)
    section.requires.append(Requirement(required, [all_of(required, more)]))
    path = f"{section.label}/requires/{len(section.requires)}/2"
    return Planted(
        place.draft, ("P703",), ("waived when all of these 2:",), lambda judge: judge.redundant(path)
    )


def idle_requirement(place: Place) -> Planted | None:
    """A requirement that the scope guarantees."""
    section = place.section(bounded=True)
    if section is None:
        return None
    section.requires.append(Requirement(section.inside))
    path = f"{section.label}/requires/{len(section.requires)}"
    return Planted(
        place.draft, ("P703", "P704"), (f"requires {section.inside}",), lambda judge: judge.redundant(path)
    )


def idle_scope(place: Place) -> Planted | None:
    """A section inside another that asks again for what the outer one's scope guarantees."""
    section = place.section(bounded=True)
    if section is None:
        return None
    label = f"{section.label}.Inner"
    inner = SectionDraft(label, section.inside)
    inner.criteria = [CriterionDraft(f"{label}.{number}", place.facts.sign()) for number in (1, 2)]
    section.subsections.append(inner)
    return Planted(
        place.draft, ("P703", "P704"), (f"applies when {section.inside}",),
        lambda judge: judge.redundant(f"{label}/scope"),
    )  # fmt: skip


def always_true_in_scope(place: Place) -> Planted | None:
    """A criterion that asks again for what its section guarantees."""
    section = place.section(bounded=True)
    if section is None:
        return None
    made = place.add(section, all_of(place.facts.sign(), section.inside))
    return Planted(
        place.draft, ("P704",), (f"- {section.inside}",),
        lambda judge: judge.always_true(f"{made.label}/2"), (("P703", section.divides),),
    )  # fmt: skip


def count_with_item_of_context(place: Place) -> Planted | None:
    """A sign, and two of three among which it stands again."""
    section = place.section()
    if section is None:
        return None
    one, two, three = (place.facts.sign() for _ in range(3))
    made = place.add(section, all_of(one, at_least(2, one, two, three)))
    again = ("P703", one), ("P704", one)
    return Planted(
        place.draft, ("P705",), ("- at least 2 of these 3:",),
        lambda judge: judge.collapsed(f"{made.label}/2"), again,
    )  # fmt: skip


def count_with_item_of_scope(place: Place) -> Planted | None:
    """Two of three, one of which the scope guarantees."""
    section = place.section(bounded=True)
    if section is None:
        return None
    made = place.add(section, at_least(2, place.facts.sign(), place.facts.sign(), section.inside))
    again = ("P703", section.divides), ("P704", section.divides)
    return Planted(
        place.draft,
        ("P705",),
        ("at least 2 of these 3:",),
        lambda judge: judge.collapsed(f"{made.label}/condition"),
        again,
    )


def count_with_impossible_item(place: Place) -> Planted | None:
    """Two of three, one of which the scope excludes. Telling of the item says it all."""
    section = place.section(bounded=True)
    if section is None:
        return None
    made = place.add(section, at_least(2, place.facts.sign(), place.facts.sign(), section.outside))
    return Planted(
        place.draft, ("P705", "P701", "P703"), (f"- {section.outside}",),
        lambda judge: judge.collapsed(f"{made.label}/condition"),
    )  # fmt: skip


def count_with_idle_item(place: Place) -> Planted | None:
    """Two of three, two of which imply each other: the third is of no use."""
    section = place.section()
    if section is None:
        return None
    place.draft.undocumented_not_met = False
    one, two, three = (place.facts.sign() for _ in range(3))
    place.use(three)
    place.draft.axioms += equivalent(one, two)
    made = place.add(section, at_least(2, one, two, three))
    return Planted(
        place.draft, ("P703", "P705"), (f"- {three}",), lambda judge: judge.redundant(f"{made.label}/3")
    )


def count_of_pairs(place: Place) -> Planted | None:
    """Two of four that come in pairs: nobody has exactly one, so any one will do."""
    section = place.section()
    if section is None:
        return None
    place.draft.undocumented_not_met = False
    one, two, three, four = (place.facts.sign() for _ in range(4))
    place.draft.axioms += [*equivalent(one, two), *equivalent(three, four)]
    made = place.add(section, at_least(2, one, two, three, four))
    return Planted(
        place.draft,
        ("P705",),
        ("at least 2 of these 4:",),
        lambda judge: judge.collapsed(f"{made.label}/condition"),
    )


def equivalent(one: str, other: str) -> list[str]:
    """Axioms that make two facts one."""
    return [f'{one} implies {other} because "planted"', f'{other} implies {one} because "planted"']
