package paddock.server.links;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import paddock.server.refusal.Refusals;
import paddock.wire.jute.ScratchWriter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Everybody who connected to the quorum port or to the one for observers. Belongs to the event
/// loop.
///
/// The ports are open whatever this server does: who comes too early to the first waits for what
/// comes of the election, instead of having to come again, and who is not served at the second is
/// told so at once.
final class LearnerLinks {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerLinks.class);

    private final LinkSettings settings;
    private final Events events;
    private final ScratchWriter scratch;
    private final Consumer<LearnerLink> known;
    private final Refusals refusals = new Refusals(LOG);
    private final Set<LearnerLink> links = new LinkedHashSet<>();
    private int members;
    private long nextNumber = 1;

    /// @param known hands a link over to the replica thread, before the event that tells of it
    LearnerLinks(
            LinkSettings settings,
            Events events,
            ScratchWriter scratch,
            Consumer<LearnerLink> known) {
        this.settings = settings;
        this.events = events;
        this.scratch = scratch;
        this.known = known;
    }

    /// What the listener puts into the pipeline of a connection to the quorum port.
    ChannelHandler acceptor() {
        return new LearnerLink(this, settings, events, nextNumber++, false);
    }

    /// The same for the port where a follower serves observers.
    ChannelHandler observerAcceptor() {
        return new LearnerLink(this, settings, events, nextNumber++, true);
    }

    void membershipChanged(Membership membership) {
        members = membership.others().size();
    }

    void close() {
        List.copyOf(links).forEach(LearnerLink::close);
    }

    // ---- what links tell ----

    boolean admit(LearnerLink link, Channel channel) {
        int limit = members + settings.maxStrangers();
        if (links.size() >= limit) {
            refusals.warn(
                    "refusing learner {}: {}",
                    channel.remoteAddress(),
                    "there are "
                            + links.size()
                            + " learners, more than "
                            + limit
                            + " are not taken");
            return false;
        }
        links.add(link);
        return true;
    }

    void opened(LearnerLink link) {
        known.accept(link);
        events.put(link.source(), link.arrival(), 0);
        events.announce();
    }

    void closed(LearnerLink link) {
        links.remove(link);
    }

    /// How refusals of learners are said.
    Refusals refusals() {
        return refusals;
    }

    void complain(String name, String what) {
        refusals.warn("disconnecting learner {}: {}", name, what);
    }

    ScratchWriter scratch() {
        return scratch;
    }
}
