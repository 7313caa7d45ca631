"""What every package uses: findings, places, colours, papers, typefaces, atomic file writes."""
