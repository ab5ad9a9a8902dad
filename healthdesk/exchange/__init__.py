"""Files of others and ours, one module a format: bytes to drafts and back; no database."""
