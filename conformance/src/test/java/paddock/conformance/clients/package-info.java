/// The programs people run: each does with a started server what it always does.
///
/// Apache's Java client and shell and Curator run on the class path of the tests; the C client,
/// kazoo and the node client are scripts under `clients/` in the test resources, run by
/// [ScriptedClient], which need `gcc`, `libzookeeper-mt-dev`, `python3-kazoo` and `npm` on the
/// machine and say so when something is missing. Kafka runs as a broker of its own.
///
/// All of them pass against Apache ZooKeeper (`-Dconformance.kinds=APACHE`), so that a failure is
/// one of the server.
///
/// [SecureClientsIT] and [KerberosIT] turn it round: Paddock's clients beside Apache's, by TLS,
/// SASL and Kerberos, with the released server, which has all three.
package paddock.conformance.clients;
