"""The plainest patient has the fewest departures from normal there can be, and each as near as it can be."""

from __future__ import annotations

from datetime import date

import pytest

from policyc.evaluate import close_case, evaluate
from policyc.model.facts import Moment, Stretch, Value
from policyc.model.outcome import Outcome
from policyc.prove.pair import Pair, Unknown, Witness
from tests.unit.evaluate.samples import epoch_with

FIRST_DAY = date(2020, 1, 1)


def plainest(condition: str) -> dict[str, Value | None]:
    """What departs from normal, or has no normal, in the plainest patient of whom the condition holds."""
    epoch = epoch_with(condition)
    pair = Pair(epoch, epoch, "plain")
    found = pair.witness([pair.new.criterion("I.A", False)])
    assert isinstance(found, Witness)
    assert found.case.nothing_else
    assert found.case.date_of_service == FIRST_DAY
    return dict(found.case.facts)


def test_one_departure_is_better_than_two() -> None:
    assert plainest("any of:\n  - all of:\n    - fever\n    - antibiotics\n  - plan is medicare") == {
        "plan": "medicare"
    }


def test_of_as_many_departures_the_later_facts_of_the_vocabulary_depart() -> None:
    assert plainest("any of:\n  - fever\n  - antibiotics") == {"antibiotics": True}


def test_axioms_are_obeyed_and_their_consequences_counted() -> None:
    assert plainest("infection") == {"fever": True, "infection": True}


def test_values_stand_next_to_their_threshold() -> None:
    assert plainest("age >= 50 years") == {"age": 50}
    assert plainest("symptom_duration > 6 weeks") == {"symptom_duration": 43}
    assert plainest("last_mri within the last 12 months") == {"last_mri": date(2020, 1, 1)}
    assert plainest("at least 52 weeks since last_mri") == {"last_mri": date(2019, 1, 2)}
    assert plainest("imaging includes ct") == {"imaging": frozenset({"ct"})}
    assert plainest("not last_mri is never")["last_mri"] is not Moment.NEVER


def test_episodes_are_dated_within_the_episode_and_the_whole() -> None:
    six_weeks = (Stretch(date(2019, 11, 21), FIRST_DAY),)
    found = plainest("at least 6 weeks of physical_therapy for the current episode")
    assert found["physical_therapy"] == six_weeks
    assert found["symptom_duration"] == 41


def test_an_onset_is_dated_once_for_all_facts_that_share_it() -> None:
    """Traction has the same onset, which bounds none of its windows and so must not be dated for its sake."""
    epoch = epoch_with(
        "all of:\n  - at least 6 weeks of physical_therapy for the current episode\n"
        "  - not at least 1 day of physical_therapy within the last 20 weeks\n"
        "  - at least 1 day of traction",
        'fact traction "Traction"\n    type episodes\n    normally none\n    current episode since symptom_duration',
    )
    pair = Pair(epoch, epoch, "plain")
    witness = pair.witness([pair.new.criterion("I.A", False)])
    assert isinstance(witness, Witness)
    found = evaluate(epoch, close_case(witness.case, epoch.policy), "plain")
    assert found.possible == (Outcome.APPROVE,)


def test_nobody_and_a_limit_are_told_apart() -> None:
    epoch = epoch_with("fever")
    pair = Pair(epoch, epoch, "plain")
    criterion = pair.new.criterion("I.A", False)
    assert pair.witness([criterion, -criterion]) is None
    assert isinstance(Unknown("a limit"), Unknown)


@pytest.mark.parametrize("months", [1, 3])
def test_a_date_is_chosen_on_which_the_months_are_right(months: int) -> None:
    """Between the day counts that a month can have, the date of service decides who is over it."""
    longest = {1: 31, 3: 92}[months]
    found = epoch_with(
        f"all of:\n  - symptom_duration > {months} months\n  - symptom_duration < {longest} days"
    )
    pair = Pair(found, found, "plain")
    witness = pair.witness([pair.new.criterion("I.A", False)])
    assert isinstance(witness, Witness)
    day, duration = witness.case.date_of_service, witness.case.facts["symptom_duration"]
    assert isinstance(duration, int)
    assert duration < longest
    assert day > FIRST_DAY
