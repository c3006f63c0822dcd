"""Whatever stands under a name, reading it ends soon, with a text or with a coded diagnostic."""

import os
from pathlib import Path

import pytest

from policyc.workspace import files
from policyc.workspace.files import MAX_BYTES, decode, policy_files, read_bytes, read_source, write_atomically
from policylang.diagnostic import Diagnostic
from policylang.source import Source

needs_unix = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and devices")


def code(found: Source | Diagnostic) -> str:
    return found.name if isinstance(found, Diagnostic) else "a text"


def test_a_text_is_named_from_the_project(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.policy").write_bytes("﻿policy ü\r\n".encode())
    assert read_source(tmp_path / "a/one.policy", tmp_path) == Source("a/one.policy", "policy ü\r\n")


def test_missing_and_folder(tmp_path: Path) -> None:
    assert code(read_source(tmp_path / "none.policy", tmp_path)) == "file-not-found"
    assert code(read_source(tmp_path, tmp_path)) == "not-a-file"
    assert code(read_bytes(tmp_path / "none", "none")) == "file-not-found"


@needs_unix
def test_links(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.policy").write_text("secret")
    (root / "inside.policy").write_text("text")
    (root / "out.policy").symlink_to(tmp_path / "secret.policy")
    (root / "up.policy").symlink_to("../secret.policy")
    (root / "in.policy").symlink_to("inside.policy")
    (root / "round.policy").symlink_to("round.policy")
    (root / "gone.policy").symlink_to("nowhere")
    assert code(read_source(root / "out.policy", root)) == "file-outside-project"
    assert code(read_source(root / "up.policy", root)) == "file-outside-project"
    assert read_source(root / "in.policy", root) == Source("in.policy", "text")
    assert code(read_source(root / "round.policy", root)) == "unreadable-file"
    assert code(read_source(root / "gone.policy", root)) == "file-not-found"


@needs_unix
def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.policy")
    assert code(read_source(tmp_path / "pipe.policy", tmp_path)) == "not-a-file"
    assert code(read_bytes(Path("/dev/zero"), "zero")) == "not-a-file"


def test_a_file_of_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.policy"
    large.write_bytes(b"policy a.b\n" * 900_000)
    assert code(read_source(large, tmp_path)) == "file-too-large"


def test_size(tmp_path: Path) -> None:
    large = tmp_path / "large.policy"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert code(read_source(large, tmp_path)) == "file-too-large"
    assert code(decode(b"x" * (MAX_BYTES + 1), "x")) == "file-too-large"
    assert code(decode(b"x" * MAX_BYTES, "x")) == "a text"


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff\xfep\0", 1, 1), (b"policy\n  caf\xe9\n", 2, 6), ("ü".encode() + b"\x80", 1, 2)],
)
def test_bad_bytes_have_a_place(data: bytes, line: int, column: int) -> None:
    found = decode(data, "x")
    assert isinstance(found, Diagnostic)
    assert found.name == "not-utf-8"
    assert found.span
    assert (found.span.line, found.span.column) == (line, column)


def test_zero_bytes_are_text() -> None:
    assert decode(b"a\0b", "x") == Source("x", "a\0b")


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert code(read_source(tmp_path / ("x" * 5000), tmp_path)) == "unreadable-file"
    assert code(read_source(tmp_path / "a\0b", tmp_path)) == "unreadable-file"


@needs_unix
def test_folders_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/loop").symlink_to(tmp_path)
    (tmp_path / "a/.hidden").mkdir()
    for name in ("z.policy", "a/b/y.policy", "a/.hidden/x.policy", "a/note.txt"):
        (tmp_path / name).write_text("")
    assert policy_files(tmp_path) == ([tmp_path / "a/b/y.policy", tmp_path / "z.policy"], [])
    assert policy_files(tmp_path, recursive=False) == ([tmp_path / "z.policy"], [])


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 2)
    for number in range(4):
        (tmp_path / f"{number}.policy").write_text("")
    found, problems = policy_files(tmp_path)
    assert not found
    assert [one.name for one in problems] == ["too-many-files"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert [one.name for one in policy_files(tmp_path)[1]] == ["unreadable-file"]


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "deep/one.txt"
    write_atomically(place, b"before")
    place.chmod(0o640)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(place, b"after")
    monkeypatch.undo()
    assert place.read_bytes() == b"before"
    assert [path.name for path in place.parent.iterdir()] == ["one.txt"]
    write_atomically(place, b"after")
    assert place.read_bytes() == b"after"
    assert place.stat().st_mode & 0o777 == 0o640


@needs_unix
def test_writing_keeps_links_and_devices(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"
    write_atomically(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()
