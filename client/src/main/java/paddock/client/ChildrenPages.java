package paddock.client;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.protocol.Stat;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The children of a znode in pages, in the order of the bytes of their names.
///
/// A child that is there from the first page to the last is told exactly once, whatever comes and
/// goes meanwhile and whichever servers answer; one that comes or goes meanwhile is told once or
/// not at all. Where all pages have the same [Children#stat], nothing changed.
///
/// Paddock's servers are asked for each page by itself, so an answer is never long. Those of Apache
/// give all children in one answer, which is then cut into pages here; where it is longer than
/// [ClientBuilder#maxReplyBytes], that fails as [ClientException.ReplyTooLong].
///
/// One thread at a time, for one page at a time.
public final class ChildrenPages {
    /// What an answer may have besides the names, generously.
    private static final int OVERHEAD_BYTES = 512;

    private static final int MAX_PAGE_BYTES = 1 << 20;

    private final Calls calls;
    private final String path;
    private final int pageSize;

    // Written by whoever completes a page, before its future is complete.

    /// The last name that a server told.
    private @Nullable String last;

    /// Whether no server has to be asked any more.
    private boolean over;

    /// What a server gave beyond the page that was asked for; null where nothing is left of it.
    private @Nullable Children rest;

    private @Nullable CompletableFuture<Optional<Children>> underWay;

    ChildrenPages(Calls calls, String path, int pageSize) {
        check(path, pageSize);
        this.calls = calls;
        this.path = path;
        this.pageSize = pageSize;
    }

    static void check(String path, int pageSize) {
        Paths.require(path);
        if (pageSize < 1) {
            throw new IllegalArgumentException(
                    "a page of " + pageSize + " children; it takes 1 or more");
        }
    }

    /// The next page; empty after the last one. A page can have fewer names than were asked for,
    /// and the last one none at all. After a failure the same page can be asked for again.
    ///
    /// @throws IllegalStateException when the former page is still under way
    public CompletableFuture<Optional<Children>> next() {
        if (underWay != null && !underWay.isDone()) {
            throw new IllegalStateException("the former page of " + path + " is still under way");
        }
        CompletableFuture<Optional<Children>> page = begin();
        underWay = page;
        return page;
    }

    private CompletableFuture<Optional<Children>> begin() {
        if (rest != null || over) {
            return CompletableFuture.completedFuture(Optional.ofNullable(ofRest()));
        }
        return calls.begin(
                false, Plans.getChildrenPage(request(), answer -> Optional.of(pageOf(answer))));
    }

    private Request.GetChildrenPage request() {
        int bytes = Math.min(MAX_PAGE_BYTES, calls.maxReplyBytes() - OVERHEAD_BYTES);
        return new Request.GetChildrenPage(path, false, last, pageSize, bytes);
    }

    private Children pageOf(Response answer) {
        if (!(answer instanceof Response.NamesPage page)) {
            var all = (Response.NamesWithStat) answer;
            return cut(behindLast(all.names()), all.stat());
        }
        List<String> names = page.names();
        over = !page.more() || names.isEmpty();
        if (!over) {
            last = names.get(names.size() - 1);
        }
        return new Children(names, page.stat());
    }

    /// What is left of all children, where some were told before. The order of these texts is that
    /// of their bytes too, since names have no characters beyond the first 65,536.
    private List<String> behindLast(List<String> all) {
        String told = last;
        return all.stream()
                .filter(name -> told == null || name.compareTo(told) > 0)
                .sorted()
                .toList();
    }

    private @Nullable Children ofRest() {
        Children left = rest;
        return left == null ? null : cut(left.names(), left.stat());
    }

    private Children cut(List<String> names, Stat stat) {
        over = true;
        if (names.size() <= pageSize) {
            rest = null;
            return new Children(names, stat);
        }
        rest = new Children(names.subList(pageSize, names.size()), stat);
        return new Children(names.subList(0, pageSize), stat);
    }

    /// Waits for each page.
    Iterator<Children> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !over || rest != null;
            }

            @Override
            public Children next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the last page was told");
                }
                Children kept = ofRest();
                return kept != null
                        ? kept
                        : pageOf(
                                calls.begin(
                                                true,
                                                Plans.getChildrenPage(request(), answer -> answer))
                                        .await());
            }
        };
    }
}
