"""The file: engine, tables, migrations and the only place that knows SQL."""
