"""`publish` and `python -m publish`."""

import gc

from publish.cli import main as command


def main() -> None:
    """Run the command, and end at once."""
    try:
        command(prog_name="publish")
    finally:
        gc.freeze()  # else Python looks through all that was loaded for garbage, a tenth of a second, and then ends


if __name__ == "__main__":
    main()
