package paddock.shell.command;

/// A command that could not do what it was told. The message is all the user gets to read.
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message);
    }
}
