/// Keys, certificates and logins as programs of this protocol are told of them: files of keys, the
/// properties `zookeeper.ssl.*`, and logins by JAAS.
///
/// It makes of them what a session takes: [paddock.client.session.TlsEngines] and
/// [paddock.client.session.SaslExchanges]. What a program has made itself needs nothing of this.
/// Files are read when they are asked for, and not again when they change.
///
/// Start with [TlsProperties] and [JaasLogin].
package paddock.client.security;
