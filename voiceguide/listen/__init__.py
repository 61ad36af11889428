"""From the microphone to a recognised phrase; nothing is stored and nothing is sent."""
