"""`python -m pfreport` and the console script."""

from pfreport.cli.app import main

if __name__ == "__main__":
    main()
