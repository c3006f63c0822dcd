"""`policyc check` with the analysis: what is told, what was accepted and why, and how it ends."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policyc.analysis.studied import Studied
from policyc.check.cases import case_to_json
from policyc.prove.cores import UndecidedError
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from tests.cli.running import Policyc
from tests.cli.test_schemas import check_against

Pass = Callable[[Studied], Iterator[Diagnostic]]


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the analysis consist of these passes alone."""
    module = importlib.import_module("policyc.analysis.analyse")

    def use(*looks: Pass) -> None:
        monkeypatch.setattr(module, "PASSES", tuple((look.__name__, look) for look in looks))
        monkeypatch.setattr(module, "POLICY_PASSES", ())
        monkeypatch.setattr(module, "facts_that_matter", lambda versions: [*versions[0].policy.facts])

    use()
    return use


def everywhere(studied: Studied) -> Iterator[Diagnostic]:
    """A finding on a fact, a service, a section, a criterion and a line."""
    epoch = studied.subjects[0].epoch
    policy = studied.policy
    places = {
        "fact": policy.facts["locked_knee"],
        "section": epoch.sections["Lasting"],
        "criterion": epoch.criteria["Lasting.a"],
        "line": next(line for line in epoch.lines if line.names),
    }
    for kind, place in places.items():
        name = getattr(place, "label" if kind in ("section", "criterion") else "name")
        yield diagnostic("always-true", f"{kind} `{name}` is always true", place.span)


def cliff(studied: Studied) -> Iterator[Diagnostic]:
    """Two patients."""
    subject = studied.subjects[0]
    model = subject.plainest([])
    assert model is not None
    witness = case_to_json(subject.case(model), studied.policy)
    twin = {**witness, "facts": {**witness["facts"], "locked_knee": True}}  # type: ignore[dict-item]
    span = studied.version.span
    yield diagnostic("cliff", "more `locked_knee` gets less", span, witness=witness, twin=twin)


def gives_up(studied: Studied) -> Iterator[Diagnostic]:
    """Finds one thing, then meets a limit."""
    yield diagnostic("dead-text", "`Lasting` is dead", studied.version.span)
    raise UndecidedError("a limit was reached")


def breaks(studied: Studied) -> Iterator[Diagnostic]:
    """A mistake of ours."""
    raise KeyError(studied.version.name)
    yield


def acknowledge(project: Path, *lines: str) -> None:
    version = project / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text() + "\n" + "\n".join(lines) + "\n")


def test_findings_are_placed_and_end_with_1(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    assert policyc("check").code == 0
    passes(everywhere)
    answer = policyc("check", "--no-cache")
    assert answer.code == 1
    assert answer.out.count("warning P704") == 4
    assert "in criterion Lasting.a of version 2026" in " ".join(answer.out.split())
    assert "4 files checked: 4 warnings" in answer.out


def test_every_kind_of_target_can_be_acknowledged(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(everywhere)
    found = policyc("check", "--no-cache", "--format", "json").json["diagnostics"]
    names = [one["headline"].split("`")[1] for one in found if one["code"] == "P704"]
    acknowledge(project, *(f'acknowledge P704 on {name} because "seen: {name}"' for name in names))
    answer = policyc("check", "--no-cache")
    assert answer.code == 0, answer.out
    said = " ".join(answer.out.split())
    for name in names:
        assert f"`{name}` is always true" in said
        assert f": seen: {name}" in said
    assert "4 files checked: 4 acknowledged" in answer.out
    assert all(len(row) <= 80 for row in answer.out.splitlines())
    assert "warning P704" not in answer.out
    assert policyc("check", "--no-cache", "--acknowledged").out.count("warning P704") == 4
    data = policyc("check", "--no-cache", "--format", "json").json
    check_against("diagnostics", data)
    assert sorted(one["because"] for one in data["acknowledged"]) == sorted(f"seen: {name}" for name in names)
    assert data["counts"]["warning"] == 0


def test_an_acknowledgement_of_the_analysis_that_silences_nothing_is_told(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    acknowledge(project, 'acknowledge P702 on Lasting because "for no reason"')
    answer = policyc("check", "--no-cache")
    assert answer.code == 1
    assert "P612" in answer.out
    passes(gives_up)
    assert "P612" not in policyc("check", "--no-cache").out


def test_undecided_is_4_and_the_rest_is_still_told(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(gives_up, breaks, everywhere)
    answer = policyc("check", "--no-cache", "--fail-on", "never")
    assert answer.code == 4
    assert answer.out.count("warning P790") == 2
    assert answer.out.count("warning P704") == 4
    assert "`Lasting` is dead" in answer.out
    assert "Not every check could be finished" in answer.out
    data = policyc("check", "--no-cache", "--format", "json").json
    assert data["undecided"] is True
    check_against("diagnostics", data)


def test_undecided_cannot_be_switched_off(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(gives_up)
    settings = next(path for path in project.iterdir() if path.suffix == ".toml")
    settings.write_text(settings.read_text() + '\n[levels]\nP790 = "off"\n')
    assert policyc("check", "--no-cache").code == 4
    acknowledge(project, 'acknowledge P790 on "2026" because "done by hand"')
    settings.write_text(settings.read_text().replace('P790 = "off"', ""))
    answer = policyc("check", "--no-cache", "--fail-on", "error")
    assert answer.code == 0, answer.out
    assert "done by hand" in " ".join(answer.out.split())


def test_an_analysis_that_breaks_as_a_whole_is_undecided(
    project: Path, policyc: Policyc, passes: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("policyc.analysis.analyse")

    def broken(*_: object) -> None:
        raise RuntimeError("of a patient")

    monkeypatch.setattr(module, "studied_versions", broken)
    answer = policyc("check", "--no-cache")
    assert answer.code == 4
    assert "a mistake of ours, RuntimeError" in " ".join(answer.out.split())
    assert "of a patient" not in answer.said


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_what_counts_can_be_chosen(
    fail_on: str, code: int, project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(everywhere)
    assert policyc("check", "--no-cache", "--fail-on", fail_on).code == code


def test_levels_of_the_project_hold_for_the_analysis(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(everywhere)
    settings = next(path for path in project.iterdir() if path.suffix == ".toml")
    before = settings.read_text()
    settings.write_text(before + '\n[levels]\nalways-true = "off"\n')
    assert policyc("check", "--no-cache").code == 0
    settings.write_text(before + '\n[levels]\nP704 = "error"\n')
    assert policyc("check", "--no-cache", "--fail-on", "error").code == 1


def test_patients_are_shown_as_cases_when_asked_for(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(cliff)
    assert "Both patients:" not in policyc("check", "--no-cache").out
    answer = policyc("check", "--no-cache", "--cases")
    assert "    Both patients:\n" in answer.out
    rows = answer.out.splitlines()
    title = next(row for row in rows if "Gets less, P708" in row)
    assert "Gets more, P708" in title
    shared = [row for row in rows if row.startswith("      ")]
    assert "      and nothing else" in shared
    assert any(row.strip() == "given locked_knee" for row in rows)
    assert all(len(row) <= 80 for row in rows)


def test_a_text_with_errors_is_never_called_clean(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(everywhere)
    version = project / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text().replace("locked_knee", "locked_kne", 1))
    answer = policyc("check", "--no-cache")
    assert answer.code == 1
    assert "P704" not in answer.out
    assert "The analysis did not look at `example.knee_mri`" in " ".join(answer.out.split())
    data = policyc("check", "--no-cache", "--format", "json").json
    assert data["not_analysed"] == ["example.knee_mri"]


def test_errors_in_a_file_that_was_not_asked_about_are_no_clean_answer(
    project: Path, policyc: Policyc
) -> None:
    shared = project / "policies/vocabularies/knee.policy"
    shared.write_text(shared.read_text().replace("fact locked_knee", "fact locked_knee bad", 1))
    answer = policyc("check", "--no-cache", "policies/knee_mri")
    assert answer.code == 4
    assert "errors in other files (`policyc check` shows them)" in " ".join(answer.out.split())
    everything = policyc("check", "--no-cache")
    assert everything.code == 1
    assert "in other files" not in everything.out


def test_a_day_is_handed_to_what_becomes_due(project: Path, policyc: Policyc) -> None:
    header = project / "policies/knee_mri/policy.policy"
    header.write_text(
        header.read_text().replace("  version selected", "  review every 12 months\n  version selected", 1)
    )
    assert "P413" not in policyc("check", "--no-cache").out
    answer = policyc("check", "--no-cache", "--on", "2040-01-01")
    assert "P413" in answer.out
    assert answer.code == 1
    assert policyc("check", "--on", "2040-13-01").code == 2


def test_what_was_found_before_is_told_again(
    project: Path, policyc: Policyc, passes: Callable[..., None]
) -> None:
    passes(everywhere)
    first = policyc("check")
    passes()
    assert policyc("check").out == first.out
    assert policyc("check", "--no-cache").out != first.out
