/// The files in which a server keeps the membership of its ensemble, beside its configuration file.
///
/// [MembershipFiles] reads and writes them as wholes, durably; [StaticConfig] is what becomes of
/// the configuration file itself once the membership stands in a file of its own. Neither knows
/// what the lines mean: they are the text that servers send to each other.
///
/// Source of the rules: ensemble protocol reference, section 12.3.
package paddock.storage.config;
