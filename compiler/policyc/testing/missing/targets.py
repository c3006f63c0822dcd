"""What is to be shown, in order, and the cases that show what no case shows so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import combinations

from policyc.decide.expectations import CaseResult
from policyc.model.cases import Case
from policyc.model.conditions import Condition, CriterionTest, SectionTest
from policyc.model.program import Epoch
from policyc.model.verdict import Truth, Verdict
from policyc.report.missing_cases import MissingRun
from policyc.testing.goals import atoms_of, meaning
from policyc.testing.missing.boundaries import boundaries
from policyc.testing.missing.changes import with_unknown
from policyc.testing.missing.parts import Part, parts_of
from policyc.testing.missing.search import Nobody, Search
from policyc.testing.missing.sheet import Sheet
from policyc.testing.missing.shown import Pool, Shown, shown, verdict_of
from policyc.testing.missing.writing import Titles, criterion_words, held_words, part_words
from policyc.testing.obeying import Slot
from policyc.testing.plain import asked_facts

_MOST_REQUESTS = 63
KINDS = ("criteria", "boundaries", "mcdc")
Tell = Callable[[str, str], None]
"""Told the text and what is looked for in it."""


def missing_cases(
    epoch: Epoch, own: Collection[CaseResult], kinds: Collection[str], titles: Titles, tell: Tell
) -> MissingRun:
    """The cases that show what the policy's own do not, for one text."""
    pool = pool_of(epoch, own)
    sheet = Sheet(epoch, pool, Search(epoch, pool), titles, asked_facts(epoch))
    for kind, write in (("criteria", _criteria), ("boundaries", boundaries), ("mcdc", _turning)):
        if kind in kinds:
            tell(epoch.name, kind)
            write(sheet)
    return MissingRun(
        epoch.policy.id, epoch.name, epoch.version.name, tuple(sheet.cases), tuple(sheet.not_shown)
    )


def pool_of(epoch: Epoch, own: Collection[CaseResult]) -> Pool:
    """The cases that a text decides already."""
    pool = Pool(epoch)
    for result in own:
        for verdict in result.verdicts:
            if result.epoch is epoch and isinstance(verdict, Verdict):
                pool.add(shown(epoch, result.expected.case, verdict.service))
    return pool


# --- Criteria met, not met, unknown -----------------------------------------------------------------------


def _criteria(sheet: Sheet) -> None:
    for label in sheet.epoch.criteria:
        test = CriterionTest(label, True)
        name = criterion_words(label, sheet.epoch)
        met, not_met = _met(label, sheet), _not_met(label, sheet)
        for truth, word, found in ((Truth.TRUE, "met", met), (Truth.FALSE, "not met", not_met)):
            if sheet.pool.shows(test, truth):
                continue
            if isinstance(found, Nobody):
                sheet.nobody("criteria", f"{name}: {_NOBODY[word]}", found)
            else:
                sheet.write(found, f"{name}: {word}", "criteria")
        if sheet.pool.shows(test, Truth.UNKNOWN) or any(_is_proof(found) for found in (met, not_met)):
            continue
        unknown = _unknown(test, [each for each in (met, not_met) if isinstance(each, Shown)], sheet)
        if isinstance(unknown, Nobody):
            sheet.nobody("criteria", f"{name}: nobody shows it not known", unknown)
        else:
            sheet.write(unknown, f"{name}: not known", "criteria")


_NOBODY = {
    "met": "nobody can meet it, whatever is known",
    "not met": "everybody meets it, whatever is known",
}


def _is_proof(found: Shown | Nobody) -> bool:
    return isinstance(found, Nobody) and found.proved


def _met(label: str, sheet: Sheet) -> Shown | Nobody:
    met = sheet.search.literal(CriterionTest(label, True))
    return sheet.search.patient([sheet.search.deciding(label), met], [met])


def _not_met(label: str, sheet: Sheet) -> Shown | Nobody:
    """Preferably in a section that applies, with all that it requires."""
    search, criterion = sheet.search, sheet.epoch.criteria[label]
    met = search.literal(CriterionTest(label, True))
    around = search.literal(SectionTest(criterion.section, "applies")) if criterion.section else 1
    requirements = search.subject.text.section(criterion.section, "requirements")
    return search.patient([around, requirements, -met], [-met])


def _unknown(test: CriterionTest, bases: list[Shown], sheet: Sheet) -> Shown | Nobody:
    """A patient with an answer left open, or all that matter: best one on whom the outcome then waits for them."""
    seen = []
    for base in bases:
        for slots in _left_open(base, test, sheet.epoch):
            one = with_unknown(base, slots, sheet.asked)
            if one.truth(test) is Truth.UNKNOWN:
                seen.append(one)
                verdict = verdict_of(one)
                if isinstance(verdict, Verdict) and {name for name, _ in slots} & set(verdict.open_facts):
                    return one
    return seen[0] if seen else _nothing_known(test, sheet)


def _nothing_known(test: CriterionTest, sheet: Sheet) -> Shown | Nobody:
    """Of whom nothing is known, for any request: where even that leaves a criterion settled, every answer does."""
    epoch = sheet.epoch
    model = sheet.search.patient([])
    services = tuple(epoch.policy.services)
    requests = [some for size in range(1, len(services) + 1) for some in combinations(services, size)]
    if isinstance(model, Nobody):
        return model
    for requested in requests[:_MOST_REQUESTS]:
        for service in requested:
            one = shown(epoch, Case(model.case.clocks, requested), service)
            if one.truth(test) is Truth.UNKNOWN:
                return one
    return Nobody(proved=len(requests) <= _MOST_REQUESTS)


def _left_open(base: Shown, test: CriterionTest, epoch: Epoch) -> Iterator[list[Slot]]:
    """The criterion's own facts one by one, then what its sections ask for, then all of them together."""
    own = atoms_of(meaning(CriterionTest(test.label, False), epoch), epoch)
    names = dict.fromkeys(str(getattr(atom, "fact", "")) for atom in (*own, *atoms_of(test, epoch)))
    slots = [slot for name in names for slot in ((name, ""), (name, base.service)) if slot in base.answers]
    yield from ([slot] for slot in slots)
    yield slots


# --- One condition makes the difference -------------------------------------------------------------------


def _turning(sheet: Sheet) -> None:
    for part in parts_of(sheet.epoch):
        for atom in part.atoms:
            if any(_turns(one, other, apart, part, atom) for one, other, apart in sheet.pool.pairs):
                continue
            found = sheet.search.turning(part, atom)
            name = part_words(part, sheet.epoch)
            held, failed = (held_words(atom, way, sheet.epoch) for way in (True, False))
            if isinstance(found, Nobody):
                words = f"{name}: “{held}” alone makes no difference to anybody's outcome"
                sheet.nobody("mcdc", words, found)
            else:
                sheet.write_pair(found, (f"{name}: {held}", f"{name}: {failed}"), "mcdc")


def _turns(one: Shown, other: Shown, apart: frozenset[str], part: Part, atom: Condition) -> bool:
    """Whether a pair differs in a condition, in whether the part is met, and in the outcome."""
    return (
        getattr(atom, "fact", "") in apart
        and bool(one.outcome and other.outcome)
        and one.outcome != other.outcome
        and {one.truth(atom), other.truth(atom)} == {Truth.TRUE, Truth.FALSE}
        and {part.truth(one), part.truth(other)} == {Truth.TRUE, Truth.FALSE}
    )
