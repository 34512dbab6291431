"""Catalogue to HTML pages: routes own all addresses, views hold ready values in one language, templates only place them."""
