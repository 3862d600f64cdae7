"""From bytes to sources: encodings, containers, folders, standard input."""
