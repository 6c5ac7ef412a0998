import org.jspecify.annotations.NullMarked;

/// The commands people type to look at a tree and to change it.
@NullMarked
module paddock.shell {
    requires com.fasterxml.jackson.core;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires static org.jspecify;
    requires paddock.client;
    requires paddock.wire;
}
