"""What a page is: its text, blocks, outline, articles and what it says of itself."""
