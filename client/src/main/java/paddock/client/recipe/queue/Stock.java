package paddock.client.recipe.queue;

import paddock.client.recipe.foundation.Ticket;
import paddock.wire.protocol.Stat;

import java.util.List;
import java.util.Optional;

/// What a queue had to hand out when it was listed, first come first, and the stats of its folders
/// at that moment.
///
/// Whoever takes, takes the first that nobody holds. So as long as nothing came to be before the
/// elements that were listed, as many of them are gone from the front as claims were made since,
/// and that stands in the stat of the folder of claims. An acknowledgement deletes an element and
/// its claim; where more claims than elements were deleted since, something was given back, or its
/// holder died, and the queue has to be listed again.
///
/// Nothing hangs on this but which element is tried: to claim one is a transaction, which is
/// refused where somebody holds it.
///
/// @param items the stat of the folder of elements, from not before `claims`
/// @param claims the stat of the folder of claims
record Stock(List<Ticket> free, Stat items, Stat claims) {
    Stock {
        free = List.copyOf(free);
    }

    /// The element that is next now; empty where that takes another look at the queue.
    ///
    /// @param itemsNow from not after `claimsNow`: what is acknowledged in between then looks as if
    ///   something was given back, and never hides that something was
    /// @param ordered whether what comes later is behind what was there
    Optional<Ticket> next(Stat itemsNow, Stat claimsNow, boolean ordered) {
        boolean same = itemsNow.czxid() == items.czxid() && claimsNow.czxid() == claims.czxid();
        int claimed = created(claims, claimsNow);
        boolean givenBack = deleted(claims, claimsNow) != deleted(items, itemsNow);
        boolean overtaken = !ordered && created(items, itemsNow) != 0;
        return same && !givenBack && !overtaken && claimed >= 0 && claimed < free.size()
                ? Optional.of(free.get(claimed))
                : Optional.empty();
    }

    // A cversion counts creations and deletions, and the number of children is their difference.
    // Both counts may wrap; what happened since can be told all the same.

    private static int created(Stat then, Stat now) {
        return (now.cversion() - then.cversion() + now.numChildren() - then.numChildren()) / 2;
    }

    private static int deleted(Stat then, Stat now) {
        return (now.cversion() - then.cversion() - now.numChildren() + then.numChildren()) / 2;
    }
}
