"""The places of the terminal UI."""
