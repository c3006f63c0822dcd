"""Readings that decide somebody alone, those that need company, and those that decide nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from policyc.analysis.readings import find_readings
from policyc.analysis.studied import studied_versions
from policyc.model.outcome import Outcome
from policyc.model.program import Policy
from policylang.diagnostic import Diagnostic
from tests.unit.analysis.samples import decided, patient_of, policy_of

APPROVE, DENY = Outcome.APPROVE, Outcome.NOT_MEDICALLY_NECESSARY


def reading(name: str, *others: str, modelled: bool = True) -> str:
    rows = [f'  reading {name} "How is {name} meant?"', '    chosen narrow "As written"']
    rows += [f'    or {other} "It may be"' for other in others or ("wide",)]
    return "\n".join(rows + ([] if modelled else ["    not modelled"])) + "\n"


def depending(name: str, **conditions: str) -> str:
    """A `depending on` list at the depth of a criterion's condition."""
    items = "".join(f"\n        - {alternative}: {each}" for alternative, each in conditions.items())
    return f"depending on reading {name}:{items}"


def version(condition: str, name: str = "2024 effective from 2024-01-01", rest: str = "") -> str:
    return (
        f'version {name}\n  section I "Pain" cite doc "I"\n    criterion I.A "Anything" cite doc "I.A"\n'
        f"      {condition}\n{rest}"
        f'  decide\n    pain: approve cite doc "C" when I is met\n'
        f'    otherwise not medically necessary cite doc "C"\n'
    )


def found_in(policy: Policy) -> list[Diagnostic]:
    return list(find_readings(tuple(studied_versions(policy))))


def outcomes(found: Diagnostic, policy: Policy, readings: Sequence[Mapping[str, str]]) -> list[Outcome]:
    """What the reference evaluator decides for the patient shown, read in several ways."""
    case = patient_of(found, policy)
    return [decided(policy.epochs[-1], case, each)[0] for each in readings]


def test_a_reading_that_decides_somebody_is_told_with_the_patient_and_each_answer() -> None:
    policy = policy_of(version(depending("signs", narrow="fever", wide="weakness")), reading("signs"))
    (found,) = found_in(policy)
    assert found.code == "P712"
    assert found.headline == "how `signs` is read decides what some patient gets"
    assert found.span == policy.readings["signs"].span
    assert [label.message for label in found.labels] == ["depends on it"]
    told = outcomes(found, policy, [{}, {"signs": "wide"}])
    assert set(told) == {APPROVE, DENY}
    assert f"read as `narrow` (chosen), {told[0]}, by line" in found.notes[0]
    assert f"read as `wide`, {told[1]}, by line" in found.notes[0]
    assert found.notes[1] == "so it is in version `2024`"


def test_of_several_alternatives_it_is_said_which_change_this_patient_and_which_nobody() -> None:
    condition = depending("signs", narrow="fever", wide="weakness", like="fever", urgent="urgent")
    policy = policy_of(version(condition), reading("signs", "wide", "like", "urgent"))
    (found,) = found_in(policy)
    assert "read as `like`, the same (changes nobody)" in found.notes[0]
    told = outcomes(found, policy, [{}, {"signs": "wide"}, {"signs": "urgent"}])
    others = found.notes[0].count("the same (changes other patients)")
    assert others == told[1:].count(told[0])


def test_a_reading_that_changes_only_the_services_says_which() -> None:
    recommend = (
        "      recommend plain, contrast when depending on reading study:\n"
        "        - narrow: no patient\n        - wide: service is plain\n"
        "      recommend plain\n"
    )
    policy = policy_of(version("fever", rest=recommend), reading("study"))
    (found,) = found_in(policy)
    assert "approve, by line `pain` under I.A, which supports `plain`;" in found.notes[0]
    assert "which supports `plain` and `contrast`" in found.notes[0]


BOTH = "all of these 2:\n        - {}\n        - {}"


def nested(name: str, **conditions: str) -> str:
    return depending(name, **conditions).replace("\n        - ", "\n          - ")


def test_readings_that_matter_only_together_are_told_in_company() -> None:
    parts = [
        nested("signs", narrow="no patient", wide="fever"),
        nested("care", narrow="no patient", wide="urgent"),
    ]
    policy = policy_of(version(BOTH.format(*parts)), reading("signs") + reading("care"))
    first, second = found_in(policy)
    assert (
        first.headline == "how `signs` is read decides what some patient gets, once `care` is read otherwise"
    )
    assert second.headline.endswith("once `signs` is read otherwise")
    assert outcomes(
        first, policy, [{}, {"signs": "wide"}, {"care": "wide"}, {"signs": "wide", "care": "wide"}]
    ) == [
        DENY,
        DENY,
        DENY,
        APPROVE,
    ]
    assert "`care` read as `wide`" in first.notes[0]


def test_the_smallest_company_is_told_first() -> None:
    deeper = "depending on reading {}:\n{indent}- narrow: no patient\n{indent}- wide: {}"
    single = deeper.format("fourth_one", "fever", indent=" " * 14)
    pair = [deeper.format(name, "urgent", indent=" " * 16) for name in ("second_one", "third_one")]
    condition = (
        "any of these 2:\n"
        "        - depending on reading first_one:\n          - narrow: no patient\n          - wide: no patient\n"
        "        - depending on reading care:\n          - narrow: no patient\n          - wide: any of these 2:\n"
        f"            - {single}\n            - all of these 2:\n"
        f"              - {pair[0]}\n              - {pair[1]}"
    )
    names = ("first_one", "fourth_one", "second_one", "third_one", "care")
    found = found_in(policy_of(version(condition), "".join(reading(name) for name in names)))
    care = found[-1]
    assert care.headline.endswith("once `fourth_one` is read otherwise")
    assert care.notes[0].endswith("lets it; so does turning `second_one` and `third_one`")
    assert [one.code for one in found] == ["P713", "P712", "P712", "P712", "P712"]


def test_a_reading_without_effect_in_any_company_is_proved_idle() -> None:
    same = depending("signs", narrow="fever", wide="fever")
    parts = [
        nested("signs", narrow="fever", wide="weakness"),
        nested("care", narrow="any patient", wide="fever"),
    ]
    idle = BOTH.format(parts[1], "fever")
    for condition, name in ((same, "signs"), (idle, "care")):
        (found,) = found_in(policy_of(version(condition), reading(name)))
        assert found.code == "P713"
        assert found.headline == f"however `{name}` is read, every patient gets the same"
        assert found.witness is None


def test_where_undocumented_facts_are_not_met_the_proof_is_about_documented_patients() -> None:
    """With fever unknown, `any of` the two fails, and `any patient` does not."""
    either = "any of these 2:\n          - fever\n          - not fever"
    header = reading("signs") + "  undocumented facts are not met\n"
    policy = policy_of(version(depending("signs", narrow=either, wide="any patient")), header)
    (found,) = found_in(policy)
    assert found.headline == "however `signs` is read, every fully documented patient gets the same"


def test_a_reading_of_text_that_decides_nothing_is_idle() -> None:
    unused = '  define unused "Not asked for" cite doc "0"\n    '
    text = version("fever").replace(
        "  section", unused + depending("signs", narrow="fever", wide="urgent") + "\n  section", 1
    )
    (found,) = found_in(policy_of(text, reading("signs")))
    assert found.code == "P713"


def test_readings_that_no_condition_depends_on_are_not_judged() -> None:
    assert found_in(policy_of(version("fever"), reading("words", modelled=False))) == []


@pytest.mark.parametrize("reverse", [False, True])
def test_a_reading_is_told_once_for_all_versions(reverse: bool) -> None:
    matters = depending("signs", narrow="fever", wide="weakness")
    idle = depending("signs", narrow="fever", wide="fever")
    names = ("2023 effective from 2023-01-01 before 2024-01-01", "2024 effective from 2024-01-01")
    conditions = (idle, matters) if reverse else (matters, idle)
    texts = [version(each, name) for each, name in zip(conditions, names, strict=True)]
    (found,) = found_in(policy_of("\n".join(texts), reading("signs")))
    where, elsewhere = ("2024", "2023") if reverse else ("2023", "2024")
    assert found.notes[1] == (
        f"so it is in version `{where}`; in version `{elsewhere}` it changes nobody as long as the others are "
        "read as chosen"
    )
    both = [version(matters, name) for name in names]
    (found,) = found_in(policy_of("\n".join(both), reading("signs")))
    assert found.notes[1] == "so it is in versions `2023` and `2024`"
