"""Printed pages: from the words, rulings and pictures of a PDF to paragraphs, headings and tables with their places."""
