"""How fast the assistant is: `make bench` prints a table and writes docs/speed.json, docs/speed.md and the plot.

Each module asks one question. What is compared is measured in turns within one run, so that whatever else the machine
does falls on both; a figure is the median of the rounds.
"""
