"""Whatever a file, a case or an argument holds, the answer comes soon, in words, and is never a traceback."""

import json
import os
import random
from pathlib import Path

import pytest

from tests.cli.running import Policyc

TEXTS = {
    "nothing": b"",
    "zero bytes": b'policy a.b \0\0 "x"\n',
    "latin": 'vocabulary caf\xe9 "x"\n'.encode("latin-1"),
    "utf-16": 'policy a.b "x"\n'.encode("utf-16"),
    "word document": b"PK\x03\x04" + bytes(range(256)) * 20,
    "byte order mark": '﻿policy a.b "x"\n'.encode(),
    "windows lines": b'policy a.b "x"\r\n  note "y"\r\n',
    "old mac lines": b'policy a.b "x"\r  note "y"\r',
    "deep": b"".join(b" " * depth + b"- any of:\n" for depth in range(500)),
    "wide": b"policy a.b " + b"x" * 20_000 + b"\n",
    "brackets": b"(" * 20_000,
    "unclosed": b'policy a.b "' + b"x" * 1000,
    "many blocks": b'policy a.b "x"\n' * 300,
    "escapes": b'policy a.b "\x1b[31mred\x1b[0m \xe2\x80\xae"\n',
    "separators": 'policy a.b "x\x85 y\x0c"\n'.encode(),
    "surrogates": b"\xed\xa0\x80",
    "numbers": b"version " + b"9" * 20_000 + b" of a.b effective from 0000-00-00\n",
    "dates": b'version 1 of a.b effective from 9999-12-31 before 0001-01-01\ncase "x" on 0001-01-01\n'
    b"  expect approve\n",
}


def check_calm(answer: object) -> None:
    code, said = answer.code, answer.said  # type: ignore[attr-defined]
    assert code in (0, 1, 2), said[-2000:]
    assert "Traceback" not in said
    assert "a bug of ours" not in said
    assert "\x1b" not in said
    assert "\0" not in said


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str, project: Path, policyc: Policyc) -> None:
    (project / "policies/hostile.policy").write_bytes(TEXTS[name])
    for words in (
        ("check",),
        ("check", "--format", "json"),
        ("fmt", "--check", "policies/hostile.policy"),
        ("test", "policies/hostile.policy"),
        ("eval", "policies/hostile.policy", "--on", "2026-03-01"),
        ("render", "a.b"),
    ):
        check_calm(policyc(*words))


CASES = [
    b"", b"null", b"[]", b"3", b'"x"', b"{", b'{"date_of_service": 3}', b'{"date_of_service": "2026-02-30"}',
    b'{"date_of_service": "0000-01-01"}', b'{"date_of_service": "2026-03-01", "date_of_service": "2026-03-01"}',
    b'{"date_of_service": "2026-03-01", "facts": []}', b'{"date_of_service": "2026-03-01", "facts": {"fever": NaN}}',
    b'{"date_of_service": "2026-03-01", "requested": "x"}', b'{"date_of_service": "2026-03-01", "requested": [null]}',
    b'{"date_of_service": "2026-03-01", "facts": {"knee_pain_duration": 1e999}}',
    b'{"date_of_service": "2026-03-01", "facts": {"knee_pain_duration": "999999999999999999999 years"}}',
    b'{"date_of_service": "0001-01-02", "facts": {"knee_pain_duration": "500 weeks"}}',
    b'{"date_of_service": "9999-12-31", "facts": {"locked_knee": true}}',
    b'{"date_of_service": "2026-03-01", "facts": {"locked_knee": {"a": {}}}}',
    b'{"date_of_service": "2026-03-01", "facts": {"exercise_therapy": [{"from": "2026-02-10", "to": "2026-01-01"}]}}',
    b'{"date_of_service": "2026-03-01", "facts": {"exercise_therapy": [[[]]]}}',
    b'{"date_of_service": "2026-03-01", "nothing_else": "yes"}', b"[" * 100_000, b'{"a":' * 50_000,
    b"\xff\xfe", b'{"date_of_service": "2026-03-01", "facts": {"\\ud800": true}}', b"1" * 10_000,
    b'{"date_of_service": "2026-03-01", "facts": {"\x1b[31m": true}}',
]  # fmt: skip


@pytest.mark.parametrize("data", CASES, ids=lambda data: data[:60].decode("utf-8", "replace"))
def test_cases(data: bytes, project: Path, policyc: Policyc) -> None:
    for form in ("text", "json"):
        answer = policyc("eval", "example.knee_mri", "--case", "-", "--format", form, given=data)
        check_calm(answer)
        if form == "json":
            json.loads(answer.out)


ARGUMENTS = [
    "", " ", "-", "@", ":", "a:", ":a", "@@", "..", "\n", "\x1b[31m", "-x", "x" * 5000, "\udcff", "ü", "%s",
]  # fmt: skip


@pytest.mark.parametrize("word", ARGUMENTS, ids=repr)
def test_arguments(word: str, project: Path, policyc: Policyc) -> None:
    for words in (
        ("check", word), ("fmt", "--check", word), ("test", word), ("timeline", word), ("render", word),
        ("diff", word, word), ("explain", word), ("schema", word), ("consolidate", word),
        ("eval", "example.knee_mri", "--on", word), ("check", word, "--format", "json"),
        ("eval", "example.knee_mri", "--set", word, "--on", "2026-03-01"),
        ("eval", "example.knee_mri", "--request", word, "--on", "2026-03-01"),
        ("render", "example.knee_mri", "--page", word), ("schema", "case", word), (word,),
    ):  # fmt: skip
        check_calm(policyc(*words))


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_files_that_are_none(project: Path, policyc: Policyc, tmp_path: Path) -> None:
    folder = project / "policies"
    (folder / "loop.policy").symlink_to("loop.policy")
    (folder / "out.policy").symlink_to("/etc/hostname")
    (folder / "folder.policy").mkdir()
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.policy")
    answer = policyc("check")
    check_calm(answer)
    assert answer.code == 2
    assert {code for code in ("P002", "P003", "P004") if code in answer.out} == {"P002", "P003", "P004"}
    for words in (
        ("test",),
        ("build",),
        ("eval", "example.knee_mri", "--on", "2026-03-01"),
        ("fmt", "--check"),
    ):
        answer = policyc(*words)
        check_calm(answer)
        assert answer.code == 2


LOOPS = (
    "self.policy",
    "round",
    "round/x.policy",
    "round/deep/x.policy",
    f"{'y' * 300}/x.policy",
    "gone.policy",
)


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize("name", LOOPS)
def test_names_that_lead_nowhere(name: str, project: Path, policyc: Policyc) -> None:
    (project / "self.policy").symlink_to("self.policy")
    (project / "round").symlink_to("round")
    (project / "gone.policy").symlink_to("nowhere")
    policy = "example.knee_mri"
    for words in (
        ("check", name), ("check", name, "--format", "json"), ("fmt", name), ("fmt", "--check", name),
        ("test", name), ("eval", name, "--on", "2026-03-01"), ("eval", policy, "--case", name), ("render", name),
        ("timeline", name), ("diff", name, policy), ("diff", f"HEAD:{name}", policy), ("consolidate", name),
        ("build", name), ("check", f"{name}/"), ("check", f"{project}/{name}"), ("eval", f"{name}@2026-03-01"),
    ):  # fmt: skip
        answer = policyc(*words)
        check_calm(answer)
        assert answer.code == 2, words


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize(
    "name", ["loop.svg", "loop.svg/x.svg", f"{'y' * 300}.svg", f"{'y' * 300}/x.svg", ".", "/", "a\0b"]
)
def test_outputs_that_lead_nowhere(name: str, project: Path, policyc: Policyc) -> None:
    (project / "loop.svg").symlink_to("loop.svg")
    policy = "example.knee_mri"
    for words in (
        ("render", policy, "-o", name), ("diff", policy, policy, "-o", name), ("consolidate", policy, "-o", name),
        ("build", "--into", name), ("init", name), ("render", policy, "--as", "flowchart", "-o", name),
    ):  # fmt: skip
        if words[0] in ("init", "build") and name in (".", "/"):
            continue
        answer = policyc(*words)
        check_calm(answer)
        assert answer.code == 2, words


def test_slips_anywhere_in_a_file(project: Path, policyc: Policyc) -> None:
    """A sign lost, doubled or exchanged at random places never leads to a crash."""
    chance = random.Random(2024)
    for path in sorted((project / "policies").rglob("*.policy")):
        text = path.read_text()
        for _ in range(25):
            at = chance.randrange(len(text))
            path.write_text(
                text[:at] + chance.choice(["", '"', ":", "\n", "  ", "\t", "x", "-"]) + text[at + 1 :]
            )
            check_calm(policyc("check"))
            check_calm(policyc("test"))
        path.write_text(text)
    assert policyc("check").code == 0
