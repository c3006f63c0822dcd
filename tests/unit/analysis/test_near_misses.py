"""What many patients at once show is so: of the parts that matter, of the questions answered, of the patients."""

from __future__ import annotations

from random import Random

import pytest

from policyc.analysis.columns import Circuit, Columns, Known
from policyc.analysis.holes import Holes
from policyc.analysis.near_misses import NearMisses
from policyc.analysis.parts import Parts
from policyc.analysis.questions import Questions, exactly
from policyc.analysis.subject import Subject
from policyc.prove.solver import Model
from tests.generators.programs import random_policy


@pytest.mark.parametrize("strict", [False, True])
def test_what_near_misses_show_the_solver_confirms(strict: bool) -> None:
    shown_in_all = 0
    for seed in range(8):
        epoch = random_policy(Random(seed), 5, undocumented_not_met=strict).epochs[0]
        known, subject, parts = Subject(epoch), Subject(epoch), Parts(epoch)
        holes = Holes(subject, parts.parts)
        questions = Questions(holes.text, parts)
        asked = dict(questions.left)
        shown = NearMisses(holes, parts, known.crowd()).shown(questions)
        shown_in_all += len(shown)
        assert all(holes.matters(holes.only(key)) for key in shown)
        for question in asked.keys() - questions.left.keys():
            literals, items = asked[question]
            counted = [exactly(subject.gates, items, question[2])] if items else []
            assert subject.possible([*literals, *counted])
    assert shown_in_all > 40


def test_the_crowd_is_decided_as_it_says_and_changes_nothing_in_the_text() -> None:
    for seed in range(6):
        subject = Subject(random_policy(Random(seed), 6).epochs[0])
        facts = list(subject.patient.families)
        ways = {(line, label) for line, label, _ in subject.text.sides}
        crowd = subject.crowd()
        assert list(subject.patient.families)[: len(facts)] == facts
        for (line, label), model in crowd.items():
            sides = [way for way, literal in subject.text.sides.items() if model.holds(literal)]
            assert [side[:2] for side in sides] == [(line, label)]
        for line, label in ways - crowd.keys():
            literals = [found for way, found in subject.text.sides.items() if way[:2] == (line, label)]
            assert not subject.possible([literals[0]])


def test_a_column_is_what_the_solver_says_of_each_patient() -> None:
    subject = Subject(random_policy(Random(3), 6).epochs[0])
    models: list[Model] = list(subject.crowd().values())
    sides = list(subject.text.sides.values())
    circuit = Circuit(subject.patient)
    families = subject.patient.families.values()
    settings = [setting for family in families for setting in circuit.settings(family)]
    rows = [([number], setting) for setting in settings for number in range(len(models))]
    columns = Columns(circuit, Known(models, subject.gates.variables), rows, sides)
    assert columns.real() & ((1 << len(models)) - 1) == (1 << len(models)) - 1
    for place in range(0, columns.size, 7):
        if columns.real() >> place & 1:
            (number,), setting = ([place], {}) if place < len(models) else rows[place - len(models)]
            pins = [
                (variable if setting.get(variable, models[number].holds(variable)) else -variable)
                for family in families
                for variable in family.variables()
            ]
            patient = subject.patient
            pins += [
                each if models[number].holds(each) else -each
                for each in (*patient.classes, *patient.asked.values(), *patient.requests.values())
            ]
            model = subject.find(pins)
            assert model is not None
            assert [model.holds(side) for side in sides] == [bool(columns.of(s) >> place & 1) for s in sides]
