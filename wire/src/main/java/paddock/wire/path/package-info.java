/// What a path may be: one rule for servers, clients and tools.
///
/// Source of the rules: data model reference, section 1.
package paddock.wire.path;
