"""Samples become air here."""
