"""The three texts of the sample project compared, as they are printed. POLICYC_ACCEPT=1 writes them anew."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from policyc.check import check_files
from policyc.diff import Diff, diff
from policyc.model.program import Epoch
from policyc.report.diff_json import diff_json
from policyc.report.diff_markdown import diff_markdown
from policyc.report.diff_text import diff_text
from policylang import parse
from policylang.source import Source

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "samples" / "sample"
ACCEPT = bool(os.environ.get("POLICYC_ACCEPT"))


@pytest.fixture(scope="module")
def epochs() -> Sequence[Epoch]:
    sources = [
        Source(path.name, path.read_text(encoding="utf-8")) for path in sorted(SAMPLE.glob("*.policy"))
    ]
    checked = check_files([parse(source).file for source in sources])
    return checked.program.policies["sample.lumbar_mri"].epochs


def as_json(found: Diff) -> str:
    return json.dumps(diff_json(found), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("pair", [(0, 1), (1, 2)], ids=["2024-01-01", "2024-03-01"])
@pytest.mark.parametrize(
    ("render", "extension"),
    [(diff_text, "txt"), (diff_markdown, "md"), (as_json, "json")],
    ids=["txt", "md", "json"],
)
def test_the_sample_compared(
    epochs: Sequence[Epoch], pair: tuple[int, int], render: Callable[[Diff], str], extension: str
) -> None:
    old, new = (epochs[index] for index in pair)
    golden = HERE / "diff_sample" / f"{new.interval.start}.{extension}"
    printed = render(diff(old, new))
    if ACCEPT:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed, encoding="utf-8")
    assert printed == golden.read_text(encoding="utf-8")


def test_there_is_no_golden_that_nothing_writes() -> None:
    expected = {
        f"{day}.{extension}" for day in ("2024-01-01", "2024-03-01") for extension in ("txt", "md", "json")
    }
    assert {path.name for path in (HERE / "diff_sample").iterdir()} == expected
