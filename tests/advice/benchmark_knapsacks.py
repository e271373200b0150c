"""Multi-dimensional knapsacks with known optima.

The seven of C. C. Petersen, "Computational experience with variants of the Balas algorithm applied
to the selection of R&D projects", Management Science 13 (1967), as OR-Library (J. E. Beasley) has
them in mknap1: profits, then a row a constraint, then its bounds.
"""
