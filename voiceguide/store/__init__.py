"""What is kept from one session to the next: settings, history, the place reached."""
