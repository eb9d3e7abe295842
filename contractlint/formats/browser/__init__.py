"""The parts of the browser report; ``contractlint.formats.html`` puts them together."""
