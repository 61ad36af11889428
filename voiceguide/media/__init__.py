"""Media keys, headset buttons and desktop panels: they see the session as a player and can ask it."""
