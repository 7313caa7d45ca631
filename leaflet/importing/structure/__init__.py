"""The structure of an article: title, sections, lists, and the roles that are proposed."""
