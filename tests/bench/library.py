"""A library of a payer's size: policies of a hundred criteria over a few shared vocabularies, written to a folder.

The policies look like real ones: a header, two services or more, sections that divide a duration or an age between
them, requirements, thresholds, counts, exceptions, references between sections, and lines that name the sections.
Little is wrong in them. Everything is drawn from a seed, so that the same library comes out each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

VOCABULARIES = 10
SIGNS, REASONS, MEASURES, HISTORIES = 90, 15, 20, 20
CRITERIA = 100
LABELS = "ABCDEFGHJK"
SECTIONS = len(LABELS)


def write_library(folder: Path, policies: int = 500, seed: int = 1) -> Path:
    """Write a project with so many policies, each a header and a version in files of their own."""
    rng = Random(seed)
    (folder / "policies" / "vocabularies").mkdir(parents=True)
    (folder / "policyc.toml").write_text('policies = "policies"\n')
    for number in range(VOCABULARIES):
        path = folder / "policies" / "vocabularies" / f"field_{number}.policy"
        path.write_text("\n".join(vocabulary_rows(number, rng)) + "\n")
    for number in range(policies):
        own = folder / "policies" / f"area_{number % 20}" / f"policy_{number}"
        own.mkdir(parents=True)
        used = rng.randrange(VOCABULARIES)
        (own / "policy.policy").write_text("\n".join(header_rows(number, used)) + "\n")
        (own / "2025.policy").write_text("\n".join(version_rows(number, used, rng)) + "\n")
    return folder


def changed_policy(folder: Path, number: int = 0) -> Path:
    """The version file of a policy, with one threshold moved."""
    path = folder / "policies" / f"area_{number % 20}" / f"policy_{number}" / "2025.policy"
    text = path.read_text()
    place = text.index(">= ")
    end = text.index(" points", place)
    path.write_text(f"{text[:place]}>= {int(text[place + 3 : end]) % 90 + 3}{text[end:]}")
    return path


def vocabulary_rows(number: int, rng: Random) -> Iterator[str]:
    """Signs, measures and treatments, with axioms that relate some of them."""
    yield f'vocabulary field_{number} "Field {number}"'
    yield '  document clinic_note "Clinic note"'
    yield '  fact age "Age"'
    yield from ("    type age", "    changes by nothing")
    yield '  fact symptom_duration "How long the symptoms have lasted"'
    yield from ("    type duration", "    changes by time")
    for each in range(SIGNS):
        yield f'  fact sign_{each} "Sign {each} of field {number}"'
        yield "    type yes or no"
        yield "    documented by clinic_note within the last 6 months"
        yield from ("    normally no", "    worse when yes")
    for each in range(REASONS):
        yield f'  fact reason_against_{each} "Reason against imaging {each}"'
        yield from ("    type yes or no", "    normally no")
    for each in range(MEASURES):
        yield f'  fact score_{each} "Score {each}"'
        yield "    type number in points from 0 points to 100 points step 1"
        yield from ("    normally 0 points", "    worse when higher")
    for each in range(HISTORIES):
        yield f'  fact treatment_{each} "Treatment {each}"'
        yield from ("    type episodes", "    documented by clinic_note", "    changes by treatment")
    for each in rng.sample(range(SIGNS // 2), 12):
        yield f"  axiom sign_{each} implies sign_{each + SIGNS // 2}"
    for each in range(0, 10, 2):
        yield f"  axiom treatment_{each} part of treatment_{each + 1}"


def header_rows(number: int, used: int) -> Iterator[str]:
    """The header of a policy."""
    yield f'policy payer.policy_{number} "Policy {number}"'
    yield f"  vocabulary field_{used}"
    yield f'  source book "Criteria {number}"'
    yield "  services"
    yield f'    CPT {70000 + number} as plain "Plain imaging"'
    yield f'    CPT {80000 + number} as contrast "Imaging with contrast"'
    yield "  version selected by date_of_service"
    yield "  windows counted back from date_of_service"
    yield "  undocumented facts are unknown"


def version_rows(number: int, used: int, rng: Random) -> Iterator[str]:
    """A version of a hundred criteria in sections that divide the duration of the symptoms between them."""
    yield f"version 2025 of payer.policy_{number} effective from 2025-01-01"
    yield '  define care "Enough care" cite book "Care"'
    yield "    all of these 2:"
    yield f"      - at least {rng.randint(4, 8)} weeks of treatment_1 within the last 6 months"
    yield f"      - sign_{rng.randrange(SIGNS)}"
    weeks = sorted(rng.sample(range(1, 40), SECTIONS - 1))
    for section in range(SECTIONS):
        label = LABELS[section]
        low, high = (
            (weeks[section - 1] if section else None),
            (weeks[section] if section < len(weeks) else None),
        )
        yield f'  section {label} "Stage {section + 1}" cite book "{label}"'
        scope = [f"symptom_duration > {low} weeks"] if low is not None else []
        scope += [f"symptom_duration <= {high} weeks"] if high is not None else []
        if len(scope) == 1:
            yield f"    applies when {scope[0]}"
        else:
            yield "    applies when all of these 2:"
            yield from (f"      - {each}" for each in scope)
        if section % 3 == 2:
            yield "    requires care"
        yield f"    recommend {'plain' if section % 2 else 'contrast'}"
        signs = rng.sample(range(SIGNS), 30)
        for place in range(CRITERIA // SECTIONS):
            yield f'    criterion {label}.{place + 1} "Criterion {place + 1}" cite book "{label}, {place + 1}"'
            yield from (f"      {row}" for row in condition_rows(rng, signs, LABELS[section - 1], place))
    yield "  decide"
    yield "    first"
    yield f'      young: md review cite book "Age" when age < {rng.randint(5, 18)} years'
    yield "    then"
    yield f'      stages: approve cite book "Stages" when any of these {SECTIONS}:'
    yield from (f"        - {label} is met" for label in LABELS)
    yield '    otherwise not medically necessary cite book "Stages"'


def condition_rows(rng: Random, signs: list[int], before: str, place: int) -> list[str]:
    """One criterion: a sign and a score, a count of signs, a treatment, an exception, or one borrowed from before.

    Each takes signs of its own off the list, or many criteria would follow from others, which real ones do not.
    """
    few = [signs.pop() for _ in range((1, 5, 1, 3, 1)[place % 5])]
    kind = place % 5
    if kind == 0:
        score = f"score_{rng.randrange(MEASURES)} >= {rng.randint(3, 90)} points"
        return ["all of these 2:", f"  - sign_{few[0]}", f"  - {score}"]
    if kind == 1:
        return [f"at least 2 of these {len(few)}:", *(f"  - sign_{each}" for each in few)]
    if kind == 2:
        amount = f"at least {rng.randint(2, 10)} weeks of treatment_{rng.randrange(HISTORIES)}"
        return ["all of these 2:", f"  - {amount} within the last 3 months", f"  - sign_{few[0]}"]
    if kind == 3:
        return [
            "all of these 3:",
            *(f"  - sign_{each}" for each in few),
            f"unless reason_against_{rng.randrange(REASONS)}",
        ]
    return ["all of these 2:", f"  - {before}.{place} holds", f"  - sign_{few[0]}"]
