"""``python -m anwen`` is the anwen command."""

from anwen.cli import main

if __name__ == "__main__":
    main()
