"""The command line: arguments, the parts put together, plain lines, exit codes."""
