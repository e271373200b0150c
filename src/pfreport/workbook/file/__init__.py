"""The file itself: looked over, then opened in a process of its own."""
