package org.apache.zookeeper;

import paddock.client.session.Outcome;
import paddock.wire.protocol.Response;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The outcome of a call that waits for it, also on the thread of callbacks.
final class SyncCall implements Outcome {
    private final CountDownLatch over = new CountDownLatch(1);

    /// Written before `over` is released, read after.
    private int error;

    private Response response;

    @Override
    public void done(int xid, long zxid, int code, Response answer) {
        error = code;
        response = answer;
        over.countDown();
    }

    @Override
    public boolean direct() {
        return true;
    }

    /// Waits, and says what it came to.
    ///
    /// @param timeoutMillis how long; 0 for any time
    int await(long timeoutMillis) throws InterruptedException {
        if (timeoutMillis == 0) {
            over.await();
        } else if (!over.await(timeoutMillis, TimeUnit.MILLISECONDS)) {
            return KeeperException.Code.REQUESTTIMEOUT.intValue();
        }
        return Answers.rc(error);
    }

    /// The answer of a call that succeeded.
    Response response() {
        return response;
    }
}
