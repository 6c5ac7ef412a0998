import org.jspecify.annotations.NullMarked;

/// How logging is set up when a server of the distribution starts.
///
/// Apart from the server, which others may have on their class path: there they set up logging.
@NullMarked
module paddock.logging {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires org.slf4j;
    requires static org.jspecify;

    provides ch.qos.logback.classic.spi.Configurator with
            paddock.logging.ShippedLogging;
}
