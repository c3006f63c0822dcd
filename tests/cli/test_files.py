"""Commands that write: init, fmt, render, build, consolidate, demo."""

import io
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from policyc.cli.main import main
from tests.cli.running import Policyc
from tests.cli.test_schemas import next_version
from tests.tidy.tracked import ROOT


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# --- init -------------------------------------------------------------------------------------------------


def test_init_makes_a_project_that_is_clean(
    tmp_path: Path, policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = policyc("init", "new/project")
    assert answer.code == 0
    monkeypatch.chdir(tmp_path / "new/project")
    before = files_of(tmp_path)
    answer = policyc("check", "--no-cache", "--fail-on", "warning")
    assert answer.code == 0, answer.out
    assert answer.out.startswith("4 files checked: ")
    assert policyc("fmt", "--check").code == 0
    answer = policyc("test")
    assert answer.code == 0
    assert "2 of 2 criteria shown met, not met and unknown" in " ".join(answer.out.split())
    assert ": never" not in answer.out
    assert files_of(tmp_path) == before


def test_init_writes_over_nothing(tmp_path: Path, policyc: Policyc) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/README.md").write_text("mine")
    answer = policyc("init", "new")
    assert answer.code == 2
    assert "P902" in answer.err
    assert files_of(tmp_path / "new") == {"README.md": b"mine"}


# --- fmt --------------------------------------------------------------------------------------------------


def test_fmt_rewrites_only_what_is_not_canonical(project: Path, policyc: Policyc) -> None:
    version = project / "policies/knee_mri/2026.policy"
    canonical = files_of(project)
    version.write_text(version.read_text().replace("when any of these 2:", "when   any of these 2:"))
    answer = policyc("fmt")
    assert answer.code == 0
    assert answer.out == "policies/knee_mri/2026.policy: formatted\n"
    assert files_of(project) == canonical


def test_fmt_of_standard_input(project: Path, policyc: Policyc) -> None:
    text = (project / "policies/knee_mri/cases.policy").read_text()
    untidy = text.replace("  given", "      given").replace("  requests", "      requests")
    untidy = untidy.replace("  and nothing", "      and nothing").replace("  expect", "      expect")
    answer = policyc("fmt", "-", given=untidy)
    assert answer.code == 0
    assert answer.out == text


def test_fmt_leaves_a_text_with_mistakes_alone(project: Path, policyc: Policyc) -> None:
    version = project / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text().replace("these 2:", "these 2", 1))
    before = version.read_bytes()
    answer = policyc("fmt", "policies/knee_mri")
    assert answer.code == 2
    assert "P101" in answer.err
    assert version.read_bytes() == before


# --- render -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start"),
    [("knee.svg", "<svg"), ("knee.mmd", "flowchart TD"), ("knee.dot", "digraph"), ("knee.gv", "digraph")],
)
def test_render_writes_a_file_per_page(name: str, start: str, project: Path, policyc: Policyc) -> None:
    answer = policyc("render", "example.knee_mri", "-o", name)
    stem, _, suffix = name.partition(".")
    names = [name, f"{stem}-Mechanical.{suffix}", f"{stem}-Lasting.{suffix}"]
    assert [line.partition(":")[0] for line in answer.out.splitlines()] == names
    for each in names:
        assert start in (project / each).read_text()[:500]


def test_pictures_link_to_each_other(project: Path, policyc: Policyc) -> None:
    policyc("render", "example.knee_mri", "-o", "drawn/knee.svg")
    page = ET.fromstring((project / "drawn/knee.svg").read_text())
    links = {link.get("href") for link in page.iter("{http://www.w3.org/2000/svg}a")}
    assert links == {"knee-Mechanical.svg", "knee-Lasting.svg"}
    assert all((project / "drawn" / str(link)).is_file() for link in links)


@pytest.mark.parametrize("name", ["knee.md", "knee.txt"])
def test_an_outline_is_one_file(name: str, project: Path, policyc: Policyc) -> None:
    assert policyc("render", "example.knee_mri", "-o", name).code == 0
    text = (project / name).read_text()
    for words in (
        "MRI of the knee: overview",
        "Section Lasting",
        "at least 6 weeks",
        "Not medically necessary",
    ):
        assert words in text
    assert text.count("```text") == (3 if name.endswith("md") else 0)


# --- build ------------------------------------------------------------------------------------------------


def test_build_is_complete_reproducible_and_fresh(project: Path, policyc: Policyc) -> None:
    next_version(project)
    answer = policyc("build")
    assert answer.code == 0, answer.said
    built = files_of(project / "build")
    assert sorted(built) == [
        "README.md",
        *(
            f"example/knee_mri/{day}/{name}"
            for day in ("2026-02-01", "2027-01-01")
            for name in (
                "graph.json",
                "overview.svg",
                "section-Lasting.svg",
                "section-Mechanical.svg",
                "text.md",
            )
        ),
        "example/knee_mri/diff-2026-02-01-2027-01-01.json",
        "example/knee_mri/diff-2026-02-01-2027-01-01.md",
        "example/knee_mri/findings.json",
        "example/knee_mri/findings.md",
        "example/knee_mri/timeline.md",
    ]
    assert policyc("build", "--check").code == 0
    assert "0 written, 0 removed" in policyc("build").out
    program = "import sys; from policyc.cli.main import main; sys.exit(main(['build', '--into', 'again']))"
    subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONHASHSEED": "7"}, check=True, capture_output=True
    )
    assert files_of(project / "again") == built


def test_every_link_of_the_index_leads_somewhere(project: Path, policyc: Policyc) -> None:
    import re

    next_version(project)
    policyc("build")
    links = re.findall(r"\]\(([^)]+)\)", (project / "build/README.md").read_text())
    assert len(links) == 13
    assert all((project / "build" / link).is_file() for link in links)


def test_build_check_names_what_is_stale_and_changes_nothing(project: Path, policyc: Policyc) -> None:
    policyc("build")
    timeline = project / "build/example/knee_mri/timeline.md"
    timeline.write_text("changed")
    (project / "build/old.svg").write_text("orphan")
    (project / "build/example/knee_mri/2026-02-01/graph.json").unlink()
    before = files_of(project)
    answer = policyc("build", "--check")
    assert answer.code == 1
    assert answer.out.splitlines()[:3] == [
        "build/example/knee_mri/2026-02-01/graph.json is missing",
        "build/example/knee_mri/timeline.md is stale",
        "build/old.svg does not belong there",
    ]
    assert files_of(project) == before
    assert "2 written, 1 removed" in policyc("build").out
    assert policyc("build", "--check").code == 0


def test_build_never_takes_a_folder_that_is_not_its_own(project: Path, policyc: Policyc) -> None:
    before = files_of(project)
    for folder in (".", "policies", "policies/knee_mri"):
        answer = policyc("build", "--into", folder)
        assert answer.code == 2
        assert "P902" in answer.err
    assert files_of(project) == before


def test_the_build_of_this_project_is_fresh(policyc: Policyc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    answer = policyc("build", "--check")
    assert answer.code == 0, answer.said


# --- consolidate ------------------------------------------------------------------------------------------

AMENDING = """\
version 2027 of example.knee_mri effective from 2027-01-01 amends 2026
  approved 2026-10-06
  replace
    criterion Lasting.a "Pain in spite of exercise therapy" cite plan "2, first item"
      all of these 2:
        - at least 6 weeks of exercise_therapy within the last 3 months
        - plain_films_nondiagnostic
  remove criterion Mechanical.a
  add in Mechanical
    criterion Mechanical.b "Locked knee" cite plan "1, new item"
      locked_knee
"""


def test_consolidate_states_an_amendment_in_full(project: Path, policyc: Policyc) -> None:
    old = project / "policies/knee_mri/2026.policy"
    old.write_text(old.read_text().replace("from 2026-02-01\n", "from 2026-02-01 before 2027-01-01\n", 1))
    amending = project / "policies/knee_mri/2027.policy"
    amending.write_text(AMENDING)
    assert policyc("consolidate", "example.knee_mri").code == 2
    answer = policyc("consolidate", "example.knee_mri@2027")
    assert answer.code == 0
    assert "at least 6 weeks of exercise_therapy" in answer.out
    assert "Mechanical.b" in answer.out
    assert "Mechanical.a" not in answer.out
    assert "amends" not in answer.out
    assert "applies when depending on reading six_weeks:" in answer.out
    assert policyc("fmt", "-", given=answer.out).out == answer.out
    graph = policyc("build").code, (project / "build/example/knee_mri/2027-01-01/graph.json").read_text()
    amending.write_text(answer.out)
    assert graph == (
        policyc("build").code,
        (project / "build/example/knee_mri/2027-01-01/graph.json").read_text(),
    )


def test_every_version_of_this_project_can_be_stated_in_full(
    policyc: Policyc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for version in ("2023", "2024"):
        assert policyc("consolidate", f"kaiser_wa.lumbar_mri@{version}").code == 0


# --- demo -------------------------------------------------------------------------------------------------


def test_the_tour_shows_every_command_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["demo", "--into", str(tmp_path / "tour")])
    said = capsys.readouterr()
    assert code == 0, said.err[-2000:]
    assert said.err == ""
    for command in ("check", "test", "eval", "build", "diff"):
        assert f"$ policyc {command}" in said.out
    assert "Not medically necessary" in said.out
    assert "II.A.4 Urgent surgery" in said.out
    pictures = [line.strip() for line in said.out.splitlines() if line.endswith("overview.svg")]
    assert len(pictures) >= 2
    assert all(Path(picture).is_file() for picture in pictures)


def test_the_tour_of_an_installed_policyc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from policyc.workspace import starting

    files = starting.sample_files()
    monkeypatch.setattr(starting, "checkout", lambda: None)
    monkeypatch.setattr(starting, "sample_files", lambda: files)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "are now in policyc-demo" in said
    assert "policyc-demo/build/README.md lists everything" in said
    assert (tmp_path / "policyc-demo/build/README.md").is_file()
    assert Path.cwd() == tmp_path


def test_a_path_that_is_not_there_builds_nothing(project: Path, policyc: Policyc) -> None:
    for path in ("nosuch", "policies/nosuch/deep", "policies/knee_mri/none.policy"):
        answer = policyc("build", path)
        assert (answer.code, answer.out) == (2, "")
        assert "P001" in answer.err
        assert not (project / "build").exists()


def test_very_many_findings_are_cut_on_the_screen_and_whole_in_json(project: Path, policyc: Policyc) -> None:
    cases = project / "policies/knee_mri/cases.policy"
    wrong = "".join(
        f'\ncase "Case {each}" on 2026-03-01\n  given nothing{each}\n  expect approve\n'
        for each in range(250)
    )
    cases.write_text(cases.read_text() + wrong)
    answer = policyc("check")
    assert answer.code == 1
    assert answer.out.count("error P201") == 200
    assert (
        "cases.policy: 200 findings are shown, and 50 more are not; `--format json` lists them." in answer.out
    )
    assert "250 errors" in answer.out
    found = policyc("check", "--format", "json").json["diagnostics"]
    assert sum(one["code"] == "P201" for one in found) == 250


def test_a_folder_without_policies_is_not_called_well_formatted(project: Path, policyc: Policyc) -> None:
    (project / "policies/none").mkdir()
    for words in (("--check", "policies/none"), ("--diff", "policies/none"), ("policies/none",)):
        answer = policyc("fmt", *words)
        assert (answer.code, answer.out) == (2, "")
        assert "P016" in answer.err
        assert "`none`" in answer.err


def test_an_empty_file_is_not_called_clean(project: Path, policyc: Policyc) -> None:
    empty = project / "policies/empty.policy"
    for text in ("", "\n\n", "# Only a comment.\n"):
        empty.write_text(text)
        answer = policyc("check", "policies/empty.policy")
        assert answer.code == 1
        assert "warning P318" in answer.out
        assert "policies/empty.policy:1:1" in answer.out


def test_a_file_in_the_place_of_the_build_folder_is_said_to_be_one(project: Path, policyc: Policyc) -> None:
    (project / "build").write_text("mine")
    answer = policyc("build")
    assert (answer.code, answer.out) == (2, "")
    assert "`build` is a file" in " ".join(answer.err.split())
    assert (project / "build").read_text() == "mine"


def test_a_number_of_ten_thousand_digits_is_told_in_our_words(project: Path, policyc: Policyc) -> None:
    case = '{"date_of_service": "2026-03-01", "facts": {"knee_pain_duration": %s}}' % ("9" * 10_000)
    answer = policyc("eval", "example.knee_mri", "--case", "-", given=case)
    assert answer.code == 2
    assert "a number of 10,000 digits is no value of any fact" in answer.err
    assert "int_max_str_digits" not in answer.err


def test_a_draft_is_proposed_and_not_in_force(project: Path, policyc: Policyc) -> None:
    folder = project / "policies/knee_mri"
    text = (folder / "2026.policy").read_text()
    head = re.search(r"^version (\S+) of example.knee_mri effective from \S+[^\n]*\n", text, re.MULTILINE)
    assert head
    draft = text.replace(head[0], "version next of example.knee_mri effective from 2027-01-01\n  draft\n")
    (folder / "next.policy").write_text(draft)
    answer = policyc("eval", "example.knee_mri@next", "--on", "2027-02-01")
    assert "Text: version next (draft), proposed from 2027-01-01" in answer.out
    answer = policyc("diff", "example.knee_mri@2026-03-01", "example.knee_mri@next")
    assert "draft version next, proposed from 2027-01-01" in answer.out
    assert "in force from 2026-02-01" in answer.out
