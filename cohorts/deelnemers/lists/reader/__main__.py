"""What `python reader/` runs; the modules beside it are then found as those of a package.

Of the project it finds `huisstijl.typed`, which knows nothing: how typed text is cleaned.
"""

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])
sys.path.append(str(Path(__file__).parents[4]))
runpy.run_module("reader.program", run_name="__main__")
