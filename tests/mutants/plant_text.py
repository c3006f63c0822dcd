"""Defects of scopes, of text that does nothing, of readings, and of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutants.draft import (
    CriterionDraft,
    Item,
    Listed,
    Says,
    SectionDraft,
    all_of,
    any_of,
    depending,
    written,
)
from tests.mutants.planted import Place, Planted, idle

OFF_BY_ONE = {
    "6 weeks": ("<= 6 weeks", "< 6 weeks"),
    "3 months": ("<= 3 months", "< 3 months"),
    "18 years": (">= 18 years", "> 18 years"),
    "20 points": (">= 20 points", "> 20 points"),
    "1 year": ("at least 1 year since", "at least 2 years since"),
}


def gap_at_six_weeks(place: Place) -> Planted | None:
    """Exactly six weeks belong to no section."""
    return _gap(place, *OFF_BY_ONE["6 weeks"])


def gap_at_three_months(place: Place) -> Planted | None:
    """Exactly three months belong to no section."""
    return _gap(place, *OFF_BY_ONE["3 months"])


def gap_at_eighteen_years(place: Place) -> Planted | None:
    """Patients of eighteen years belong to no section."""
    return _gap(place, *OFF_BY_ONE["18 years"])


def gap_in_a_number(place: Place) -> Planted | None:
    """Exactly twenty points belong to no section."""
    return _gap(place, *OFF_BY_ONE["20 points"])


def gap_between_dates(place: Place) -> Planted | None:
    """Between one year and two years ago nothing applies.

    A section without a scope takes every patient, so beside one only a single value is a gap.
    """
    if any(section.scope is None for section in place.version.sections):
        return None
    return _gap(place, *OFF_BY_ONE["1 year"])


def _gap(place: Place, adjoins: str, falls_short: str) -> Planted | None:
    found = [
        section
        for section in place.version.sections
        if section.divides and any(adjoins in row for row in rows_of(section.scope))
    ]
    found = [
        section for section in found if not str(getattr(section.scope, "head", "")).startswith("depending")
    ]
    if not found:
        return None
    section = place.rng.choice(found)
    section.scope = replaced(section.scope or "", adjoins, falls_short)
    fact = section.divides
    cliff = [("P708", fact)] if place.directed(fact) else []
    return Planted(place.draft, ("P707",), (fact,), lambda judge: judge.gap(fact), tuple(cliff))


def rows_of(says: Says | None) -> Iterator[str]:
    """The rows of a condition."""
    if isinstance(says, str):
        yield says
    elif says is not None:
        for item in says.items:
            yield from rows_of(item.says)


def replaced(says: Says, old: str, new: str) -> Says:
    """The condition with other words in its rows."""
    if isinstance(says, str):
        return re.sub(rf"{re.escape(old)}\b", new, says)
    return Listed(
        says.head, [Item(replaced(each.says, old, new), each.waivers, each.name) for each in says.items]
    )


# --- Text that does nothing -------------------------------------------------------------------------------


def dead_section(place: Place) -> Planted | None:
    """A section that no line asks for."""
    if any(line.name == "not_listed" for line in place.version.lines):
        return None
    section = _section(place, "Z")
    facts = [str(each.says) for each in section.criteria]
    dead = [("P710", each.label) for each in section.criteria]
    return Planted(
        place.draft, ("P710", "P204"), ("Z",), lambda judge: judge.does_nothing("Z.1"), (*idle(*facts), *dead)
    )


def dead_definition(place: Place) -> Planted | None:
    """A definition that nothing asks for."""
    sign = place.facts.sign()
    place.use(sign)
    place.version.definitions["unused_definition"] = any_of(sign, place.facts.sign())
    other = list(place.draft.facts)[-1]
    return Planted(
        place.draft, ("P710", "P204"), ("unused_definition",), lambda judge: judge.unmentioned("unused_definition"),
        tuple(idle(other)),
    )  # fmt: skip


def dead_dated_section(place: Place) -> Planted | None:
    """A section whose days are over before its version begins."""
    section = _section(place, "Z")
    section.days = "before 2020-01-01"
    facts = [str(each.says) for each in section.criteria]
    dead = [("P710", each.label) for each in section.criteria]
    unused = [("P205", fact) for fact in facts]
    return Planted(
        place.draft,
        ("P710", "P204"),
        ("Z",),
        lambda judge: judge.never_in_force("Z"),
        (*idle(*facts), *dead, *unused),
    )


def dead_service(place: Place) -> Planted | None:
    """A service that only a criterion for nobody recommends."""
    section = place.section(bounded=True)
    recommending = [each for each in place.version.sections if each.recommends]
    if section is None or not recommending:
        return None
    for version in place.draft.versions:
        for each in version.sections:
            if not each.recommends and not each.borrowed:
                each.recommends = [place.draft.services[0]]
    services = list(place.draft.services)
    place.draft.services.append("spare_study")
    sign = place.facts.sign()
    made = place.add(section, all_of(sign, section.outside))
    made.recommends = ["spare_study"]
    for version in place.draft.versions[1:]:
        version.sections[-1].recommends = [*version.sections[-1].recommends] or [", ".join(services)]
    return Planted(
        place.draft, ("P710", "P501"), ("spare_study",), lambda judge: judge.service_is_dead("spare_study"),
        (("P701", made.label), *idle(sign)),
    )  # fmt: skip


def idle_fact(place: Place) -> Planted | None:
    """A fact that is asked for and decides nothing."""
    section = place.section()
    if section is None:
        return None
    place.draft.undocumented_not_met = False
    one, other = place.facts.sign(), place.facts.sign()
    place.add(section, any_of(one, all_of(one, other)))
    return Planted(
        place.draft, ("P711",), (other,), lambda judge: judge.idle(other), (("P703", other), ("P703", one))
    )


def idle_axiom(place: Place) -> Planted | None:
    """An axiom about two facts on which nothing depends."""
    section = place.section()
    if section is None:
        return None
    place.draft.undocumented_not_met = False
    one, two, three = (place.facts.sign() for _ in range(3))
    place.add(section, any_of(one, all_of(one, two, three)))
    axiom = f'{two} implies {three} because "planted"'
    place.draft.axioms.append(axiom)
    facts = (*idle(two, three), ("P703", two), ("P703", three), ("P703", one))
    return Planted(
        place.draft,
        ("P711",),
        (f"axiom {axiom}",),
        lambda judge: judge.idle(two) and judge.idle(three),
        facts,
    )


def _section(place: Place, label: str) -> SectionDraft:
    section = SectionDraft(label)
    section.criteria = [CriterionDraft(f"{label}.{number}", place.facts.sign()) for number in (1, 2)]
    place.version.sections.append(section)
    return section


# --- Readings ---------------------------------------------------------------------------------------------


def reading_of_one_meaning(place: Place) -> Planted | None:
    """A reading whose alternatives come to the same."""
    section = place.section()
    if section is None:
        return None
    name = _reading(place, "vain", "first_way", "other_way")
    first, second = place.facts.sign(), place.facts.sign()
    ways = {"first_way": all_of(first, second), "other_way": all_of(second, first)}
    place.add(section, depending(name, **ways))
    return Planted(place.draft, ("P713",), (name,), lambda judge: not judge.reading_matters(name))


def reading_of_two_meanings(place: Place) -> Planted | None:
    """A reading that decides who is approved."""
    section = place.section()
    if section is None:
        return None
    name = _reading(place, "real", "first_way", "other_way")
    first, second = place.facts.sign(), place.facts.sign()
    place.add(section, depending(name, first_way=all_of(first, second), other_way=first))
    return Planted(place.draft, ("P712",), (name,), lambda judge: judge.reading_matters(name))


def readings_that_matter_together(place: Place) -> Planted | None:
    """Two readings of which neither decides anything while the other is read as chosen."""
    section = place.section()
    if section is None:
        return None
    one, two = _reading(place, "outer", "without", "besides"), _reading(place, "inner", "without", "besides")
    first, second = place.facts.sign(), place.facts.sign()
    place.use(second)
    inner = depending(two, without="no patient", besides=second)
    place.add(section, any_of(first, depending(one, without="no patient", besides=inner)))
    return Planted(
        place.draft, ("P712",), (one, two),
        lambda judge: judge.matter_together(one, two),
    )  # fmt: skip


def _reading(place: Place, base: str, *names: str) -> str:
    name = f"{base}_reading"
    place.draft.readings[name] = [
        f'{"or" if number else "chosen"} {each} "It may be {each}"' for number, each in enumerate(names)
    ]
    return name


# --- Dates ------------------------------------------------------------------------------------------------


def notice_not_kept(place: Place) -> Planted | None:
    """Approved twelve days before it took effect, where sixty are promised."""
    return _history(
        place,
        '2023-12-20 approved "Planted" effective 2024-01-01 requires notice cite book "History"',
        "P408",
        "2023-12-20",
    )


def approved_after_effect(place: Place) -> Planted | None:
    """Approved a month after it took effect."""
    return _history(
        place, '2024-02-01 approved "Planted" effective 2024-01-01 cite book "History"', "P407", "2024-02-01"
    )


def review_overdue(place: Place) -> Planted | None:
    """Two reviews more than five years apart, where two are promised."""
    place.draft.history.append('2016-01-15 reviewed "Planted" cite book "History"')
    return _history(place, '2021-09-01 reviewed "Planted" cite book "History"', "P413", "2021-09-01")


def replaced_before_in_force(place: Place) -> Planted | None:
    """A change was to take effect in March; the text that stands since January was approved after it."""
    return _history(
        place, '2023-06-01 approved "Planted" effective 2024-03-01 cite book "History"', "P414", "2023-06-01"
    )


def _history(place: Place, row: str, code: str, at: str) -> Planted:
    place.draft.header = ["notice 60 days", "review every 2 years"]
    place.draft.history = sorted([*place.draft.history, row])
    others = {"P408": ("P408",), "P407": ("P407", "P408")}.get(code, ())
    return Planted(
        place.draft,
        (code,),
        (at,),
        lambda judge: row in written(place.draft),
        tuple((each, "") for each in others),
    )
