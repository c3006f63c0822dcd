"""A project is examined slice by slice: what changed is looked at anew, and what was found before is looked up."""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from policyc.workspace import cache, project_check, workers
from policyc.workspace.examining import Examined, Slice
from policyc.workspace.project_check import CheckResult, CheckSettings, check_paths
from tests.bench.library import changed_policy, write_library


@pytest.fixture
def analysed_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three policies over their vocabularies."""
    monkeypatch.setattr(cache, "_secret", lambda: b"k" * 32)
    return write_library(tmp_path / "library", policies=3)


@pytest.fixture
def library(analysed_library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with an analysis that has nothing to look for."""
    module = importlib.import_module("policyc.analysis.analyse")
    monkeypatch.setattr(module, "PASSES", ())
    monkeypatch.setattr(module, "POLICY_PASSES", ())
    monkeypatch.setattr(module, "facts_that_matter", lambda _: ())
    return analysed_library


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose slices were examined, and not looked up."""
    seen: list[str] = []
    examine_all = project_check.examine_all

    def noting(wanted: Sequence[Slice], *rest: object) -> Iterator[Examined]:
        seen.extend(name for one in wanted for name in sorted(one.own))
        return examine_all(wanted, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(project_check, "examine_all", noting)
    return seen


def check(folder: Path, *paths: Path, cached: bool = True) -> CheckResult:
    return check_paths(paths, folder, CheckSettings(cached=cached))


def test_only_what_changed_is_examined_anew(library: Path, examined: list[str]) -> None:
    first = check(library)
    assert len(examined) == 16
    examined.clear()
    assert check(library) == first
    assert examined == []
    changed_policy(library, 1)
    check(library)
    assert examined == ["policies/area_1/policy_1/2025.policy", "policies/area_1/policy_1/policy.policy"]


def test_contents_count_and_not_time_stamps(library: Path, examined: list[str]) -> None:
    check(library)
    examined.clear()
    for path in library.rglob("*.policy"):
        path.write_bytes(path.read_bytes())
    check(library)
    assert examined == []


def test_another_program_examines_everything_anew(
    library: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(library)
    examined.clear()
    monkeypatch.setattr(cache, "program", lambda: "another")
    check(library)
    assert len(examined) == 16


def test_one_file_needs_only_its_own_slice(library: Path, examined: list[str]) -> None:
    check(library, library / "policies" / "area_2")
    assert examined == ["policies/area_2/policy_2/2025.policy", "policies/area_2/policy_2/policy.policy"]


def test_without_the_cache_nothing_is_kept(library: Path) -> None:
    check(library, cached=False)
    assert not (library / ".policyc-cache").exists()
    (library / "policyc.toml").write_text('policies = "policies"\ncache = false\n')
    check(library)
    assert not (library / ".policyc-cache").exists()


def test_processes_find_the_same(analysed_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in analysed_library.rglob("2025.policy"):
        version.write_text(version.read_text().replace("- A is met\n", "- A is mt\n"))
    here = check(analysed_library, cached=False)
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert check(analysed_library, cached=False) == here
    assert len(here.not_analysed) == 3


def test_where_processes_cannot_be_had_the_work_is_done_here(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = check(library, cached=False)
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    def none(*_: object, **__: object) -> None:
        raise OSError("no processes")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", none)
    assert check(library, cached=False) == here


def test_a_vocabulary_that_cannot_be_read_keeps_its_policies_from_being_analysed(library: Path) -> None:
    [used] = {
        line.split()[1]
        for line in (library / "policies/area_0/policy_0/policy.policy").read_text().splitlines()
        if line.startswith("  vocabulary")
    }
    path = library / f"policies/vocabularies/{used}.policy"
    path.write_text(path.read_text().replace("    type age\n", "    tpe ages of\n"))
    assert "payer.policy_0" in check(library).not_analysed
