"""What users may write for a policy, a text and a day, and what they are told when it means nothing."""

from datetime import date
from pathlib import Path

import pytest

from policyc.workspace.reference import Reference, Resolved, Unresolved, one_epoch, parse_reference, resolve
from policyc.workspace.starting import starter_files, write_project
from policylang.diagnostic import Diagnostic

VERSION = "policies/knee_mri/2026.policy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two adopted texts and a draft."""
    write_project(tmp_path, starter_files())
    old = tmp_path / VERSION
    text = old.read_text()
    old.write_text(text.replace("from 2026-02-01\n", "from 2026-02-01 before 2027-01-01\n", 1))
    for name, start in (("2027", "2027-01-01"), ("Proposal", "2028-01-01")):
        later = text.replace("version 2026", f"version {name}").replace("from 2026-02-01", f"from {start}")
        if name == "Proposal":
            later = later.replace("  approved 2025-11-04\n", "  draft\n")
        (tmp_path / f"policies/knee_mri/{name}.policy").write_text(later)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b", Reference("a.b", "a.b")),
        ("a.b@2024-01-01", Reference("a.b@2024-01-01", "a.b", None, date(2024, 1, 1))),
        ("a.b@Draft", Reference("a.b@Draft", "a.b", None, "Draft")),
        ("main:x/y.policy@2024-01-01", Reference("main:x/y.policy@2024-01-01", "x/y.policy", "main", date(2024, 1, 1))),
        ("HEAD@{1}:a.b", Reference("HEAD@{1}:a.b", "a.b", "HEAD@{1}")),
        ("feature/x:a.b@2", Reference("feature/x:a.b@2", "a.b", "feature/x", "2")),
    ],
)  # fmt: skip
def test_references_are_taken_apart(text: str, expected: Reference, tmp_path: Path) -> None:
    assert parse_reference(text, tmp_path) == expected


@pytest.mark.parametrize("text", ["", " ", "@2024-01-01", "a@2024-02-30", ":x", "x" * 5000, "a.b@2024-13-01"])
def test_what_is_no_reference(text: str, tmp_path: Path) -> None:
    found = parse_reference(text, tmp_path)
    assert isinstance(found, Diagnostic)
    assert found.name == "bad-reference"


def test_a_file_of_that_very_name_goes_first(tmp_path: Path) -> None:
    (tmp_path / "odd@2.policy").write_text("")
    (tmp_path / "a:b.policy").write_text("")
    assert parse_reference("odd@2.policy", tmp_path) == Reference("odd@2.policy", "odd@2.policy")
    assert parse_reference("a:b.policy", tmp_path) == Reference("a:b.policy", "a:b.policy")


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("example.knee_mri", ["2026", "2027"]),
        ("example.knee_mri@2026-12-31", ["2026"]),
        ("example.knee_mri@2027-01-01", ["2027"]),
        ("example.knee_mri@2030-01-01", ["2027"]),
        ("example.knee_mri@Proposal", ["Proposal"]),
        ("policies/knee_mri", ["2026", "2027"]),
        ("policies/knee_mri/policy.policy", ["2026", "2027"]),
        (VERSION, ["2026"]),
        ("policies/knee_mri/Proposal.policy", ["Proposal"]),
        ("./policies/../policies/knee_mri/2027.policy@2027-06-01", ["2027"]),
        ("policies/knee_mri/cases.policy@2027-06-01", ["2027"]),
    ],
)
def test_what_references_mean(text: str, versions: list[str], folder: Path) -> None:
    found = resolve(text, folder)
    assert isinstance(found, Resolved), found
    assert [epoch.version.name for epoch in found.epochs] == versions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("example.kneemri", "unknown-reference"),
        ("example.knee_mri@2020-01-01", "nothing-in-force"),
        ("example.knee_mri@Nowhere", "nothing-in-force"),
        (f"{VERSION}@2027-01-01", "nothing-in-force"),
        ("policies/none.policy", "file-not-found"),
        ("none/", "file-not-found"),
        ("policies/vocabularies", "no-single-policy"),
        ("x" * 300, "unknown-reference"),
        ("/" + "x" * 300, "unreadable-file"),
    ],
)
def test_what_means_nothing(text: str, name: str, folder: Path) -> None:
    found = resolve(text, folder)
    assert isinstance(found, Unresolved)
    assert [one.name for one in found.diagnostics] == [name]


def test_the_dates_to_choose_from_are_listed(folder: Path) -> None:
    found = resolve("example.knee_mri", folder)
    assert isinstance(found, Resolved)
    said = one_epoch(found)
    assert isinstance(said, Diagnostic)
    assert said.name == "several-texts"
    assert [note.split()[0] for note in said.notes] == [
        "example.knee_mri@2026-02-01",
        "example.knee_mri@2027-01-01",
    ]


def test_a_near_name_is_suggested(folder: Path) -> None:
    found = resolve("example.knee_mir", folder)
    assert isinstance(found, Unresolved)
    assert "example.knee_mri" in found.diagnostics[0].help


def test_a_mistake_elsewhere_does_not_matter(folder: Path) -> None:
    (folder / "policies/other.policy").write_text(
        'policy other.thing "Other"\n  vocabulary nowhere\n  gibberish\n'
    )
    assert isinstance(resolve("example.knee_mri@2026-03-01", folder), Resolved)


def test_a_mistake_in_the_policy_does(folder: Path) -> None:
    (folder / "policies/knee_mri/more.policy").write_text(
        "version 2029 of example.knee_mri effective\n  gibberish\n"
    )
    assert isinstance(resolve("example.knee_mri@2026-03-01", folder), Unresolved)


def test_what_could_not_be_read_might_have_mattered(folder: Path) -> None:
    (folder / "policies/bytes.policy").write_bytes(b"\xff\xfe")
    found = resolve("example.knee_mri@2026-03-01", folder)
    assert isinstance(found, Unresolved)
    assert [one.name for one in found.diagnostics] == ["not-utf-8"]


def test_a_file_outside_every_project(tmp_path: Path, folder: Path) -> None:
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    (alone / "one.policy").write_text(
        'policy example.alone "Alone"\n  version selected by date_of_service\n'
        '  services\n    CPT 1 as it "It"\n'
        "version 1 effective from 2026-01-01\n  decide\n    otherwise md review\n"
    )
    found = resolve(str(alone / "one.policy"), folder / "policies")
    assert isinstance(found, Resolved | Unresolved)
    if isinstance(found, Unresolved):
        assert not [
            one for one in found.diagnostics if one.name in ("file-outside-project", "file-not-found")
        ]
