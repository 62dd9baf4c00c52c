"""What a person or a script is told: terminal, JSON, HTML; and writing the result back to the file."""
