"""What a session is and when everything in it sounds: no clock, file, thread or third-party library."""
