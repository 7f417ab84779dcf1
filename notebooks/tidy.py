#!/usr/bin/env python3
"""Leaves of an executed notebook what belongs into the repository.

    tidy.py EXECUTED TARGET

Away go the times of cells, what loading prints (paths of this machine), progress lines (how fast it was), and what the
kernel says about itself. Needs nothing but Python 3.
"""
import json
import re
import sys

PROGRESS = re.compile(r"\[[#.]+\] ")

with open(sys.argv[1], encoding="utf-8") as file:
    notebook = json.load(file)
for cell in notebook["cells"]:
    cell["metadata"].pop("execution", None)
    if cell["cell_type"] == "code" and "".join(cell["source"]).startswith("%jar"):
        cell["outputs"] = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            lines = "".join(output["text"]).splitlines(keepends=True)
            output["text"] = [line for line in lines if not PROGRESS.match(line)]
notebook["metadata"] = {
    "kernelspec": {"display_name": "Java", "language": "java", "name": "rapaio-jupyter-kernel"},
    "language_info": {"file_extension": ".java", "mimetype": "text/x-java", "name": "java"},
}
with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as file:
    json.dump(notebook, file, ensure_ascii=False, indent=1)
    file.write("\n")
