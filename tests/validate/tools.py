"""Node, npm, Java and nginx for CI and `make validate`: says what is missing, installs Debian's where it may."""

from __future__ import annotations

import os
import shutil
import sys

from chromium import apt_command, install_packages

PACKAGES = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "nginx": "nginx-light"}
PATH = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin"


def main() -> int:
    """0 where all that are named, or all, are there in the end; 1 and advice where they aren't."""
    wanted = sys.argv[1:] or list(PACKAGES)
    missing = [PACKAGES[program] for program in wanted if not shutil.which(program, path=PATH)]
    apt = apt_command()
    if missing and apt:
        print(f"installing {' '.join(missing)} for validation", flush=True)
        install_packages(apt, missing)
    still = [program for program in wanted if not shutil.which(program, path=PATH)]
    if still:
        packages = " ".join(PACKAGES[program] for program in still)
        print(
            f"validation needs {' and '.join(still)}; on Debian and Ubuntu: apt-get install {packages}",
            file=sys.stderr,
        )
    return 1 if still else 0


if __name__ == "__main__":
    raise SystemExit(main())
