/// The two epochs that a member of an ensemble must not forget.
///
/// What it promised, and which epoch its history belongs to, stand in a file each; the protocol
/// decides when they change, [EpochFiles] that a crash loses neither. Only members of ensembles
/// have them; a standalone server that becomes one begins with the epoch of its last transaction.
///
/// Source of the rules: disk format reference, section 1.1.
package paddock.storage.epoch;
