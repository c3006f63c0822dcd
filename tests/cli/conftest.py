"""A project to run commands in, and a way to run them that keeps what they say apart."""

import io
from pathlib import Path

import pytest

from policyc.cli.main import main
from policyc.workspace.starting import starter_files, write_project
from tests.cli.running import Answer, Policyc


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project that `policyc init` writes, as the working folder."""
    folder = tmp_path / "project"
    write_project(folder, starter_files())
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def policyc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Policyc:
    """Run a command in this process; `given` is its standard input."""
    monkeypatch.delenv("POLICYC_DEBUG", raising=False)
    if not (tmp_path / "project").exists():
        monkeypatch.chdir(tmp_path)

    def run(*words: str, given: str | bytes = "") -> Answer:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run
