"""No test depends on how fast the machine is: Hypothesis neither times examples nor complains about slow ones."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
