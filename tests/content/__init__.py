"""Tests of the atlas in the folder ``content``; another organisation replaces that folder and these tests together."""
