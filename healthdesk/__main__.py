from healthdesk.cli.main import run

raise SystemExit(run())
