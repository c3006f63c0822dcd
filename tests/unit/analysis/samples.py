"""Small policies for the passes that look at lines, scopes and readings, and what a pass tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from policyc.analysis.studied import Studied, studied_versions
from policyc.check.cases import read_json_case
from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.outcome import Outcome
from policyc.model.program import Epoch, Policy
from policylang.diagnostic import Diagnostic, Level
from tests.spec.programs import check_text

VOCABULARY = """\
vocabulary spinal "Back pain"
  fact age "Age"
    type age from 0 years to 120 years
  fact pain "Time since the pain began"
    type duration from 0 days to 2000 days
    normally 10 days
  fact fever "Fever"
    type yes or no
    normally no
  fact weakness "Weakness"
    type yes or no
    normally no
  fact urgent "Urgent surgery needed"
    type yes or no
    normally no
  fact last_scan "Last scan"
    type date or never
    normally never
"""

HEADER = """\
policy payer.back "Back imaging"
  vocabulary spinal
  source doc "The document"
  services
    CPT 72148 as plain "Plain scan"
    CPT 72158 as contrast "Contrast scan"
"""


def policy_of(text: str, header: str = "") -> Policy:
    """The policy of one or more versions in a text, with further lines of the header; no errors allowed."""
    outcome = check_text(f"{VOCABULARY}\n{HEADER}{header}\n{text}")
    errors = [found.headline for found in outcome.diagnostics if found.level is Level.ERROR]
    assert not errors, errors
    return outcome.checked.program.policies["payer.back"]


def told(look: Callable[[Studied], Iterable[Diagnostic]], policy: Policy) -> list[Diagnostic]:
    """What a pass tells of all versions."""
    return [found for studied in studied_versions(policy) for found in look(studied)]


def patient_of(found: Diagnostic, policy: Policy) -> Case:
    """The witness of a finding, read back from its JSON."""
    case = read_json_case(found.witness, policy)
    assert isinstance(case, Case), case
    return case


def decided(
    epoch: Epoch, case: Case, readings: Mapping[str, str] | None = None
) -> tuple[Outcome, str | None]:
    """The outcome of a complete case for the first service it requests, and the line that decides."""
    answer = evaluate(epoch, case, case.requested[0], readings)
    (outcome,) = answer.possible
    return outcome, answer.decided_by.line if answer.decided_by else None
