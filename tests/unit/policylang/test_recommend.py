"""What a criterion supports may depend on any condition, lists and readings included."""

from policylang import format_text, parse, tree
from policylang.source import Source

TEXT = """\
version 1 of a.b effective from 2024-01-01
  section I "A" cite k "1"
    recommend x, y when depending on reading r: cite k "2"
      - first_way: fever
      - other_way: no patient
    recommend z when all of these 2:
      - fever
      - cough
    recommend z cite k "4"
    criterion I.A "B" cite k "1"
      fever
      recommend x when cough cite k "3"
"""


def recommendations() -> list[tree.Recommend]:
    parsed = parse(Source("text", TEXT))
    assert not parsed.diagnostics
    version = parsed.file.blocks[0]
    assert isinstance(version, tree.Version)
    criterion = version.sections[0].children[0]
    return [*version.sections[0].recommends, *criterion.recommends]


def test_lists_readings_and_tests():
    kinds = [type(each.when) for each in recommendations()]
    assert kinds == [tree.Depending, tree.Listing, type(None), tree.Named]


def test_each_keeps_its_citation():
    assert [each.cite and each.cite.place.text for each in recommendations()] == ["2", None, "4", "3"]


def test_the_canonical_layout_is_stable():
    formatted = format_text(TEXT, "text")
    assert (formatted.text, formatted.diagnostics) == (TEXT, ())


def test_a_missing_condition_is_told_once():
    found = parse(
        Source("text", TEXT.replace('recommend x when cough cite k "3"', "recommend x when"))
    ).diagnostics
    assert len(found) == 1
