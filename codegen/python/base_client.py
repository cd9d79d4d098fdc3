"""Copied into the generated package by ariadne-codegen, which wants the base of its client as a file."""

from ..transport import Transport


class BaseClient(Transport):
    """What `TokentillClient` is built on."""
