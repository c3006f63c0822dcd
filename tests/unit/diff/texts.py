"""A small policy as text, and the typed epochs of texts."""

from policyc.check import check_files
from policyc.diff.edits import TextEdit, text_edits
from policyc.model.program import Epoch
from policylang import parse
from policylang.diagnostic import Level
from policylang.source import Source

VOCABULARY = """\
vocabulary spinal "Back pain"
  fact age "Age"
    type age from 0 years to 120 years
    normally 40 years
    worse when higher
  fact pain_duration "Pain duration"
    type duration from 0 days to 2000 days
    normally 10 days
  fact infection "Suspected infection"
    type yes or no
    normally no
  fact fever "Fever"
    type yes or no
    normally no
  fact drug_use "Intravenous drug use"
    type yes or no
    normally no
  fact bacteremia "Known bacteremia"
    type yes or no
    normally no
  fact urgent_need "Urgent surgery needed"
    type yes or no
    normally no
  fact plan "Plan"
    type one of:
      - commercial "Commercial"
      - medicare "Medicare"
      - medicaid "Medicaid"
    normally commercial
  fact last_scan "Last scan"
    type date or never
    normally never
  fact therapy "Physical therapy"
    type episodes with visits evaluation "Evaluation visit"
    normally none
  axiom bacteremia implies infection because "Bacteria in the blood are an infection"
"""

POLICY = """\
policy payer.back "Back imaging"
  vocabulary spinal
  source doc "The document"
  services
    CPT 72148 as plain "Plain scan"
    CPT 72158 as contrast "Contrast scan"
  version selected by date_of_service
  windows counted back from date_of_service
  undocumented facts are unknown
  reading urgency "Does urgency waive care?" cite doc "II"
    chosen waived "Else the words do nothing"
    or strict "The words are nested"

version 2023 effective from 2023-01-01
  define cared_for "Treated first" cite doc "II.A"
    all of these 2:
      - at least 4 weeks of therapy within the last 3 months
      - not urgent_need
  section I "Acute pain" cite doc "I"
    applies when pain_duration <= 6 weeks
    criterion I.A "Infection" cite doc "I.A"
      all of these 2:
        - infection
        - at least 2 of these 3:
          - fever
          - drug_use
          - age > 50 years
      recommend contrast
    criterion I.B "Blood infection" cite doc "I.B"
      bacteremia
      unless plan is medicaid
  section II "Chronic pain" cite doc "II"
    applies when pain_duration > 6 weeks
    requires cared_for
      waived when depending on reading urgency:
        - waived: urgent_need
        - strict: no patient
    recommend plain
    criterion II.A "Old scan" cite doc "II.A"
      at least 12 months since last_scan
    criterion II.B "Never scanned" cite doc "II.B"
      last_scan is never

  decide
    first
      medicare: review not required when plan is medicare cite doc "M"
    then
    pain: approve cite doc "Codes" when any of these 2:
      - I is met
      - II is met
    listed: md review cite doc "Listed" when I applies
    otherwise not medically necessary cite doc "Codes"
"""


def epoch_of(text: str, version: int = 0, vocabulary: str = VOCABULARY) -> Epoch:
    """An epoch of the policy in a text, by default the first; no errors allowed."""
    files = [parse(Source("back.policy", vocabulary)), parse(Source("policy.policy", text))]
    problems = [problem for parsed in files for problem in parsed.diagnostics]
    checked = check_files([parsed.file for parsed in files])
    problems += checked.diagnostics
    errors = [f"{one.code} {one.headline} {one.span}" for one in problems if one.level is Level.ERROR]
    assert not errors, errors
    policies = [policy for policy in checked.program.policies.values() if policy.epochs]
    return policies[0].epochs[version]


def changed(*replacements: tuple[str, str], text: str = POLICY) -> str:
    """The policy with each text replaced once; the text must be there."""
    for old, new in replacements:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


def edits_after(*replacements: tuple[str, str]) -> tuple[TextEdit, ...]:
    """The edits from the policy to the policy with replacements."""
    return text_edits(epoch_of(POLICY), epoch_of(changed(*replacements)))
