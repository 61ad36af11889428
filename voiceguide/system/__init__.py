"""What several adapters need of the operating system: processes of our own, miniaudio, a quiet terminal."""
