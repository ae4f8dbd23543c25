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


class NeedsOCR(UnreadableFile):
    """A file that holds pictures of text only, where no program is installed that recognises it."""


class BadEdit(KBError):
    """A value that a field of a document cannot have."""


class BadDecision(KBError):
    """A curator's decision that cannot be: a value that a statement cannot have, or a file that is none of ours."""


class NotFound(KBError):
    """A path, document or entity that does not exist."""


class BadQuestion(KBError):
    """An empty or overlong question, or a filter with an impossible value."""


class BadBasket(KBError):
    """A basket of quotes that cannot be read, or an item that is no range of its document."""


class BadQuery(KBError):
    """A SPARQL query that does not parse, or that would change something."""


class BadConfiguration(KBError):
    """A kb.toml that cannot be read, or a setting with an impossible value."""


class BadScheme(KBError):
    """A concept scheme that contradicts itself; the message names the concepts."""


class BadThesaurus(KBError):
    """A file that is no SKOS thesaurus, or a broken one; the message names the file and, where known, the line."""


class WrongEmbedder(KBError):
    """The knowledge base was built with another embedder than the one configured."""


class NewerVersion(KBError):
    """The knowledge base was written by a newer version of Policy KB."""


class NotAllowed(KBError):
    """Something that only curators may do."""


class Busy(KBError):
    """Another process is writing to the knowledge base."""


class StorageFailed(KBError):
    """The disk is full or not writable, or the database is damaged."""


class OlderVersion(StorageFailed):
    """An older version of Policy KB wrote what is opened for reading only; a writer brings it up to date."""


class MissingDependency(KBError):
    """An optional package is not installed; the message holds the install command."""


class EndpointFailed(KBError):
    """The endpoint of a model gave no answer of use; the message is a code, for which whoever asked has words."""
