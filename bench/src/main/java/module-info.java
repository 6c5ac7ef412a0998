import org.jspecify.annotations.NullMarked;

/// A measuring instrument for servers of the protocol: load, cost, size and start, side by side.
@NullMarked
module paddock.bench {
    requires static org.jspecify;
    requires HdrHistogram;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    // The processor time of the generator's own threads.
    requires java.management;
    requires paddock.wire;

    opens paddock.bench to
            info.picocli;
}
