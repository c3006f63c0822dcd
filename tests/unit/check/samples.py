"""The small sample project, compiled once, and programs of a few lines."""

from __future__ import annotations

from functools import cache

from policyc.check import CheckConfig
from policyc.model.program import Epoch, Policy
from policylang.source import Source
from tests.spec.programs import Outcome, check_program, check_text
from tests.tidy.tracked import ROOT

FOLDER = ROOT / "tests" / "samples" / "sample"
HEADER = """\
vocabulary spine "Spine findings"
  fact fever "Fever"
    type yes or no
  fact chills "Chills"
    type yes or no
  fact pain "Time since the pain began"
    type duration

policy sample.mri "Spine MRI"
  vocabulary spine
  source guide "Guide"
  services
    CPT 72148 as plain "MRI without contrast"
    CPT 72158 as contrast "MRI with contrast"
"""


@cache
def sample_texts() -> dict[str, str]:
    """The files of the sample project by name."""
    return {path.name: path.read_text() for path in sorted(FOLDER.glob("*.policy"))}


@cache
def sample() -> Outcome:
    """The sample project, checked as a whole."""
    return check_program([Source(name, text) for name, text in sample_texts().items()], CheckConfig())


def sample_policy() -> Policy:
    """The policy of the sample project."""
    return sample().checked.program.policies["sample.lumbar_mri"]


def policy_of(text: str) -> Policy:
    """The policy of a text that follows the small header; the text must be free of errors."""
    outcome = check_text(HEADER + text)
    assert not [found for found in outcome.diagnostics if found.level == "error"], outcome.diagnostics
    return outcome.checked.program.policies["sample.mri"]


def only_epoch(text: str) -> Epoch:
    """The one epoch of such a text."""
    (epoch,) = policy_of(text).epochs
    return epoch
