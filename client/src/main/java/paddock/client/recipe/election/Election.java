package paddock.client.recipe.election;

import paddock.client.recipe.Grant;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Of all candidates, one leads. Any thread may use it.
///
/// ```java
/// Election election = new FairElection(client, "/app/leader", "host-1");
/// try (Grant lead = election.campaign()) {
///     while (lead.isHeld()) {
///         doWhatOnlyOneShouldDo(lead.fencingToken());
///     }
/// }
/// ```
///
/// **Lost connection.** A candidate stays one, and is found again if the answer to its entry was
/// lost. A leader still leads if its session outlives it; meanwhile its grant is
/// [paddock.client.recipe.Standing#UNCERTAIN], and [Grant#isHeld] says no.
///
/// **Lost session.** The candidacy is over, and so is the lead; another leads as soon as the
/// ensemble has ended the session, with a greater fencing token. Campaign again with a new client.
public interface Election {
    /// Stands for the lead and waits to have it.
    ///
    /// @return the lead, until it is given back or lost
    /// @throws InterruptedException when the thread is interrupted, which ends the candidacy
    Grant campaign() throws InterruptedException;

    /// Stands for the lead, for so long.
    ///
    /// @return empty when the time is over
    /// @throws InterruptedException when the thread is interrupted, which ends the candidacy
    Optional<Grant> campaign(Duration limit) throws InterruptedException;

    /// Stands for the lead without waiting.
    ///
    /// @param elected gets the lead, on a thread where it may wait
    /// @param failed gets the reason when there will be no lead: the session is over
    Candidacy stand(Consumer<Grant> elected, Consumer<RuntimeException> failed);

    /// Who leads now, as far as the server of this client knows; empty where nobody does.
    Optional<Leader> leader() throws InterruptedException;

    /// Who leads.
    ///
    /// @param name as the candidate calls itself
    /// @param fencingToken greater for each later leader
    record Leader(String name, long fencingToken) {}

    /// Somebody who stands for the lead.
    interface Candidacy extends AutoCloseable {
        /// Stands no more: gives back the lead, where there is one.
        @Override
        void close();
    }
}
