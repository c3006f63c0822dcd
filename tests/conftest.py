"""What every test may rely on: the Hypothesis profiles, and a browser where there is one.

The default profile is derandomized, so that a run says something about the code and nothing about luck. The
`explore` profile (`HYPOTHESIS_PROFILE=explore`) draws afresh, and ten times as many examples.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

# Samples and hostile files are read by tests of their own; our plugin for pytest is not to collect them too.
collect_ignore_glob = ["*.policy"]

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    # A busy machine is slow to generate; that is no mistake of the test.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("ci"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the test is skipped, or fails if POLICYC_REQUIRE_PARTS is set."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("POLICYC_REQUIRE_PARTS"):
        pytest.fail("POLICYC_REQUIRE_PARTS is set, and there is no Chromium to render with")
    pytest.skip("no Chromium to render with")
