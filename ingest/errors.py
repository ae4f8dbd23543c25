"""Every error that Policy KB raises on purpose.

The message is one sentence for the user: what is wrong, with which file, and what to do about it.
"""

from __future__ import annotations


class KBError(Exception):
    """Base of all errors below; catch it to show a message instead of a traceback."""


class UnreadableFile(KBError):
    """A file that cannot become a document; the message says why and what to do."""


class UnknownFileType(UnreadableFile):
    """No parser for this suffix and content."""


class EmptyFile(UnreadableFile):
    """A file without bytes, or without text."""


class PasswordNeeded(UnreadableFile):
    """An encrypted PDF that the given password, if any, does not open."""


class NotFound(KBError):
    """A path, document or entity that does not exist."""


class BadQuestion(KBError):
    """An empty or overlong question, or a filter with an impossible value."""


class BadQuery(KBError):
    """A SPARQL query that does not parse, or that would change something."""


class BadConfiguration(KBError):
    """A kb.toml that cannot be read, or a setting with an impossible value."""


class WrongEmbedder(KBError):
    """The knowledge base was built with another embedder than the one configured."""


class NewerVersion(KBError):
    """The knowledge base was written by a newer version of Policy KB."""


class Busy(KBError):
    """Another process is writing to the knowledge base."""


class StorageFailed(KBError):
    """The disk is full or not writable, or the database is damaged."""


class MissingDependency(KBError):
    """An optional package is not installed; the message holds the install command."""
