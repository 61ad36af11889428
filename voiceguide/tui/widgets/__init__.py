"""What the screens are made of: each receives data and posts what was wished."""
