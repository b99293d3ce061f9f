"""Mutation score of the rules: every small change of their code must be noticed by a test.

    python bench/mutation.py [--jobs N] [--results]

Runs mutmut over src/assistant/rules/ with tests/rules (its settings stand in pyproject.toml), prints the score and all
mutants that survived, and whether docs/mutation.md judges them. What was run before is kept in mutants/ and not run
again unless its function changed; `--results` only prints what there is. Fails (exit 1) below 90 % of all mutants.
"""

import argparse
import contextlib
import io
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from mutmut.__main__ import collect_source_file_mutation_data, find_mutant
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[1]
JUDGED = ROOT / "docs" / "mutation.md"
WANTED = 90
NOTICED = ("killed", "timeout", "segfault", "suspicious")
PROGRESS = re.compile(rb"(\d+)/(\d+)\s")


def run(jobs: int) -> None:
    """Run mutmut, telling once a minute how far it is: its own display is for a terminal only."""
    mutmut = Path(sys.executable).with_name("mutmut")
    command = [str(mutmut), "run", "--max-children", str(jobs)]
    log = (ROOT / "mutants.log").open("wb")
    with log, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        told, seen = 0.0, b""
        while chunk := process.stdout.read1(65_536) if process.stdout else b"":
            log.write(chunk)
            seen = (seen + chunk)[-200:]
            if (found := PROGRESS.findall(seen)) and time.monotonic() - told > 60:
                told = time.monotonic()
                print(f"{found[-1][0].decode()} of {found[-1][1].decode()} mutants", flush=True)
    if process.returncode:
        sys.exit(f"mutmut failed; its last words are in {log.name}")


def change(name: str) -> tuple[str, str]:
    """The line a mutant takes out, and the one it puts in."""
    diff = get_diff_for_mutant(name, path=find_mutant(name).path).splitlines()
    lines = {sign: [line[1:].strip() for line in diff if line[:1] == sign and line[:3] != sign * 3] for sign in "-+"}
    return " ".join(lines["-"]), " ".join(lines["+"])


def report() -> int:
    """Print the score and the survivors; 1 when the score is too low."""
    with contextlib.redirect_stdout(io.StringIO()):
        mutants, _ = collect_source_file_mutation_data(mutant_names=())
    status = {name: status_by_exit_code[code] for _, name, code in mutants}
    counted = Counter(status.values())
    noticed = sum(counted[kind] for kind in NOTICED)
    judged = JUDGED.read_text("utf-8") if JUDGED.exists() else ""
    open_ = 0
    for name, found in status.items():
        if found in (*NOTICED, "not checked"):
            continue
        old, new = change(name)
        known = f"`{old}`" in judged and f"`{new}`" in judged
        open_ += not known
        print(f"\n{found}{' (judged)' if known else ''}: {name}\n  - {old}\n  + {new}")
    score = 100 * noticed / len(status) if status else 0
    print(f"\n{', '.join(f'{count} {kind}' for kind, count in counted.most_common())}; {open_} survivors not judged")
    print(f"mutation score: {score:.1f} % of {len(status)} mutants (at least {WANTED} % wanted)")
    return int(score < WANTED)


def main() -> int:
    """Run what there is to run, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--results", action="store_true", help="do not run anything")
    given = parser.parse_args()
    os.chdir(ROOT)
    if not given.results:
        run(given.jobs)
    return report()


if __name__ == "__main__":
    sys.exit(main())
