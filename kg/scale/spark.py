"""Run work as tasks of Apache Spark: on this machine, or on any cluster that Spark is told of by its usual means."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.scale.engines import Given, Made, Run, Settings, Work

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.accumulators import Accumulator

APP = "claimgraph"
LOOKS = 0.1
"""Seconds between looks at what has been done."""
DEFAULTS = {
    "spark.app.name": APP,
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",  # the command line has its own
    "spark.executorEnv.OMP_NUM_THREADS": "1",  # a task has one core
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
    "spark.executorEnv.BLIS_NUM_THREADS": "1",
}
"""What holds where neither spark-defaults.conf nor spark-submit says otherwise."""


@contextmanager
def spark(settings: Settings) -> Iterator[Run]:
    """Start a Spark session, or join the one that spark-submit has made.

    Raises
    ------
    KgError
        If pyspark or Java is missing, or the cluster cannot be reached.
    """
    context = _started(settings.master)
    try:
        yield partial(_run, context)
    finally:
        context.stop()


def _started(master: str) -> SparkContext:
    if not _java():
        raise KgError("Spark needs Java, and there is none", "install Java 17 or later, or set JAVA_HOME to it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas 3, which it does not know yet, is not used here
        try:
            from pyspark import SparkConf, SparkContext
        except ImportError:
            raise KgError("pyspark is not installed", "pip install 'claimgraph[spark]'") from None
        conf = SparkConf()
        for name, value in DEFAULTS.items():
            conf.setIfMissing(name, value)
        if not conf.contains("spark.pyspark.python"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        if address := master or os.environ.get("SPARK_MASTER", ""):
            conf.setMaster(address)
        try:
            return SparkContext.getOrCreate(conf)
        except Exception as error:  # it has no error of its own for this
            raise KgError(f"Spark cannot be started: {reason(error)}", "see its log above") from error


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return Path(home, "bin", "java").exists() if home else shutil.which("java") is not None


def reason(error: BaseException) -> str:
    r"""Give the line of an error that says what went wrong: the last that names an error of Python, else of Java.

    >>> reason(Exception("Job aborted.\n  File x\nOSError: no route\n\tat org.apache.spark.api"))
    'OSError: no route'
    >>> reason(Exception("calling o1.\n: org.apache.spark.SparkException: Job 0 cancelled\n\tat java.base/x"))
    'org.apache.spark.SparkException: Job 0 cancelled'
    """
    lines = [line.strip().removeprefix(": ") for line in str(error).splitlines()]
    lines = [line for line in lines if line and not line.startswith("at ")]
    named = [line for line in lines if re.match(r"(\w+\.)*\w*(Error|Exception|Exit|Interrupt)\b", line)]
    ours = [line for line in named if not line.startswith(("java.", "org.", "py4j."))]
    return ["", *lines[:1], *named[:1], *ours[-1:]][-1][:300]


def _run(context: SparkContext, work: Work[Given, Made], items: Sequence[Given]) -> Iterator[tuple[int, Made]]:
    """Run one task an item; what a task has made comes by an accumulator as soon as it has succeeded, and once."""
    import threading

    done = _collector(context)
    failed: list[BaseException] = []
    numbered = context.parallelize(list(enumerate(items)), len(items))
    group = f"{APP}-{id(done)}"

    def job() -> None:
        try:
            context.setJobGroup(group, APP, interruptOnCancel=True)
            numbered.foreach(partial(_task, work, done))
        except Exception as error:  # noqa: BLE001  # told of below, in the thread that asked
            failed.append(error)

    thread = threading.Thread(target=job, name=group, daemon=True)
    thread.start()
    taken = 0
    try:
        while thread.is_alive() or taken < len(done.value):
            fresh = done.value[taken:]
            taken += len(fresh)
            yield from fresh
            time.sleep(0 if fresh else LOOKS)
    finally:
        if thread.is_alive():
            context.cancelJobGroup(group)
            thread.join()
        done.value.clear()
    if failed:
        told = reason(failed[0])
        remedy = "install claimgraph on each worker" if "ModuleNotFoundError" in told else "see Spark's log"
        raise KgError(f"the Spark job failed: {told}", remedy) from failed[0]
    if taken < len(items):
        raise KgError(f"Spark lost {len(items) - taken} results", "run it again: what was read is not read again")


def _task(work: Work[Any, Any], done: Accumulator[list[tuple[int, Any]]], numbered: tuple[int, Any]) -> None:
    from pyspark import TaskContext

    task = TaskContext.get()
    number, item = numbered
    done.add([(number, work(item, task.attemptNumber() if task else 0))])


def _collector(context: SparkContext) -> Accumulator[list[tuple[int, Any]]]:
    from pyspark.accumulators import AccumulatorParam

    class Collected(AccumulatorParam[list[tuple[int, Any]]]):
        def zero(self, value: list[tuple[int, Any]]) -> list[tuple[int, Any]]:  # noqa: ARG002
            return []

        def addInPlace(  # noqa: N802  # Spark's name
            self, value1: list[tuple[int, Any]], value2: list[tuple[int, Any]]
        ) -> list[tuple[int, Any]]:
            value1.extend(value2)
            return value1

    return context.accumulator([], Collected())
