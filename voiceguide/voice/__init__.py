"""Text becomes speech here."""
