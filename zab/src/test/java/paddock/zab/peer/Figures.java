package paddock.zab.peer;

import paddock.zab.port.PeerListener;

import java.util.ArrayList;
import java.util.List;

/// Writes down what measurements are told.
final class Figures implements PeerListener {
    private final List<String> heard = new ArrayList<>();

    /// What was heard since the last call.
    List<String> taken() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    @Override
    public void looking() {
        heard.add("looking");
    }

    @Override
    public void elected(long millis) {
        heard.add("elected after " + millis);
    }

    @Override
    public void available(boolean leads, long millis) {
        heard.add((leads ? "leads" : "learns") + " after " + millis);
    }

    @Override
    public void bringsUpToDate(boolean snapshot) {
        heard.add(snapshot ? "snap" : "diff");
    }

    @Override
    public void proposed(int bytes) {
        heard.add("proposed " + bytes);
    }

    @Override
    public void committed() {
        heard.add("committed");
    }

    @Override
    public void turnedAwayFrom() {
        heard.add("turned away from");
    }

    @Override
    public void upToDate(boolean observer, long millis) {
        heard.add((observer ? "observer" : "follower") + " up to date after " + millis);
    }

    @Override
    public void proposalReceived() {
        heard.add("proposal");
    }

    @Override
    public void commitReceived() {
        heard.add("commit");
    }

    @Override
    public void revalidating() {
        heard.add("revalidating");
    }
}
