"""Speech that tests share; how hard random ones try: HYPOTHESIS_PROFILE=long tries forty times as much."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from running import Furnish

# The screens of many tests are much garbage, which is searched too often otherwise.
gc.set_threshold(50_000, 20, 20)

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("usual", deadline=None, max_examples=50, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some tests mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def furnish(tmp_path_factory: pytest.TempPathFactory) -> Furnish:
    """Gives an empty home the speech that was rendered earlier in this run, by any of its workers."""
    ours = tmp_path_factory.getbasetemp()
    speech = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "speech"
    speech.mkdir(exist_ok=True)

    def furnished(home: Path) -> Path:
        (home / "cache").symlink_to(speech, target_is_directory=True)
        return home

    return furnished
