"""The kinds of arrays that the parts of the matcher hand to each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Places = NDArray[np.intp]
Matrix = Any  # scipy.sparse.csr_matrix (scipy ships no types), or a plain array
