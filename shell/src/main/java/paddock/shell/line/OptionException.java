package paddock.shell.line;

/// A line that its command's [Options] do not allow. The message is what the user gets to read; it
/// names the exception that the reference's shell prints.
public final class OptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private OptionException(String kind, String message) {
        super("org.apache.commons.cli." + kind + "Exception: " + message);
    }

    static OptionException unrecognized(String word) {
        return new OptionException("UnrecognizedOption", "Unrecognized option: " + word);
    }

    static OptionException missingArgument(Option option) {
        return new OptionException(
                "MissingArgument", "Missing argument for option: " + option.name());
    }

    static OptionException alreadySelected(Option option, Option before) {
        return new OptionException(
                "AlreadySelected",
                "The option '%s' was specified but an option from this group has already been selected: '%s'"
                        .formatted(option.name(), before.name()));
    }

    static OptionException missing(String needed) {
        return new OptionException("MissingOption", "Missing required option: " + needed);
    }
}
