"""Sound as arrays of samples: 24 kHz, mono. Only numpy, no files and no devices."""
