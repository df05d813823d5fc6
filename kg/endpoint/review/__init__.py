"""Pages on which somebody decides what drafts are worth; rows go through the loaders."""
