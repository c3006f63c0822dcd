"""The flowcharts of a real policy: nothing of the text is missing from the pictures, and no link leads nowhere."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from policyc.graph.chosen import as_chosen
from policyc.graph.words import condition_words, negated_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    DefinitionHolds,
    Not,
    Waivable,
    parts,
)
from policyc.model.program import Epoch, Recommend
from policyc.render.chart import Chart, NodeKind
from policyc.render.flowchart import overview, pages
from policyc.render.svg import render_svg
from policyc.workspace.load import load, read_project
from policyc.workspace.project import find_project

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def epochs() -> list[Epoch]:
    project, _ = find_project(ROOT)
    sources, _ = read_project(project)
    program = load(sources).program
    return [epoch for policy in program.policies.values() for epoch in policy.epochs]


def words_on(chart: Chart) -> str:
    """Everything a reader sees on a page, as one text."""
    rows = [chart.title, chart.subtitle, *chart.footer]
    for node in chart.nodes:
        rows += [node.label, node.headline, node.citation, *(line.text for line in node.body)]
    return "\n".join(rows).casefold()


def findings(condition: Condition, epoch: Epoch) -> list[str]:
    """The words of every finding of a condition, as the chosen readings leave it."""
    shown = as_chosen(condition, epoch.policy)
    if isinstance(shown, DefinitionHolds):
        return findings(epoch.definitions[shown.name].condition, epoch) or [condition_words(shown, epoch)]
    if isinstance(shown, Not) and not isinstance(shown.operand, All | Any | AtLeast):
        return [negated_words(shown.operand, epoch)]
    if isinstance(shown, All | Any | AtLeast | Waivable | Not):
        return [words for part in parts(shown) for words in findings(part, epoch)]
    return [condition_words(shown, epoch)]


def test_every_criterion_has_its_box_with_its_words_and_its_citation(epochs):
    for epoch in epochs:
        drawn = dict(pages(epoch))
        for criterion in epoch.criteria.values():
            page = drawn[criterion.section]
            box = page.node(criterion.label)
            assert box.headline == criterion.title
            assert criterion.cite is not None
            assert criterion.cite.place in box.citation
            text = words_on(page)
            for words in findings(criterion.condition, epoch):
                assert words.casefold() in text, (epoch.name, criterion.label, words)


def test_every_decision_line_is_on_the_overview_in_order(epochs):
    for epoch in epochs:
        chart = overview(epoch)
        ids = [node.id.rsplit("_", 1)[0] for node in chart.nodes if node.kind is not NodeKind.OUTCOME][1:]
        lines = [line.name for line in epoch.lines[:-1]]
        assert list(dict.fromkeys(ids)) == lines
        assert chart.nodes[-1].id == "outcome_otherwise"


def test_links_lead_to_pages_that_exist(epochs):
    for epoch in epochs:
        drawn = dict(pages(epoch))
        names = {f"{name}.svg" for name in drawn}
        links = {node.link for chart in drawn.values() for node in chart.nodes if node.link}
        assert links
        assert links <= names


def test_the_words_survive_the_drawing(epochs):
    for name, chart in pages(epochs[-1]):
        picture = render_svg(chart)
        assert isinstance(picture, str), name
        seen = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", picture)))
        for node in chart.nodes:
            for word in node.headline.split():
                assert word in seen, (name, node.id, word)


def test_a_service_that_is_not_supported_is_not_promised(epochs):
    """Only the services that a criterion recommends stand beside it."""
    section = dict(pages(epochs[-1]))["I"]
    infection = next(edge.target for edge in section.edges if edge.source == "I.C" and edge.kind == "yes")
    assert [line.text for line in section.node(infection).body] == [
        "Lumbar MRI without, then with contrast (CPT 72158)"
    ]


def test_recommendations_that_depend_on_the_patient_say_when_and_otherwise(epochs):
    """The first that matches counts, so a flat list of services would promise too much."""
    text = epochs[-1]
    infection = text.criteria["I.C"]
    young = Compare("age", "<", 40)
    mixed = replace(
        infection, recommends=(Recommend(("with_contrast",), young), Recommend(("without_contrast",), None))
    )
    changed = replace(text, criteria={**text.criteria, "I.C": mixed})
    section = dict(pages(changed))["I"]
    met = next(edge.target for edge in section.edges if edge.source == "I.C" and edge.kind == "yes")
    assert [line.text for line in section.node(met).body] == [
        "when age under 40 years: Lumbar MRI with contrast only (CPT 72149)",
        "otherwise Lumbar MRI without contrast (CPT 72148)",
    ]
