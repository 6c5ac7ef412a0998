package paddock.shell.command;

/// A command that was given too little, or something it cannot use: its usage is shown.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException() {
        super("wrong operands");
    }
}
