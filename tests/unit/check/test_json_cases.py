"""Cases in JSON, as text and as assignments: what is written is read again as the same case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.check.cases import (
    case_as_text,
    case_to_json,
    parse_json,
    read_json_case,
    value_to_json,
)
from policyc.check.cases.json_text import MOST_CHARACTERS
from policyc.check.cases.json_values import NoValue, written_values
from policyc.check.findings import Findings
from policyc.check.givens import ordered_episodes
from policyc.check.quantities import read_steps
from policyc.model.cases import Case
from policyc.model.facts import Fact, FactKind, Moment, Stretch, Value, Visit
from policylang.diagnostic import Diagnostic
from policylang.source import Source
from tests.spec.programs import check_program
from tests.unit.check.samples import sample_policy, sample_texts

POLICY = sample_policy()
PLAIN = Fact("score", "spine", FactKind.NUMBER, "Score", step=Decimal("0.1"), low=0, high=1000)
DAY = date(2024, 2, 1)
DATES = st.integers(0, 3000).map(lambda days: DAY - timedelta(days=days))
STRETCHES = st.tuples(DATES, DATES).map(lambda pair: Stretch(min(pair), max(pair)))


def values(fact: Fact) -> st.SearchStrategy[Value]:
    """Values that a fact can have on the day of the tests."""
    names = [choice.name for choice in fact.choices]
    match fact.kind:
        case FactKind.YES_NO:
            return st.booleans()
        case FactKind.NUMBER | FactKind.AGE | FactKind.DURATION:
            return st.integers(fact.low, fact.high)
        case FactKind.DATE:
            moments = [Moment.SOME_DAY, *([Moment.NEVER] if fact.never_possible else [])]
            return st.one_of(DATES, st.sampled_from(moments))
        case FactKind.ONE_OF:
            return st.sampled_from(names)
        case FactKind.SET_OF:
            return st.frozensets(st.sampled_from(names))
    visits = [st.builds(Visit, DATES, st.sampled_from(names))] if names else []
    return st.lists(st.one_of(STRETCHES, *visits), max_size=4).map(
        lambda episodes: ordered_episodes(tuple(episodes))
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of the sample with any facts known, unknown or absent."""
    requested = draw(st.lists(st.sampled_from(list(POLICY.services)), unique=True))
    facts: dict[str, Value | None] = {}
    per_service: dict[str, dict[str, Value | None]] = {}
    for name, fact in POLICY.facts.items():
        kind = draw(st.sampled_from(["absent", "unknown", "known"]))
        if kind == "absent":
            continue
        value = None if kind == "unknown" else draw(values(fact))
        if fact.per_service:
            per_service[name] = dict.fromkeys(requested or list(POLICY.services), value)
        else:
            facts[name] = value
    return Case({"date_of_service": DAY}, tuple(requested), facts, per_service, draw(st.booleans()))


@settings(max_examples=60)
@given(cases())
def test_json_is_read_as_the_case_it_was_written_for(case: Case) -> None:
    data = json.loads(json.dumps(case_to_json(case, POLICY)))
    assert read_json_case(data, POLICY) == case


@settings(max_examples=30)
@given(cases())
def test_text_is_read_as_the_case_it_was_written_for(case: Case) -> None:
    text = case_as_text(case, POLICY, 'A "case" with \\ and\nmore')
    sources = [Source(name, content) for name, content in sample_texts().items()]
    known = [Source(source.name, source.text.partition("\nevery case")[0]) for source in sources]
    outcome = check_program([*known, Source("new.policy", f"cases for {POLICY.id}\n\n{text}")])
    assert {found.name for found in outcome.diagnostics} <= {"contradictory-case", "expects-nothing"}
    (read,) = outcome.checked.program.policies[POLICY.id].cases
    assert read.case == case
    assert read.title == 'A "case" with \\ and more'


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["2024-02-01", "2024-02-30", "44 years", "since", "never", "1e9 years", "10 days"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(["since", "from", "to", "on", "visit"]), st.text()), inner),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(
    st.one_of(
        JSON,
        st.fixed_dictionaries(
            {"date_of_service": st.one_of(st.just("2024-02-01"), JSON)},
            optional={
                "facts": st.one_of(
                    JSON, st.dictionaries(st.sampled_from(list(POLICY.facts)), JSON, max_size=5)
                ),
                "requested": JSON,
                "clocks": JSON,
                "nothing_else": JSON,
                "other": JSON,
            },
        ),
    )
)
def test_any_data_give_a_case_or_say_what_is_wrong(data: object) -> None:
    read = read_json_case(data, POLICY)
    if isinstance(read, Case):
        assert read_json_case(case_to_json(read, POLICY), POLICY) == read
    else:
        assert read
        assert all(found.headline and found.span is None and found.fix is None for found in read)


WRONG = {
    "date_of_service missing": ({}, ["missing-clock"]),
    "date that is none": ({"date_of_service": "2024-02-30"}, ["malformed-case"]),
    "date with a time": ({"date_of_service": "2024-02-01T00:00"}, ["malformed-case"]),
    "a key that no case has": ({"date": "2024-02-01"}, ["malformed-case", "missing-clock"]),
    "a clock that is none": ({"clocks": {"date_of_request": "2024-02-01"}}, ["unknown-name"]),
    "a service that is none": ({"requested": ["with_contrast"]}, ["unknown-name"]),
    "a service that is no text": ({"requested": [1]}, ["malformed-case"]),
    "requested is no list": ({"requested": "without_contrast"}, ["malformed-case"]),
    "nothing_else is no truth": ({"nothing_else": "yes"}, ["malformed-case"]),
    "facts is a list": ({"facts": []}, ["malformed-case"]),
    "a fact that is none": ({"facts": {"fevr": True}}, ["unknown-name"]),
    "yes as a text": ({"facts": {"fever": "yes"}}, ["wrong-value"]),
    "yes as a number": ({"facts": {"fever": 1}}, ["wrong-value"]),
    "an age without a unit": ({"facts": {"age": 44}}, ["missing-unit"]),
    "an age in months": ({"facts": {"age": "44 months"}}, ["wrong-unit"]),
    "an age as a truth": ({"facts": {"age": True}}, ["wrong-value"]),
    "an age beyond the range": ({"facts": {"age": "144 years"}}, ["out-of-range"]),
    "a number that is none": ({"facts": {"temperature": float("nan")}}, ["wrong-value"]),
    "a number that never ends": ({"facts": {"temperature": float("inf")}}, ["wrong-value"]),
    "a number of many digits": ({"facts": {"temperature": 10**5000}}, ["wrong-value"]),
    "a number between steps": ({"facts": {"temperature": "38.55 celsius"}}, ["finer-than-step"]),
    "a length beyond the range": ({"facts": {"symptom_duration": "11 years"}}, ["out-of-range"]),
    "a length since tomorrow": (
        {"facts": {"symptom_duration": {"since": "2024-02-02"}}},
        ["date-in-the-future"],
    ),
    "a length since nothing": ({"facts": {"symptom_duration": {"since": None}}}, ["wrong-value"]),
    "a date in the future": ({"facts": {"last_lumbar_mri": "2024-02-02"}}, ["date-in-the-future"]),
    "never where it must have been": ({"facts": {"symptom_onset": "never"}}, ["wrong-value"]),
    "a value that is none": ({"facts": {"plan": "tricare"}}, ["unknown-value"]),
    "a set that is no list": ({"facts": {"earlier_imaging": "ct"}}, ["wrong-value"]),
    "a member that is none": ({"facts": {"earlier_imaging": ["xray"]}}, ["unknown-value"]),
    "a stretch without an end": ({"facts": {"physical_therapy": [{"from": "2024-01-01"}]}}, ["wrong-value"]),
    "a stretch that ends before": (
        {"facts": {"physical_therapy": [{"from": "2024-01-02", "to": "2024-01-01"}]}},
        ["wrong-value"],
    ),
    "a visit of no kind": (
        {"facts": {"physical_therapy": [{"on": "2024-01-01", "visit": "walk"}]}},
        ["unknown-value"],
    ),
    "a value for a service that is none": (
        {"facts": {"prior_request_denied": {"x": True}}},
        ["unknown-name"],
    ),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_everything_malformed_has_its_code(name: str) -> None:
    data, codes = WRONG[name]
    whole = data if "date" in data or not data else {"date_of_service": "2024-02-01", **data}
    read = read_json_case(whole, POLICY)
    assert isinstance(read, tuple)
    assert sorted(found.name for found in read) == codes


def test_all_independent_mistakes_are_told() -> None:
    read = read_json_case(
        {"date_of_service": "2024-02-01", "facts": {"fever": 1, "fevr": True}, "requested": ["x"], "y": 1},
        POLICY,
    )
    assert isinstance(read, tuple)
    assert sorted(found.name for found in read) == [
        "malformed-case",
        "unknown-name",
        "unknown-name",
        "wrong-value",
    ]


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ("10 days", 10),
        ("6 weeks", 42),
        ("3 months", 92),
        ("1 year", 365),
        ({"since": "2024-01-01"}, 31),
        ("2024-01-01", 31),
    ],
)
def test_lengths_are_counted_back_from_the_window_clock(given_value: object, expected: int) -> None:
    case = read_json_case(
        {"date_of_service": "2024-02-01", "facts": {"symptom_duration": given_value}}, POLICY
    )
    assert isinstance(case, Case)
    assert case.facts == {"symptom_duration": expected}


def test_a_group_of_services_stands_for_its_members() -> None:
    case = read_json_case(
        {"date_of_service": "2024-02-01", "requested": ["lumbar", "without_contrast"]}, POLICY
    )
    assert isinstance(case, Case)
    assert case.requested == ("with_and_without_contrast", "without_contrast")


def test_a_value_alone_is_given_for_every_service() -> None:
    case = read_json_case({"date_of_service": "2024-02-01", "facts": {"prior_request_denied": True}}, POLICY)
    assert isinstance(case, Case)
    assert case.per_service == {"prior_request_denied": dict.fromkeys(POLICY.services, True)}


def test_the_example_of_the_contract() -> None:
    data = {
        "date_of_service": "2024-02-01",
        "requested": ["without_contrast"],
        "facts": {
            "age": "44 years",
            "fever": True,
            "elevated_esr_or_crp": None,
            "last_lumbar_mri": "never",
            "physical_therapy": [
                {"from": "2023-12-01", "to": "2024-01-10"},
                {"on": "2023-12-01", "visit": "evaluation"},
            ],
        },
        "nothing_else": True,
    }
    case = read_json_case(data, POLICY)
    assert isinstance(case, Case)
    assert case_to_json(case, POLICY) == data


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 2}', "`a` is given twice"),
        ('{"a": NaN}', "`NaN` is no number"),
        ('{"a": Infinity}', "`Infinity` is no number"),
        ('{"a": 1', "line 1, column 8 is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "digits"),
        ('"' + "a" * MOST_CHARACTERS + '"', "longer than"),
    ],
)
def test_text_that_is_no_plain_json(text: str, words: str) -> None:
    found = parse_json(text)
    assert isinstance(found, Diagnostic)
    assert found.name == "malformed-case"
    assert words in found.headline


def test_a_key_that_no_episode_has_is_named() -> None:
    stretch = {"from": "2023-12-01", "through": "2024-01-10"}
    read = read_json_case({"date_of_service": "2024-02-01", "facts": {"physical_therapy": [stretch]}}, POLICY)
    assert isinstance(read, tuple)
    (found,) = read
    assert "key `through`" in found.headline
    assert '{"from": DATE, "to": DATE}' in found.help
    assert "`through` is written `to`" in found.help


@pytest.mark.parametrize(("data", "steps"), [(3, 30), (3.5, 35), (38.1, 381), (100, 1000), (0, 0)])
def test_plain_numbers_are_read_as_they_are_printed(data: float, steps: int) -> None:
    values_written = written_values(data, PLAIN)
    assert not isinstance(values_written, NoValue)
    (written,) = values_written
    assert written.quantity is not None
    assert read_steps(written.quantity, PLAIN, Findings()) == steps


def test_values_of_numbers_without_a_unit_are_plain_numbers() -> None:
    assert value_to_json(PLAIN, 30) == 3
    assert value_to_json(PLAIN, 381) == 38.1
    assert value_to_json(POLICY.facts["temperature"], 385) == "38.5 celsius"
    assert value_to_json(POLICY.facts["temperature"], 400) == "40 celsius"
