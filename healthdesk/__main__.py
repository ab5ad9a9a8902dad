"""Where the program begins. The process that reads files begins here as well, and needs nothing
of the command line: so nothing is loaded before `run`."""


def run() -> int:
    """Carry out the command line of this process; returns the exit status."""
    from healthdesk.cli.main import run as carry_out

    return carry_out()


if __name__ == "__main__":
    raise SystemExit(run())
