package paddock.server.words;

import java.util.Collection;

/// The texts of `wchs`, `wchc` and `wchp`.
final class Watches {
    private Watches() {}

    static String summary(ServerView view) {
        ServerView.WatchSummary watches = view.watchSummary();
        return "%d connections watching %d paths\nTotal watches:%d\n"
                .formatted(watches.connections(), watches.paths(), watches.watches());
    }

    static String bySession(ServerView view) {
        StringBuilder text = new StringBuilder();
        view.watchedPathsBySession()
                .forEach((session, paths) -> group(text, SessionDump.hex(session), paths));
        return text.append('\n').toString();
    }

    static String byPath(ServerView view) {
        StringBuilder text = new StringBuilder();
        view.watchingSessionsByPath()
                .forEach(
                        (path, sessions) ->
                                group(
                                        text,
                                        path,
                                        sessions.stream().map(SessionDump::hex).toList()));
        return text.append('\n').toString();
    }

    private static void group(StringBuilder text, String head, Collection<String> members) {
        text.append(head).append('\n');
        members.forEach(each -> text.append('\t').append(each).append('\n'));
    }
}
