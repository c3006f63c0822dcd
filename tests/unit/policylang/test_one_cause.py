"""One mistake is one message, which says what to write: slips that once drew several, or a wrong one."""

import pytest

import policylang
from policyc.workspace.load import load
from policylang.diagnostic import Diagnostic
from policylang.source import Source
from tests.corpus.test_fixes_help import applied

TEXT = """vocabulary v "V"
  fact fever "Fever"
    type yes or no
  fact chills "Chills"
    type yes or no
  fact age "Age"
    type age from 0 years to 120 years

policy a.b "P"
  vocabulary v
  source s "S"
  services
    CPT 72148 as mri "MRI"

version 2024 of a.b effective from 2024-01-01
  section A "A" cite s "1"
    criterion A.1 "One" cite s "1"
      all of these 2:
        - fever
        - chills
      recommend mri
  decide
    yes_line: approve cite s "1" when A is met
    otherwise not medically necessary cite s "1"

cases for a.b
case "Fever" on 2024-02-01
  given fever
  expect approve supporting mri
"""


def findings(text: str) -> tuple[Diagnostic, ...]:
    return load([Source("text", text)]).diagnostics


def told(old: str, new: str) -> Diagnostic:
    assert old in TEXT
    (finding,) = findings(TEXT.replace(old, new))
    return finding


def test_the_text_itself_is_fine() -> None:
    assert findings(TEXT) == ()


@pytest.mark.parametrize("tabs", ["\t", "\t\t", "    \t"])
def test_a_tab_is_told_alone_and_its_fix_mends_it(tabs: str) -> None:
    text = TEXT.replace("        - chills", f"{tabs}- chills")
    (finding,) = findings(text)
    assert finding.name == "tab"
    assert finding.fix
    assert findings(applied(text, finding.fix)) == ()


def test_a_line_that_goes_on_is_told_once_and_read() -> None:
    finding = told("approve supporting mri", "approve\n    by yes_line\n    supporting mri")
    assert finding.name == "unexpected-indent"
    assert "line above" in finding.help


def test_an_exception_level_with_the_items_is_one_mistake() -> None:
    finding = told("      recommend mri", "        unless age > 60 years\n      recommend mri")
    assert (finding.code, finding.headline) == (
        "P102", "`unless` belongs under criterion A.1, one level less deep",
    )  # fmt: skip


def test_items_level_with_their_head_are_one_mistake() -> None:
    finding = told(
        "        - fever\n        - chills", "      - fever\n      - chills\n      unless age > 60 years"
    )
    assert finding.name == "item-indent"


def test_a_section_that_stands_too_deep_is_named() -> None:
    below = '      recommend mri\n    section B "B" cite s "2"\n    applies when chills\n'
    text = TEXT.replace("    criterion A.1", "    applies when fever\n    criterion A.1")
    found = policylang.parse(Source("text", text.replace("      recommend mri\n", below))).diagnostics
    assert [finding.name for finding in found] == ["duplicate-property"]
    assert found[0].help.startswith("Section B stands inside section A")


def test_a_made_up_name_is_never_shown() -> None:
    finding = told('section A "A"', 'section 1 "A"')
    assert finding.name == "unexpected-word"
    found = findings(
        TEXT.replace('section A "A"', 'section 1 "A"').replace("when A is met", "when A.2 is met")
    )
    assert "Unnamed" not in " ".join(each.help + each.headline for each in found)


def test_what_is_not_read_has_no_type() -> None:
    assert told("        - chills", "        - age between 18 and 64 years").name == "unexpected-word"


def test_a_comparison_in_words_keeps_its_number() -> None:
    finding = told("        - chills", "        - age over 60 years")
    assert finding.name == "comparison-sign"
    assert finding.fix
    assert "age > 60 years" in applied(
        TEXT.replace("        - chills", "        - age over 60 years"), finding.fix
    )


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("when A is met", "when A", "`A is met`"),
        ("        - chills", "        - chills is yes", "`chills`, or `not chills`"),
        ("effective from", "effective", "`effective from 2024-01-01`"),
        ("yes_line: approve", "yes_line: covered", "`approve`"),
    ],
)
def test_the_help_says_what_to_write(old: str, new: str, word: str) -> None:
    finding = told(old, new)
    assert word in finding.help
    assert "my_" not in finding.help


def test_a_word_of_the_language_in_the_place_of_a_unit_stops_nothing() -> None:
    found = findings(TEXT.replace("given fever", "given age 30 and fever"))
    assert "reserved-word" in [each.name for each in found]
