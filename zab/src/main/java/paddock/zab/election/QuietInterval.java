package paddock.zab.election;

import paddock.zab.quorum.Configs;

/// When a round may end before its quiet interval is over: waiting for a better vote is waiting for
/// nothing then.
///
/// The quiet interval at the end of a round exists because a better vote may be in flight. A voter
/// changes its vote only for one that is better than both its own history and the proposal. So a
/// voter that has voted for the proposal in this round brings nothing better by itself; a voter
/// that cannot be reached brings nothing at all; and links are ordered, so what a voter said last
/// is what it means. Once every voter is one or the other, none whose vote could still change the
/// result can tell us so, unless one of them hears from a server that it can reach and we cannot.
/// We would close on the lesser candidate then, as we would with the interval over a slow link.
/// That costs another election and is no danger: an election only nominates, and discovery lets the
/// nominee lead only if a quorum follows it.
///
/// A link of which nothing was heard yet counts as one that may bring something. So does the death
/// of the candidate: without it there is no hurry to elect it.
final class QuietInterval {
    private final long serverId;
    private final Configs configs;
    private final ElectionLinks links;
    private final Ballots round;

    /// @param round the votes of the round under way
    QuietInterval(long serverId, Configs configs, ElectionLinks links, Ballots round) {
        this.serverId = serverId;
        this.configs = configs;
        this.links = links;
        this.round = round;
    }

    /// Whether nothing better than the proposal is on its way here.
    boolean isPointless(Vote proposal) {
        if (proposal.leader() != serverId && !links.isUp(proposal.leader())) {
            return false;
        }
        for (long voter : configs.voters()) {
            boolean silent = voter != serverId && links.isDown(voter);
            if (!silent && !agreesHere(voter, proposal)) {
                return false;
            }
        }
        return configs.isQuorum(voter -> agreesHere(voter, proposal));
    }

    private boolean agreesHere(long voter, Vote proposal) {
        return (voter == serverId || links.isUp(voter)) && round.isFor(proposal, voter);
    }
}
