"""The pipeline that many start with: TF-IDF over characters and words, and a linear SVC; see `others`."""

import json
import sys
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
pipeline = make_pipeline(
    make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True),
        TfidfVectorizer(analyzer="word", ngram_range=(1, 2), sublinear_tf=True),
    ),
    LinearSVC(),
)
for line in sys.stdin:
    if line.strip() == "train":
        began = time.perf_counter()
        pipeline.fit([text for _, _, text in data["sentences"]], [name for name, _, _ in data["sentences"]])
        print(time.perf_counter() - began, flush=True)
        pipeline.predict(data["warm"])
        continue
    taken = []
    for text in data["texts"]:
        began = time.perf_counter()
        pipeline.predict([text])
        taken.append((time.perf_counter() - began) * 1000)
    print(json.dumps(taken), flush=True)
