/// Programs as users write them. They are compiled once, and run with either client.
@NullUnmarked
package paddock.client.zookeeper.programs;

import org.jspecify.annotations.NullUnmarked;
