"""The order of a page: what stands in the column, what beside it, and that no arrow is forgotten."""

from hypothesis import given

from policyc.render.chart import Chart, Edge, EdgeKind, Node, NodeKind, OutcomeClass
from policyc.render.spine_plan import SpinePlan, plan_spine
from policyc.render.steps import steps_of
from tests.unit.render.drawn import charts
from tests.unit.render.sample_charts import OVERVIEW, SECTION_II, branching, twelve_criteria


def column(plan: SpinePlan) -> list[str]:
    return [node.id for node in plan.column]


def test_a_decision_list_reads_downwards_with_outcomes_beside() -> None:
    plan = plan_spine(OVERVIEW)
    assert column(plan) == [
        "start", "medicare", "ms", "is_met.I", "is_met.II", "is_met.III", "is_met.V", "unlisted", "denied",
    ]  # fmt: skip
    assert not plan.bypasses
    beside = [(side.node.id, side.rows) for side in plan.sides]
    assert beside == [
        ("not_required", (1,)),
        ("denied", (2,)),
        ("approve", (3, 4, 5, 6)),
        ("md_review", (7,)),
    ]


def test_a_waiver_follows_its_requirement_and_is_skipped_at_the_left() -> None:
    plan = plan_spine(SECTION_II)
    assert column(plan)[:4] == ["scope", "conservative_care", "urgent", "red_flag"]
    (skip,) = plan.bypasses
    assert skip.edges == (Edge("conservative_care", "red_flag", EdgeKind.YES),)
    assert skip.target_row == 3


def test_the_last_answer_ends_the_column_and_is_drawn_again_where_needed() -> None:
    plan = plan_spine(SECTION_II)
    assert plan.column[-1].id == "not_met"
    assert [(side.rows, side.copy) for side in plan.sides if side.node.id == "not_met"] == [((2,), 1)]


def test_the_last_question_leads_on_with_the_same_answer_as_the_one_before() -> None:
    """Though on the whole page more arrows lead down with a yes."""
    questions = tuple(Node(f"q{place}", NodeKind.QUESTION, "?") for place in range(5))
    ends = tuple(
        Node(name, NodeKind.OUTCOME, name, outcome_class=OutcomeClass.OPEN) for name in ("met", "not met")
    )
    down = (EdgeKind.YES, EdgeKind.YES, EdgeKind.YES, EdgeKind.NO)
    edges = [Edge(f"q{place}", f"q{place + 1}", kind) for place, kind in enumerate(down)]
    edges += [Edge("q4", "not met", EdgeKind.NO), Edge("q4", "met", EdgeKind.YES)]
    assert column(plan_spine(Chart("t", (*questions, *ends), tuple(edges))))[-1] == "not met"


def test_an_end_is_not_shared_out_of_sight() -> None:
    shared = [side.rows for side in plan_spine(twelve_criteria()).sides]
    assert shared == [(0, 1, 2, 3, 4), (5, 6, 7, 8, 9), (10, 11)]


def test_a_note_stands_beside_what_it_belongs_to_and_a_box_alone_stands_last() -> None:
    plan = plan_spine(branching())
    assert "remark" in [side.node.id for side in plan.sides]
    assert column(plan)[-1] == "alone"


def test_a_chart_of_one_node() -> None:
    plan = plan_spine(Chart("t", (Node("n", NodeKind.NOTE, "alone"),)))
    assert column(plan) == ["n"]


@given(charts())
def test_every_node_and_every_arrow_has_one_place(chart: Chart) -> None:
    plan = plan_spine(chart)
    beside = {side.node.id for side in plan.sides}
    assert len(set(column(plan))) == len(plan.column)
    assert set(column(plan)) | beside == {node.id for node in chart.nodes}
    assert len(set(column(plan)) & beside) <= 1, "only the end of the column is drawn again beside it"
    arrows = [
        *plan.down,
        *(edge for side in plan.sides for edge in side.edges),
        *(edge for bypass in plan.bypasses for edge in bypass.edges),
    ]
    assert sorted(map(repr, arrows)) == sorted(map(repr, chart.edges))


@given(charts())
def test_lanes_do_not_overlap(chart: Chart) -> None:
    plan = plan_spine(chart)
    row = {node.id: index for index, node in enumerate(plan.column)}
    spans = [
        (bypass.lane, min(rows), max(rows))
        for bypass in plan.bypasses
        for rows in [[bypass.target_row, *(row[edge.source] for edge in bypass.edges)]]
    ]
    for place, (lane, first, last) in enumerate(spans):
        for other_lane, other_first, other_last in spans[place + 1 :]:
            assert lane != other_lane or last <= other_first or first >= other_last


@given(charts())
def test_every_arrow_points_down_unless_there_is_a_way_back(chart: Chart) -> None:
    row = {node.id: index for index, node in enumerate(plan_spine(chart).column)}
    following: dict[str, set[str]] = {node.id: set() for node in chart.nodes}
    for edge in chart.edges:
        following[edge.source].add(edge.target)
    for edge in chart.edges:
        if edge.source in row and edge.target in row and row[edge.target] < row[edge.source]:
            assert edge.source in _reachable(edge.target, following) or edge.target == edge.source


def _reachable(start: str, following: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for node_id in following[waiting.pop()] - reached:
            reached.add(node_id)
            waiting.append(node_id)
    return reached


@given(charts())
def test_the_steps_tell_every_node_and_every_arrow(chart: Chart) -> None:
    steps = steps_of(chart)
    told = [branch.edge for step in steps for branch in step.branches]
    assert sorted(map(repr, told)) == sorted(map(repr, chart.edges))
    named = {step.node.id for step in steps} | {
        branch.target.id for step in steps for branch in step.branches
    }
    assert named == {node.id for node in chart.nodes}
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
