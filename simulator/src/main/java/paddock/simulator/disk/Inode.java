package paddock.simulator.disk;

/// What a name in a folder stands for.
sealed interface Inode permits Content, Folder {}
