package paddock.client.recipe.foundation;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// The name of a znode in a line: `kind-id-number`.
///
/// @param kind what it stands for; has no hyphen
/// @param id what only its owner has chosen
/// @param number the server's counter, which may have gone past 2^31 and begun anew at -2^31
public record Ticket(String name, String kind, String id, int number) {
    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /// The ticket of a name; null for a name that is none.
    static @Nullable Ticket parse(String name) {
        int kindEnd = name.indexOf('-');
        int idEnd = name.indexOf('-', kindEnd + 1);
        if (kindEnd < 1 || idEnd < 0) {
            return null;
        }
        try {
            return new Ticket(
                    name,
                    name.substring(0, kindEnd),
                    name.substring(kindEnd + 1, idEnd),
                    Integer.parseInt(name.substring(idEnd + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The order of numbers, for tickets that are all less than 2^31 apart.
    static Comparator<Ticket> oldestFirst(List<Ticket> tickets) {
        int some = tickets.isEmpty() ? 0 : tickets.get(0).number;
        return Comparator.comparingInt(ticket -> ticket.number - some);
    }
}
