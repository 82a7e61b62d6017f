"""`python -m warlog`."""

from warlog.cli import main

main()
