/// Configuration: one table of keys, the places values come from, and the typed values that the
/// server's parts receive.
///
/// [Keys] is the table. Parsing, validation, the `conf` word, `docs/configuration.md` and the
/// comments of `zoo_sample.cfg` are made from it. [ConfigLoader#load] reads command line, file,
/// system properties and environment once, in `main`, and returns [ConfigLoader.Loaded]: a
/// [ServerConfig] and the [Finding]s to log. Whoever is wrong gets a [ConfigException] that names
/// the place, the value and the accepted form.
///
/// [ServerConfig] is a record of records, one for each consumer (`network`, `sessions`, `storage`,
/// `retention`, `limits`, `connectionThrottle`, `requestThrottle`, `nodes`, `security`, `words`).
/// Constructors receive the record they need, never the whole.
///
/// A value is looked for in the file, then among the system properties, then in the environment;
/// the first one found wins. Nothing here looks at the network or creates a folder, and nothing is
/// read again later.
package paddock.server.config;
