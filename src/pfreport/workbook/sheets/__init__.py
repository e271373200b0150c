"""Tables, their headings and what is read from them."""
