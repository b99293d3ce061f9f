"""The command `assistant`, also as `python -m assistant`."""

from assistant.memory import loading

with loading():
    from assistant.cli import main

if __name__ == "__main__":
    main()
