package paddock.server.links;

import paddock.core.database.DatabaseImage;
import paddock.wire.ensemble.EncodedTxn;
import paddock.wire.ensemble.LeaderMessage;
import paddock.wire.ensemble.LearnerMessage;
import paddock.wire.jute.JuteWriter;

import java.util.concurrent.locks.ReentrantLock;

/// Something on its way out of a link.
sealed interface Parcel {
    /// About what it keeps in memory while it waits.
    int bytes();

    /// Writes the next part of it.
    ///
    /// @return whether there is more to come
    boolean write(JuteWriter out);

    /// Lets go of it; it may be written in part or not at all.
    default void release() {}

    /// To a learner.
    record ToLearner(LeaderMessage message) implements Parcel {
        @Override
        public int bytes() {
            return SMALL_BYTES
                    + switch (message) {
                        case LeaderMessage.Proposal(EncodedTxn txn) -> txn.bytes().length;
                        case LeaderMessage.Inform(EncodedTxn txn) -> txn.bytes().length;
                        case LeaderMessage.InformAndActivate(EncodedTxn txn, long _) ->
                                txn.bytes().length;
                        case LeaderMessage.NewLeader(long _, String config) -> config.length();
                        default -> 0;
                    };
        }

        @Override
        public boolean write(JuteWriter out) {
            message.write(out);
            return false;
        }
    }

    /// To the leader.
    record ToLeader(LearnerMessage message) implements Parcel {
        @Override
        public int bytes() {
            return SMALL_BYTES
                    + switch (message) {
                        case LearnerMessage.Request request -> request.body().length;
                        case LearnerMessage.Pong pong -> pong.touched().size() * SMALL_BYTES;
                        default -> 0;
                    };
        }

        @Override
        public boolean write(JuteWriter out) {
            message.write(out);
            return false;
        }
    }

    /// A tree with its announcement, a piece at a time, so that it takes no memory to speak of.
    final class Tree implements Parcel {
        private static final int PIECE_BYTES = 64 * 1024;

        private final DatabaseImage image;
        private final ReentrantLock stripe;
        private boolean begun;
        private boolean released;

        /// @param stripe held while the image is read
        Tree(DatabaseImage image, ReentrantLock stripe) {
            this.image = image;
            this.stripe = stripe;
        }

        @Override
        public int bytes() {
            return SMALL_BYTES;
        }

        @Override
        public boolean write(JuteWriter out) {
            if (!begun) {
                begun = true;
                new LeaderMessage.Snap(image.zxid()).write(out);
                SnapshotStream.writeHead(image, out);
                return true;
            }
            boolean more;
            stripe.lock();
            try {
                more = image.writeNodes(out, PIECE_BYTES);
            } finally {
                stripe.unlock();
            }
            if (!more) {
                SnapshotStream.writeEnd(out);
                release();
            }
            return more;
        }

        @Override
        public void release() {
            if (!released) {
                released = true;
                stripe.lock();
                try {
                    image.close();
                } finally {
                    stripe.unlock();
                }
            }
        }
    }

    /// What a message takes without its contents.
    int SMALL_BYTES = 48;
}
