"""A calm voice that guides acupressure sessions, timed to the sample."""
