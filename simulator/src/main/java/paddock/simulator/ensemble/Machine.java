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

    final long id;
    final Schedule schedule;
    final Network network;
    final SimDisk disk;
    final Trace trace;
    private final PowerLoss loss;
    private final RandomGenerator random;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private final long clockOffsetMicros;
    private long wallOffsetMillis;
    private boolean up;
    private boolean paused;
    private boolean running;
    private int life;
    private int effectsLeft = -1;
    private boolean losesPower;
    private int stutters;
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
    }

    boolean isUp() {
        return up;
    }

    /// The monotonic clock.
    long nowMillis() {
        return (schedule.nowMicros() + clockOffsetMicros) / Schedule.MILLI;
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
        }
    }

    /// The process goes on.
    void resume() {
        if (paused) {
            trace.add(id, "resume", "");
            paused = false;
            while (up && !paused && !held.isEmpty()) {
                run(held.removeFirst());
            }
        }
    }

    /// Why the process ended by itself the last time it did; empty where it never did.
    String exit() {
        return exit;
    }
}
