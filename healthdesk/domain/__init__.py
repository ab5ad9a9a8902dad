"""What a reading is, what it may be and what follows from it; no input or output."""
