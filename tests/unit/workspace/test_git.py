"""A revision is read without running anything, and whatever it is called."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from policyc.workspace import git
from policyc.workspace.reference import Resolved, Unresolved, resolve
from policyc.workspace.starting import starter_files, write_project
from policylang.diagnostic import Diagnostic

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

HEADER = "policies/knee_mri/policy.policy"
NAMED = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
NAMED |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}


def run_git(folder: Path, *words: str) -> str:
    environment = {**os.environ, **NAMED, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    write_project(folder, starter_files())
    run_git(folder, "init", "-q", "-b", "main")
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "-m", "First")
    run_git(folder, "tag", "v1")
    version = folder / "policies/knee_mri/2026.policy"
    version.write_text(version.read_text().replace("at least 4 weeks", "at least 5 weeks"))
    run_git(folder, "commit", "-q", "-am", "Second")
    return folder


@pytest.mark.parametrize(
    "reference",
    [
        "main:example.knee_mri",
        "HEAD~1:example.knee_mri@2026-03-01",
        f"v1:{HEADER}",
        "v1:policies/knee_mri/2026.policy@2026-03-01",
        "v1:policies/knee_mri",
        "HEAD^:example.knee_mri@2026",
        "HEAD:.",
    ],
)
def test_revisions_are_read(reference: str, repository: Path) -> None:
    found = resolve(reference, repository)
    assert isinstance(found, Resolved), found
    assert [epoch.version.name for epoch in found.epochs] == ["2026"]


def test_the_text_is_that_of_the_revision(repository: Path) -> None:
    old, new = (resolve(f"{name}:example.knee_mri", repository) for name in ("v1", "main"))
    assert isinstance(old, Resolved)
    assert isinstance(new, Resolved)
    assert old.epochs[0].criteria != new.epochs[0].criteria
    assert all(name.startswith("v1:policies/") for name in old.loaded.sources)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("--output=stolen:example.knee_mri", "unknown-revision"),
        (f"-x:{HEADER}", "unknown-revision"),
        (f"nowhere:{HEADER}", "unknown-revision"),
        (f"main\n--all:{HEADER}", "unknown-revision"),
        (f"main :{HEADER}", "unknown-revision"),
        (f"HEAD:{HEADER}x", "file-not-found"),
        ("HEAD:../../etc/passwd", "file-not-found"),
        ("HEAD:/etc/passwd", "file-not-found"),
        ("HEAD:README.md", "no-single-policy"),
        ("HEAD:policies/vocabularies/knee.policy", "no-single-policy"),
        ("HEAD:example.shoulder_mri", "unknown-reference"),
        (f":{HEADER}", "bad-reference"),
    ],
)
def test_what_is_not_there_is_said(reference: str, name: str, repository: Path) -> None:
    found = resolve(reference, repository)
    assert isinstance(found, Unresolved)
    assert [one.name for one in found.diagnostics] == [name]
    assert not (repository / "stolen").exists()


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_project(tmp_path, starter_files())
    found = git.snapshot(tmp_path, "HEAD")
    if isinstance(found, Diagnostic):
        assert found.name == "unknown-revision"
    else:
        assert found.repository != tmp_path


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = git.snapshot(repository, "HEAD")
    assert isinstance(found, Diagnostic)
    assert "not installed" in found.headline


def test_links_bad_bytes_and_large_files_of_a_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "policies/link.policy").symlink_to("/etc/hostname")
    (repository / "policies/bytes.policy").write_bytes(b"\xff")
    (repository / "policies/large.policy").write_bytes(b"#" * 200_000)
    run_git(repository, "add", "-A")
    run_git(repository, "commit", "-q", "-m", "Third")
    monkeypatch.setattr(git, "MAX_BYTES", 100_000)
    moment = git.snapshot(repository, "HEAD")
    assert isinstance(moment, git.Snapshot)
    sources, problems = git.read_files(moment, ["policies"])
    assert not [source.name for source in sources if "link" in source.name]
    assert sorted(one.name for one in problems) == ["file-too-large", "not-utf-8"]


def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho ran >> {tmp_path}/ran\n")
    trap.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "diff.external",
        "diff.policy.textconv",
        "filter.policy.smudge",
        "filter.policy.clean",
        "alias.ls-tree",
        "credential.helper",
        "uploadpack.packObjectsHook",
    ):
        run_git(repository, "config", setting, f"!{trap}" if setting == "alias.ls-tree" else str(trap))
    (repository / ".gitattributes").write_text("*.policy diff=policy filter=policy\n")
    for hook in ("post-checkout", "pre-commit", "reference-transaction"):
        shutil.copy(trap, repository / ".git/hooks" / hook)
    found = resolve("v1:example.knee_mri", repository)
    assert isinstance(found, Resolved)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("setting", ["protocol.allow", "protocol.file.allow", "protocol.ext.allow"])
def test_a_partial_clone_does_not_fetch(setting: str, repository: Path, tmp_path: Path) -> None:
    run_git(repository, "config", "uploadpack.allowFilter", "true")
    run_git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    run_git(
        tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repository}", str(clone)
    )
    run_git(clone, "config", setting, "always")
    write_project(clone, starter_files())
    objects = sorted(path.name for path in (clone / ".git/objects").rglob("*") if path.is_file())
    found = resolve("v1:example.knee_mri", clone)
    assert isinstance(found, Unresolved)
    assert {one.name for one in found.diagnostics} == {"unreadable-file"}
    assert objects == sorted(path.name for path in (clone / ".git/objects").rglob("*") if path.is_file())
