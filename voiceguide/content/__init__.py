"""Points and routines, read from YAML that people edit."""
