"""Set up the project's own Python environment in .venv from the lock file; quick when nothing changed.

Runs with any Python 3 and the standard library only: it is what runs before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "anwen-setup")
SUPPORTED = ((3, 13), (3, 12), (3, 11))
WANTED = "Python 3.11, 3.12 or 3.13"


def say(message):
    print("setup: " + message, flush=True)


def stop(message):
    print("setup: " + message, file=sys.stderr, flush=True)
    sys.exit(1)


def version_of(python):
    """(major, minor) of an interpreter, or None where it does not run."""
    try:
        out = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in out.split())


def find_python():
    """The interpreter running this file if it will do, else the newest supported one on the PATH."""
    names = ["python{}.{}".format(*version) for version in SUPPORTED]
    for candidate in [sys.executable] + [shutil.which(name) for name in names]:
        if candidate and version_of(candidate) in SUPPORTED:
            return candidate
    return stop(
        "found only Python {}.{}, but Anwen needs {}. Install one of them (on Debian 12: apt install python3 "
        "python3-venv; elsewhere from python.org), then run the same command again.".format(
            sys.version_info[0], sys.version_info[1], WANTED
        )
    )


def wanted_stamp():
    """What the environment was made from: the lock file, the project file and this file."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml", os.path.join("scripts", "setup_env.py")):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    digest.update(ROOT.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def run(command, fault):
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        stop(fault)


def main():
    stamp = wanted_stamp()
    bin_dir = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
    python = os.path.join(bin_dir, "python.exe" if os.name == "nt" else "python")
    if os.path.exists(python) and os.path.exists(STAMP):
        with open(STAMP, encoding="utf-8") as file:
            if file.read() == stamp:
                say("ready (.venv is up to date)")
                return
    base = find_python()
    if version_of(python) not in SUPPORTED:
        say("creating .venv with {} ({}.{})".format(base, *version_of(base)))
        run(
            [base, "-m", "venv", "--clear", VENV],
            "the environment could not be created in .venv. On Debian and Ubuntu install python3-venv "
            "(apt install python3-venv); otherwise check that the project folder can be written.",
        )
    say("installing the locked packages (the first time this takes a minute or two)")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    run(
        pip + ["--require-hashes", "-r", "requirements.lock"],
        "the packages of requirements.lock could not be installed; see the lines above. A package index is "
        "needed for this one step: check the network, or point pip at a mirror (pip config set global.index-url …).",
    )
    run(
        pip + ["--no-deps", "--no-build-isolation", "--editable", "."],
        "Anwen itself could not be installed; see the lines above. Delete .venv and run the same command again.",
    )
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write(stamp)
    say("done")


if __name__ == "__main__":
    main()
