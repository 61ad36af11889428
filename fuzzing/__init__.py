"""Hostile inputs without end: whatever is given, a plain answer comes back, quickly and in little memory."""
