package org.apache.jute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/// Records as people read them in logs: fields between commas, `'text`, `#bytes`, `v{vector}`,
/// `s{record}`, and a line break after a record that stands by itself.
public class ToStringOutputArchive implements OutputArchive {
    private final PrintStream out;
    private long written;
    private boolean first = true;

    public ToStringOutputArchive(OutputStream stream) throws UnsupportedEncodingException {
        out = new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /// What a record is as a text.
    public static String textOf(Record record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            record.serialize(new ToStringOutputArchive(bytes), "");
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(String text) {
        separate();
        print(text);
    }

    private void separate() {
        if (!first) {
            print(",");
        }
        first = false;
    }

    private void print(String text) {
        out.print(text);
        written += text.length();
    }

    @Override
    public void writeByte(byte value, String tag) {
        field(Byte.toString(value));
    }

    @Override
    public void writeBool(boolean value, String tag) {
        field(value ? "T" : "F");
    }

    @Override
    public void writeInt(int value, String tag) {
        field(Integer.toString(value));
    }

    @Override
    public void writeLong(long value, String tag) {
        field(Long.toString(value));
    }

    @Override
    public void writeFloat(float value, String tag) {
        field(Float.toString(value));
    }

    @Override
    public void writeDouble(double value, String tag) {
        field(Double.toString(value));
    }

    @Override
    public void writeString(String value, String tag) {
        field(value == null ? "" : escaped(value));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '\0' -> escaped.append("%00");
                case '\n' -> escaped.append("%0A");
                case '\r' -> escaped.append("%0D");
                case ',' -> escaped.append("%2C");
                case '}' -> escaped.append("%7D");
                case '%' -> escaped.append("%25");
                default -> escaped.append(each);
            }
        }
        return escaped.toString();
    }

    @Override
    public void writeBuffer(byte[] value, String tag) {
        field(value == null || value.length == 0 ? "" : hex(value));
    }

    /// Bytes in hex as they have always been shown: no leading zeroes, negative ones as ints.
    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder("#");
        for (byte each : bytes) {
            hex.append(Integer.toHexString(each));
        }
        return hex.toString();
    }

    @Override
    public void writeRecord(Record value, String tag) throws IOException {
        if (value != null) {
            value.serialize(this, tag);
        }
    }

    @Override
    public void startRecord(Record value, String tag) {
        if (tag != null && !tag.isEmpty()) {
            separate();
            print("s{");
            first = true;
        }
    }

    @Override
    public void endRecord(Record value, String tag) {
        if (tag == null || tag.isEmpty()) {
            print("\n");
            first = true;
        } else {
            print("}");
            first = false;
        }
    }

    @Override
    public void startVector(List<?> value, String tag) {
        separate();
        print("v{");
        first = true;
    }

    @Override
    public void endVector(List<?> value, String tag) {
        print("}");
        first = false;
    }

    @Override
    public void startMap(TreeMap<?, ?> value, String tag) {
        separate();
        print("m{");
        first = true;
    }

    @Override
    public void endMap(TreeMap<?, ?> value, String tag) {
        print("}");
        first = false;
    }

    @Override
    public long getDataSize() {
        return written;
    }
}
