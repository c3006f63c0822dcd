"""Each kind of edit, shown by the smallest change of a small policy that makes it."""

import pytest

from policyc.diff.edits import EditKind, TextEdit, text_edits
from tests.unit.diff.texts import POLICY, VOCABULARY, changed, edits_after, epoch_of

K = EditKind


def told(edits: tuple[TextEdit, ...]) -> list[tuple[str, str, str, bool]]:
    return [(edit.kind, edit.old.path, edit.new.path, edit.meaning) for edit in edits]


def test_the_same_text_has_no_edits() -> None:
    assert text_edits(epoch_of(POLICY), epoch_of(POLICY)) == ()


def test_layout_and_comments_are_no_edits() -> None:
    commented = changed(
        ("version 2023", "# The first text.\nversion 2023"),
        ("        - infection\n", "      # suspected\n        - infection  # by history\n"),
    )
    assert text_edits(epoch_of(POLICY), epoch_of(commented)) == ()


CHANGES = [
    (
        ("age > 50 years", "age > 45 years"),
        (K.THRESHOLD, "I.A/2/3", "I.A/2/3"),
        "Criterion I.A “Infection”: “Age over 50 years” is now “Age over 45 years”.",
    ),
    (
        ("age > 50 years", "age >= 50 years"),
        (K.THRESHOLD, "I.A/2/3", "I.A/2/3"),
        "Criterion I.A “Infection”: “Age over 50 years” is now “Age at least 50 years”.",
    ),
    (
        ("at least 12 months since", "at least 24 months since"),
        (K.THRESHOLD, "II.A/condition", "II.A/condition"),
        "Criterion II.A “Old scan”: “Last scan at least 12 months ago” is now “Last scan at least 24 months "
        "ago”.",
    ),
    (
        ("pain_duration > 6 weeks", "pain_duration > 12 weeks"),
        (K.THRESHOLD, "II/scope", "II/scope"),
        "Section II “Chronic pain”: scope, “Pain duration over 6 weeks” is now “Pain duration over 12 weeks”.",
    ),
    (
        ("within the last 3 months", "within the last 6 months"),
        (K.WINDOW, "cared_for/1", "cared_for/1"),
        "Definition cared_for “Treated first”: “At least 4 weeks of physical therapy within the last 3 months” "
        "is now “At least 4 weeks of physical therapy within the last 6 months”.",
    ),
    (
        ("at least 2 of these 3", "at least 1 of these 3"),
        (K.COUNT, "I.A/2", "I.A/2"),
        "Criterion I.A “Infection”: at least 2 of 3 had to hold, now at least 1 of 3 (fever; intravenous drug "
        "use; age over 50 years).",
    ),
    (
        ("      all of these 2:\n        - infection", "      any of these 2:\n        - infection"),
        (K.CONNECTIVE, "I.A/condition", "I.A/condition"),
        "Criterion I.A “Infection”: all of 2 had to hold, now any of 2 (suspected infection; at least 2 of "
        "these 3 (fever; intravenous drug use; age over 50 years)).",
    ),
    (
        ("at least 2 of these 3:", "at least 2 of these 4:\n          - bacteremia"),
        (K.ITEM_ADDED, "", "I.A/2/1"),
        "Criterion I.A “Infection”: “Known bacteremia” now counts among the 4 of which at least 2 must hold.",
    ),
    (
        ("      all of these 2:\n        - infection", "      all of these 1:"),
        (K.ITEM_REMOVED, "I.A/1", ""),
        "Criterion I.A “Infection”: “Suspected infection” is no longer required.",
    ),
    (
        ("      bacteremia\n", "      any of:\n        - bacteremia\n        - fever\n"),
        (K.ITEM_ADDED, "", "I.B/2"),
        "Criterion I.B “Blood infection”: “Fever” is now one of the alternatives.",
    ),
    (
        ("      bacteremia\n", "      infection\n"),
        (K.CONDITION, "I.B/condition", "I.B/condition"),
        "Criterion I.B “Blood infection”: “Known bacteremia” is now “Suspected infection”.",
    ),
    (
        ("unless plan is medicaid", "unless plan is one of medicaid, medicare"),
        (K.VALUES, "I.B/unless/1", "I.B/unless/1"),
        "Criterion I.B “Blood infection”: exception, “Plan: Medicaid” is now “Plan: Medicaid or Medicare”.",
    ),
    (
        ("      unless plan is medicaid\n", ""),
        (K.EXCEPTION, "I.B/unless/1", ""),
        "Criterion I.B “Blood infection”: the exception “Plan: Medicaid” is gone.",
    ),
    (
        ("months since last_scan", "months since last_scan\n      unless urgent_need"),
        (K.EXCEPTION, "", "II.A/unless/1"),
        "Criterion II.A “Old scan”: new exception “Urgent surgery needed”.",
    ),
    (
        ("    requires cared_for\n", "    requires cared_for\n      waived when fever\n"),
        (K.WAIVER, "", "II/requires/1/2"),
        "Section II “Chronic pain”: requirement, new waiver “Fever”.",
    ),
    (
        ("    requires cared_for\n", "    requires fever\n    requires cared_for\n"),
        (K.REQUIREMENT, "", "II/requires/1"),
        "Section II “Chronic pain”: new requirement “Fever”.",
    ),
    (
        ("    applies when pain_duration <= 6 weeks\n", ""),
        (K.SCOPE, "I/scope", ""),
        "Section I “Acute pain”: no longer limited to patients with “Pain duration at most 6 weeks”.",
    ),
    (
        ("    recommend plain\n", "    recommend plain, contrast\n"),
        (K.RECOMMENDATION, "II", "II"),
        "Section II “Chronic pain”: recommends Plain scan or Contrast scan, before Plain scan.",
    ),
    (
        ("as plain \"Plain scan\"", "as plain \"Plain scan\"\n    CPT 72149 as half \"Half scan\""),
        (K.SERVICE, "", "half"),
        "Service half “Half scan”: can now be requested (CPT 72149).",
    ),
    (
        ("version selected by date_of_service", "version selected by admission_date"),
        (K.HEADER, "payer.back", "payer.back"),
        "Policy payer.back: picks the version by admission_date, before date_of_service.",
    ),
    (
        ("pain: approve", "pain: md review"),
        (K.OUTCOME, "pain", "pain"),
        "Decision line pain: gives md review, before approve.",
    ),
    (
        ("otherwise not medically necessary", "otherwise not covered"),
        (K.DEFAULT_OUTCOME, "otherwise", "otherwise"),
        "Decision line otherwise: whoever no line decides gets not covered, before not medically necessary.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind_and_paths", "words"), CHANGES, ids=[row[2][:60] for row in CHANGES])
def test_one_change_is_one_edit(
    change: tuple[str, str], kind_and_paths: tuple[EditKind, str, str], words: str
) -> None:
    edits = edits_after(change)
    assert told(edits) == [(*kind_and_paths, True)]
    assert edits[0].words == words


def test_an_edit_says_where_it_stands_and_what_it_cites() -> None:
    (edit,) = edits_after(("age > 50 years", "age > 45 years"))
    line = changed().split("\n").index("          - age > 50 years") + 1
    assert edit.old.span is not None
    assert edit.old.span.line == line
    assert edit.old.cite == edit.new.cite
    assert edit.new.cite is not None
    assert (edit.new.cite.source, edit.new.cite.place) == ("doc", "I.A")


WORDING = [
    (('"Old scan"', '"Scan long ago"'), (K.REWORDED, "II.A", "II.A"), "titled “Scan long ago”, before “Old scan”"),
    (('cite doc "II.A"\n      at', 'cite doc "p. 2"\n      at'), (K.CITATION, "II.A", "II.A"), "cites doc “p. 2”"),
    (("criterion II.A", "criterion II.Z"), (K.RENUMBERED, "II.A", "II.Z"), "was criterion II.A"),
    (("medicare: review", "federal: review"), (K.RENUMBERED, "medicare", "federal"), "was decision line medicare"),
    (("- fever\n          - drug_use", "- drug_use\n          - fever"), (K.REORDERED, "I.A/2/1", "I.A/2/2"), ""),
    (("- strict: no patient", "- strict: fever"), (K.CONDITION, "II/requires/1/2/2", "II/requires/1/2/2"), ""),
    (('"Else the words do nothing"', '"The words say so"'), (K.REWORDED, "urgency", "urgency"), "are reworded"),
    (('"Back imaging"', '"Imaging of the back"'), (K.HEADER, "payer.back", "payer.back"), "is titled"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind_and_paths", "words"), WORDING, ids=[row[1][0] for row in WORDING])
def test_what_cannot_change_a_decision_says_so(
    change: tuple[str, str], kind_and_paths: tuple[EditKind, str, str], words: str
) -> None:
    edits = edits_after(change)
    assert (*kind_and_paths, False) in told(edits)
    assert not any(edit.meaning for edit in edits)
    assert any(words in edit.words for edit in edits)


def test_renumbering_reaches_no_reference() -> None:
    """A definition under a new name changes nothing where it is used."""
    edits = edits_after(("define cared_for", "define treated"), ("requires cared_for", "requires treated"))
    assert told(edits) == [(K.RENUMBERED, "cared_for", "treated", False)]


def test_words_put_into_a_definition_say_the_same() -> None:
    definition = '  define in_blood "Bacteria in the blood" cite doc "I.B"\n    bacteremia\n'
    edits = edits_after(
        ("  define cared_for", f"{definition}  define cared_for"), ("      bacteremia\n", "      in_blood\n")
    )
    assert told(edits) == [
        (K.ADDED, "", "in_blood", False),
        (K.REWORDED, "I.B/condition", "I.B/condition", False),
    ]
    assert edits[1].words == (
        "Criterion I.B “Blood infection”: “Known bacteremia” is now written “Bacteria in the blood”, which says "
        "the same."
    )


def test_what_no_patient_has_adds_nothing() -> None:
    """An alternative that is never true under the chosen reading is no change of meaning."""
    never = "any of:\n        - bacteremia\n        - depending on reading urgency:\n"
    never += "          - waived: no patient\n          - strict: fever\n"
    edits = edits_after(("bacteremia\n      unless", f"{never}      unless"))
    assert [(edit.kind, edit.meaning) for edit in edits] == [(K.ITEM_ADDED, False)]


def test_a_section_under_a_new_label_is_renumbered_with_its_criteria() -> None:
    edits = edits_after(
        ("section II ", "section III "),
        ("criterion II.A ", "criterion III.A "),
        ("criterion II.B ", "criterion III.B "),
        ("      - II is met", "      - III is met"),
    )
    assert told(edits) == [
        (K.RENUMBERED, "II", "III", False),
        (K.RENUMBERED, "II.A", "III.A", False),
        (K.RENUMBERED, "II.B", "III.B", False),
    ]


INSERTED = """\
    criterion I.B "Cancer" cite doc "I.B"
      urgent_need
    criterion I.C "Blood infection" cite doc "I.B"
"""


def test_an_inserted_criterion_that_shifts_labels_is_one_addition() -> None:
    edits = edits_after(('    criterion I.B "Blood infection" cite doc "I.B"\n', INSERTED))
    assert told(edits) == [(K.ADDED, "", "I.B", True), (K.RENUMBERED, "I.B", "I.C", False)]
    assert edits[0].words == "Criterion I.B “Cancer”: new in section I."


def test_a_label_taken_over_is_not_mistaken_for_its_former_owner() -> None:
    """Where I.B is gone and I.C takes its label, a reference to I.B is a reference to something else."""
    added = '    criterion I.C "Old age" cite doc "I.C"\n      age > 90 years\n  section II '
    line = '    extra: approve cite doc "O" when I.B is met\n    listed:'
    old = changed(("  section II ", added), ("    listed:", line))
    new = changed(
        ('    criterion I.B "Blood infection" cite doc "I.B"\n      bacteremia\n', ""),
        (
            "      unless plan is medicaid\n",
            '    criterion I.B "Old age" cite doc "I.C"\n      age > 90 years\n',
        ),
        ("    listed:", line),
    )
    edits = text_edits(epoch_of(old), epoch_of(new))
    assert (K.CONDITION, "extra", "extra") in [
        (e.kind, e.old.path.split("/")[0], e.new.path.split("/")[0]) for e in edits
    ]


def test_a_moved_criterion_tells_what_binds_there() -> None:
    block = '    criterion II.B "Never scanned" cite doc "II.B"\n      last_scan is never\n'
    edits = edits_after((block, ""), ("  section II ", f"{block}  section II "))
    (edit,) = edits
    assert (edit.kind, edit.old.path, edit.new.path, edit.meaning) == (K.MOVED, "II.B", "II.B", True)
    assert edit.words == (
        "Criterion II.B “Never scanned”: moved from section II to section I; there “Pain duration at most 6 "
        "weeks” binds as well; “Pain duration over 6 weeks” does not bind there; “Treated first, unless waived "
        "by: urgent surgery needed” does not bind there."
    )


def test_an_item_taken_from_one_criterion_to_another_is_one_move() -> None:
    edits = edits_after(
        ("at least 2 of these 3", "at least 2 of these 2"),
        ("          - drug_use\n", ""),
        ("      bacteremia\n", "      any of:\n        - bacteremia\n        - drug_use\n"),
    )
    assert told(edits) == [(K.MOVED, "I.A/2/2", "I.B/2", True)]
    assert edits[0].words == "“Intravenous drug use” moved from criterion I.A to criterion I.B."


def test_reordered_criteria_and_lines() -> None:
    first = '    criterion II.A "Old scan" cite doc "II.A"\n      at least 12 months since last_scan\n'
    second = '    criterion II.B "Never scanned" cite doc "II.B"\n      last_scan is never\n'
    assert told(edits_after((first + second, second + first))) == [(K.REORDERED, "II.A", "II.A", False)]
    listed = '    listed: md review cite doc "Listed" when I applies\n'
    edits = edits_after((listed, ""), ("    pain: approve", f"{listed}    pain: approve"))
    assert [(edit.kind, edit.meaning) for edit in edits] == [(K.REORDERED, True)]


def test_another_choice_of_a_reading_is_a_change_of_meaning() -> None:
    edits = edits_after(
        ('chosen waived "Else the words do nothing"', 'chosen strict "The words are nested"'),
        ('or strict "The words are nested"', 'or waived "Else the words do nothing"'),
    )
    assert told(edits) == [(K.READING, "urgency", "urgency", True)]
    assert "now read as “strict”, before as “waived”" in edits[0].words


def test_added_and_removed_parts() -> None:
    definition = '  define spare "Spare" cite doc "X"\n    fever\n'
    line = '    spare: not covered cite doc "X" when bacteremia\n'
    section = (
        '  section III "Spare" cite doc "X"\n    criterion III.A "Spare one" cite doc "X"\n      fever\n'
    )
    with_more = changed(
        ("  define cared_for", f"{definition}  define cared_for"),
        ("    listed:", f"{line}    listed:"),
        ("\n  decide", f"\n{section}\n  decide"),
    )
    added = text_edits(epoch_of(POLICY), epoch_of(with_more))
    assert told(added) == [
        (K.ADDED, "", "spare", False),
        (K.ADDED, "", "III", True),
        (K.ADDED, "", "III.A", True),
        (K.ADDED, "", "spare", True),
    ]
    removed = text_edits(epoch_of(with_more), epoch_of(POLICY))
    assert sorted(told(removed)) == sorted(
        (K.REMOVED, new, "", meaning) for _, _, new, meaning in told(added)
    )


def vocabulary_edits(old: str, new: str) -> tuple[TextEdit, ...]:
    assert VOCABULARY.count(old) == 1
    before = epoch_of(POLICY)
    return text_edits(before, epoch_of(POLICY, vocabulary=VOCABULARY.replace(old, new)))


def test_facts_and_axioms() -> None:
    axiom = '  axiom bacteremia implies infection because "Bacteria in the blood are an infection"\n'
    assert told(vocabulary_edits(axiom, "")) == [(K.AXIOM, "axiom", "", True)]
    (edit,) = vocabulary_edits("to 120 years", "to 110 years")
    assert (edit.kind, edit.words) == (K.FACT, "Fact age “Age”: to 110, before 120.")
    assert told(vocabulary_edits('"Fever"', '"High fever"')) == [(K.REWORDED, "fever", "fever", False)]


def test_every_kind_of_edit_is_shown_here() -> None:
    shown = {row[1][0] for row in (*CHANGES, *WORDING)}
    shown |= {K.ADDED, K.REMOVED, K.MOVED, K.READING, K.AXIOM, K.FACT}
    assert shown | {K.DATES} == set(EditKind)


def test_a_date_written_differently_changes_nothing_on_the_days_compared() -> None:
    old = changed(("listed: md review", "listed: md review effective before 2030-01-01"))
    new = changed(("listed: md review", "listed: md review effective before 2031-01-01"))
    edits = text_edits(epoch_of(old), epoch_of(new))
    assert told(edits) == [(K.DATES, "listed", "listed", False)]
