"""What a planted defect is, and how to find a place for one.

A defect is planted in the first version of a draft. `at` are the rows of the text that the finding must point at,
or names that it must mention; `codes` the codes under which it may be told. `consequences` are what may be told
besides because of it, as (code, name) pairs: stated here, so that everything else counts as a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from tests.mutants.criteria import Facts
from tests.mutants.draft import CriterionDraft, Listed, PolicyDraft, Says, SectionDraft, VersionDraft, all_of
from tests.mutants.evidence import Evidence

Consequence = tuple[str, str]


@dataclass(frozen=True)
class Planted:
    """A draft with a defect, what must be found, and a judge's question that confirms the defect."""

    draft: PolicyDraft
    codes: tuple[str, ...]
    at: tuple[str, ...]
    confirm: Callable[[Evidence], bool]
    consequences: tuple[Consequence, ...] = ()


class Place:
    """A copy of a clean draft, with what is needed to change it in one place."""

    def __init__(self, draft: PolicyDraft, seed: str) -> None:
        self.draft = deepcopy(draft)
        self.rng = Random(seed)
        self.facts = Facts(self.rng, self.draft)

    @property
    def version(self) -> VersionDraft:
        """The version that is changed."""
        return self.draft.versions[0]

    def sections(self) -> list[SectionDraft]:
        """Sections that nothing borrows from, that are not dated, and whose fact has no direction."""
        return [
            section
            for section in self.version.sections
            if not section.borrowed and not section.days and not self.directed(section.divides)
        ]

    def section(self, bounded: bool = False) -> SectionDraft | None:
        """One of those; with `bounded` one of a chapter that divides a fact."""
        found = [section for section in self.sections() if section.inside or not bounded]
        return self.rng.choice(found) if found else None

    def directed(self, fact: str) -> bool:
        """Whether a fact has a direction."""
        return any(row.startswith("worse when") for row in self.draft.facts.get(fact, ()))

    def together(self) -> CriterionDraft | None:
        """A criterion that asks for several things together, among them a sign, and recommends nothing itself."""
        found = [each for section in self.sections() for each in section.criteria if self.signs_of(each)]
        found = [each for each in found if each.facts and not each.recommends and not each.exceptions]
        return self.rng.choice(found) if found else None

    def signs_of(self, made: CriterionDraft) -> list[str]:
        """The signs among the items of an `all of`, those that may be waived left out."""
        if not isinstance(made.says, Listed) or made.says.head != "all of":
            return []
        plain = [item.says for item in made.says.items if isinstance(item.says, str) and not item.waivers]
        return [each for each in plain if each.startswith("sign_") and each in self.draft.facts]

    def add(self, section: SectionDraft, says: Says, name: str = "Planted") -> CriterionDraft:
        """One more criterion at the end of a section."""
        section.criteria.append(CriterionDraft(f"{section.label}.{name}", says))
        return section.criteria[-1]

    def use(self, *facts: str) -> None:
        """Have a criterion of its own ask for these facts, so that they matter whatever else is planted."""
        section = next(iter(self.sections()), self.version.sections[-1])
        self.add(section, all_of(self.facts.sign(), *facts), name="Use")


def items(says: Says) -> Listed:
    """A condition known to be a list."""
    assert isinstance(says, Listed)
    return says


def idle(*facts: str) -> Iterator[Consequence]:
    """That facts no longer matter."""
    return (("P711", fact) for fact in facts)
