package paddock.simulator.ensemble;

import paddock.simulator.disk.PowerLoss;
import paddock.simulator.disk.SimDisk;
import paddock.simulator.network.Network;
import paddock.simulator.schedule.Schedule;
import paddock.simulator.schedule.Timer;
import paddock.storage.StorageException;
import paddock.zab.peer.UnrecoverableException;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/// A computer: a disk, a clock, and one process that can end at any of its effects.
final class Machine {
    /// What a process does when the machine starts it.
    interface Program {
        void boot();
    }

    private static final int EFFECTS_OF_AN_EPOCH = 12;
    private static final int EFFECTS_OF_A_FILE = 8;

    /// How much a clock may be too fast or too slow, in millionths.
    private static final int WORST_PPM = 50_000;

    private static final long MILLION = 1_000_000;

    final long id;
    final Schedule schedule;
    final Network network;
    final SimDisk disk;
    final Trace trace;
    private final PowerLoss loss;
    private final RandomGenerator random;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private final long clockOffsetMicros;
    private final long clockPpm;
    private long wallOffsetMillis;
    private boolean up;
    private boolean paused;
    private long pausedSinceMillis;
    private long pausedMillis;
    private boolean running;
    private int life;
    private int effectsLeft = -1;
    private boolean losesPower;
    private int stutters;
    private String trap = "";
    private boolean trapLosesPower;
    private boolean cutsNextSnapshot;
    private int diskFactor = 1;
    private String exit = "";

    Machine(
            long id,
            Schedule schedule,
            Network network,
            SimDisk disk,
            Trace trace,
            PowerLoss loss,
            RandomGenerator random) {
        this.id = id;
        this.schedule = schedule;
        this.network = network;
        this.disk = disk;
        this.trace = trace;
        this.loss = loss;
        this.random = random;
        clockOffsetMicros = random.nextInt(1_000_000_000);
        clockPpm = random.nextBoolean() ? 0 : random.nextInt(2 * WORST_PPM) - WORST_PPM;
    }

    boolean isUp() {
        return up;
    }

    /// The monotonic clock, which may be a little fast or slow.
    long nowMillis() {
        long drift = schedule.nowMicros() * clockPpm / MILLION;
        return (schedule.nowMicros() + drift + clockOffsetMicros) / Schedule.MILLI;
    }

    /// The wall clock, which can jump.
    long wallMillis() {
        return nowMillis() + wallOffsetMillis;
    }

    /// Somebody sets the wall clock.
    void jump(long millis) {
        wallOffsetMillis = Math.max(0, wallOffsetMillis + millis);
    }

    RandomGenerator random() {
        return random;
    }

    /// Starts the process anew.
    void start(Program program) {
        if (up) {
            return;
        }
        up = true;
        paused = false;
        pausedMillis = 0;
        life++;
        effectsLeft = -1;
        disk.watch((what, path) -> effect(what + " " + path.getFileName()));
        trace.add(id, "start", "");
        run(program::boot);
    }

    /// The process does something, unless it has ended; later, if it is paused.
    void run(Runnable task) {
        if (!up) {
            return;
        }
        if (paused) {
            held.add(task);
            return;
        }
        if (running) {
            task.run();
            return;
        }
        running = true;
        try {
            task.run();
        } catch (CrashSignal signal) {
            trace.add(id, "crash", "before " + signal.getMessage());
            end(losesPower);
        } catch (StorageException | UnrecoverableException e) {
            exit = String.valueOf(e.getMessage());
            trace.add(id, "exit", exit);
            end(false);
        } finally {
            running = false;
        }
    }

    /// The process does something after a while, if it is still the same one then.
    Timer after(long delayMicros, Runnable task) {
        int now = life;
        return schedule.after(
                delayMicros,
                () -> {
                    if (life == now) {
                        run(task);
                    }
                });
    }

    /// Called before everything that others can see or that outlives the process.
    void effect(String what) {
        if (effectsLeft == 0) {
            throw new CrashSignal(what);
        }
        if (effectsLeft > 0) {
            effectsLeft--;
        } else if (stutters > 0 && what.startsWith("accept epoch")) {
            stutters--;
            effectsLeft = random.nextInt(EFFECTS_OF_AN_EPOCH);
            losesPower = false;
        } else if (!trap.isEmpty() && what.startsWith(trap)) {
            trap = "";
            effectsLeft = random.nextInt(EFFECTS_OF_A_FILE);
            losesPower = trapLosesPower;
        }
    }

    // ---- faults ----

    /// The process ends before its so-many-th effect from now on.
    void crashAfter(int effects, boolean power) {
        if (up) {
            effectsLeft = effects;
            losesPower = power;
        }
    }

    /// The process ends soon after it begins to promise an epoch, the next so many times.
    void stutter(int times) {
        stutters = times;
    }

    /// How often it is still going to.
    int stutters() {
        return stutters;
    }

    /// The process ends soon after it next begins to do something.
    void trap(String effect, boolean power) {
        trap = effect;
        trapLosesPower = power;
    }

    /// The process ends of none of these any more.
    void disarm() {
        effectsLeft = -1;
        stutters = 0;
        trap = "";
        cutsNextSnapshot = false;
    }

    /// The next tree it sends breaks off on the way.
    void cutNextSnapshot() {
        cutsNextSnapshot = true;
    }

    /// Whether the tree being sent is to break off.
    boolean cutsThisSnapshot() {
        boolean cuts = cutsNextSnapshot;
        cutsNextSnapshot = false;
        return cuts;
    }

    /// Forces take so many times as long as usual from now on.
    void slowDisk(int factor) {
        diskFactor = factor;
    }

    /// How many times as long as usual forces take.
    int diskFactor() {
        return diskFactor;
    }

    /// The process ends by itself, having done all it wanted to.
    void endOrderly() {
        if (up) {
            trace.add(id, "stop", "");
            end(false);
        }
    }

    /// The process ends now.
    void crashNow(boolean power) {
        if (up) {
            trace.add(id, "crash", power ? "power failure" : "killed");
            end(power);
        }
    }

    private void end(boolean power) {
        up = false;
        life++;
        held.clear();
        disk.watch((what, path) -> {});
        network.vanish(id, !power || random.nextBoolean());
        if (power) {
            disk.losePower(loss);
        } else {
            disk.endProcess();
        }
    }

    /// The process stands still.
    void pause() {
        if (up && !paused) {
            trace.add(id, "pause", "");
            paused = true;
            pausedSinceMillis = nowMillis();
        }
    }

    /// The process goes on.
    void resume() {
        if (paused) {
            trace.add(id, "resume", "");
            paused = false;
            pausedMillis += nowMillis() - pausedSinceMillis;
            while (up && !paused && !held.isEmpty()) {
                run(held.removeFirst());
            }
        }
    }

    /// For how long the process was paused since it asked last.
    long takePausedMillis() {
        long taken = pausedMillis;
        pausedMillis = 0;
        return taken;
    }

    /// Why the process ended by itself the last time it did; empty where it never did.
    String exit() {
        return exit;
    }
}
