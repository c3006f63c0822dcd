"""Defects of decision lines, and of who is better off."""

from __future__ import annotations

from itertools import pairwise

from tests.mutants.draft import Item, LineDraft, Requirement, SectionDraft, all_of
from tests.mutants.planted import Place, Planted, items


def contradictory_line(place: Place) -> Planted | None:
    """A line for patients who would have to be in two sections at once."""
    apart = [section.label for section in place.version.sections if section.divides]
    pairs = [(one, two) for one, two in pairwise(apart) if one[0] == two[0]]
    if not pairs:
        return None
    one, two = place.rng.choice(pairs)
    line = LineDraft("impossible", "experimental", all_of(f"{one} applies", f"{two} applies"))
    place.version.lines.append(line)
    return Planted(place.draft, ("P701",), ("impossible",), lambda judge: judge.contradictory("impossible"))


def masked_by_two(place: Place) -> Planted | None:
    """A line whose patients two earlier lines share out between them, and take others besides."""
    one, two, score = place.facts.sign(False), place.facts.sign(False), place.facts.score()
    place.draft.undocumented_not_met = False
    place.version.lines[:0] = [
        LineDraft("upper", "review not required", all_of(one, f"{score} >= 15 points"), first=True),
        LineDraft("lower", "md review", all_of(two, f"{score} <= 20 points"), first=True),
        LineDraft("masked", "experimental", all_of(one, two), first=True),
    ]
    return Planted(
        place.draft, ("P702",), ("masked", "upper", "lower"),
        lambda judge: judge.blockers("masked") == {frozenset({"upper", "lower"})},
    )  # fmt: skip


def masked_twice(place: Place) -> Planted | None:
    """A line that one earlier line takes, and two others together take as well."""
    masked_by_two(place)
    flag, lines = place.facts.sign(False), place.version.lines
    items(place.version.line("masked").says).items.append(Item(flag))
    lines.insert(2, LineDraft("broad", "not covered", flag, first=True))
    sets = {frozenset({"broad"}), frozenset({"upper", "lower"})}
    return Planted(
        place.draft, ("P702",), ("masked", "broad", "upper", "lower"),
        lambda judge: judge.blockers("masked") == sets,
    )  # fmt: skip


def masked_by_one(place: Place) -> Planted | None:
    """A line below one that takes more."""
    flag, other = place.facts.sign(False), place.facts.sign(False)
    place.use(other)
    place.version.lines[:0] = [
        LineDraft("broad", "review not required", flag, first=True),
        LineDraft("masked", "md review", all_of(flag, other), first=True),
    ]
    return Planted(
        place.draft, ("P702",), ("masked", "broad"),
        lambda judge: judge.blockers("masked") == {frozenset({"broad"})},
    )  # fmt: skip


def overlap(place: Place) -> Planted | None:
    """A line after the approving one that holds for some of its patients, and says otherwise."""
    place.version.lines.append(LineDraft("extra", "md review", place.facts.sign(False)))
    return Planted(
        place.draft, ("P706",), ("extra", "criteria_met"),
        lambda judge: judge.overlap("criteria_met", "extra"),
    )  # fmt: skip


def overlap_before(place: Place) -> Planted | None:
    """The same before the approving line."""
    place.draft.undocumented_not_met = False
    place.version.lines.insert(0, LineDraft("extra", "not covered", place.facts.sign(False)))
    others = [("P706", "extra")]
    return Planted(
        place.draft, ("P706",), ("extra", "criteria_met"),
        lambda judge: judge.overlap("extra", "criteria_met"), tuple(others),
    )  # fmt: skip


def idle_line_exception(place: Place) -> Planted | None:
    """An exception to a line for patients whom the line does not take."""
    score = place.facts.score()
    says = all_of(place.facts.sign(False), f"{score} >= 20 points")
    line = LineDraft("special", "review not required", says, [f"{score} < 10 points"], first=True)
    place.version.lines.insert(0, line)
    return Planted(
        place.draft, ("P703",), (f"unless {score} < 10 points",),
        lambda judge: judge.redundant("special/unless/1"),
    )  # fmt: skip


def idle_date_guard(place: Place) -> Planted | None:
    """A line dated from before its version begins."""
    says = place.facts.sign(False)
    place.version.lines.insert(
        0, LineDraft("prompt", "review not required", says, first=True, days="from 2023-06-01")
    )
    return Planted(place.draft, ("P703",), ("prompt",), lambda judge: judge.guard_is_idle("2023-06-01"))


def same_text_twice(place: Place) -> Planted | None:
    """A section that is cut in two by a date and says the same before and after."""
    if any(line.name == "not_listed" for line in place.version.lines):
        return None
    sign = place.facts.sign()
    for days in ("before 2024-05-01", "from 2024-05-01"):
        section = SectionDraft("W", days=days)
        place.add(section, sign, name="1")
        place.version.sections.append(section)
    place.version.lines[:0] = [LineDraft("w_met", "review not required", "W is met", first=True)]
    return Planted(
        place.draft,
        ("P703",),
        ("W",),
        lambda judge: judge.same_on_both_sides("2024-05-01"),
        (("P703", "W.1"),),
    )


# --- Who is better off ------------------------------------------------------------------------------------


def bar(place: Place) -> Planted | None:
    """A sign of a sicker patient that bars approval."""
    sign = place.facts.sign(True)
    place.draft.undocumented_not_met = False
    place.version.lines.insert(0, LineDraft("barred", "not covered", sign, first=True))
    return Planted(place.draft, ("P708",), (sign,), lambda judge: judge.cliff(sign))


def exception_for_the_sicker(place: Place) -> Planted | None:
    """An exception to a criterion for a sign of a sicker patient."""
    made = place.together()
    if made is None:
        return None
    sign = place.facts.sign(True)
    made.exceptions.append(sign)
    return Planted(place.draft, ("P708",), (sign,), lambda judge: judge.cliff(sign))


def none_of_the_sicker(place: Place) -> Planted | None:
    """A criterion for those whose number is low, where higher is sicker."""
    section = place.section()
    if section is None:
        return None
    score = place.facts.score(directed=True)
    place.add(section, all_of(place.facts.sign(), f"{score} < 12 points"))
    return Planted(place.draft, ("P708",), (score,), lambda judge: judge.cliff(score))


def lost_by_waiting(place: Place) -> Planted | None:
    """Longer, higher or older is sicker, and the next section asks for something else."""
    words = {"wait": "longer", "score": "higher", "age": "higher"}
    found = sorted(
        {
            section.divides
            for section in place.sections()
            if section.divides.split("_")[0] in words and isinstance(section.inside, str)
        }
    )
    if not found:
        return None
    fact = place.rng.choice(found)
    place.draft.facts[fact].append(f"worse when {words[fact.split('_', maxsplit=1)[0]]}")
    return Planted(place.draft, ("P708",), (fact,), lambda judge: judge.cliff(fact))


def later_section_asks_more(place: Place) -> Planted | None:
    """After the longer wait, the criteria of the shorter one need something besides."""
    found = [
        section
        for section in place.version.sections
        if section.divides and place.directed(section.divides) and not section.borrowed
    ]
    if not found:
        return None
    section = place.rng.choice(found)
    section.requires.append(Requirement(place.facts.sign(True)))
    fact = section.divides
    return Planted(place.draft, ("P708",), (fact,), lambda judge: judge.cliff(fact))


def document_that_harms(place: Place) -> Planted | None:
    """Undocumented facts are not met, and a document brings a bar to light."""
    if any(
        " when " in row
        for section in place.version.every_section()
        for each in section.criteria
        for row in each.recommends
    ):
        return None
    sign = place.facts.sign(False)
    place.draft.undocumented_not_met = True
    place.version.lines.insert(0, LineDraft("barred", "not covered", sign, first=True))
    return Planted(place.draft, ("P709",), (sign,), lambda judge: judge.documentation_cliff(sign))
