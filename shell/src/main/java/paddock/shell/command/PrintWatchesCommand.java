package paddock.shell.command;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;

/// `printwatches`: whether events are printed.
final class PrintWatchesCommand extends Command {
    PrintWatchesCommand() {
        super(
                "printwatches",
                "on|off",
                Options.none(),
                "Has events printed or not; says which it is without an operand.",
                "printwatches off");
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        if (arguments.size() == 0) {
            shell.out().println("printwatches is " + (shell.printsWatches() ? "on" : "off"));
        } else {
            shell.printWatches(arguments.operand(0).equals("on"));
        }
    }
}
