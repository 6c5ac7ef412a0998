package paddock.server.fuzz;

import java.util.Locale;

/// Where Jazzer begins; `-Dpaddock.fuzz=TARGET` says what is fed.
public final class Fuzz {
    private static final Target TARGET =
            Target.valueOf(
                    System.getProperty("paddock.fuzz", Target.LOG.name()).toUpperCase(Locale.ROOT));

    private Fuzz() {}

    /// Named as Jazzer wants it.
    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.feed(bytes);
    }
}
