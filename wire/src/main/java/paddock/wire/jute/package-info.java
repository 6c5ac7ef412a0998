/// Jute, the serialisation of everything in this system: big-endian integers, length-prefixed
/// strings and buffers, no tags and no padding.
///
/// [JuteReader] checks every length against what is really there before it allocates anything, so a
/// hostile length costs nothing. [JuteWriter] appends to a growing array that can be reused.
/// Neither knows what the bytes mean; that is the business of the sibling packages.
///
/// Source of the rules: client protocol reference, section 2.
package paddock.wire.jute;
