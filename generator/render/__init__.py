"""Renders a catalogue as HTML pages: routes assign the addresses, views prepare values in one language, templates place them."""
