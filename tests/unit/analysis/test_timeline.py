"""The timeline of a policy: reviews, notice, approvals after effect, and texts that were replaced before they stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policyc.check.reviews import review_overdue, reviews_of
from policyc.model.calendar import Length
from policyc.model.program import Policy
from tests.spec.programs import check_text
from tests.tidy.tracked import ROOT
from tests.unit.check.samples import HEADER

TEXT = """
  decide
    infection: approve cite guide "2" when fever
    otherwise not medically necessary cite guide "2"
"""


def version(name: str, days: str, approved: str = "", draft: bool = False) -> str:
    lines = [f"version {name} of sample.mri effective {days}"]
    lines += [f"  approved {approved}"] if approved else []
    lines += ["  draft"] if draft else []
    return "\n".join(lines) + TEXT


def said(text: str, *names: str) -> list[str]:
    """The headlines of findings of these names."""
    return [one.headline for one in check_text(HEADER + text).diagnostics if one.name in names]


def policy_of(text: str) -> Policy:
    outcome = check_text(HEADER + text)
    assert not [one for one in outcome.diagnostics if one.level == "error"], outcome.diagnostics
    return outcome.checked.program.policies["sample.mri"]


# --- Reviews ----------------------------------------------------------------------------------------------


def reviews(*rows: str, every: str = "1 year", versions: str = version("only", "from 2020-01-01")) -> str:
    return f"  review every {every}\n  history\n" + "".join(f"    {row}\n" for row in rows) + "\n" + versions


def test_each_gap_is_told_once_on_the_later_row() -> None:
    text = reviews(
        '2020-01-15 reviewed "First"', '2021-01-15 reviewed "On the anniversary"', '2022-01-17 revised "Late"',
        '2023-01-17 approved "In time"', '2024-05-01 reviewed "Late again"',
    )  # fmt: skip
    assert said(text, "review-overdue") == [
        "the review of `2022-01-17` came 2 days late",
        "the review of `2024-05-01` came 105 days late",
    ]
    found = [one for one in check_text(HEADER + text).diagnostics if one.name == "review-overdue"]
    assert [one.span.line for one in found if one.span] == [
        1 + (HEADER + text).split("\n").index(f"    {row}")
        for row in ('2022-01-17 revised "Late"', '2024-05-01 reviewed "Late again"')
    ]
    assert all(one.labels and "acknowledge P413" in one.help for one in found)


@pytest.mark.parametrize(
    ("earlier", "later", "every", "late"),
    [
        ("2024-02-29", "2025-02-28", "1 year", []),
        ("2023-11-30", "2024-02-29", "3 months", []),
        ("2023-11-30", "2024-03-01", "3 months", ["the review of `2024-03-01` came 1 day late"]),
        ("2024-01-01", "2024-01-15", "2 weeks", []),
        ("2024-01-01", "2024-01-16", "2 weeks", ["the review of `2024-01-16` came 1 day late"]),
    ],
)
def test_a_period_is_counted_back_on_the_calendar(
    earlier: str, later: str, every: str, late: list[str]
) -> None:
    rows = (f'{earlier} reviewed "First"', f'{later} reviewed "Second"')
    assert said(reviews(*rows, every=every), "review-overdue") == late


def test_an_approval_of_a_version_is_a_review_and_a_clarified_wording_is_none() -> None:
    rows = ('2022-01-10 reviewed "First"', '2022-12-01 clarified "Wording"', '2023-06-01 reviewed "Second"')
    assert said(reviews(*rows), "review-overdue") == ["the review of `2023-06-01` came 142 days late"]
    approved = version("only", "from 2023-01-01", "2022-11-01")
    assert said(reviews(*rows, versions=approved), "review-overdue") == []


def test_without_a_promised_period_nothing_is_late() -> None:
    text = reviews('2010-01-01 reviewed "First"', '2024-01-01 reviewed "Second"').replace(
        "  review every 1 year\n", ""
    )
    assert said(text, "review-overdue") == []
    assert review_overdue(policy_of(text), date(2050, 1, 1)) == ()


def test_the_next_review_is_overdue_on_a_day_that_is_given() -> None:
    policy = policy_of(reviews('2024-01-15 reviewed "Last"'))
    assert review_overdue(policy, None) == ()
    assert review_overdue(policy, date(2024, 1, 1)) == ()
    assert review_overdue(policy, date(2025, 1, 15)) == ()
    (found,) = review_overdue(policy, date(2025, 1, 16))
    assert found.headline == "on 2025-01-16 the review of `sample.mri` is 1 day overdue"
    assert found.caption == "reviewed on 2024-01-15; nothing later is on record"


def test_a_policy_without_a_text_in_force_owes_no_review() -> None:
    ended = version("only", "from 2024-01-01 before 2024-06-01")
    policy = policy_of(reviews('2024-01-15 reviewed "Last"', versions=ended))
    assert review_overdue(policy, date(2026, 1, 1)) == ()
    assert review_overdue(policy, date(2024, 5, 31)) == ()


def test_kaiser_promises_no_period_and_was_reviewed_every_year() -> None:
    texts = [path.read_text() for path in (ROOT / "policies").rglob("*.policy")]
    policy = check_text("\n".join(sorted(texts))).checked.program.policies["kaiser_wa.lumbar_mri"]
    assert policy.review_every is None
    assert [str(each.on) for each in reviews_of(policy)] == [
        "2020-05-05",
        "2021-05-04",
        "2022-05-03",
        "2022-10-04",
        "2023-04-04",
        "2023-05-02",
        "2023-08-08",
        "2023-10-03",
    ]
    yearly = replace(policy, review_every=Length(1, "year"))
    assert review_overdue(yearly, date(2024, 10, 3)) == ()
    assert len(review_overdue(yearly, date(2024, 10, 4))) == 1


# --- Notice and approval ----------------------------------------------------------------------------------

FIRST = version("first", "from 2023-01-01 before 2024-01-01", "2022-12-31")


def test_notice_counts_from_the_approval_of_a_version() -> None:
    header = "  notice 60 days\n"
    short = FIRST + version("second", "from 2024-01-01", "2023-11-03")
    assert said(header + short, "notice-not-kept") == [
        "version `second` kept 59 days of notice, and its policy promises 60 days"
    ]
    assert said(header + short.replace("2023-11-03", "2023-11-02"), "notice-not-kept") == []
    assert said(short, "notice-not-kept") == []


@pytest.mark.parametrize(
    "row",
    [
        '2023-12-01 clarified "Wording only" effective 2024-01-01',
        '2023-11-03 approved "A small change"',
        '2023-10-01 approved "Announced in time" effective 2024-01-01 requires notice',
    ],
)
def test_a_version_of_which_a_row_speaks_is_judged_by_its_row(row: str) -> None:
    text = (
        f"  notice 60 days\n  history\n    {row}\n"
        + FIRST
        + version("second", "from 2024-01-01", "2023-11-03")
    )
    assert said(text, "notice-not-kept", "notice-unrecorded") == []


def test_an_approval_after_its_effect_is_told_and_is_no_broken_notice() -> None:
    text = "  notice 60 days\n" + FIRST + version("second", "from 2024-01-01", "2024-01-08")
    names = ("approval-after-effect", "notice-not-kept")
    assert said(text, *names) == ["version `second` was approved 7 days after it took effect"]


def test_a_draft_and_the_first_text_owe_no_notice() -> None:
    drafted = FIRST.replace(" before 2024-01-01", "")
    text = "  notice 60 days\n" + drafted + version("second", "from 2024-01-01", "2023-12-30", draft=True)
    assert said(text, "notice-not-kept", "notice-unrecorded") == []


# --- Replaced before it was in force ----------------------------------------------------------------------

NAMES = ("replaced-before-in-force", "version-overlap")


@pytest.mark.parametrize("begins", ["2024-01-01", "2023-12-01"])
def test_a_version_that_a_later_approval_replaced_is_told_and_never_in_force(begins: str) -> None:
    text = version("earlier", "from 2024-01-01", "2023-08-08") + version(
        "later", f"from {begins}", "2023-10-03"
    )
    assert said(text, *NAMES) == ["version `earlier` was replaced by `later` before it was in force"]
    policy = policy_of(text)
    assert {epoch.version.name for epoch in policy.epochs} == {"later"}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("from 2024-01-01", "2023-08-08"), ("from 2023-12-01", "")),
        (("from 2024-01-01", ""), ("from 2023-12-01", "2023-10-03")),
        (("from 2024-01-01", "2023-10-03"), ("from 2023-12-01", "2023-08-08")),
        (("from 2024-01-01", "2023-08-08"), ("from 2023-12-01 before 2024-06-01", "2023-10-03")),
        (("from 2024-01-01", "2023-08-08"), ("from 2024-01-01", "2024-01-01")),
    ],
)
def test_versions_of_one_day_without_such_an_order_are_an_error(
    earlier: tuple[str, str], later: tuple[str, str]
) -> None:
    text = version("earlier", *earlier) + version("later", *later)
    assert [one.split("`")[0] for one in said(text, *NAMES)] == ["versions "]


def test_a_draft_is_superseded_in_silence() -> None:
    text = version("earlier", "from 2024-01-01", "2023-08-08", draft=True)
    assert said(text + version("later", "from 2023-12-01", "2023-10-03"), *NAMES) == []


def row_and(days: str, approved: str) -> list[str]:
    history = '  history\n    2023-08-08 approved "A change" effective 2024-06-01\n'
    return said(history + FIRST + version("second", days, approved), *NAMES)


def test_a_row_is_told_when_a_later_approval_took_its_place_and_nothing_changes_on_its_day() -> None:
    assert row_and("from 2024-01-01", "2023-10-03") == [
        "what the row of `2023-08-08` approved was replaced before it was in force"
    ]


@pytest.mark.parametrize("approved", ["2023-08-08", "2023-07-01"])
def test_a_row_is_not_replaced_by_what_was_approved_with_or_before_it(approved: str) -> None:
    assert row_and("from 2024-01-01", approved) == []


def test_a_row_is_not_replaced_where_a_text_changes_on_its_day() -> None:
    third = version("third", "from 2024-06-01", "2023-08-08")
    history = '  history\n    2023-08-08 approved "A change" effective 2024-06-01\n'
    second = version("second", "from 2024-01-01 before 2024-06-01", "2023-10-03")
    assert said(history + FIRST + second + third, *NAMES) == []
