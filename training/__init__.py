"""How the recogniser's head was made, and how well it does; no part of the product."""
