"""``python -m fasterpy``."""

from fasterpy.cli.main import main

if __name__ == "__main__":
    main()
