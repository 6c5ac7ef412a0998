/// The process: what starts it, and what it says of itself.
///
/// [Main] reads the configuration, starts a server, waits for its end, and turns every way to fail
/// into one clear line and an exit code. The parts stand in the packages below: `config` reads what
/// was configured, `front` serves clients, `replica` changes state and writes the log, `words` and
/// `metrics` tell how it is going, `ensemble` and `links` make it a member of an ensemble, and
/// `lifecycle` puts a server together.
package paddock.server;
