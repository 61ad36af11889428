"""Sessions become files here."""
