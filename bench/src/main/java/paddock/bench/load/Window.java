package paddock.bench.load;

/// Told when the measured window opens and closes, on the thread that started the run; whatever is
/// to be measured over the window is read here.
public interface Window {
    /// Nobody listens.
    Window UNWATCHED =
            new Window() {
                @Override
                public void opened() {}

                @Override
                public void closed() {}
            };

    void opened();

    void closed();
}
