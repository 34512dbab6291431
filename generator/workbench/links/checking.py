"""Find the state of web addresses: follow redirects, retry if that may help, and check several servers at a time."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from generator.kinds.link import Link, LinkState
from generator.workbench.links.opening import Response
from generator.workbench.links.pace import Hosts

_MOST_REDIRECTS = 10
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_REFUSING = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451})
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Result:
    """The state of an address, with its HTTP status, a note, and the address to which it moved."""

    state: LinkState
    status: int | None = None
    note: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Checker:
    """A checker of addresses; ``waits`` are the seconds before each retry."""

    hosts: Hosts
    waits: tuple[float, ...] = (2, 8)

    def check(self, url: str) -> Result:
        """Return the state of an address; retry if it fails or the server answers with status 429 (too many requests)."""
        result = self._once(url)
        for wait in self.waits:
            if result.state is not LinkState.FAILING and result.status != 429:
                break
            self.hosts.wait(url, wait)
            result = self._once(url)
        return result

    def _once(self, url: str) -> Result:
        here, seen, for_good = urldefrag(url).url, set[str](), True
        for _ in range(_MOST_REDIRECTS):
            answer = self.hosts.get(here)
            if answer is None:
                return Result(LinkState.REFUSED, note="robots.txt")
            try:
                target = answer.redirect(here)
            except ValueError:
                return Result(LinkState.DEAD, answer.status, "leads to no address")
            if target is None:
                return self._end(url, here, answer, for_good=for_good)
            seen.add(here)
            for_good = for_good and answer.status in _FOR_GOOD
            if target in seen:
                return Result(LinkState.DEAD, answer.status, "leads round in a circle")
            here = target
        return Result(LinkState.DEAD, note=f"more than {_MOST_REDIRECTS} redirects")

    def _end(self, url: str, here: str, answer: Response, *, for_good: bool) -> Result:
        if answer.failure:
            return Result(LinkState.FAILING, note=answer.failure)
        if answer.status in _GONE:
            return Result(LinkState.DEAD, answer.status)
        if answer.status in _REFUSING:
            if answer.status == 429:
                self.hosts.wait(here, _seconds(answer.headers.get("retry-after", "")))
            return Result(LinkState.REFUSED, answer.status)
        if answer.status >= 400:
            return Result(LinkState.FAILING, answer.status)
        if here != urldefrag(url).url and for_good:
            return Result(LinkState.MOVED, answer.status, to=here)
        return Result(LinkState.OK, answer.status)


def _seconds(retry_after: str) -> float:
    return min(float(retry_after), _LONGEST_WAIT) if retry_after.isdecimal() else 0


def check_all(
    urls: Iterable[str], checker: Checker, workers: int, done: Callable[[str, Result], None]
) -> Iterator[tuple[str, Result]]:
    """Check addresses, one at a time on each server and up to ``workers`` servers at once.

    Yield the results server by server as they are complete; ``done`` is called in a thread after each address.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc.lower()].append(url)

    def check_host(own: list[str]) -> list[tuple[str, Result]]:
        found = []
        for url in own:
            result = checker.check(url)
            found.append((url, result))
            done(url, result)
        return found

    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="links")
    try:
        # The longest queue determines the total time, so it starts first.
        queues = sorted(by_host.values(), key=len, reverse=True)
        for future in as_completed([pool.submit(check_host, own) for own in queues]):
            yield from future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def as_link(url: str, result: Result, day: datetime.date, before: Link | None) -> Link:
    """Return the entry of ``links.yml`` for a result; it keeps ``since`` of the entry ``before`` if the state is the same."""
    same = before is not None and before.state is result.state
    return Link(
        url=url,
        state=result.state,
        status=result.status,
        note=result.note,
        to=result.to,
        day=day,
        since=before.since if same and before is not None else day,
    )
