"""How hard the random tests try: HYPOTHESIS_PROFILE=long tries forty times as much."""

import os

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("usual", deadline=None, max_examples=50, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
