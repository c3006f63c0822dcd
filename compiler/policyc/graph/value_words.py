"""Values, labels, thresholds and outcomes in the words of a clinic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policyc.model.calendar import Length
from policyc.model.facts import Episodes, Fact, FactKind, Moment, Stretch, Value, Visit
from policyc.model.outcome import Outcome
from policyc.model.program import Policy


def threshold_words(operator: str, quantity: str) -> str:
    """`over 50 years`, `at least 6 weeks`."""
    return f"{_OPERATORS[operator]} {quantity}"


def length_words(length: Length) -> str:
    """`6 weeks`, `1 year`."""
    return str(length)


def quantity_words(fact: Fact, value: int | Length) -> str:
    """A value or threshold of an ordered fact with its unit."""
    if isinstance(value, Length):
        return length_words(value)
    if fact.kind is FactKind.AGE:
        return counted(value, "year")
    if fact.kind is FactKind.DURATION:
        return counted(value, "day")
    number = f"{(Decimal(value) * fact.step).normalize():f}"
    return f"{number} {fact.unit.replace('_', ' ')}".strip()


def value_words(fact: Fact, value: Value | None) -> str:
    """A value as a case gives it: `yes`, `44 years`, `never`, `2023-12-01 through 2024-01-10`; or `unknown`."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case int():
            return quantity_words(fact, value)
        case Moment():
            return "on an unrecorded day" if value is Moment.SOME_DAY else "never"
        case date():
            return value.isoformat()
        case str():
            return choice_words(fact, value)
        case frozenset():
            return ", ".join(choice_words(fact, each) for each in sorted(value)) or "none"
        case _:
            return _episodes_words(fact, value)


def choice_words(fact: Fact, name: str) -> str:
    """The label of a value or of a kind of visit."""
    label = next((choice.label for choice in fact.choices if choice.name == name), "")
    return label or name.replace("_", " ")


def fact_words(policy: Policy, name: str) -> str:
    """The label of a fact, with a capital."""
    fact = policy.facts.get(name)
    return capitalised(fact.label if fact is not None and fact.label else name.replace("_", " "))


def service_words(policy: Policy, name: str) -> str:
    """The label of a service."""
    service = policy.services.get(name)
    return service.label if service is not None and service.label else name.replace("_", " ")


def outcome_words(outcome: Outcome, policy: Policy | None = None) -> str:
    """An outcome as the policy words it, else in plain words."""
    worded = policy.wordings.get(outcome) if policy is not None else None
    plain = {Outcome.MD_REVIEW: "review by a medical director", Outcome.PEND: "pend for more information"}
    return capitalised(worded or plain.get(outcome, str(outcome)))


def capitalised(text: str) -> str:
    """The text with a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def mid_sentence(label: str) -> str:
    """A label as it stands inside a phrase: a small first letter, unless the word is written in capitals."""
    first = label.split(" ", 1)[0]
    # A letter that stands for itself is no first letter of a word: "X-rays", "T score".
    if (len(first) == 1 and first != "A") or first[1:2] == "-":
        return label
    return (
        label
        if any(letter.isupper() or letter.isdigit() for letter in first[1:])
        else label[:1].lower() + label[1:]
    )


def joined(words: Iterable[str], conjunction: str) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *front, last = list(words) or ["nothing"]
    return f"{', '.join(front)} {conjunction} {last}" if front else last


_OPERATORS = {
    "<": "under",
    "<=": "at most",
    ">": "over",
    ">=": "at least",
    "=": "exactly",
    "!=": "other than",
}


def _episodes_words(fact: Fact, episodes: Episodes) -> str:
    return "; ".join(_episode_words(fact, each) for each in episodes) or "none"


def _episode_words(fact: Fact, episode: Stretch | Visit) -> str:
    if isinstance(episode, Visit):
        return (
            f"{mid_sentence(choice_words(fact, episode.kind)).removesuffix(' visit')} visit on {episode.on}"
        )
    return f"{episode.start} through {episode.end}"


def counted(number: int, unit: str) -> str:
    """`1 week`, `6 weeks`."""
    return f"{number} {unit}{'' if number == 1 else 's'}"
