"""The web player: a session as one page with its sound inside, for a phone without a network."""
