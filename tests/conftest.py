"""How hard the random tests try: HYPOTHESIS_PROFILE=long tries forty times as much."""

import gc
import os

from hypothesis import HealthCheck, settings

# The screens of many tests are much garbage, which is searched too often otherwise.
gc.set_threshold(50_000, 20, 20)

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("usual", deadline=None, max_examples=50, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
