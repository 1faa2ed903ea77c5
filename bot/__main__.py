"""Lets ``python -m bot`` be the command ``anchorwatch``."""

from bot.cli import main

if __name__ == "__main__":
    main()
