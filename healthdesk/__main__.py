from healthdesk.cli.main import run

if __name__ == "__main__":  # the parsing process imports this module as well
    raise SystemExit(run())
