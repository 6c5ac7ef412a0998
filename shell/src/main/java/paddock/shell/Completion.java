package paddock.shell;

import paddock.shell.command.CommandTable;
import paddock.shell.session.Connection;
import paddock.shell.session.ZnodeException;
import paddock.shell.session.ZnodePath;

import java.util.List;

/// What a word that is being typed can become: a command, a path of the tree, an option.
final class Completion {
    private final CommandTable commands;
    private final Connection connection;

    Completion(CommandTable commands, Connection connection) {
        this.commands = commands;
        this.connection = connection;
    }

    /// Something the word can become.
    ///
    /// @param isWhole whether another word can follow, rather than more of this one
    record Proposal(String text, boolean isWhole) {}

    /// @param before the words before it
    /// @param word what there is of it
    List<Proposal> complete(List<String> before, String word) {
        if (before.isEmpty()) {
            return whole(commands.names(), word);
        } else if (word.startsWith("/")) {
            return paths(word);
        } else if (word.startsWith("-")) {
            return whole(commands.options(before.get(0)), word);
        } else if (before.size() == 1 && before.get(0).equals("help")) {
            return whole(commands.names(), word);
        }
        return List.of();
    }

    private static List<Proposal> whole(List<String> texts, String begin) {
        return texts.stream()
                .filter(each -> each.startsWith(begin))
                .map(each -> new Proposal(each, true))
                .toList();
    }

    private List<Proposal> paths(String begin) {
        // Whoever types must not be kept waiting for a server that is not there.
        if (!connection.state().isConnected()) {
            return List.of();
        }
        String parent = ZnodePath.parent(begin);
        try {
            return connection.getChildren(parent, false).names().stream()
                    .map(name -> ZnodePath.child(parent, name))
                    .filter(path -> path.startsWith(begin))
                    .map(path -> new Proposal(path, false))
                    .toList();
        } catch (ZnodeException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
