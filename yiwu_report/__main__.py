"""`python -m yiwu_report`."""

from yiwu_report.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
