"""What became of every word that matters: nothing is passed over in silence."""
