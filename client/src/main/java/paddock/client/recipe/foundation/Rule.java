package paddock.client.recipe.foundation;

import java.util.List;
import java.util.Optional;

/// Says whom somebody in a line has to wait for.
@FunctionalInterface
public interface Rule {
    /// Everybody waits for the one before.
    Rule ONE_AT_A_TIME =
            (before, mine) ->
                    before.isEmpty()
                            ? Optional.empty()
                            : Optional.of(before.get(before.size() - 1));

    /// Whom to wait for before looking again; empty when it is the owner's turn.
    ///
    /// @param before who came earlier, oldest first
    Optional<Ticket> waitsFor(List<Ticket> before, Ticket mine);
}
