"""The terminal UI: choose a session, adjust it, follow it from across the room."""
