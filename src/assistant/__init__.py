"""A self-service assistant that answers contract questions from a rules core and cites the article."""
