package paddock.server.front;

import paddock.replica.Submission;

/// Where event loops leave their submissions: the inbox of the replica.
public interface UpdatePort {
    /// Leaves one. It is taken up by the next [#wake] at the latest.
    void submit(Submission submission);

    /// Makes sure that the replica looks at what was submitted.
    void wake();

    /// Requests submitted and not answered yet, over all connections.
    int outstanding();
}
