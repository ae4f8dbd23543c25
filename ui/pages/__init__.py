"""One module for each page; ``show()`` draws it. What a page does is in kb, what it is drawn with in components."""
