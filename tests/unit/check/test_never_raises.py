"""The checker answers whatever was written: damaged, reordered, cut off, or nonsense that still parses."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.check import CheckConfig
from policylang.codes import CODES
from policylang.source import Source
from tests.spec.programs import check_program
from tests.unit.check.samples import sample, sample_texts

LINES = [line for text in sample_texts().values() for line in text.split("\n")]
WORDS = sorted({word for line in LINES for word in line.replace(":", " ").replace(",", " ").split()})


def test_the_sample_is_clean() -> None:
    assert sample().diagnostics == ()


@settings(max_examples=60)
@given(st.data())
def test_lines_taken_away_doubled_and_exchanged(data: st.DataObject) -> None:
    lines = sample_texts()["sample.policy"].split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["away", "double", "other"])):
            case "away":
                del lines[place]
            case "double":
                lines.insert(place, lines[place])
            case "other":
                lines[place] = data.draw(st.sampled_from(LINES))
    check_answers("\n".join(lines), sample_texts()["spine_small.policy"])


@settings(max_examples=60)
@given(st.data())
def test_words_exchanged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(sample_texts())))
    texts = dict(sample_texts())
    lines = texts[name].split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        words = lines[place].split(" ")
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from(WORDS))
        lines[place] = " ".join(words)
    texts[name] = "\n".join(lines)
    check_answers(*texts.values())


def check_answers(*texts: str) -> None:
    """Check texts together; every finding must be of the registry and say something."""
    sources = [Source(f"{number}.policy", text) for number, text in enumerate(texts)]
    outcome = check_program(sources, CheckConfig())
    for found in outcome.checked.diagnostics:
        assert CODES[found.code].name == found.name
        assert found.headline
        assert found.headline == found.headline.strip()
        assert found.span is None or found.span.line > 0
    places = [(found.span, found.name, found.headline) for found in outcome.checked.diagnostics]
    assert len(places) == len(set(places))
