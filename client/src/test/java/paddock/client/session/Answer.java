package paddock.client.session;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Response;

/// What an outcome was told.
record Answer(int xid, long zxid, int error, @Nullable Response response) {}
