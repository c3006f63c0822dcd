"""Findings whose help says exactly what to write, and whose cause is told once."""

from __future__ import annotations

import re

from policylang.source import Source
from tests.spec.programs import check_program, check_text
from tests.unit.check.samples import HEADER
from tests.unit.check.test_findings import NOTICE, VERSION, names

CASES = "".join(f'\ncase "Number {number}" on 2024-02-01\n  given fever\n' for number in range(4))


def test_the_help_of_a_finding_on_notice_is_the_line_that_accepts_it() -> None:
    found = [one for one in check_text(NOTICE + VERSION).diagnostics if one.name == "notice-not-kept"]
    assert len(found) == 2
    lines = [match[1].replace("…", "So it was") for one in found if (match := re.search(r"`(.*)`", one.help))]
    assert lines[0] == 'acknowledge P408 on "2023-11-15" because "So it was"'
    left = names(NOTICE + VERSION + "".join(f"\n{line}\n" for line in lines))
    assert left == [("single-item-list", "warning")]


def test_a_file_of_cases_without_a_policy_is_told_once() -> None:
    files = [Source("policy.policy", HEADER + VERSION), Source("cases.policy", CASES.lstrip())]
    found = [one for one in check_program(files).diagnostics if one.name == "case-without-policy"]
    assert [one.headline for one in found] == [
        "`Number 0`, like 3 more in this file, does not say which policy it is about"
    ]
    assert found[0].help == "write `cases for sample.mri` at the top of the file"


LATER = VERSION.replace("version 2024", "version 2025").replace("2024-01-01", "2025-01-01")
BOTH = VERSION.replace("from 2024-01-01", "from 2024-01-01 before 2025-01-01") + LATER
PROMISE = HEADER + "  notice 60 days\n"


def unrecorded(text: str) -> list[str]:
    return [one.headline for one in check_text(text).diagnostics if one.name == "notice-unrecorded"]


def test_a_new_version_without_any_date_is_noted_where_notice_is_promised() -> None:
    (headline,) = unrecorded(PROMISE + BOTH)
    assert "version `2025`" in headline


def test_no_notice_is_missed_where_none_is_promised_or_dates_are_given() -> None:
    dated = BOTH.replace("from 2025-01-01\n", "from 2025-01-01\n  approved 2024-10-01\n")
    row = '  history\n    2024-10-01 approved "Chills" effective 2025-01-01\n'
    draft = BOTH.replace("from 2025-01-01\n", "from 2025-01-01\n  draft\n")
    assert unrecorded(HEADER + BOTH) == []
    assert unrecorded(PROMISE + VERSION) == []
    assert unrecorded(PROMISE + dated) == []
    assert unrecorded(PROMISE + row + BOTH) == []
    assert unrecorded(PROMISE + draft) == []


def test_the_line_that_accepts_a_late_approval() -> None:
    late = VERSION.replace("from 2024-01-01\n", "from 2024-01-01\n  approved 2024-02-01\n")
    (found,) = [one for one in check_text(HEADER + late).diagnostics if one.name == "approval-after-effect"]
    line = found.help[found.help.index("`") + 1 : -1].replace("…", "So it was")
    assert ("approval-after-effect", "warning") not in names(f"{HEADER}{late}\n{line}\n")
