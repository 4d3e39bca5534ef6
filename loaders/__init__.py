"""Files to statements: docs/architecture.md tells what each wing knows."""
