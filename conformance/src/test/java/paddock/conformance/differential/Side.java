package paddock.conformance.differential;

import paddock.conformance.raw.RawConnection;
import paddock.conformance.raw.RawSession;
import paddock.conformance.raw.TreeDump;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerUnderTest;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ConnectRequest;
import paddock.wire.protocol.ConnectResponse;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.ReplyHeader;
import paddock.wire.protocol.RequestHeader;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plays sequences against one server and writes down what it sees.
final class Side implements AutoCloseable {
    private static final int SLOTS = 4;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Profile profile;
    private final ServerUnderTest server;
    private final Scrubber scrubber = new Scrubber();
    private final List<Slot> slots = new ArrayList<>();

    /// Sessions that may be alive, with their passwords, oldest first.
    private final Map<Long, byte[]> sessions = new LinkedHashMap<>();

    private RawSession admin;
    private long base;
    private long last;

    private final Body.Zxids zxids =
            new Body.Zxids() {
                @Override
                public long base() {
                    return base;
                }

                @Override
                public long last() {
                    return last;
                }
            };

    Side(ServerKind kind, Profile profile) {
        this.profile = profile;
        this.server = ServerUnderTest.start(kind, profile.options());
        this.admin = openAdmin();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new Slot("slot " + i, scrubber, zxid -> last = Math.max(last, zxid)));
        }
    }

    private RawSession openAdmin() {
        var session = RawSession.open(server.address(), 60_000);
        session.authenticate(Profile.SUPER);
        return session;
    }

    ServerKind kind() {
        return server.kind();
    }

    /// Plays a sequence to its end and leaves the server as empty as it was.
    List<Observation> play(Sequence sequence) {
        admin.exists("/");
        base = admin.lastZxid();
        last = base;
        scrubber.startAt(base);
        var observations = new ArrayList<Observation>();
        observations.add(
                new Observation(
                        "start",
                        List.of(new Observation.Line("zxid 0x" + Long.toHexString(base), ""))));
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            var seen = new ArrayList<Observation.Line>();
            perform(step, seen);
            settle(seen);
            observations.add(
                    new Observation("step " + i + ": " + step, inMeaningfulOrder(step, seen)));
        }
        observations.add(tree("tree before the sessions end"));
        endSessions(observations);
        observations.add(tree("tree after the sessions have ended"));
        new Cleaner(admin).clean();
        return observations;
    }

    private void perform(Step step, List<Observation.Line> seen) {
        switch (step) {
            case Step.Connect connect -> connect(connect, seen);
            case Step.Resume resume -> resume(resume, seen);
            case Step.Drop drop -> slots.get(drop.slot()).disconnect();
            case Step.Call call -> call(call, seen);
            case Step.Burst burst -> burst(burst, seen);
            case Step.Garbage garbage -> garbage(garbage, seen);
            case Step.Knock knock -> knock(knock, seen);
            case Step.Restart restart -> restart(restart.kill());
        }
    }

    private void connect(Step.Connect step, List<Observation.Line> seen) {
        var request =
                new ConnectRequest(
                        0,
                        step.seen().value().applyAsLong(zxids),
                        step.timeoutMillis(),
                        0,
                        step.password(),
                        Boolean.TRUE.equals(step.readOnly()),
                        step.readOnly() != null);
        shakeHands(slots.get(step.slot()), request, seen);
    }

    private void resume(Step.Resume step, List<Observation.Line> seen) {
        long session = slots.get(step.of()).sessionId;
        byte[] password = Scrubber.derivedPassword(session);
        if (step.wrongPassword()) {
            password[3] ^= 1;
        }
        var request =
                new ConnectRequest(
                        0,
                        step.seen().value().applyAsLong(zxids),
                        step.timeoutMillis(),
                        session,
                        password,
                        false,
                        true);
        Slot slot = slots.get(step.slot());
        var bystander = new Slot("the former connection of slot " + step.slot(), scrubber, _ -> {});
        RawConnection former = slot.detach();
        if (former != null && slot.sessionId == session) {
            bystander.attach(former);
        } else if (former != null) {
            former.close();
        }
        boolean answered = shakeHands(slot, request, seen);
        // The answer says that every other connection of the session has lost it by now.
        if (answered && session != 0) {
            bystander.readToEnd(OpCode.PING, seen, PATIENCE_MILLIS);
            for (Slot other : slots) {
                if (other != slot && other.sessionId == session) {
                    other.readToEnd(OpCode.PING, seen, PATIENCE_MILLIS);
                }
            }
        }
        bystander.disconnect();
    }

    private boolean shakeHands(Slot slot, ConnectRequest request, List<Observation.Line> seen) {
        slot.attach(RawConnection.open(server.address(), PATIENCE_MILLIS));
        var out = new JuteWriter();
        request.write(out);
        slot.write(RawConnection.frame(out.toByteArray()));
        byte[] answer = slot.read(seen);
        if (answer == null) {
            return false;
        }
        slot.note(seen, scrubber.handshake(answer), Scrubber.hex(answer));
        if (Scrubber.isGranted(answer)) {
            var response = ConnectResponse.read(JuteReader.over(answer));
            slot.sessionId = response.sessionId();
            sessions.put(response.sessionId(), response.password());
        } else {
            slot.readToEnd(OpCode.PING, seen, PATIENCE_MILLIS);
        }
        return true;
    }

    private void call(Step.Call step, List<Observation.Line> seen) {
        Slot slot = slots.get(step.slot());
        int op = step.planned().op();
        byte[] frame = encode(step);
        if (!slot.isConnected() || frame.length == 0) {
            return;
        }
        slot.write(frame);
        if (step.xid() != ReplyHeader.NOTIFICATION_XID) {
            ReplyHeader header = slot.readReply(op, seen);
            if (header != null && closesAfter(op, header)) {
                slot.readToEnd(op, seen, PATIENCE_MILLIS);
                forgetSessionAfter(op, header, slot);
            }
        }
        if (step.xid() == ReplyHeader.NOTIFICATION_XID && slot.sendMarker()) {
            slot.readToMarker(op, seen); // the answer looks like an event
        }
    }

    private void burst(Step.Burst step, List<Observation.Line> seen) {
        Slot slot = slots.get(step.slot());
        if (!slot.isConnected()) {
            return;
        }
        var bytes = new ByteArrayOutputStream();
        // A frame that is too long ends the connection before the answers to those ahead of it.
        var sent = new ArrayList<Step.Call>();
        for (Step.Call call : step.calls()) {
            byte[] frame = encode(call);
            if (frame.length > 0 && frame.length - 4 <= profile.maxFrameBytes()) {
                bytes.writeBytes(frame);
                sent.add(call);
            }
        }
        slot.write(bytes.toByteArray());
        for (Step.Call call : sent) {
            int op = call.planned().op();
            ReplyHeader header = slot.readReply(op, seen);
            if (header != null && closesAfter(op, header)) {
                slot.readToEnd(op, seen, PATIENCE_MILLIS);
                forgetSessionAfter(op, header, slot);
            }
        }
    }

    /// The whole frame, or nothing when the reference must be spared it.
    private byte[] encode(Step.Call call) {
        byte[] body = call.planned().body().bytes(zxids);
        if (Hazards.isHazard(call.planned().op(), body)) {
            return new byte[0];
        }
        var out = new JuteWriter();
        new RequestHeader(call.xid(), call.planned().op()).write(out);
        out.writeRaw(body, 0, body.length);
        return RawConnection.frame(out.toByteArray());
    }

    private static boolean closesAfter(int op, ReplyHeader header) {
        return op == OpCode.CLOSE_SESSION
                || (header.err() == -6 && header.zxid() == -1)
                || header.err() == -115
                || header.err() == -124;
    }

    private void forgetSessionAfter(int op, ReplyHeader header, Slot slot) {
        if (op == OpCode.CLOSE_SESSION && header.err() == 0) {
            sessions.remove(slot.sessionId);
        }
    }

    private static void garbage(Slot slot, Step.Garbage step, List<Observation.Line> seen) {
        slot.write(step.bytes());
        if (step.finishWriting()) {
            slot.finishWriting();
        }
        slot.readToEnd(OpCode.PING, seen, PATIENCE_MILLIS);
    }

    private void garbage(Step.Garbage step, List<Observation.Line> seen) {
        Slot slot = slots.get(step.slot());
        if (slot.isConnected()) {
            garbage(slot, step, seen);
        }
    }

    private void knock(Step.Knock step, List<Observation.Line> seen) {
        var visitor = new Slot("visitor", scrubber, _ -> {});
        visitor.attach(RawConnection.open(server.address(), PATIENCE_MILLIS));
        visitor.write(step.bytes());
        if (step.finishWriting()) {
            visitor.finishWriting();
        }
        byte[] answer = visitor.read(seen);
        if (answer != null) {
            visitor.note(seen, scrubber.handshake(answer), Scrubber.hex(answer));
            if (Scrubber.isGranted(answer)) {
                var response = ConnectResponse.read(JuteReader.over(answer));
                sessions.put(response.sessionId(), response.password());
            }
            visitor.disconnect();
        }
    }

    private void restart(boolean kill) {
        slots.forEach(Slot::disconnect);
        long adminSession = admin.sessionId();
        byte[] adminPassword = admin.password();
        admin.close();
        if (kill) {
            server.kill();
        } else {
            server.stop();
        }
        server.start();
        admin = RawSession.resume(server.address(), 60_000, adminSession, adminPassword);
        admin.authenticate(Profile.SUPER);
    }

    /// Collects what all connections were sent in consequence.
    private void settle(List<Observation.Line> seen) {
        slots.forEach(Slot::sendMarker);
        slots.forEach(slot -> slot.readToMarker(OpCode.PING, seen));
    }

    /// The end of a session removes its ephemerals in an order that carries no meaning.
    private static List<Observation.Line> inMeaningfulOrder(
            Step step, List<Observation.Line> seen) {
        if (endsSession(step)) {
            seen.sort(Comparator.comparing(Observation.Line::text));
        }
        return seen;
    }

    private static boolean endsSession(Step step) {
        return switch (step) {
            case Step.Call call -> call.planned().op() == OpCode.CLOSE_SESSION;
            case Step.Burst burst -> burst.calls().stream().anyMatch(Side::endsSession);
            default -> false;
        };
    }

    private void endSessions(List<Observation> observations) {
        for (Map.Entry<Long, byte[]> session :
                Map.copyOf(sessions).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            observations.add(endSession(session.getKey(), session.getValue()));
        }
        slots.forEach(Slot::disconnect);
        slots.forEach(slot -> slot.sessionId = 0);
        sessions.clear();
    }

    private Observation endSession(long session, byte[] password) {
        var seen = new ArrayList<Observation.Line>();
        Slot slot =
                slots.stream()
                        .filter(each -> each.isConnected() && each.sessionId == session)
                        .findFirst()
                        .orElse(null);
        if (slot == null) {
            slot = new Slot("closer", scrubber, _ -> {});
            var request = new ConnectRequest(0, 0, 30_000, session, password, false, true);
            shakeHands(slot, request, seen);
        }
        if (slot.isConnected()) {
            slot.sessionId = session;
            var planned = new Step.Planned(OpCode.CLOSE_SESSION, "closeSession", (_, _) -> {});
            slot.write(encode(new Step.Call(0, 0, planned)));
            slot.readReply(OpCode.CLOSE_SESSION, seen);
            slot.readToEnd(OpCode.PING, seen, PATIENCE_MILLIS);
        }
        settle(seen);
        seen.sort(Comparator.comparing(Observation.Line::text));
        return new Observation("end of session " + scrubber.session(session), seen);
    }

    private Observation tree(String when) {
        var lines = new ArrayList<Observation.Line>();
        TreeDump.of(admin, "/")
                .forEach(
                        (path, node) ->
                                lines.add(
                                        new Observation.Line(
                                                describe(path, node), node.stat().toString())));
        return new Observation(when, lines);
    }

    private String describe(String path, TreeDump.Node node) {
        return "%s %s %s %s"
                .formatted(
                        path,
                        Scrubber.bytes(node.data()),
                        scrubber.acls(node.acl()),
                        scrubber.stat(node.stat()));
    }

    /// Why the server can have stopped answering, if it has.
    String trouble() {
        return server.isAlive() ? "" : "\n" + server.kind() + " has ended:\n" + server.logTail();
    }

    @Override
    public void close() {
        slots.forEach(Slot::disconnect);
        admin.close();
        server.close();
    }
}
