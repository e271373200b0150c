"""A portfolio with every fault that can stand beside others: what it is without them, what is
planted, how it is written.
"""
