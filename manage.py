#!/usr/bin/env python
"""The portal's command line: `manage.py demo` for a newcomer, `manage.py help` for the rest."""

import sys

from newsportal.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
