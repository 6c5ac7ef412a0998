package paddock.server.front;

import paddock.replica.Submission;

/// Where event loops leave their submissions: the inbox of the replica.
public interface UpdatePort {
    /// Leaves one. It is taken up by the next [#wake] or [#wakeOrWork] at the latest.
    void submit(Submission submission);

    /// Makes sure that the replica looks at what was submitted.
    void wake();

    /// As [#wake], by somebody who has nothing else to do: where this one submission is all there
    /// is, it is carried out on the caller's thread before this returns, the disk included.
    void wakeOrWork();

    /// Requests submitted and not answered yet, over all connections.
    int outstanding();
}
