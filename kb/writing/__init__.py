"""An answer in the words of a model, from numbered passages only and checked against them. Off by default.

``settings``  the model's address, name and key (kb/endpoint sends the request)
``prompt``    what the model is told: the question and the passages, as data
``sentences`` what the model said, sentence by sentence, with the numbers that it cites
``facts``     numbers, dates and names that a sentence must have from its passages
``checking``  which sentences their passages support
``notices``   what the user is told of all this
``writer``    these together: an answer of quotes becomes a written one, or stays
"""
