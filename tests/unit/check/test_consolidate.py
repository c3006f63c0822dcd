"""Consolidated text: an amending version is the version that says the same in full."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyc.check import consolidate
from policyc.check.findings import Findings
from policylang import parse, tree
from policylang.source import Source
from tests.unit.check.samples import policy_of

PARENT = """
version 2024 of sample.mri effective from 2024-01-01 before 2025-01-01
  define risk "Risk" cite guide "0"
    any of these 2:
      - chills
      - pain > 6 weeks
  define calm "Calm" cite guide "0"
    not risk
  section I "Infection" cite guide "1"
    criterion I.A "Fever" cite guide "1a"
      fever
    criterion I.B "Risk" cite guide "1b"
      risk
    section I.C "Inner" cite guide "1c"
      criterion I.C.1 "Innermost" cite guide "1c"
        calm
  section II "Tumour" cite guide "2"
    criterion II.A "Known" cite guide "2a"
      chills
  decide
    first
      medicare: review not required cite guide "9" when calm
    then
      infection: approve cite guide "9" when I is met
      tumour: approve cite guide "9" when II is met
    otherwise not medically necessary cite guide "9"
"""
HEAD = "\nversion 2025 of sample.mri effective from 2025-01-01 amends 2024\n"
NAMES = [
    ("criterion", "I.A"),
    ("criterion", "I.C.1"),
    ("section", "I.C"),
    ("section", "II"),
    ("define", "risk"),
    ("define", "calm"),
    ("line", "medicare"),
    ("line", "tumour"),
]


def versions(text: str) -> dict[str, tree.Version]:
    parsed = parse(Source("a.policy", text))
    assert parsed.diagnostics == ()
    return {block.name.text: block for block in parsed.file.blocks if isinstance(block, tree.Version)}


def consolidated(amendments: str) -> tuple[tree.Version, tree.Version, Findings]:
    """The parent, the consolidated version, and what was found on the way."""
    known = versions(PARENT + HEAD + amendments)
    findings = Findings()
    return known["2024"], consolidate(known["2025"], known, findings), findings


def part_text(kind: str, name: str) -> str:
    """The lines of a part of the parent as they stand there, moved to the margin of an amendment."""
    lines = PARENT.split("\n")
    start = next(
        number
        for number, line in enumerate(lines)
        if line.strip().startswith(f"{name}:" if kind == "line" else f"{kind} {name} ")
    )
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while len(lines[end]) - len(lines[end].lstrip()) > depth and lines[end].strip():
        end += 1
    return "\n".join("    " + line[depth:] for line in lines[start:end])


def body(version: tree.Version) -> tuple[object, ...]:
    return (version.definitions, version.sections, version.lines)


@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
def test_replacing_parts_by_themselves_changes_nothing(parts: list[tuple[str, str]]) -> None:
    text = "  replace\n" + "\n".join(part_text(kind, name) for kind, name in parts) + "\n"
    parent, full, findings = consolidated(text)
    assert findings.found == []
    assert body(full) == body(parent)
    assert full.amendments == ()
    assert full.amends is None


@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
def test_what_is_removed_is_gone_and_nothing_else(parts: list[tuple[str, str]]) -> None:
    outer = [
        (kind, name) for kind, name in parts if not (name.startswith("I.C.") and ("section", "I.C") in parts)
    ]
    parent, full, findings = consolidated("".join(f"  remove {kind} {name}\n" for kind, name in outer))
    assert findings.found == []
    before, after = identities(parent), identities(full)
    gone = {name for _, name in outer} | ({"I.C.1"} if ("section", "I.C") in outer else set())
    gone |= {"II.A"} if ("section", "II") in outer else set()
    assert after == [name for name in before if name not in gone]


def identities(version: tree.Version) -> list[str]:
    found = [part.name.text for part in (*version.definitions, *version.lines)]
    open_parts: list[tree.Section | tree.Criterion] = list(version.sections)
    while open_parts:
        part = open_parts.pop(0)
        found.append(part.label.text)
        if isinstance(part, tree.Section):
            open_parts[:0] = part.children
    return found


def test_adding_what_was_removed_where_it_stood_gives_the_parent() -> None:
    removed = "  remove criterion I.A\n  add before I.B\n" + part_text("criterion", "I.A") + "\n"
    removed += "  remove line tumour\n  add after infection\n" + part_text("line", "tumour") + "\n"
    removed += "  remove section I.C\n  add in I\n" + part_text("section", "I.C") + "\n"
    parent, full, findings = consolidated(removed)
    assert findings.found == []
    assert body(full) == body(parent)


def test_a_line_joins_the_block_of_its_neighbour() -> None:
    new = '  add after medicare\n    chilly: pend cite guide "9" when chills\n'
    new += '  add\n    feverish: pend cite guide "9" when fever\n'
    _, full, _ = consolidated(new)
    assert [(line.name.text, line.first) for line in full.lines] == [
        ("medicare", True),
        ("chilly", True),
        ("infection", False),
        ("tumour", False),
        ("feverish", False),
        ("otherwise", False),
    ]


def test_parts_added_after_one_another_keep_their_order() -> None:
    new = '  add after I.A\n    criterion I.A2 "Two" cite guide "1"\n      fever\n'
    new += '    criterion I.A3 "Three" cite guide "1"\n      chills\n'
    _, full, _ = consolidated(new)
    assert [child.label.text for child in full.sections[0].children] == ["I.A", "I.A2", "I.A3", "I.B", "I.C"]


def test_a_version_stated_in_full_is_itself() -> None:
    known = versions(PARENT)
    assert consolidate(known["2024"], known, Findings()) is known["2024"]


def test_an_amending_version_compiles_to_what_the_full_text_compiles_to() -> None:
    amended = PARENT + HEAD + "  remove criterion I.B\n  replace\n" + part_text("define", "risk") + "\n"
    full = PARENT + PARENT.replace("version 2024 of", "version 2025 of").replace(
        "effective from 2024-01-01 before 2025-01-01", "effective from 2025-01-01"
    ).replace('    criterion I.B "Risk" cite guide "1b"\n      risk\n', "")
    one, other = policy_of(amended).epochs[-1], policy_of(full).epochs[-1]
    assert (one.definitions, one.sections, one.criteria, one.lines) == (
        other.definitions,
        other.sections,
        other.criteria,
        other.lines,
    )


def test_twins_are_replaced_together() -> None:
    twins = PARENT.replace(
        '  section II "Tumour" cite',
        '  section II "Tumour" effective before 2024-06-01 cite guide "2"\n'
        '    criterion II.A "Earlier" cite guide "2a"\n      fever\n'
        '  section II "Tumour" effective from 2024-06-01 cite',
    )
    known = versions(
        twins + HEAD + '  replace\n    section II "Tumour" cite guide "2"\n'
        '      criterion II.A "Only" cite guide "2a"\n        chills\n'
    )
    full = consolidate(known["2025"], known, Findings())
    assert [section.label.text for section in full.sections] == ["I", "II"]
