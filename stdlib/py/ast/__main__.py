"""`python -m ast`."""

from ast import main

main()
