"""``fasterpy record -- COMMAND``: real calls of chosen functions, captured while a command runs."""
