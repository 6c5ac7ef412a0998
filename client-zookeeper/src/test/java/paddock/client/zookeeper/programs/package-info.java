/// Programs as users write them. They are compiled once, and run with either client.
package paddock.client.zookeeper.programs;
