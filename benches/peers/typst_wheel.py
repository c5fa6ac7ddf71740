"""The typst wheel compiling an equivalent plain document; data reaches it as data."""

import pathlib
import sys
import time

import typst

here = pathlib.Path(sys.argv[1])
compiler = typst.Compiler(font_paths=[str(here.parents[1] / "fonts")], ignore_system_fonts=True)
source = (here / "plan.typ").read_bytes()
for line in sys.stdin:
    cpu, wall = time.process_time(), time.perf_counter()
    made = compiler.compile(input=source, sys_inputs={"data": line})
    print((time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3, len(made), flush=True)
