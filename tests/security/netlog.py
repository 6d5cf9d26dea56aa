"""Read Chromium's own net log: every host the browser asked for, looked up or connected to.

In: the JSON file of --log-net-log (complete only after the browser quit in good order). Out:
Contacts, and those of them that are neither this machine's nor Chromium's own. The log is written
below extensions, pages and workers alike, so nothing they do on the network can miss it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})

# No name but this machine's resolves, so nothing leaves it even while a test fails; what was
# asked for is in the log all the same.
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

# What Chromium asks for by itself, with and without an extension, under the flags of chromium.py.
# Each request names the code that made it by a traffic annotation, a hash of the name here
# (chromium: tools/traffic_annotation). Pages, workers and extensions are "blink_resource_loader",
# "navigation_url_loader" and the like: none of theirs can be taken for one of these.
CHROMIUMS_OWN = {
    "network_time_component": "clients2.google.com",  # what time it is
    "gaia_auth_list_accounts": "accounts.google.com",  # who is signed in to the browser
    "update_client": "update.googleapis.com",  # the browser's parts
    "autofill_query": "content-autofill.googleapis.com",  # the browser's form filling
    "spellcheck_hunspell_dictionary": "redirector.gvt1.com",  # the browser's spelling
    "optimization_guide_model": "optimizationguide-pa.googleapis.com",  # the browser's own models
}

# Lookups made for requests and preconnections, which are contacts in their own right, and which
# name their host (a lookup no longer does when CUT_OFF has replaced it).
HTTP_STACK = frozenset(
    {
        "HTTP_STREAM_JOB",
        "NETWORK_QUALITY_ESTIMATOR",
        "QUIC_SESSION_POOL_DIRECT_JOB",
        "SSL_CONNECT_JOB",
        "TCP_CONNECT_JOB",
        "TRANSPORT_CONNECT_JOB",
        "URL_REQUEST",
    }
)

# Asked of the system's routing table only, to learn whether there is IPv6; nothing is sent.
IPV6_PROBE = "[2001:4860:4860::8888]:443"


@dataclass(frozen=True, slots=True)
class Contact:
    """One thing the browser did towards a host.

    kind: "request" or "preconnect" (a URL), "lookup" (a name, for what is no request: DNS
    prefetch), "connect" (an address, by TCP or UDP) or "datagrams" (a UDP socket open to any
    address, as WebRTC makes them, and what it sends).
    annotation: of a request, the number that names the code that made it; 0 otherwise.
    """

    kind: str
    target: str
    host: str
    annotation: int = 0


def annotation_id(name: str) -> int:
    """Chromium's hash of a traffic annotation's name (base/hash: recursive, modulo a prime)."""
    value = 0
    for byte in name.encode():
        value = (value * 31 + byte) % 138003713
    return value


def contacts(log: Path) -> list[Contact]:
    """All contacts, each once. Raises ValueError when the log is not complete."""
    content = json.loads(log.read_text())
    constants = content["constants"]
    types = {number: name for name, number in constants["logEventTypes"].items()}
    sources = {number: name for name, number in constants["logSourceType"].items()}
    found = (
        contact
        for event in content["events"]
        for contact in _contacts_of(
            types[event["type"]], sources[event["source"]["type"]], event.get("params") or {}
        )
    )
    return list(dict.fromkeys(found))


def _contacts_of(event: str, source: str, params: dict[str, Any]) -> Iterator[Contact]:
    if event == "REQUEST_ALIVE" and "url" in params:
        url, annotation = params["url"], params.get("traffic_annotation", 0)
        yield Contact("request", url, _host(url), annotation)
    elif event == "HTTP_STREAM_JOB_CONTROLLER" and params.get("is_preconnect"):
        yield Contact("preconnect", params["url"], _host(params["url"]))
    elif event == "HOST_RESOLVER_MANAGER_REQUEST" and "host" in params:
        if source not in HTTP_STACK:
            yield Contact("lookup", params["host"], _host(params["host"]))
    elif event in {"TCP_CONNECT_ATTEMPT", "UDP_CONNECT"} and "address" in params:
        yield Contact("connect", params["address"], _host(params["address"]))
    elif event in {"UDP_LOCAL_ADDRESS", "UDP_BYTES_SENT"} and "address" in params:
        # A socket with one partner has an address of its own; one for all comers has none.
        if event == "UDP_BYTES_SENT" or _host(params["address"]) in {"0.0.0.0", "::"}:
            yield Contact("datagrams", params["address"], _host(params["address"]))
    elif event == "TCP_CONNECT" and "address_list" in params:
        for address in params["address_list"]:
            yield Contact("connect", address, _host(address))


def _host(url: str) -> str:
    return urlsplit(url if "//" in url else f"//{url}").hostname or ""


def is_chromiums_own(contact: Contact) -> bool:
    if contact.kind == "request":
        return any(
            contact.annotation == annotation_id(name) and contact.host == host
            for name, host in CHROMIUMS_OWN.items()
        )
    return contact.kind == "connect" and contact.target == IPV6_PROBE


def foreign(found: Iterable[Contact]) -> list[Contact]:
    """Contacts that are neither with this machine nor Chromium's own business."""
    return [
        contact
        for contact in found
        if contact.host not in THIS_MACHINE and not is_chromiums_own(contact)
    ]
