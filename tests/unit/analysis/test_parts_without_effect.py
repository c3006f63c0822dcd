"""Parts of a text that do nothing are told under the code that says most; what only looks idle is not."""

from __future__ import annotations

import pytest

from policyc.analysis import always_true, contradictions, counts, redundancy
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.spec.programs import check_text
from tests.unit.analysis.samples import HEADER, VOCABULARY, policy_of, told

PASSES = (
    contradictions.find_contradictions,
    redundancy.find_redundancies,
    always_true.find_always_true,
    counts.find_count_collapses,
)
LINES = """\
  decide
    fits: approve cite doc "C" when I is met
    otherwise not medically necessary cite doc "C"
"""


def found_in(policy: Policy) -> list[Diagnostic]:
    return [found for look in PASSES for found in told(look, policy)]


def version(body: str, lines: str = LINES, header: str = "", days: str = "from 2024-01-01") -> Policy:
    return policy_of(f"version 2024 effective {days}\n{body}{lines}", header)


def only(policy: Policy) -> Diagnostic:
    found = found_in(policy)
    assert len(found) == 1, [each.headline for each in found]
    return found[0]


def rows(found: Diagnostic, policy_text: str = "") -> list[str]:
    return [label.message for label in found.labels]


def section(*criteria: str, scope: str = "", requires: str = "") -> str:
    """Section I with such criteria, each a condition on one row or a list on several."""
    text = '  section I "One" cite doc "I"\n'
    text += f"    applies when {scope}\n" if scope else ""
    text += f"    requires {requires}\n" if requires else ""
    for letter, condition in zip("ABCDEF", criteria, strict=False):
        text += f'    criterion I.{letter} "Criterion {letter}" cite doc "I.{letter}"\n'
        text += "".join(f"      {row}\n" for row in condition.split("\n"))
    return text


def with_axiom(body: str, *axioms: str) -> Policy:
    said = "".join(f"  {axiom}\n" for axiom in axioms)
    text = f"{VOCABULARY}{said}\n{HEADER}\nversion 2024 effective from 2024-01-01\n{body}{LINES}"
    return check_text(text).checked.program.policies["payer.back"]


# --- Contradictory ----------------------------------------------------------------------------------------


def test_a_criterion_against_its_scope_is_contradictory() -> None:
    found = only(
        version(
            section("all of these 2:\n  - fever\n  - age >= 65 years", "weakness", scope="age < 18 years")
        )
    )
    assert found.code == "P701"
    assert found.headline == "no patient can meet criterion `I.A`"
    assert rows(found) == ["age at least 65 years", "age under 18 years"]
    assert "acknowledge P701 on I.A" in found.help


def test_a_criterion_whose_items_clash_names_them_alone() -> None:
    found = only(
        version(section("all of these 3:\n  - fever\n  - age > 50 years\n  - age < 50 years", "weakness"))
    )
    assert (found.code, rows(found)) == ("P701", ["age over 50 years", "age under 50 years"])


def test_strict_bounds_with_room_between_them_are_no_contradiction() -> None:
    assert not found_in(
        version(section("all of these 2:\n  - age > 49 years\n  - age < 51 years", "weakness"))
    )


def test_strict_bounds_without_room_between_them_are_one() -> None:
    policy = version(section("all of these 2:\n  - age > 49 years\n  - age < 50 years", "weakness"))
    assert only(policy).code == "P701"


def test_one_way_of_several_that_nobody_has_is_told_and_the_rest_is_not() -> None:
    found = only(
        version(
            section(
                "any of these 2:\n  - fever\n  - all of these 2:\n    - age > 60 years\n    - age < 20 years"
            )
        )
    )
    assert (found.code, found.headline) == ("P701", "no patient can meet item 2 of criterion `I.A`")


def test_a_requirement_against_the_scope_is_told_of_what_nobody_meets() -> None:
    found = only(version(section("fever", scope="age < 18 years", requires="age > 60 years")))
    assert (found.code, found.headline) == ("P701", "no patient can meet criterion `I.A`")


def test_an_exception_that_takes_everyone_leaves_nobody() -> None:
    found = only(version(section("all of these 2:\n  - fever\n  - weakness\nunless fever", "urgent")))
    assert (found.code, rows(found)) == ("P701", ["fever", "fever: no"])


def test_an_axiom_that_takes_part_is_named() -> None:
    text = section("all of these 2:\n  - fever\n  - not weakness", "urgent")
    found = only(with_axiom(text, 'axiom fever implies weakness because "so it is"'))
    assert found.code == "P701"
    assert "the vocabulary says: fever implies weakness" in rows(found)
    assert any("because so it is" in note for note in found.notes)


def test_no_patient_is_meant() -> None:
    assert not found_in(version(section("fever", "no patient")))
    assert not found_in(version(section("all of these 2:\n  - weakness\n  - no patient", "fever")))


def test_a_reading_that_leaves_nobody_is_meant() -> None:
    reading = '  reading wide "How wide?"\n    chosen narrow "So"\n    or open "Or so"\n'
    body = section(
        "any of these 2:\n  - fever\n  - depending on reading wide:\n    - narrow: no patient\n    - open: weakness"
    )
    assert not found_in(version(body, header=reading))


def bounded_as_read(low: int, high: int) -> Policy:
    """Over sixty, and under an age that a reading settles."""
    reading = '  reading bound "Which bound?"\n    chosen low "So"\n    or high "Or so"\n'
    bounds = f"    - low: age < {low} years\n    - high: age < {high} years"
    items = f"all of these 2:\n  - age > 60 years\n  - depending on reading bound:\n{bounds}"
    return version(section(items, "weakness"), header=reading)


def test_a_contradiction_rests_on_a_reading_or_on_none() -> None:
    assert only(bounded_as_read(50, 70)).notes[-1] == "Rests on how `bound` is read."
    assert only(bounded_as_read(50, 40)).notes[-1] == "Under every reading."


BORROWED = """\
  section I "Children" cite doc "I"
    applies when age < 18 years
    criterion I.A "Old" cite doc "I.A"
      all of these 2:
        - fever
        - age >= 65 years
    criterion I.B "Weak" cite doc "I.B"
      weakness
  section II "All" cite doc "II"
    applies when age >= 18 years
    criterion II.A "Borrowed" cite doc "II.A"
      all of these 2:
        - any criterion of I
        - urgent
  decide
    fits: approve cite doc "C" when any of these 2:
      - I is met
      - II is met
    otherwise not medically necessary cite doc "C"
"""


def test_a_criterion_that_is_borrowed_without_its_scope_can_be_met() -> None:
    assert "P701" not in {found.code for found in found_in(version(BORROWED, lines=""))}


# --- Redundant --------------------------------------------------------------------------------------------


def test_of_two_that_say_the_same_the_later_is_told_with_the_other_as_reason() -> None:
    found = only(version(section("fever", "weakness", "fever")))
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "criterion `I.C`")
    assert rows(found) == ["`I.A`, criterion A"]


def test_a_special_case_is_told_once_and_not_what_is_in_it() -> None:
    found = only(version(section("fever", "all of these 2:\n  - fever\n  - weakness", "urgent")))
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "criterion `I.B`")


def test_a_special_case_that_supports_another_service_does_something() -> None:
    body = section("fever\nrecommend plain", "all of these 2:\n  - fever\n  - weakness\nrecommend contrast")
    assert not found_in(version(body))


def test_an_item_that_another_item_implies() -> None:
    found = only(version(section("all of these 3:\n  - fever\n  - age > 60 years\n  - age > 50 years")))
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "item 3 of criterion `I.A`")
    assert rows(found) == ["age over 60 years"]


def test_an_exception_nobody_has() -> None:
    found = only(
        version(section("all of these 2:\n  - fever\n  - age > 60 years\nunless age < 20 years", "weakness"))
    )
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "exception 1 of criterion `I.A`")
    assert rows(found) == ["age over 60 years"]


def test_an_exception_that_no_patient_is_meant_to_have() -> None:
    assert not found_in(version(section("fever\nunless no patient", "weakness")))


def test_a_waiver_for_those_who_meet_the_requirement() -> None:
    waived = "fever\n      waived when all of these 2:\n        - fever\n        - weakness"
    found = only(version(section("urgent", requires=waived)))
    assert (found.code, found.headline.split(" has ")[0]) == (
        "P703",
        "waiver 1 of requirement 1 of section `I`",
    )


def test_a_scope_that_each_criterion_repeats_is_told_once() -> None:
    found = only(version(section("all of these 2:\n  - fever\n  - age < 18 years", scope="age < 18 years")))
    assert (found.code, found.headline.split(" is ")[0]) == ("P704", "item 2 of criterion `I.A`")


def test_the_reason_of_a_denial_counts() -> None:
    lines = """\
  decide
    fits: approve cite doc "C" when I is met
    weak: not medically necessary cite doc "C" when weakness
    otherwise not medically necessary cite doc "C"
"""
    assert not found_in(version(section("fever"), lines))


def test_an_item_of_a_definition_that_only_a_told_criterion_uses_is_not_told_again() -> None:
    body = '  define both "Both" cite doc "D"\n    all of these 2:\n      - fever\n      - weakness\n'
    found = only(version(body + section("fever", "both", "urgent")))
    assert found.headline.startswith("criterion `I.B` has no effect")


def dated_twins(before: str, after: str) -> str:
    """Section I with one criterion before a date and one from it on."""
    return "".join(
        f'  section I "One" effective {days} 2024-06-01 cite doc "I"\n'
        f'    criterion I.A "One" cite doc "A"\n      {sign}\n'
        for days, sign in (("before", before), ("from", after))
    )


def test_a_date_that_changes_nothing() -> None:
    body = dated_twins("fever", "fever")
    found = only(version(body))
    assert (found.code, found.caption) == ("P703", "a date that changes nothing")
    assert "2024-06-01" in found.headline


def test_a_date_that_changes_something() -> None:
    body = dated_twins("fever", "weakness")
    assert not found_in(version(body))


def test_a_date_before_the_version_begins() -> None:
    lines = LINES.replace("fits: approve", "fits: approve effective from 2023-05-01")
    found = only(version(section("fever"), lines))
    assert found.headline.startswith("`from 2023-05-01` bounds nothing: line `fits`")


def test_what_is_idle_in_one_epoch_and_not_in_the_other_is_not_told() -> None:
    body = section("fever", "all of these 2:\n  - fever\n  - weakness")
    lines = LINES.replace("approve cite", "approve effective before 2024-06-01 cite")
    lines = lines.replace(
        "    otherwise",
        '    late: approve effective from 2024-06-01 cite doc "C" when I.B is met\n    otherwise',
    )
    assert not found_in(version(body, lines))


# --- Always true ------------------------------------------------------------------------------------------


def test_an_item_that_the_scope_guarantees() -> None:
    body = section("all of these 2:\n  - fever\n  - age < 30 years", "weakness", scope="age < 18 years")
    found = only(version(body))
    assert (found.code, found.headline.split(" is ")[0]) == ("P704", "item 2 of criterion `I.A`")
    assert rows(found) == ["age under 18 years"]


def test_a_criterion_that_everyone_in_the_section_meets() -> None:
    body = section("age < 30 years\nrecommend plain", "weakness\nrecommend contrast", scope="age < 18 years")
    found = only(version(body))
    assert (found.code, found.headline.split(" is ")[0]) == ("P704", "the condition of criterion `I.A`")


def test_any_patient_is_meant() -> None:
    assert not found_in(version(section("any patient\nrecommend plain", "weakness\nrecommend contrast")))


def test_a_scope_inside_a_narrower_one() -> None:
    body = section(scope="age < 18 years")
    body += '    section I.X "Inner" cite doc "X"\n      applies when age < 30 years\n'
    body += '      criterion I.X.1 "Fever" cite doc "1"\n        fever\n'
    found = only(version(body))
    assert (found.code, found.headline.split(" is ")[0]) == ("P704", "the scope of section `I.X`")


# --- Counts -----------------------------------------------------------------------------------------------

THREE = "at least {} of these 3:\n  - fever\n  - weakness\n  - urgent"


@pytest.mark.parametrize("least", [1, 2, 3])
def test_a_count_of_free_signs_is_what_it_says(least: int) -> None:
    assert not found_in(version(section(THREE.format(least))))


def test_a_count_with_an_item_that_is_required_anyway() -> None:
    found = only(version(section(THREE.format(2), requires="fever")))
    assert (found.code, found.caption) == ("P705", "really at least 1 of the other 2")
    assert rows(found) == ["met by every patient here", "fever"]


def test_a_count_of_items_that_go_together() -> None:
    axioms = [
        f'axiom {one} implies {other} because "a"'
        for one, other in (("fever", "weakness"), ("weakness", "fever"))
    ]
    found = only(with_axiom(section("at least 2 of these 3:\n  - fever\n  - weakness\n  - urgent"), *axioms))
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "item 3 of criterion `I.A`")


def test_a_count_that_two_of_its_items_make_smaller() -> None:
    items = (
        "at least 2 of these 3:\n  - fever\n  - weakness\n  - any of these 2:\n    - fever\n    - weakness"
    )
    found = only(version(section(items, "urgent")))
    assert found.code in {"P703", "P705"}


# --- Undocumented facts are not met -----------------------------------------------------------------------

STRICT = HEADER + "  undocumented facts are not met\n"


def strictly(body: str, *axioms: str) -> Policy:
    said = "".join(f"  {axiom}\n" for axiom in axioms)
    text = f"{VOCABULARY}{said}\n{STRICT}\nversion 2024 effective from 2024-01-01\n{body}{LINES}"
    return check_text(text).checked.program.policies["payer.back"]


def test_what_an_axiom_implies_must_still_be_documented() -> None:
    body = section("all of these 2:\n  - fever\n  - weakness", "urgent")
    axiom = 'axiom fever implies weakness because "so it is"'
    assert only(with_axiom(body, axiom)).code == "P703"
    assert not found_in(strictly(body, axiom))


def test_a_contradiction_is_one_also_where_facts_are_undocumented() -> None:
    body = section("all of these 2:\n  - age > 60 years\n  - age < 20 years", "fever")
    assert [found.code for found in found_in(strictly(body))] == ["P701"]


def test_a_special_case_is_redundant_also_where_facts_are_undocumented() -> None:
    body = section("fever", "all of these 2:\n  - fever\n  - weakness")
    assert [found.code for found in found_in(strictly(body))] == ["P703"]


def test_a_part_of_a_treatment_is_named_as_the_reason() -> None:
    facts = "".join(
        f'  fact {name} "{name.capitalize()}"\n    type episodes\n    normally none\n'
        for name in ("care", "therapy")
    )
    body = section("all of these 2:\n  - at least 6 weeks of care\n  - at least 8 weeks of therapy", "urgent")
    axiom = '  axiom therapy part of care because "it counts"\n'
    text = f"{VOCABULARY}{facts}{axiom}\n{HEADER}\nversion 2024 effective from 2024-01-01\n{body}{LINES}"
    found = only(check_text(text).checked.program.policies["payer.back"])
    assert (found.code, found.headline.split(" has ")[0]) == ("P703", "item 1 of criterion `I.A`")
    assert "the vocabulary says: therapy part of care" in rows(found)
    assert found.notes[-1] == "By the axiom `therapy part of care` of the vocabulary, because it counts."
