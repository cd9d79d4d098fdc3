"""Backups of a whole database in one file: `writing.write_archive` and `reading.restore_archive`; see `form`."""
