"""From a document or an act to a reference: records, styles, formats."""
