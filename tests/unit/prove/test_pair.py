"""Two texts before one patient: readings, clocks, limits, and two patients tied to each other."""

from __future__ import annotations

from datetime import date

import pytest

from policyc.evaluate import evaluate
from policyc.prove.pair import Pair, RegionKey, Regions, Side, Unknown, Witness
from policyc.prove.question import Question, circumstances_of
from policyc.prove.solver import Answer, Status
from policyc.prove.twins import Twins
from tests.unit.evaluate.samples import HEADER, epoch_of, epoch_with

OLD = epoch_with("at least 2 of:\n  - fever\n  - infection\n  - antibiotics")
NEW = epoch_with("at least 3 of:\n  - fever\n  - infection\n  - antibiotics")

DEPENDING = """
depending on reading way:
  - narrow: fever
  - wide: any patient
"""


def test_one_region_with_its_plainest_patient() -> None:
    found = Pair(OLD, NEW, "plain").regions()
    assert found.complete
    assert [(region.key.old.criterion, region.key.new.line) for region in found.regions] == [
        ("I.A", "otherwise")
    ]
    region = found.regions[0]
    assert region.old_services == ("plain", "contrast", "both")
    assert region.new_services == ()
    assert dict(region.witness.facts) == {"fever": True, "antibiotics": True}


def test_a_region_key_is_a_question_too() -> None:
    pair = Pair(OLD, NEW, "plain")
    key = pair.regions().regions[0].key
    assert pair.ask([pair.region(key)]).status is Status.SATISFIABLE
    nobody = RegionKey(key.new, Side("acute", "I.A", key.old.outcome))
    assert pair.ask([pair.region(nobody)]).status is Status.UNSATISFIABLE
    antibiotics = pair.new.condition(OLD.criteria["I.A"].condition)
    assert pair.always([pair.region(key)], antibiotics) is True


def test_a_limit_makes_the_answer_incomplete_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    tired = Answer(Status.UNKNOWN, reason="the solver is tired")
    pair = Pair(OLD, NEW, "plain")
    key = pair.regions().regions[0].key
    monkeypatch.setattr(pair.engine._solver, "ask", lambda _: tired)
    assert pair.regions() == Regions((), False, "the solver is tired")
    assert pair.witness([pair.region(key)]) == Unknown("the solver is tired")
    assert pair.always([pair.region(key)], pair.change) is None


def test_a_limit_after_the_regions_are_found_still_shows_their_patients(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first answers find the region and prove it the only one; from then on the solver is tired."""
    pair = Pair(OLD, NEW, "plain")
    ask, left = pair.engine._solver.ask, [2]

    def tiring(assumptions: list[int]) -> Answer:
        left[0] -= 1
        return ask(assumptions) if left[0] >= 0 else Answer(Status.UNKNOWN, reason="the solver is tired")

    monkeypatch.setattr(pair.engine._solver, "ask", tiring)
    found = pair.regions()
    assert (len(found.regions), found.complete, found.reason) == (1, False, "the solver is tired")
    told = [evaluate(epoch, found.regions[0].witness, "plain").possible for epoch in (OLD, NEW)]
    assert told[0] != told[1]


def test_readings_are_chosen_unless_freed() -> None:
    one, other = epoch_with(DEPENDING), epoch_with("fever")
    assert Pair(one, other, "plain").regions() == Regions((), True)
    pair = Pair(one, other, "plain", free_readings=True)
    assert pair.regions() == Regions((), True)
    answer = pair.engine.ask([*pair.freed([("sample.policy", "way")]), pair.change])
    assert answer.model is not None
    assert answer.model.holds(pair.readings.of("sample.policy", "way")["wide"])


def test_a_clock_that_only_picks_the_text_stands_within_it() -> None:
    header = HEADER.replace("version selected by date_of_service", "version selected by date_of_request")
    text = """
section I "The section" cite book "1"
  criterion I.A "The criterion" cite book "1.A"
    symptom_duration {} 2 months
decide
  acute: approve cite book "2" when I is met
  otherwise not medically necessary cite book "3"
"""
    old, new = epoch_of(text.format(">"), header), epoch_of(text.format(">="), header)
    found = Pair(old, new, "plain").witness([Pair(old, new, "plain").change])
    assert isinstance(found, Witness)
    assert set(found.case.clocks) == {"date_of_request", "date_of_service"}
    assert found.case.clocks["date_of_request"] == date(2020, 1, 1)
    told = [evaluate(epoch, found.case, "plain").possible for epoch in (old, new)]
    assert told[0] != told[1]


def test_twins_agree_on_what_is_tied_and_on_nothing_else() -> None:
    given = circumstances_of(OLD.policy, date(2024, 3, 1), "plain", ("plain",), {"plain": {}})
    question = Question(OLD, given)
    met = question.text.criterion("I.A", False)
    twins = Twins(question.patient)
    facts = ("fever", "infection", "antibiotics")
    apart = twins.ask([met], [-met], facts[:1])
    assert apart.left is not None
    assert apart.right is not None
    assert apart.left.holds(met)
    assert not apart.right.holds(met)
    together = twins.ask([met], [-met], facts)
    assert together.status is Status.UNSATISFIABLE
    assert set(together.core) <= set(facts)
