"""Statements that a language model finds beside those of the rules, each checked against its passage. Off by default.

``settings``  the model's address, name and key (kb/endpoint sends the request)
``prompt``    what the model is told: one passage, as data
``reply``     what the model said, held to a schema
``verbatim``  where a quote stands in a passage, to the character
``checking``  which statements their passages prove, as mentions
``kept``      what the model said of each passage, so that reading again asks nobody
``merging``   the rules' mentions with those of the model that say something new
``tally``     what was sent where, kept and dropped, as the user is told
``asking``    these together: the mentions of a document with what the model adds
"""
