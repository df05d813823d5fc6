"""Texts that claims rest on: raw texts, documents that strangers wrote, spans of characters."""
