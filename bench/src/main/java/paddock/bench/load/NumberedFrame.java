package paddock.bench.load;

import paddock.wire.protocol.Request;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A request frame with a decimal number in it that can be overwritten, typically in a path.
///
/// Encoding a frame then costs one copy and a few digits.
public final class NumberedFrame {
    /// What a path says in place of the number.
    public static final String PLACE = "##########";

    private static final int DIGITS = PLACE.length();

    private final byte[] template;
    private final int[] places;

    private NumberedFrame(byte[] template) {
        this.template = template;
        this.places = placesIn(template);
        if (places.length == 0) {
            throw new IllegalArgumentException("no " + PLACE + " in the frame");
        }
    }

    /// The frame of the request that `request` makes from a path prefix followed by the number.
    public static NumberedFrame of(String pathPrefix, Function<String, Request> request) {
        return new NumberedFrame(Frames.request(0, request.apply(pathPrefix + PLACE)));
    }

    /// Bytes of the frame.
    public int length() {
        return template.length;
    }

    /// Appends the frame with this xid and number; the number is written modulo ten digits.
    public void put(ByteBuffer out, int xid, long number) {
        int at = out.position();
        out.put(template).putInt(at + Frames.XID_AT, xid);
        for (int place : places) {
            long rest = number;
            for (int digit = DIGITS - 1; digit >= 0; digit--) {
                out.put(at + place + digit, (byte) ('0' + rest % 10));
                rest /= 10;
            }
        }
    }

    private static int[] placesIn(byte[] template) {
        List<Integer> found = new ArrayList<>();
        int run = 0;
        for (int i = 0; i < template.length; i++) {
            run = template[i] == '#' ? run + 1 : 0;
            if (run == DIGITS) {
                found.add(i - DIGITS + 1);
                run = 0;
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
