package paddock.zab.election;

import paddock.wire.ensemble.Notification;
import paddock.wire.ensemble.ServerState;
import paddock.zab.quorum.Configs;
import paddock.zab.quorum.InvalidConfigException;
import paddock.zab.quorum.QuorumConfig;

import java.util.Map;
import java.util.TreeMap;

/// The election of one server, through all its rounds, and its answers to the elections of others
/// (ensemble protocol reference, sections 3, 4).
///
/// [ElectionPort#elected] is called from within [#received], [#linkUp], [#linkDown] and [#tick],
/// always as the last thing they do, and never from within [#look].
///
/// Where it does more than the reference, other servers cannot tell:
///
/// - A round ends as soon as nothing new can be heard, see [QuietInterval#isPointless].
/// - A vote is sent to a server as soon as a link to it works, not only when an interval is over,
///   and to one that begins to look after it said that it had a leader.
/// - The interval starts from its minimum again when somebody knows a leader, but not yet enough
///   servers do. Otherwise a server that has looked for an hour might look for another minute
///   beside an ensemble that has just recovered.
/// - A leader is joined at the word of a quorum of the membership in force, see [#isDecided].
/// - A server without a vote counts only those who have a leader. It would otherwise count answers
///   of voters that look for one themselves; these name the leader that was. It still backs what
///   they propose, see [#back].
/// - A stranger that repeats a question is answered once in an interval by a server that looks
///   itself. One that takes itself for a voter would answer each answer, and so on for ever.
public final class Elector {
    private final long serverId;
    private final Configs configs;
    private final ElectionPort port;
    private final ElectionSettings settings;
    private final Candidacy candidacy;
    private final ElectionLinks links = new ElectionLinks();

    /// Votes of this round.
    private final Ballots round;

    /// Votes of those who have a leader, whatever their round.
    private final Ballots settled;

    private final QuietInterval quiet;

    /// What strangers asked last within the interval.
    private final Map<Long, Notification> strangersQuestions = new TreeMap<>();

    private ServerState state = ServerState.LOOKING;
    private Vote currentVote;
    private long logicalClock;

    private Vote proposal;

    private int intervalMillis;
    private long resendAtMillis = Long.MAX_VALUE;

    /// When the proposal is elected if nothing new is heard, [Long#MAX_VALUE] without a quorum.
    private long closeAtMillis = Long.MAX_VALUE;

    /// @param serverId this server
    /// @param zxid its last logged transaction
    /// @param epoch its current epoch
    public Elector(long serverId, long zxid, long epoch, Configs configs, ElectionPort port) {
        this(serverId, zxid, epoch, configs, port, ElectionSettings.DEFAULT);
    }

    /// @param serverId this server
    /// @param zxid its last logged transaction, -1 where its history was lost
    /// @param epoch its current epoch
    public Elector(
            long serverId,
            long zxid,
            long epoch,
            Configs configs,
            ElectionPort port,
            ElectionSettings settings) {
        this.serverId = serverId;
        this.configs = configs;
        this.port = port;
        this.settings = settings;
        candidacy = new Candidacy(serverId, configs, settings.observer());
        candidacy.setHistory(zxid, epoch);
        intervalMillis = settings.minIntervalMillis();
        round = new Ballots(configs);
        quiet = new QuietInterval(serverId, configs, links, round);
        settled = new Ballots(configs);
        currentVote = new Vote(serverId, zxid, -1, epoch);
        proposal = currentVote;
    }

    /// Begins to look for a leader.
    ///
    /// @param zxid the last logged transaction, -1 where the history was lost
    public void look(long zxid, long epoch, long nowMillis) {
        candidacy.setHistory(zxid, epoch);
        state = ServerState.LOOKING;
        begin(nowMillis);
    }

    /// Begins anew where a leader is being looked for, because others vote than did before. Called
    /// when a membership came into force that did not come through [ElectionPort#learned].
    public void restart(long nowMillis) {
        if (state == ServerState.LOOKING) {
            begin(nowMillis);
        }
    }

    private void begin(long nowMillis) {
        logicalClock++;
        round.clear();
        settled.clear();
        strangersQuestions.clear();
        intervalMillis = settings.minIntervalMillis();
        propose(candidacy.initialVote(logicalClock), nowMillis);
        port.connectAll();
        if (round.decideLooking(proposal)) {
            closeAtMillis =
                    quiet.isPointless(proposal)
                            ? nowMillis
                            : nowMillis + settings.finalizeWaitMillis();
        }
    }

    /// A vote arrived.
    public void received(long from, Notification notification, long nowMillis) {
        if (state == ServerState.LOOKING && isNewMembership(notification, nowMillis)) {
            return;
        }
        if (!configs.isVoter(from)) {
            // Only a question is answered. Two servers that take each other for strangers would
            // otherwise answer each other's answers for ever.
            if (notification.state() == ServerState.LOOKING && !isRepeated(from, notification)) {
                port.send(from, notification(currentVote.inRound(logicalClock)));
            }
        } else if (state == ServerState.LOOKING) {
            // A server without a vote does not answer: the other one would have to answer at once,
            // as any question of a stranger, and so on for ever.
            if (candidacy.isVoter()
                    && notification.state() == ServerState.LOOKING
                    && notification.electionEpoch() < logicalClock) {
                port.send(from, notification(proposal));
            }
            consider(from, notification, nowMillis);
        } else if (notification.state() == ServerState.LOOKING) {
            port.send(from, notification(currentVote));
            port.seenLooking(from);
        }
    }

    /// Whether a stranger asked this before, of a server that knows no better answer since.
    private boolean isRepeated(long stranger, Notification question) {
        return state == ServerState.LOOKING
                && question.equals(strangersQuestions.put(stranger, question));
    }

    /// Takes over the sender's membership if it is newer.
    ///
    /// @return whether that changed who belongs to the ensemble, and the election began anew
    private boolean isNewMembership(Notification notification, long nowMillis) {
        QuorumConfig before = configs.committed();
        if (notification.version() < Notification.VERSION
                || notification.config().equals(before.text())) {
            return false;
        }
        QuorumConfig theirs;
        try {
            theirs = configs.parse(notification.config());
        } catch (InvalidConfigException e) {
            // The vote counts for itself, also for the reference.
            return false;
        }
        if (theirs.version() <= before.version()) {
            return false;
        }
        port.learned(theirs);
        // A host that takes over no memberships leaves everything as it was. The reference restarts
        // even so, again and again; there is nothing to gain from that.
        if (before.sameAs(configs.committed())) {
            return false;
        }
        begin(nowMillis);
        return true;
    }

    private void consider(long from, Notification notification, long nowMillis) {
        Vote vote =
                new Vote(
                        notification.leader(),
                        notification.zxid(),
                        notification.electionEpoch(),
                        notification.peerEpoch());
        if (!configs.isVoter(vote.leader())) {
            return;
        }
        switch (notification.state()) {
            case LOOKING -> considerLooking(from, vote, nowMillis);
            case FOLLOWING, LEADING ->
                    considerSettled(
                            from, vote, notification.state(), notification.version(), nowMillis);
            case OBSERVING -> {
                // Knows a leader only from those who vote, as we do.
            }
        }
    }

    private void considerLooking(long from, Vote vote, long nowMillis) {
        if (!candidacy.isVoter()) {
            back(vote, nowMillis);
            askAgainSoon(nowMillis);
            return;
        }
        if (!candidacy.hasHistory() || vote.zxid() == -1 || vote.electionEpoch() < logicalClock) {
            return;
        }
        if (vote.electionEpoch() > logicalClock) {
            logicalClock = vote.electionEpoch();
            round.clear();
            Vote own = candidacy.initialVote(logicalClock);
            propose(candidacy.isBetter(vote, own) ? vote : own, nowMillis);
        } else if (candidacy.isBetter(vote, proposal)) {
            propose(vote, nowMillis);
        } else if (settled.contains(from)) {
            // Had a leader when it was asked, so it answered the proposal instead of keeping it.
            port.send(from, notification(proposal));
        }
        settled.remove(from);
        round.put(from, vote, ServerState.LOOKING, Notification.VERSION);
        closeAtMillis =
                round.decideLooking(proposal)
                        ? nowMillis + settings.finalizeWaitMillis()
                        : Long.MAX_VALUE;
        closeEarly();
    }

    /// A server without a vote backs what others propose, where it does not observe: it may have a
    /// vote in a membership that they have logged and it has not, and that they need a quorum of.
    /// It tells them only what is new, since it does not know who of them takes it for a stranger.
    private void back(Vote vote, long nowMillis) {
        if (candidacy.isObserver() || !candidacy.hasHistory() || vote.zxid() == -1) {
            return;
        }
        if (vote.electionEpoch() > logicalClock) {
            logicalClock = vote.electionEpoch();
            Vote own = candidacy.initialVote(logicalClock);
            propose(candidacy.isBetter(vote, own) ? vote : own, nowMillis);
        } else if (candidacy.isBetter(vote, proposal)) {
            // In the round of this server, which those who count it join.
            propose(vote.inRound(logicalClock), nowMillis);
        }
    }

    private void considerSettled(
            long from, Vote vote, ServerState theirState, int version, long nowMillis) {
        if (vote.electionEpoch() == logicalClock) {
            round.put(from, vote, theirState, version);
            if (isDecided(round, from, vote) && isLeader(round, vote)) {
                finish(vote);
                return;
            }
        }
        settled.put(from, vote, theirState, version);
        if (isDecided(settled, from, vote) && isLeader(settled, vote)
                || mayFollowCutOff(from, vote, theirState)) {
            logicalClock = vote.electionEpoch();
            finish(vote);
            return;
        }
        askAgainSoon(nowMillis);
        closeEarly();
    }

    /// Whether enough servers have the leader that somebody has. One that leads already is followed
    /// at the word of a quorum of the membership in force: the next one that this server knows of
    /// may be none any more, and would then keep it away for ever.
    private boolean isDecided(Ballots ballots, long from, Vote vote) {
        return vote.leader() == serverId
                ? ballots.decideLike(from)
                : ballots.decideInForceLike(from);
    }

    /// Whether the one that a quorum names says so itself: votes for a leader that has died outlive
    /// it.
    private boolean isLeader(Ballots ballots, Vote vote) {
        return vote.leader() == serverId
                ? vote.electionEpoch() == logicalClock
                : ballots.isLeading(vote.leader());
    }

    /// Of two servers, the one whose oracle prefers the other follows it without being a quorum.
    private boolean mayFollowCutOff(long from, Vote vote, ServerState theirState) {
        return theirState == ServerState.LEADING
                && vote.leader() == from
                && configs.committed().yieldsToOther();
    }

    /// An election link works.
    public void linkUp(long server, long nowMillis) {
        links.up(server);
        if (state == ServerState.LOOKING && configs.isVoter(server)) {
            // Whatever was sent before may have got lost.
            port.send(server, notification(proposal));
            closeEarly();
        }
    }

    /// An election link broke, or could not be made.
    public void linkDown(long server, long nowMillis) {
        links.down(server, configs.isVoter(server));
        closeEarly();
    }

    /// Time has passed.
    public void tick(long nowMillis) {
        if (state != ServerState.LOOKING) {
            return;
        }
        if (nowMillis >= closeAtMillis && round.decideLooking(proposal)) {
            finish(proposal);
        } else if (nowMillis >= resendAtMillis) {
            // Only once nobody has answered for more than one interval.
            if (intervalMillis > settings.minIntervalMillis() && round.decideCutOff(proposal)) {
                finish(proposal);
                return;
            }
            intervalMillis = (int) Math.min(2L * intervalMillis, settings.maxIntervalMillis());
            resendAtMillis = nowMillis + intervalMillis;
            strangersQuestions.clear();
            sendProposal();
            port.connectAll();
        } else if (nowMillis >= closeAtMillis) {
            // Somebody who had voted for the proposal has a leader by now.
            closeAtMillis = Long.MAX_VALUE;
        }
    }

    /// When [#tick] is due, or [Long#MAX_VALUE].
    public long deadlineMillis() {
        return state == ServerState.LOOKING
                ? Math.min(closeAtMillis, resendAtMillis)
                : Long.MAX_VALUE;
    }

    /// Takes up a state without an election.
    public void settle(ServerState newState, Vote vote) {
        state = newState;
        currentVote = vote;
        closeAtMillis = Long.MAX_VALUE;
    }

    /// The history of an epoch was taken over: votes say so from now on.
    public void entered(long epoch) {
        currentVote = currentVote.inEpoch(epoch);
    }

    public ServerState state() {
        return state;
    }

    /// The last result of an election, or this server itself before the first. What it proposes
    /// while it looks for a leader is not part of it.
    public Vote currentVote() {
        return currentVote;
    }

    /// Whether a server's latest vote of the last election was for its result.
    public boolean votedForResult(long voter) {
        return round.isFor(currentVote, voter);
    }

    public long logicalClock() {
        return logicalClock;
    }

    private void askAgainSoon(long nowMillis) {
        intervalMillis = settings.minIntervalMillis();
        resendAtMillis = Math.min(resendAtMillis, nowMillis + intervalMillis);
    }

    private void propose(Vote vote, long nowMillis) {
        proposal = vote;
        closeAtMillis = Long.MAX_VALUE;
        resendAtMillis = nowMillis + intervalMillis;
        if (candidacy.isVoter() && configs.isVoter(vote.leader()) && candidacy.hasHistory()) {
            round.put(serverId, vote, ServerState.LOOKING, Notification.VERSION);
        }
        sendProposal();
    }

    private void sendProposal() {
        Notification notification = notification(proposal);
        for (long voter : configs.voters()) {
            if (voter != serverId) {
                port.send(voter, notification);
            }
        }
    }

    private Notification notification(Vote vote) {
        return new Notification(
                state,
                vote.leader(),
                vote.zxid(),
                vote.electionEpoch(),
                vote.peerEpoch(),
                Notification.VERSION,
                configs.committed().text());
    }

    private void closeEarly() {
        if (state == ServerState.LOOKING
                && closeAtMillis != Long.MAX_VALUE
                && quiet.isPointless(proposal)) {
            finish(proposal);
        }
    }

    private void finish(Vote vote) {
        if (vote.leader() == serverId) {
            state = ServerState.LEADING;
        } else {
            state = candidacy.isObserver() ? ServerState.OBSERVING : ServerState.FOLLOWING;
        }
        currentVote = vote;
        closeAtMillis = Long.MAX_VALUE;
        port.elected(vote, state);
    }
}
