"""What ships is sound and fresh: the policies check clean, are canonical and pass their cases; build/ is current."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def policyc(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policyc", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [("check", "policies"), ("fmt", "--check", "policies"), ("test", "policies"), ("build", "--check")],
    ids=" ".join,
)
def test_what_ships_is_sound_and_fresh(arguments):
    done = policyc(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_text_gives_the_same_bytes_whatever_the_hash_seed(tmp_path):
    """The committed build was written under another seed; both of these are held against it."""
    for seed in ("1", "2"):
        done = policyc("build", "--check", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stdout
