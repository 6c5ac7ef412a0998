package paddock.bench;

import paddock.bench.home.Home;
import paddock.bench.home.Homes;
import paddock.bench.home.MachineMemory;
import paddock.bench.report.Growth;
import paddock.bench.scenario.Axis;
import paddock.bench.scenario.Lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Runs one load at several points of something that grows.
@Command(
        name = "grow",
        mixinStandardHelpOptions = true,
        description = {
            "Measures one home, or two in turn, at several points of an axis: connections, znodes,"
                    + " watches, data (bytes of a znode) or servers.",
            "'bench report' plots what --json writes."
        })
final class GrowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "HOME... AXIS",
            arity = "2..3",
            description = "One or two homes, then the axis.")
    List<String> words = new ArrayList<>();

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "N",
            description = "In place of the axis's own points: 1,10,100 say.")
    List<Integer> points = new ArrayList<>();

    @Option(
            names = "--rounds",
            description = "Rounds at each point on each home (default: ${DEFAULT-VALUE}).")
    int rounds = 1;

    @Mixin JsonOption json = new JsonOption();

    @Mixin CacheOption cache = new CacheOption();

    @Mixin LabOptions options = new LabOptions();

    @Mixin Console console = new Console();

    @Override
    public Integer call() {
        Axis axis = Axis.named(words.getLast());
        List<Home> homes =
                words.subList(0, words.size() - 1).stream()
                        .map(word -> Homes.find(word, cache.folder))
                        .toList();
        SideBySide sideBySide = new SideBySide(homes, rounds, console);
        List<Growth.Point> measured = new ArrayList<>();
        for (int at : points.isEmpty() ? axis.points() : points.stream().sorted().toList()) {
            Axis.Point point = axis.at(at);
            Lab lab = point.adjust(options.lab(point.scenario()));
            long needed = (long) lab.knobs().heapMegabytes() * lab.servers();
            if (needed > MachineMemory.megabytes()) {
                console.err()
                        .printf(
                                "%s %,d left out: its servers need %,d MiB, this machine has %,d%n",
                                axis.title(), at, needed, MachineMemory.megabytes());
                console.err().flush();
                continue;
            }
            measured.add(new Growth.Point(at, sideBySide.run(point.scenario(), lab)));
            json.write(List.of(), List.of(new Growth(axis.title(), true, measured)));
        }
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("no point of " + axis.title() + " was measured");
        }
        return 0;
    }
}
