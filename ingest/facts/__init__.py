"""What a document says of itself in print: names, titles, dates, numbers of acts, journals, jurisdictions."""
