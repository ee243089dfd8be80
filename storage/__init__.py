"""How it is kept: tables, statements, and the unit of work that runs a use case."""
