"""Pictures of the body and large letters, as cells of a terminal, PNG or SVG; no file is touched."""
