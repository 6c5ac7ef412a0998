package org.apache.jute;

import java.util.Arrays;

/// What records need to compare themselves.
public class Utils {
    private Utils() {}

    /// Compares stretches of bytes, taken as numbers from -128 to 127; of two that begin alike the
    /// shorter one is less. Returns -1, 0 or 1.
    public static int compareBytes(
            byte[] left,
            int leftOffset,
            int leftLength,
            byte[] right,
            int rightOffset,
            int rightLength) {
        return Integer.signum(
                Arrays.compare(
                        left,
                        leftOffset,
                        leftOffset + leftLength,
                        right,
                        rightOffset,
                        rightOffset + rightLength));
    }
}
