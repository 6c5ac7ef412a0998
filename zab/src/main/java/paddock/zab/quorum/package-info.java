/// Who belongs to an ensemble, and which of them may decide together.
///
/// A [QuorumConfig] is one membership, [Configs] the pair of the one in force and the one that is
/// being introduced. Nothing here knows how a membership comes about.
@NullMarked
package paddock.zab.quorum;

import org.jspecify.annotations.NullMarked;
