"""What changes who people are and what they may do."""
