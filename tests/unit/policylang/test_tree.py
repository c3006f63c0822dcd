"""Every construct gives the tree it should, and every node knows where it stands."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

import policylang
from policylang import tree
from policylang.source import Source, Span
from tests.unit.policylang.examples import (
    ALL,
    AMENDING,
    CASES,
    CHILLS,
    CITE,
    CLAIMS,
    CONDITIONS,
    FEVER,
    POLICY,
    TYPES,
    VALUES,
    VERSION,
    VOCABULARY,
    case_with,
    criterion_with,
    fact_with,
    prove_with,
    q,
    w,
    ws,
)  # fmt: skip


def blocks(text: str) -> tuple[tree.Block, ...]:
    parsed = policylang.parse(Source("example", text))
    assert parsed.diagnostics == ()
    return parsed.file.blocks


def only(text: str):
    (block,) = blocks(text)
    return block


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions(text: str) -> None:
    criterion = only(criterion_with(text)).sections[0].children[0]
    assert criterion == tree.Criterion(w("I.A"), w("C"), CONDITIONS[text])


@pytest.mark.parametrize("text", TYPES)
def test_fact_types(text: str) -> None:
    assert only(fact_with(text)).facts == (tree.Fact(w("f"), w("F"), TYPES[text]),)


@pytest.mark.parametrize("text", VALUES)
def test_values(text: str) -> None:
    assert only(case_with(text)).given == (tree.Given(w("f"), VALUES[text]),)


@pytest.mark.parametrize("text", CLAIMS)
def test_claims(text: str) -> None:
    assert only(prove_with(text)) == tree.Prove(w("P"), CLAIMS[text])


def test_vocabulary() -> None:
    vocabulary = only(VOCABULARY)
    fever, temperature = vocabulary.facts
    assert vocabulary.documents == (tree.DocumentKind(w("clinic_note"), w("Clinic note")),)
    assert vocabulary.notes == ws("Shared")
    assert fever == tree.Fact(
        w("fever"),
        w("Fever"),
        tree.FactType("yes or no"),
        question=w("Has the patient a fever?"),
        documented=tree.Documented(ws("clinic_note", "lab_report"), q("6", "months")),
        codes=(
            tree.Code(w("SNOMED"), w("386661006"), w("Fever")),
            tree.Code(w("ICD10"), w("R50.9")),
        ),
        normally=tree.Value("no"),
        worse_when=w("yes"),
        urgent_when=tree.Urgent("=", tree.Value("yes")),
        changes_by=ws("treatment", "time"),
        per_service=True,
        current_episode_since=w("onset"),
        notes=ws("A note"),
    )
    assert temperature.urgent_when == tree.Urgent(">=", tree.Value("quantity", quantity=q("39", "celsius")))
    assert vocabulary.axioms == (
        tree.PartOf(w("physical_therapy"), w("conservative_treatment"), w("every day of it is one")),
        tree.Implies(FEVER, CHILLS),
        tree.NeverTogether((FEVER, tree.Negated(CHILLS)), w("so")),
    )


def test_policy() -> None:
    assert only(POLICY) == tree.Policy(
        w("payer.topic"),
        w("Topic"),
        payer=w("Payer"),
        vocabularies=ws("spine", "other.policy"),
        sources=(
            tree.SourceDocument(w("kp"), w("Criteria"), date(2023, 10, 3), date(2024, 5, 6), w("kp.txt")),
        ),
        services=(tree.Service(w("CPT"), ws("72148", "G0151", "0042T"), w("lumbar"), w("Lumbar")),),
        groups=(tree.ServiceGroup(w("spine"), ws("lumbar", "thoracic"), w("Spine")),),
        version_clock=w("date_of_service"),
        window_clock=w("date_of_request"),
        undocumented="not met",
        notice=q("60", "days"),
        review_every=q("1", "year"),
        documents=(tree.RequiredDocument(w("notes"), w("Clinic notes"), CITE),),
        wordings=(tree.OutcomeWording(w("md review"), w("case-by-case review")),),
        history=(
            tree.HistoryRow(
                date(2023, 8, 8), "approved", w("Reasonable"), date(2024, 1, 1), True, q("60", "days"), CITE
            ),
            tree.HistoryRow(date(2023, 8, 9), "revised", w("Again"), requires_notice=True),
        ),
        readings=(
            tree.Reading(
                w("urgent"),
                w("Does it waive?"),
                (
                    tree.ReadingChoice(w("waived"), w("For"), chosen=True),
                    tree.ReadingChoice(w("nested"), w("Against"), chosen=False),
                ),
                modelled=False,
                cite=CITE,
                notes=ws("Long debated"),
            ),
        ),
        not_held=(
            tree.NotHeld(tree.Effective(date(2020, 1, 1), before=date(2021, 1, 1)), w("nobody kept it")),
        ),
        notes=ws("Header"),
    )


def test_version() -> None:
    version = only(VERSION)
    assert version.effective == tree.Effective(date(2024, 1, 1), through=date(2024, 12, 31))
    assert (version.approved, version.policy, version.cite) == (date(2023, 8, 8), w("payer.topic"), CITE)
    assert version.notes == ws("Version", "Decide")
    assert version.definitions == (tree.Definition(w("care"), w("Care"), FEVER, CITE, ws("Definition")),)
    inner = tree.Section(
        w("I.B"), w("Inner"), children=(tree.Criterion(w("I.B.1"), w("Deep"), CHILLS, cite=CITE),)
    )
    assert version.sections == (
        tree.Section(
            w("I"),
            w("Section"),
            tree.Effective(before=date(2025, 1, 1)),
            scope=FEVER,
            requirements=(tree.Requirement(CHILLS, (FEVER,), CITE, ws("Requirement")),),
            recommends=(tree.Recommend(ws("lumbar", "thoracic"), FEVER, CITE),),
            children=(
                tree.Criterion(
                    w("I.A"),
                    w("Criterion"),
                    FEVER,
                    (CHILLS,),
                    (tree.Recommend(ws("lumbar")),),
                    CITE,
                    ws("Criterion"),
                ),
                inner,
            ),
            cite=CITE,
            notes=ws("Section"),
        ),
    )
    met = tree.Listing("any", (tree.Item(tree.OutlineTest(w("I"), "met")),))
    assert version.lines == (
        tree.Line(
            w("urgent"),
            w("md review"),
            FEVER,
            first=True,
            effective=tree.Effective(date(2024, 2, 1)),
            cite=CITE,
        ),
        tree.Line(w("back_pain"), w("approve"), met, exceptions=(CHILLS,)),
        tree.Line(w("otherwise"), w("not covered"), None, cite=CITE),
    )
    assert version.decide_span is not None


def test_amending_version() -> None:
    version = only(AMENDING)
    assert (version.draft, version.amends) == (True, w("2024"))
    replaced, *added, one, two, three, four = version.amendments
    assert replaced == tree.Replace((tree.Criterion(w("I.A"), w("Other"), CHILLS),))
    assert [(add.where, add.anchor, type(add.parts[0])) for add in added] == [
        ("in", w("I"), tree.Criterion),
        ("after", w("I.C"), tree.Section),
        ("before", w("back_pain"), tree.Line),
        ("", None, tree.Definition),
    ]
    assert [one, two, three, four] == [
        tree.Remove("criterion", w("I.D")),
        tree.Remove("section", w("V")),
        tree.Remove("define", w("care")),
        tree.Remove("line", w("urgent")),
    ]


def test_cases() -> None:
    about, every, case, prove, silenced, on_policy = blocks(CASES)
    assert about == tree.CasesFor(w("payer.topic"))
    commercial = tree.Given(w("plan"), tree.Value("name", name=w("commercial")))
    assert every == tree.EveryCase((commercial,), ws("lumbar"), nothing_else=True)
    assert case == tree.Case(
        w("A case"),
        date(2024, 2, 1),
        clocks=((w("date_of_request"), date(2024, 1, 15)),),
        requests=ws("lumbar", "thoracic"),
        given=(
            tree.Given(w("fever"), tree.Value("yes")),
            tree.Given(w("chills"), tree.Value("no")),
            tree.Given(w("prior"), tree.Value("yes"), w("thoracic")),
            tree.Given(w("age"), tree.Value("quantity", quantity=q("44", "years"))),
        ),
        nothing_else=True,
        expects=(
            tree.Expect(
                w("approve"), line=w("back_pain"), criterion=w("I.A"), supporting=ws("lumbar"),
                also_supporting=ws("thoracic"),
            ),
            tree.Expect(
                w("pend"), service=w("lumbar"), open_facts=ws("fever", "chills"), possible=ws("approve", "not covered")
            ),
            tree.Expect(w("not covered"), line=w("otherwise"), supporting=()),
            tree.Expect(w("undecided")),
            tree.Expect(w("contradiction"), service=w("thoracic")),
        ),
        notes=ws("Why"),
    )  # fmt: skip
    assert prove == tree.Prove(
        w("A claim"), tree.NeverOutcome(w("approve"), (FEVER,)), True, w("the text says so"), ws("Why")
    )
    assert silenced == tree.Acknowledge(w("P301"), w("I.A"), w("as written"), w("2024"))
    assert on_policy == tree.Acknowledge(w("P302"), w("payer.topic"), w("as written"))


def nodes(value: object) -> Iterator[tree.Node]:
    if isinstance(value, tuple):
        for member in value:
            yield from nodes(member)
    if isinstance(value, tree.Node) and is_dataclass(value):
        yield value
        for attribute in fields(value):
            yield from nodes(getattr(value, attribute.name))


@pytest.mark.parametrize("text", ALL)
def test_spans_contain_their_parts(text: str) -> None:
    file = policylang.parse(Source("example", text)).file
    rows = text.split("\n")
    for node in nodes(file):
        span = node.span
        assert span.source == "example"
        assert (span.line, span.column) < (span.end_line, span.end_column)
        assert rows[span.line - 1][span.column - 1] != " "
        assert rows[span.end_line - 1][span.end_column - 2] != " "
        for part in (part for attribute in fields(node) for part in parts(getattr(node, attribute.name))):
            assert within(part.span, span), (part, node)


def parts(value: object) -> Iterator[tree.Node]:
    if isinstance(value, tree.Node):
        yield value
    if isinstance(value, tuple):
        for member in value:
            yield from parts(member)


def within(inner: Span, outer: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def test_an_empty_file_is_a_file() -> None:
    assert blocks("") == blocks("\n  \n# nothing\n") == ()


def test_words_stand_where_they_are_written() -> None:
    case = only('case "Fever" on 2024-01-01\n  given   fever\n')
    assert case.title.span == Span("example", 1, 6, 1, 13)
    assert case.given[0].fact.span == Span("example", 2, 11, 2, 16)
