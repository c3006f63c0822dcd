"""Small policies in the language, and what is asked of them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from policyc.check import check_files
from policyc.evaluate import truth_of
from policyc.model.cases import Case
from policyc.model.facts import Value
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policylang import parse
from policylang.source import Source

VOCABULARY = """\
vocabulary sample "A sample vocabulary"
  fact fever "Fever"
    type yes or no
    normally no
  fact infection "Infection"
    type yes or no
    normally no
  fact antibiotics "Antibiotics"
    type yes or no
    normally no
  fact age "Age"
    type age from 0 years to 120 years
  fact symptom_duration "Duration of symptoms"
    type duration from 0 days to 5 years
  fact last_mri "Last lumbar MRI"
    type date or never
    normally never
  fact onset "Onset"
    type date
  fact plan "Plan"
    type one of:
      - commercial "Commercial"
      - medicare "Medicare"
      - medicaid "Medicaid"
    normally commercial
  fact imaging "Imaging so far"
    type set of:
      - plain_films "Plain films"
      - ct "CT"
    normally none
  fact physical_therapy "Physical therapy"
    type episodes with visits evaluation "Initial evaluation", follow_up "Follow-up"
    normally none
    current episode since symptom_duration
  fact treatment "Conservative treatment"
    type episodes
    normally none
    current episode since onset
  fact earlier_request "Earlier request"
    type yes or no
    normally no
    per service
  axiom physical_therapy part of treatment because "therapy is treatment"
  axiom infection implies fever because "for the sake of the sample"
  axiom never antibiotics and plan is medicare because "for the sake of the sample"
"""

HEADER = """\
policy sample.policy "A sample policy"
  payer "A payer"
  vocabulary sample
  source book "A book"
  services
    CPT 72148 as plain "MRI without contrast"
    CPT 72149 as contrast "MRI with contrast"
    CPT 72158 as both "MRI without, then with contrast"
    group any_contrast: contrast, both
  version selected by date_of_service
  windows counted back from date_of_service
  reading way "Which way is meant?" cite book "1"
    chosen narrow "It says so"
    or wide "It may mean so"
"""


@lru_cache
def epoch_of(version: str, header: str = HEADER, more: str = "") -> Epoch:
    """The epoch of a version whose text, from its definitions to its lines, is given; `more` adds to the facts."""
    rows = "\n".join(f"  {row}" if row else "" for row in version.strip("\n").split("\n"))
    facts = f"{VOCABULARY}  {more}\n" if more else VOCABULARY
    text = f"{facts}\n{header}\nversion 2024 effective from 2020-01-01\n{rows}\n"
    parsed = parse(Source("sample.policy", text))
    checked = check_files([parsed.file])
    errors = [found for found in (*parsed.diagnostics, *checked.diagnostics) if str(found.level) == "error"]
    assert not errors, errors
    return checked.program.policies["sample.policy"].epochs[0]


def epoch_with(condition: str, more: str = "") -> Epoch:
    """An epoch with one criterion that has this condition; `more` is another declaration of the vocabulary."""
    rows = condition.strip("\n").split("\n")
    indented = "\n".join(f"    {row}" for row in rows)
    version = f"""
section I "The section" cite book "1"
  criterion I.A "The criterion" cite book "1.A"
{indented}
decide
  acute: approve cite book "2" when I is met
  otherwise not medically necessary cite book "3"
"""
    return epoch_of(version, more=more)


def truth(condition: str, day: str, **facts: Value | None) -> Truth:
    """The truth of a condition for a patient of whom these facts are known on a day."""
    epoch = epoch_with(condition)
    case = Case({"date_of_service": date.fromisoformat(day)}, (), facts)
    return truth_of(epoch, epoch.criteria["I.A"].condition, case, "plain")
