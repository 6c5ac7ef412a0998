"""What a program on kazoo does, checked step by step.

Prints "restart" when it wants the server killed and started again, and "done" at the end.
"""

import sys
import threading

from kazoo.client import KazooClient, KazooState
from kazoo.exceptions import (
    BadVersionError,
    InvalidACLError,
    NoAuthError,
    NoChildrenForEphemeralsError,
    NodeExistsError,
    NoNodeError,
    NotEmptyError,
)
from kazoo.security import CREATOR_ALL_ACL, make_acl, make_digest_acl


def refuses(error, action, *args, **kwargs):
    try:
        action(*args, **kwargs)
    except error:
        return
    raise AssertionError("%s was not raised by %s%r" % (error.__name__, action.__name__, args))


class Events:
    """Collects watch events and waits for one."""

    def __init__(self):
        self.seen = []
        self.changed = threading.Condition()

    def __call__(self, event):
        with self.changed:
            self.seen.append((event.type, event.path))
            self.changed.notify_all()

    def wait(self, *wanted):
        with self.changed:
            if not self.changed.wait_for(lambda: wanted in self.seen, 60):
                raise AssertionError("%r never came, only %r" % (wanted, self.seen))


hosts = sys.argv[1]
client = KazooClient(hosts=hosts, timeout=30)
client.start(timeout=30)
events = Events()

# create, get, set, list, exists, delete
assert client.create("/py", b"one") == "/py"
refuses(NodeExistsError, client.create, "/py", b"")
refuses(NoNodeError, client.create, "/no/such", b"")
data, stat = client.get("/py")
assert data == b"one" and stat.version == 0
assert client.set("/py", b"two!").version == 1
refuses(BadVersionError, client.set, "/py", b"x", version=0)
client.ensure_path("/py/a/b")
assert client.get_children("/py") == ["a"]
children, stat = client.get_children("/py/a", include_data=True)
assert children == ["b"] and stat.numChildren == 1
refuses(NotEmptyError, client.delete, "/py/a")
client.delete("/py/a", recursive=True)
assert client.exists("/py/a") is None
every_byte = bytes(range(256)) * 2000
client.set("/py", every_byte)
assert client.get("/py")[0] == every_byte
client.set("/py", b"")

# sequential and ephemeral
assert client.create("/py/s-", b"", sequence=True) == "/py/s-0000000001"
path, stat = client.create("/py/e", b"", ephemeral=True, include_data=True)
session = client.client_id[0]
assert stat.ephemeralOwner == session, stat
refuses(NoChildrenForEphemeralsError, client.create, "/py/e/x")

# watches
assert client.exists("/py/w", watch=events) is None
client.create("/py/w")
events.wait("CREATED", "/py/w")
client.get("/py/w", watch=events)
client.set("/py/w", b"v")
events.wait("CHANGED", "/py/w")
client.get_children("/py", watch=events)
client.exists("/py/w", watch=events)
client.delete("/py/w")
events.wait("CHILD", "/py")
events.wait("DELETED", "/py/w")

# multi
transaction = client.transaction()
transaction.create("/py/m", b"m")
transaction.set_data("/py/m", b"mm", version=0)
transaction.check("/py/m", version=1)
results = transaction.commit()
assert results[0] == "/py/m" and results[1].version == 1 and results[2] is True, results
transaction = client.transaction()
transaction.delete("/py/m")
transaction.delete("/py/none")
results = transaction.commit()
assert isinstance(results[1], NoNodeError), results
assert client.exists("/py/m")

# ACL and auth
refuses(InvalidACLError, client.create, "/py/mine", b"", acl=CREATOR_ALL_ACL)
client.add_auth("digest", "ann:pw")
client.create("/py/mine", b"", acl=CREATOR_ALL_ACL)
acls, _ = client.get_acls("/py/mine")
assert acls == [make_digest_acl("ann", "pw", all=True)], acls
other = KazooClient(hosts=hosts)
other.start(timeout=30)
refuses(NoAuthError, other.get, "/py/mine")
client.set_acls("/py/mine", [make_acl("world", "anyone", read=True)])
other.get("/py/mine")
refuses(NoAuthError, other.set, "/py/mine", b"")

# recipes
lock = client.Lock("/py/lock", "me")
with lock:
    assert other.Lock("/py/lock", "other").acquire(blocking=False) is False
counter = client.Counter("/py/counter")
counter += 3
assert counter.value == 3
other.stop()

# the server is killed: the session and its ephemeral live on, the watch fires
connected = threading.Event()
lost = threading.Event()


def on_state(state):
    if state == KazooState.SUSPENDED:
        lost.set()
    if state == KazooState.CONNECTED and lost.is_set():
        connected.set()


client.add_listener(on_state)
client.exists("/py/later", watch=events)
print("restart", flush=True)
assert connected.wait(60), "never connected again"
assert client.client_id[0] == session
assert client.retry(client.exists, "/py/e").ephemeralOwner == session
client.retry(client.create, "/py/later")
# kazoo reports a lost connection to one-shot watches instead of setting them again.
with events.changed:
    assert ("NONE", None) in events.seen or ("CREATED", "/py/later") in events.seen, events.seen

client.stop()
client.close()
print("done", flush=True)
