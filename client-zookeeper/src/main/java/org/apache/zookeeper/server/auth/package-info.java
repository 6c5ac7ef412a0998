/// The ids of access lists that stand for a password.
package org.apache.zookeeper.server.auth;
