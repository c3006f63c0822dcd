"""Criteria with facts of their own, in every shape the language has.

A criterion whose facts nothing else asks for can be the only one that is met, so it is neither redundant nor
unreachable. A fact with a declared direction stands only where more of it helps, so it makes no cliff.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.mutants.draft import (
    CriterionDraft,
    Item,
    PolicyDraft,
    Says,
    all_of,
    any_of,
    at_least,
    none_of,
)


class Facts:
    """The vocabulary of a draft as it grows: every call declares a fact that nothing asks for yet."""

    def __init__(self, rng: Random, draft: PolicyDraft) -> None:
        self.rng, self.draft = rng, draft

    def declare(self, base: str, *rows: str) -> str:
        """A new fact with these properties."""
        name = f"{base}_{len(self.draft.facts) + 1}"
        self.draft.facts[name] = list(rows)
        return name

    def sign(self, directed: bool | None = None) -> str:
        """A yes/no fact; by default it has a direction more often than not."""
        worse = self.rng.random() < 0.6 if directed is None else directed
        rows = ["type yes or no", "normally no", *(["worse when yes"] if worse else [])]
        return self.declare("sign", *rows)

    def score(self, directed: bool = False) -> str:
        """A number from 0 to 40."""
        rows = ["type number in points from 0 points to 40 points step 1"]
        return self.declare("score", *rows, *(["worse when higher"] if directed else []))

    def wait(self, directed: bool = False) -> str:
        """A duration up to ten years."""
        rows = ["type duration from 0 days to 10 years"]
        return self.declare("wait", *rows, *(["worse when longer"] if directed else []))

    def event(self) -> str:
        """A date or never."""
        return self.declare("event", "type date or never", "normally never")

    def kind(self) -> str:
        """One of three values `NAME_a`, `NAME_b`, `NAME_c`."""
        name = f"kind_{len(self.draft.facts) + 1}"
        choices = [f'  - {name}_{letter} "Choice {letter.upper()}"' for letter in "abc"]
        return self.declare("kind", "type one of these 3:", *choices, f"normally {name}_a")

    def films(self) -> str:
        """A set of two values."""
        name = f"films_{len(self.draft.facts) + 1}"
        choices = [f'  - {name}_{letter} "Choice {letter.upper()}"' for letter in "ab"]
        return self.declare("films", "type set of:", *choices, "normally none")

    def treatment(self, since: str = "") -> str:
        """Episodes with visits."""
        rows = ['type episodes with visits evaluation "Evaluation", follow_up "Follow-up"', "normally none"]
        return self.declare("treatment", *rows, *([f"current episode since {since}"] if since else []))


def criterion(rng: Random, facts: Facts, label: str, exceptions: bool = True) -> CriterionDraft:
    """A criterion of a random shape whose facts are all its own."""
    before = set(facts.draft.facts)
    made = CriterionDraft(label, rng.choice(SHAPES)(rng, facts))
    if exceptions and rng.random() < 0.15:
        made.exceptions.append(facts.sign(directed=False))
    made.facts = [name for name in facts.draft.facts if name not in before]
    return made


def signs(rng: Random, facts: Facts) -> Says:
    """Two or three signs together: the plain criterion that many defects are planted in."""
    return all_of(*(facts.sign() for _ in range(rng.randint(2, 3))))


def graded(rng: Random, facts: Facts) -> Says:
    """A sign and a number of at least so much."""
    least = rng.randint(8, 14)
    return all_of(facts.sign(), f"{facts.score(directed=rng.random() < 0.5)} >= {least} points")


def band(rng: Random, facts: Facts) -> Says:
    """A sign and a number between two thresholds."""
    name, low = facts.score(), rng.randint(5, 12)
    return all_of(facts.sign(), f"{name} >= {low} points", f"{name} < {low + 8} points")


def either(rng: Random, facts: Facts) -> Says:
    """One of two signs."""
    return any_of(facts.sign(), facts.sign())


def counted(rng: Random, facts: Facts) -> Says:
    """So many of three or four signs."""
    size = rng.randint(3, 4)
    return at_least(2, *(facts.sign() for _ in range(size)))


def nested(rng: Random, facts: Facts) -> Says:
    """A sign with one of two, or two of three, others."""
    inner = any_of(facts.sign(), facts.sign()) if rng.random() < 0.5 else counted(rng, facts)
    return all_of(facts.sign(), inner)


def absent(rng: Random, facts: Facts) -> Says:
    """A sign without either of two others."""
    return all_of(facts.sign(), none_of(facts.sign(False), facts.sign(False)))


def listed(rng: Random, facts: Facts) -> Says:
    """A sign and one of the values of a choice."""
    name = facts.kind()
    how = rng.choice((f"is {name}_b", f"is one of {name}_b, {name}_c", f"is not {name}_b"))
    return all_of(facts.sign(), f"{name} {how}")


def pictured(rng: Random, facts: Facts) -> Says:
    """A sign and a value of a set."""
    name = facts.films()
    return all_of(facts.sign(), f"{name} includes {name}_a")


def recent(rng: Random, facts: Facts) -> Says:
    """A sign and an event within, or before, some length of time."""
    name = facts.event()
    how = rng.choice(
        (f"{name} within the last 6 months", f"at least 1 year since {name}", f"{name} is never")
    )
    return all_of(facts.sign(), how)


def treated(rng: Random, facts: Facts) -> Says:
    """A treatment long enough, or visited often enough."""
    name = facts.treatment()
    enough = (
        f"at least 4 weeks of {name} within the last 3 months",
        f"at least 6 weeks of {name}",
        f"at least 2 follow_up visits of {name} within the last 6 months",
    )
    return all_of(facts.sign(), rng.choice(enough))


def waived(rng: Random, facts: Facts) -> Says:
    """Two signs, of which one is waived by a third."""
    made = all_of(facts.sign(), facts.sign())
    made.items[1] = Item(made.items[1].says, [facts.sign()])
    return made


def waited(rng: Random, facts: Facts) -> Says:
    """A sign for long enough."""
    return all_of(facts.sign(), f"{facts.wait(directed=rng.random() < 0.5)} >= {rng.choice((2, 4, 8))} weeks")


Shape = Callable[[Random, Facts], Says]
SHAPES: tuple[Shape, ...] = (
    signs, signs, graded, band, either, counted, nested, absent, listed, pictured, recent, treated, waived, waited,
)  # fmt: skip
