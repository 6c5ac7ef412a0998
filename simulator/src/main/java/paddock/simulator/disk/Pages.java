package paddock.simulator.disk;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The bytes of a file; stretches of zeroes take no room.
final class Pages {
    static final int PAGE_BYTES = 4096;

    private static final byte[] ZEROES = new byte[PAGE_BYTES];

    private byte[] @Nullable [] pages;
    private long size;

    Pages() {
        pages = new byte[4][];
    }

    private Pages(Pages other) {
        size = other.size;
        pages = new byte[other.pages.length][];
        for (int i = 0; i < pages.length; i++) {
            byte[] page = other.pages[i];
            pages[i] = page == null ? null : page.clone();
        }
    }

    Pages copy() {
        return new Pages(this);
    }

    long size() {
        return size;
    }

    static boolean isZero(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += PAGE_BYTES) {
            int part = Math.min(PAGE_BYTES, length - done);
            int from = offset + done;
            if (!Arrays.equals(bytes, from, from + part, ZEROES, 0, part)) {
                return false;
            }
        }
        return true;
    }

    void write(long at, byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            long position = at + done;
            int inPage = (int) (position % PAGE_BYTES);
            int part = Math.min(PAGE_BYTES - inPage, length - done);
            byte[] page = pageToWrite(position, bytes, offset + done, part);
            if (page != null) {
                System.arraycopy(bytes, offset + done, page, inPage, part);
            }
            done += part;
        }
        size = Math.max(size, at + length);
    }

    // Null where zeroes meet zeroes.
    private byte @Nullable [] pageToWrite(long at, byte[] bytes, int offset, int length) {
        int index = (int) (at / PAGE_BYTES);
        byte[] page = index < pages.length ? pages[index] : null;
        if (page == null && !isZero(bytes, offset, length)) {
            if (index >= pages.length) {
                pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
            }
            page = new byte[PAGE_BYTES];
            pages[index] = page;
        }
        return page;
    }

    void writeZeroes(long at, long length) {
        long done = 0;
        while (done < length) {
            long position = at + done;
            int inPage = (int) (position % PAGE_BYTES);
            int part = (int) Math.min(PAGE_BYTES - inPage, length - done);
            int index = (int) (position / PAGE_BYTES);
            if (index >= pages.length) {
                break;
            }
            byte[] page = pages[index];
            if (page != null) {
                Arrays.fill(page, inPage, inPage + part, (byte) 0);
            }
            done += part;
        }
        size = Math.max(size, at + length);
    }

    void truncate(long newSize) {
        if (newSize < size) {
            writeZeroes(newSize, size - newSize);
            size = newSize;
        }
    }

    /// Reads up to `length` bytes; less only at the end, then -1.
    int read(long at, byte[] into, int offset, int length) {
        if (at >= size) {
            return -1;
        }
        int available = (int) Math.min(length, size - at);
        int done = 0;
        while (done < available) {
            long position = at + done;
            int inPage = (int) (position % PAGE_BYTES);
            int part = Math.min(PAGE_BYTES - inPage, available - done);
            int index = (int) (position / PAGE_BYTES);
            byte[] page = index < pages.length ? pages[index] : null;
            if (page == null) {
                Arrays.fill(into, offset + done, offset + done + part, (byte) 0);
            } else {
                System.arraycopy(page, inPage, into, offset + done, part);
            }
            done += part;
        }
        return available;
    }
}
