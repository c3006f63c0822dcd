"""What findings about parts without effect say: what swallows what, where it is required already, which item it is."""

from __future__ import annotations

from tests.unit.analysis.test_parts_without_effect import LINES, found_in, only, section, version


def test_a_criterion_that_another_swallows_says_so_and_no_more_than_is_so() -> None:
    (found,) = found_in(version(section("fever", "all of these 2:\n  - fever\n  - weakness")))
    assert found.notes[0] == "Every patient who meets `I.B` also meets `I.A` and gets the same answer."


def test_a_criterion_that_a_line_takes_is_not_said_to_be_swallowed() -> None:
    lines = LINES.replace("  decide\n", '  decide\n    hot: approve cite doc "C" when fever\n')
    (found,) = found_in(version(section("weakness", "fever"), lines))
    assert found.notes[0] == "Everyone to whom it makes a difference is decided alike by: line `hot`."


def test_two_parts_idle_because_of_each_other_are_told_once() -> None:
    found = only(version(section("weakness\nunless not weakness")))
    assert found.code in {"P703", "P704"}


def test_what_requires_it_already_is_named_by_its_place() -> None:
    found = only(version(section("all of these 2:\n  - fever\n  - weakness", requires="fever")))
    assert found.code == "P704"
    assert found.headline == "item 1 of criterion `I.A` is already true for everyone who reaches it"
    (row,) = [label.span.line for label in found.labels]
    assert found.notes[0] == f"Already required: fever (section I, line {row})."


def test_the_item_that_everyone_meets_is_named_and_marked() -> None:
    found = only(version(section("at least 2 of these 3:\n  - fever\n  - weakness\n  - age >= 0 years")))
    assert found.code == "P705"
    assert found.notes[0].startswith("Every patient meets item 3 (")
    assert [label.message for label in found.labels] == ["met by every patient here"]


def test_readings_are_not_spoken_of_where_the_text_depends_on_none() -> None:
    found = only(version(section("fever", "all of these 2:\n  - fever\n  - weakness")))
    assert not any("reading" in note for note in found.notes)
    header = '  reading bound "Which?" cite doc "I"\n    chosen low "So"\n    or high "Or so"\n'
    body = section("fever", "all of these 2:\n  - fever\n  - weakness")
    found = only(version(body, header=header))
    assert not any("reading" in note for note in found.notes)
