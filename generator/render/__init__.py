"""Catalogue to Markdown pages: the page plan owns all addresses, views hold ready values in one language, templates only place them."""
