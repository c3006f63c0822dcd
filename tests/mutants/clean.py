"""Policies in which nothing is wrong, of any size.

A policy consists of chapters. The sections of a chapter divide all values of one fact of the chapter's own
between them: exactly six weeks belongs to one section, and so does every other value. What could make a cliff is
kept apart: where the dividing fact has a direction, the early sections lead to a review, the last to an approval,
and each borrows the criteria of the one before. Lines of other outcomes say whom they leave to the approving line.

Nothing here is proof: every draft is held against a judge before it is used.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise
from random import Random

from tests.mutants.criteria import Facts, criterion, signs
from tests.mutants.divisions import DIVISIONS, Division
from tests.mutants.draft import (
    CriterionDraft,
    LineDraft,
    Listed,
    PolicyDraft,
    Requirement,
    Says,
    SectionDraft,
    VersionDraft,
    all_of,
    any_of,
    depending,
    none_of,
)
from tests.mutants.second import with_second_version

SIZES = (5, 15, 40, 100)
LETTERS = "ABCDEFGHJKLMNPQRSTUWXYZ"


def clean_policy(seed: int, criteria: int) -> PolicyDraft:
    """A clean policy with about so many criteria; the same for the same seed."""
    rng = Random(f"{seed}/{criteria}")
    writer = Writer(rng, criteria)
    writer.write()
    if rng.random() < 0.5:
        with_second_version(rng, writer.draft, writer.facts)
    return writer.draft


class Writer:
    """A clean policy while it is written."""

    def __init__(self, rng: Random, criteria: int) -> None:
        self.rng, self.size = rng, criteria
        self.version = VersionDraft("2024", "from 2024-01-01", "2023-09-01")
        self.draft = PolicyDraft(versions=[self.version])
        self.draft.services = [f"study_{letter}" for letter in "abc"[: rng.randint(1, 3)]]
        self.draft.undocumented_not_met = rng.random() < 0.25
        self.facts = Facts(rng, self.draft)
        self.early: list[str] = []
        self.approving: list[str] = []
        self.gate = ""

    def write(self) -> None:
        """The whole policy."""
        letters = iter(LETTERS)
        chapters = max(1, round(self.size / self.rng.choice((5, 8))))
        self.gate = self.facts.sign(False) if chapters == 1 and self.rng.random() < 0.6 else ""
        left = self.size
        for number in range(chapters, 0, -1):
            share = round(left / number)
            self.chapter(next(letters), share)
            left -= share
        self.recommends()
        self.dated_section()
        self.lines()
        self.header()
        self.axioms()

    # --- Chapters ------------------------------------------------------------------------------------------

    def chapter(self, letter: str, size: int) -> None:
        """Sections that divide a fact between them."""
        divided = self.division()
        sections = [
            SectionDraft(
                f"{letter}{number}", self.gated(share.scope), inside=share.inside, outside=share.outside
            )
            for number, share in enumerate(divided.shares, 1)
        ]
        directed = divided.directed
        for section in sections:
            section.divides = divided.fact
        for number in range(max(size, 2 * len(sections))):
            section = sections[number % len(sections)]
            label = f"{section.label}.{len(section.criteria) + 1}"
            section.criteria.append(criterion(self.rng, self.facts, label))
        for number, section in enumerate(sections):
            self.furnish(section, requires=not (directed and number), inside=not directed)
        if directed:
            self.step(sections)
        else:
            self.approving += [section.label for section in sections]
        self.version.sections += sections

    def division(self) -> Division:
        """How a chapter divides all patients."""
        designs = [DIVISIONS[name] for name in DIVISIONS if name != "none" or not self.gate]
        return self.rng.choice(designs)(self)

    def gated(self, scope: Says | None) -> Says | None:
        """The scope with the gate of the policy before it."""
        if not self.gate:
            return scope
        if isinstance(scope, Listed) and scope.head == "all of":
            return all_of(self.gate, *(item.says for item in scope.items))
        return self.gate if scope is None else all_of(self.gate, scope)

    def step(self, sections: list[SectionDraft]) -> None:
        """Each section borrows the criteria of the one before; all but the last lead to a review."""
        for before, section in pairwise(sections):
            before.borrowed = True
            borrowed = CriterionDraft(
                f"{section.label}.{len(section.criteria) + 1}", f"any criterion of {before.label}"
            )
            section.criteria.append(borrowed)
        self.early += [section.label for section in sections[:-1]]
        self.approving.append(sections[-1].label)

    def furnish(self, section: SectionDraft, requires: bool, inside: bool) -> None:
        """What else a section may have: a requirement, a section inside it, a definition, a reading."""
        rng, facts = self.rng, self.facts
        if requires and rng.random() < 0.4:
            waivers: list[Says] = [facts.sign()] if rng.random() < 0.6 else []
            section.requires.append(Requirement(facts.sign(), waivers))
        if section.requires and rng.random() < 0.3:
            reading = self.reading("waiver", ("lifted", "bound"))
            section.requires[0].waivers.append(depending(reading, lifted=facts.sign(), bound="no patient"))
        if inside and rng.random() < 0.25:
            label = f"{section.label}.Sub"
            inner = SectionDraft(label, facts.sign(False) if rng.random() < 0.5 else None)
            inner.criteria = [criterion(rng, facts, f"{label}.{number}") for number in (1, 2)]
            section.subsections.append(inner)
        if rng.random() < 0.3:
            name = f"definition_{len(self.version.definitions) + 1}"
            self.version.definitions[name] = self.defined()
            self.extra(section, all_of(name, facts.sign()))
        if rng.random() < 0.3:
            reading = self.reading("sense", ("narrow", "wide", "literal")[: rng.randint(2, 3)])
            sign = facts.sign()
            ways: dict[str, Says] = {
                "narrow": all_of(sign, facts.sign()),
                "wide": sign,
                "literal": "no patient",
            }
            names = [row.split()[1] for row in self.draft.readings[reading]]
            self.extra(section, depending(reading, **{name: ways[name] for name in names}))

    def defined(self) -> Says:
        """What a definition says."""
        facts = self.facts
        if self.rng.random() < 0.5:
            return any_of(facts.sign(), f"{facts.score(True)} > 10 points")
        return signs(self.rng, facts)

    def extra(self, section: SectionDraft, says: Says) -> None:
        """One more criterion of a section."""
        section.criteria.append(CriterionDraft(f"{section.label}.{len(section.criteria) + 1}", says))

    def reading(self, base: str, names: tuple[str, ...]) -> str:
        """A new reading with these alternatives; the first is chosen."""
        name = f"{base}_{len(self.draft.readings) + 1}"
        rows = [
            f'{"or" if number else "chosen"} {each} "It may be {each}"' for number, each in enumerate(names)
        ]
        self.draft.readings[name] = rows
        return name

    # --- The rest ------------------------------------------------------------------------------------------

    def recommends(self) -> None:
        """Every approving section recommends some services, every service is recommended somewhere."""
        services = self.draft.services
        sections = [section for section in self.version.sections if section.label in self.approving]
        for number, section in enumerate(sections):
            if number and self.rng.random() < 0.3:
                continue
            section.recommends = [", ".join(sorted({services[0], self.rng.choice(services)}))]
            if number == 0:
                section.recommends = [", ".join(services)]
        last = self.rng.choice(sections)
        plain = [each for each in last.criteria if each.facts]
        if len(services) > 1 and len(plain) > 1:
            plain[0].recommends = [services[-1]]
            if not self.draft.undocumented_not_met:
                plain[0].recommends = [f"{', '.join(services)} when {self.facts.sign(False)}", services[-1]]

    def dated_section(self) -> None:
        """A section with one text before a day, and another from that day on."""
        if self.gate or self.rng.random() < 0.6:
            return
        one, other = self.facts.sign(), self.facts.sign()
        same = criterion(self.rng, self.facts, "V.2")
        for days, says in (("before 2024-07-01", all_of(one, other)), ("from 2024-07-01", one)):
            section = SectionDraft("V", None, days=days)
            section.criteria.append(CriterionDraft("V.1", says))
            section.criteria.append(deepcopy(same))
            self.version.sections.append(section)
        self.approving.append("V")

    def lines(self) -> None:
        """Who decides what."""
        rng, facts, lines = self.rng, self.facts, self.version.lines
        if rng.random() < 0.7:
            plan = facts.kind()
            lines.append(LineDraft("exempt", "review not required", f"{plan} is {plan}_c", first=True))
        if rng.random() < 0.4:
            says = facts.sign(False)
            lines.append(LineDraft("pilot", "review not required", says, first=True, days="from 2024-10-01"))
        met: list[Says] = [f"{label} is met" for label in self.approving]
        if rng.random() < 0.5:
            lines.append(LineDraft("unclear", "md review", all_of(facts.sign(False), nobody_of(met))))
        for letter in sorted({label[0] for label in self.early}):
            early: list[Says] = [f"{label} is met" for label in self.early if label[0] == letter]
            # The section that follows the early ones excludes them by its scope.
            others = [each for each in met if str(each)[0] != letter]
            some = any_of(*early) if len(early) > 1 else early[0]
            says = all_of(some, nobody_of(others)) if others else some
            lines.append(LineDraft(f"early_{letter.lower()}", "md review", says))
        if self.gate:
            lines.append(LineDraft("not_listed", "md review", "not any section applies"))
        lines.append(LineDraft("criteria_met", "approve", any_of(*met) if len(met) > 1 else met[0]))

    def header(self) -> None:
        """Dates that were kept."""
        if self.rng.random() < 0.5:
            self.draft.header += ["notice 60 days", "review every 2 years"]
            self.draft.history.append(
                '2023-09-01 approved "The text of 2024" effective 2024-01-01 requires notice cite book "History"'
            )

    def axioms(self) -> None:
        """Axioms between signs of different criteria, each of which needs another sign besides."""
        plain = [
            (each, directed_signs(each, self.draft))
            for section, each in self.version.every_criterion()
            if not section.days and isinstance(each.says, Listed) and each.says.head == "all of"
        ]
        pairs = [(each, names) for each, names in plain if names]
        self.rng.shuffle(pairs)
        for (_, one), (_, other) in zip(pairs[0::2][: len(pairs) // 6], pairs[1::2], strict=False):
            self.draft.axioms.append(f'{one[0]} implies {other[0]} because "the one brings the other"')


def nobody_of(met: list[Says]) -> Says:
    """None of the sections is met."""
    return none_of(*met) if len(met) > 1 else f"not {met[0]}"


def directed_signs(made: CriterionDraft, draft: PolicyDraft) -> list[str]:
    """The signs with a direction that are items of a criterion, none of them waived."""
    assert isinstance(made.says, Listed)
    return [
        item.says
        for item in made.says.items
        if isinstance(item.says, str)
        and not item.waivers
        and "worse when yes" in draft.facts.get(item.says, ())
    ]
