"""A forgotten `vocabulary` line is told once, at the header, with the line that is missing."""

from __future__ import annotations

from policylang.diagnostic import Diagnostic
from tests.spec.programs import check_text
from tests.unit.check.samples import HEADER
from tests.unit.check.test_findings import VERSION
from tests.unit.check.test_pages import mended

LINE = "  vocabulary spine\n"
WHOLE = VERSION.replace("any of:", "any of these 2:").replace("- fever\n", "- fever\n        - chills\n", 1)
CASE = """
case "Feverish" on 2024-02-01
  given fever, pain 8 weeks
  expect approve
"""
OTHER = """\
vocabulary knee "Knee findings"
  fact locked "Locked knee"
    type yes or no

"""


def found_in(text: str) -> list[Diagnostic]:
    return list(check_text(text).diagnostics)


def test_the_sample_is_clean() -> None:
    assert found_in(HEADER + WHOLE + CASE) == []


def test_a_forgotten_line_is_one_error_whose_fix_mends_all() -> None:
    text = HEADER.replace(LINE, "") + WHOLE + CASE
    (found,) = found_in(text)
    assert found.name == "unknown-name"
    assert found.headline == "`sample.mri` names no vocabulary, so it knows no facts"
    assert found.help == "add the line `vocabulary spine` to the header of the policy"
    assert found.fix is not None
    assert found_in(mended(text, [found.fix])) == []


def test_several_vocabularies_are_told_apart_by_the_fact() -> None:
    (found,) = [each for each in found_in(OTHER + HEADER.replace(LINE, "") + WHOLE) if each.level == "error"]
    assert "`vocabulary spine`" in found.help
    assert "knee" not in found.help


def test_a_policy_with_another_vocabulary_lacks_the_one_whose_facts_it_names() -> None:
    errors = [
        each
        for each in found_in(OTHER + HEADER.replace(LINE, "  vocabulary knee\n") + WHOLE)
        if each.level == "error"
    ]
    assert [each.headline for each in errors] == [
        "`sample.mri` does not use vocabulary `spine`, whose facts it names"
    ]


def test_a_misspelt_vocabulary_is_the_only_mistake() -> None:
    errors = [
        each
        for each in found_in(HEADER.replace(LINE, "  vocabulary spnie\n") + WHOLE)
        if each.level == "error"
    ]
    assert [each.headline for each in errors] == ["there is no vocabulary `spnie`"]


def test_a_misspelt_fact_is_still_a_misspelt_fact() -> None:
    errors = found_in(HEADER + WHOLE.replace("- fever\n", "- fevr\n"))
    assert [each.headline for each in errors if each.level == "error"] == [
        "there is no fact or definition `fevr`"
    ]
