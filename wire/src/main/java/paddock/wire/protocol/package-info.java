/// The client protocol: one record for every message and for every part that messages share.
///
/// Each type reads itself with `read(JuteReader)` and writes itself with `write(JuteWriter)`; none
/// decides anything. Requests are the sealed family [Request], answers [Response]. Op codes and
/// error codes are plain numbers on the wire and named in [OpCode] and [ErrorCode].
///
/// Source of the rules: client protocol reference, sections 3 to 11.
package paddock.wire.protocol;
