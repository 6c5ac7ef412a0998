package paddock.bench.plot;

import paddock.bench.report.TableReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// Where values lie on an axis, in pixels, and which of them get a tick.
record Scale(boolean logarithmic, double low, double high, double from, double to) {
    private static final int FEW_DECADES = 2;
    private static final int MANY_DECADES = 8;
    private static final int LINEAR_TICKS = 5;

    Scale {
        if (!(low < high) || logarithmic && !(low > 0)) {
            throw new IllegalArgumentException("no axis from " + low + " to " + high);
        }
    }

    /// A logarithmic axis that holds all values, with some room at its ends. Where there is a zero
    /// among them, it has a place of its own at the low end, nearly a decade below the others.
    static Scale logarithmic(DoubleStream values, double from, double to) {
        double[] sorted = values.sorted().toArray();
        double[] positive = DoubleStream.of(sorted).filter(value -> value > 0).toArray();
        if (positive.length == 0) {
            return new Scale(true, 1, 10, from, to);
        }
        double room = sorted[0] > 0 ? 1.15 : 9;
        return new Scale(true, positive[0] / room, positive[positive.length - 1] * 1.15, from, to);
    }

    /// A linear axis from zero that holds all values.
    static Scale linear(DoubleStream values, double from, double to) {
        double highest = values.max().orElse(1);
        return new Scale(false, 0, highest > 0 ? highest * 1.05 : 1, from, to);
    }

    /// The pixel of a value. What a logarithmic axis cannot show, zero, lies at its low end.
    double at(double value) {
        double share =
                logarithmic
                        ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                        : (value - low) / (high - low);
        return from + share * (to - from);
    }

    /// A tick in words; whole numbers stay whole.
    static String label(double tick) {
        return tick == Math.rint(tick)
                ? String.format(Locale.ROOT, "%,.0f", tick)
                : TableReport.number(tick);
    }

    /// Round values, not too many.
    List<Double> ticks() {
        return logarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> logarithmicTicks() {
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        double[] within = last - first <= FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
        int step = 1 + (last - first) / MANY_DECADES;
        List<Double> ticks = new ArrayList<>();
        for (int decade = first; decade <= last; decade += step) {
            for (double each : within) {
                double tick = each * Math.pow(10, decade);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Double> linearTicks() {
        double rough = (high - low) / LINEAR_TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade * (rough > 5 * decade ? 10 : rough > 2 * decade ? 5 : 2);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }
}
