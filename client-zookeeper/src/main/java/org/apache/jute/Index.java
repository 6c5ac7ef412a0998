package org.apache.jute;

/// How far the elements of a vector or map are read.
public interface Index {
    /// Whether all were.
    boolean done();

    /// One more was.
    void incr();
}
