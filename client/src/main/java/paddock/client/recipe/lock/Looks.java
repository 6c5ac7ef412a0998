package paddock.client.recipe.lock;

import paddock.client.recipe.foundation.Line;
import paddock.client.recipe.foundation.Steadfast;
import paddock.client.recipe.foundation.Ticket;
import paddock.client.recipe.foundation.Waiting;

import java.util.List;

/// Looks at lines from outside.
final class Looks {
    private Looks() {}

    static List<Ticket> at(Line line) throws InterruptedException {
        return Waiting.forResult(Steadfast.repeat(line::tickets));
    }
}
