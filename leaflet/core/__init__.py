"""What all others use: findings, places, colours, papers, typefaces, files written whole."""
