"""The Model Context Protocol: agents built on a language model call the rules core and read the terms."""
