"""An example of every construct, and the tree it must give."""

from datetime import date

from policylang import tree
from policylang.tree import Quantity, Word


def w(text: str) -> Word:
    return Word(text)


def ws(*texts: str) -> tuple[Word, ...]:
    return tuple(Word(text) for text in texts)


def q(number: str, unit: str | None = None) -> Quantity:
    return Quantity(Word(number), Word(unit) if unit else None)


def names(name: str) -> tree.Named:
    return tree.Named(Word(name))


CITE = tree.Cite(w("kp"), w("II.A"))
FEVER, CHILLS = names("fever"), names("chills")

CONDITIONS = {
    "fever": FEVER,
    "not fever": tree.Negated(FEVER),
    "duration_days <= 6 weeks": tree.Compared(w("duration_days"), "<=", q("6", "weeks")),
    "temperature >= 38.5 celsius": tree.Compared(w("temperature"), ">=", q("38.5", "celsius")),
    "score = 3": tree.Compared(w("score"), "=", q("3")),
    "plan is medicare": tree.IsValue(w("plan"), ws("medicare")),
    "plan is not one of medicare, medicaid": tree.IsValue(
        w("plan"), ws("medicare", "medicaid"), negated=True
    ),
    "last_mri is never": tree.IsValue(w("last_mri"), ws("never")),
    "imaging includes ct": tree.Includes(w("imaging"), w("ct")),
    "last_mri within the last 6 months": tree.WithinLast(w("last_mri"), q("6", "months")),
    "at least 1 year since last_mri": tree.TimeSince(">=", q("1", "year"), w("last_mri")),
    "less than 1 year since last_mri": tree.TimeSince("<", q("1", "year"), w("last_mri")),
    "at least 6 weeks of therapy": tree.Amount(q("6", "weeks"), w("therapy"), False, None),
    "at least 6 weeks of therapy for the current episode within the last 3 months": tree.Amount(
        q("6", "weeks"), w("therapy"), True, q("3", "months")
    ),
    "at least 2 follow_up visits of therapy within the last 1 year": tree.Visits(
        w("2"), w("follow_up"), w("therapy"), False, q("1", "year")
    ),
    "I.C is met": tree.OutlineTest(w("I.C"), "met"),
    "II holds": tree.OutlineTest(w("II"), "holds"),
    "II applies": tree.OutlineTest(w("II"), "applies"),
    "any criterion of II": tree.AnyCriterion(w("II")),
    "any section applies": tree.AnySectionApplies(None),
    "any section of V applies": tree.AnySectionApplies(w("V")),
    "service is one of lumbar, thoracic": tree.ServiceIs(ws("lumbar", "thoracic")),
    "service is not lumbar": tree.ServiceIs(ws("lumbar"), negated=True),
    "request includes thoracic": tree.RequestIncludes(w("thoracic")),
    "any patient": tree.Everybody(True),
    "no patient": tree.Everybody(False),
    "all of these 2:\n  - fever\n  - chills": tree.Listing(
        "all", (tree.Item(FEVER), tree.Item(CHILLS)), checksum=w("2")
    ),
    "any of:\n  - fever": tree.Listing("any", (tree.Item(FEVER),)),
    "none of:\n  - fever": tree.Listing("none", (tree.Item(FEVER),)),
    'at least 2 of these 3:\n  - fever cite kp "II.A"\n    waived when chills\n    note "why"\n'
    "  - any of:\n    - chills": (
        tree.Listing(
            "at least",
            (
                tree.Item(FEVER, (CHILLS,), CITE, ws("why")),
                tree.Item(tree.Listing("any", (tree.Item(CHILLS),))),
            ),
            least=w("2"),
            checksum=w("3"),
        )
    ),
    "depending on reading urgent:\n  - waived: fever\n  - nested: no patient": tree.Depending(
        w("urgent"),
        (tree.Alternative(w("waived"), FEVER), tree.Alternative(w("nested"), tree.Everybody(False))),
    ),
}

TYPES = {
    "yes or no": tree.FactType("yes or no"),
    "number": tree.FactType("number"),
    "number in percent from 0 to 100 percent step 0.5": tree.FactType(
        "number", w("percent"), q("0"), q("100", "percent"), w("0.5")
    ),
    "age from 0 to 120 years": tree.FactType("age", low=q("0"), high=q("120", "years")),
    "duration from 0 days to 5 years": tree.FactType("duration", low=q("0", "days"), high=q("5", "years")),
    "date": tree.FactType("date"),
    "date or never": tree.FactType("date or never"),
    'one of these 2:\n  - medicare "Medicare"\n  - other': tree.FactType(
        "one of",
        choices=(tree.Choice(w("medicare"), w("Medicare")), tree.Choice(w("other"))),
        checksum=w("2"),
    ),
    "set of:\n  - ct": tree.FactType("set of", choices=(tree.Choice(w("ct")),)),
    "episodes": tree.FactType("episodes"),
    'episodes with visits evaluation, follow_up "Follow-up"': tree.FactType(
        "episodes", choices=(tree.Choice(w("evaluation")), tree.Choice(w("follow_up"), w("Follow-up")))
    ),
}

VALUES = {
    "yes": tree.Value("yes"),
    "no": tree.Value("no"),
    "unknown": tree.Value("unknown"),
    "never": tree.Value("never"),
    "some day": tree.Value("some day"),
    "none": tree.Value("none"),
    "44 years": tree.Value("quantity", quantity=q("44", "years")),
    "2024-01-31": tree.Value("date", on=date(2024, 1, 31)),
    "since 2024-01-31": tree.Value("since", on=date(2024, 1, 31)),
    "medicare": tree.Value("name", name=w("medicare")),
    "from 2024-01-01 through 2024-01-31": tree.Value(
        "stretch", on=date(2024, 1, 1), through=date(2024, 1, 31)
    ),
    "follow_up on 2024-01-05": tree.Value("visit", on=date(2024, 1, 5), name=w("follow_up")),
}

CLAIMS = {
    "whenever fever and chills\n  then outcome is approve or pend": tree.Whenever(
        (FEVER, CHILLS), ws("approve", "pend")
    ),
    "whenever fever then outcome is other than approve": tree.Whenever((FEVER,), ws("approve"), negated=True),
    "never not covered when fever and chills": tree.NeverOutcome(w("not covered"), (FEVER, CHILLS)),
    "more fever never worsens the outcome": tree.MoreNeverWorsens(w("fever")),
    "I is met implies II is met": tree.MetImplies(
        tree.OutlineTest(w("I"), "met"), tree.OutlineTest(w("II"), "met")
    ),
    "same outcome in 2023 and 2024 when fever": tree.SameOutcome((w("2023"), w("2024")), (FEVER,)),
    "same outcome in 2023 and 2024": tree.SameOutcome((w("2023"), w("2024")), ()),
    "outcome is never worse in 2024 than in 2023 when fever": tree.NeverWorse(w("2024"), w("2023"), (FEVER,)),
    "outcome is never worse in 2024 than in 2023": tree.NeverWorse(w("2024"), w("2023"), ()),
}

VOCABULARY = """\
vocabulary spine "Spine"
  document clinic_note "Clinic note"
  fact fever "Fever"
    type yes or no
    ask "Has the patient a fever?"
    documented by clinic_note, lab_report within the last 6 months
    code SNOMED "386661006" "Fever"
    code ICD10 "R50.9"
    normally no
    worse when yes
    urgent when yes
    changes by treatment, time
    per service
    current episode since onset
    note "A note"
  fact temperature "Temperature"
    type number in celsius
    urgent when >= 39 celsius
  axiom physical_therapy part of conservative_treatment because "every day of it is one"
  axiom fever implies chills
  axiom never fever and not chills because "so"
  note "Shared"
"""

POLICY = """\
policy payer.topic "Topic"
  payer "Payer"
  vocabulary spine
  vocabulary "other.policy"
  source kp "Criteria" revised 2023-10-03 retrieved 2024-05-06 at "kp.txt"
  services
    CPT 72148, G0151, "0042T" as lumbar "Lumbar"
    group spine "Spine": lumbar, thoracic
  version selected by date_of_service
  windows counted back from date_of_request
  undocumented facts are not met
  notice 60 days
  review every 1 year
  documents
    notes "Clinic notes" cite kp "II.A"
  outcomes
    md review worded "case-by-case review"
  history
    2023-08-08 approved "Reasonable" effective 2024-01-01 requires notice of 60 days cite kp "II.A"
    2023-08-09 revised "Again" requires notice
  reading urgent "Does it waive?" cite kp "II.A"
    chosen waived "For"
    or nested "Against"
    not modelled
    note "Long debated"
  text not held from 2020-01-01 before 2021-01-01 because "nobody kept it"
  note "Header"
"""

VERSION = """\
version 2024 of payer.topic effective from 2024-01-01 through 2024-12-31 cite kp "II.A"
  approved 2023-08-08
  note "Version"
  define care "Care" cite kp "II.A"
    fever
    note "Definition"
  section I "Section" effective before 2025-01-01 cite kp "II.A"
    applies when fever
    requires chills cite kp "II.A"
      waived when fever
      note "Requirement"
    recommend lumbar, thoracic when fever cite kp "II.A"
    criterion I.A "Criterion" cite kp "II.A"
      fever
      unless chills
      recommend lumbar
      note "Criterion"
    section I.B "Inner"
      criterion I.B.1 "Deep"
        chills cite kp "II.A"
    note "Section"
  decide
    first
      urgent: md review effective from 2024-02-01 cite kp "II.A" when fever
    then
      back_pain: approve when any of:
        - I is met
        unless chills
      otherwise not covered cite kp "II.A"
    note "Decide"
"""

AMENDING = """\
version 2025 effective from 2025-01-01 amends 2024
  draft
  replace
    criterion I.A "Other"
      chills
  add in I
    criterion I.C "New"
      fever
  add after I.C
    section II "New"
  add before back_pain
    early: pend when fever
  add
    define late "Late"
      fever
  remove criterion I.D
  remove section V
  remove define care
  remove line urgent
"""

CASES = """\
cases for payer.topic
every case
  given plan commercial
  requests lumbar
  and nothing else
case "A case" on 2024-02-01
  dated date_of_request 2024-01-15
  requests lumbar, thoracic
  given fever, not chills, prior for thoracic yes
  given age 44 years
  and nothing else
  expect approve by back_pain under I.A supporting lumbar also supporting thoracic
  expect lumbar: pend for fever, chills possible approve, not covered
  expect not covered by otherwise supporting nothing
  expect undecided
  expect thoracic: contradiction
  note "Why"
prove "A claim" under every reading
  never approve when fever
  known to fail because "the text says so"
  note "Why"
acknowledge P301 on I.A of version 2024 because "as written"
acknowledge P302 on payer.topic because "as written"
"""


def criterion_with(condition: str) -> str:
    body = "\n".join(f"      {line}" for line in condition.split("\n"))
    return f'version 1\n  section I "S"\n    criterion I.A "C"\n{body}\n'


def fact_with(kind: str) -> str:
    body = "\n".join(f"    {line}" for line in f"type {kind}".split("\n"))
    return f'vocabulary v "V"\n  fact f "F"\n{body}\n'


def case_with(value: str) -> str:
    return f'case "C" on 2024-01-01\n  given f {value}\n'


def prove_with(claim: str) -> str:
    body = "\n".join(f"  {line}" for line in claim.split("\n"))
    return f'prove "P"\n{body}\n'


ALL = (
    VOCABULARY,
    POLICY,
    VERSION,
    AMENDING,
    CASES,
    *map(criterion_with, CONDITIONS),
    *map(fact_with, TYPES),
    *map(case_with, VALUES),
    *map(prove_with, CLAIMS),
)
