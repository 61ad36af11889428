"""What several adapters need of the operating system: processes, miniaudio, a quiet terminal, whole files."""
