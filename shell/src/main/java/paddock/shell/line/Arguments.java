package paddock.shell.line;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What stands behind a command's name, sorted out.
///
/// @param operands the words that are no options, in order
/// @param options the options that were given, without dashes, with their values; switches have an
///   empty one
public record Arguments(List<String> operands, Map<String, List<String>> options) {
    public Arguments {
        operands = List.copyOf(operands);
        options = Map.copyOf(options);
    }

    /// Whether an option was given.
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /// The value of an option, or null where it was not given; of several the first.
    public @Nullable String value(String option) {
        List<String> values = options.get(option);
        return values == null ? null : values.get(0);
    }

    /// The values of an option that can be given several times.
    public List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    /// How many operands there are.
    public int size() {
        return operands.size();
    }

    /// The operand at an index from 0.
    public String operand(int index) {
        return operands.get(index);
    }

    /// The operand at an index from 0, or null where there are fewer.
    public @Nullable String operandOrNull(int index) {
        return index < operands.size() ? operands.get(index) : null;
    }
}
