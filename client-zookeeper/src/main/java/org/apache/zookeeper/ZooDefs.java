package org.apache.zookeeper;

import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

import java.util.ArrayList;
import java.util.List;

/// Numbers and names that clients and servers share.
public class ZooDefs {
    /// Where an ensemble keeps who belongs to it.
    public static final String CONFIG_NODE = "/zookeeper/config";

    /// Below which everything belongs to servers.
    public static final String ZOOKEEPER_NODE_SUBTREE = "/zookeeper/";

    public ZooDefs() {}

    /// The numbers of operations.
    public interface OpCode {
        int notification = 0;
        int create = 1;
        int delete = 2;
        int exists = 3;
        int getData = 4;
        int setData = 5;
        int getACL = 6;
        int setACL = 7;
        int getChildren = 8;
        int sync = 9;
        int ping = 11;
        int getChildren2 = 12;
        int check = 13;
        int multi = 14;
        int create2 = 15;
        int reconfig = 16;
        int checkWatches = 17;
        int removeWatches = 18;
        int createContainer = 19;
        int deleteContainer = 20;
        int createTTL = 21;
        int multiRead = 22;
        int auth = 100;
        int setWatches = 101;
        int sasl = 102;
        int getEphemerals = 103;
        int getAllChildrenNumber = 104;
        int setWatches2 = 105;
        int addWatch = 106;
        int whoAmI = 107;
        int createSession = -10;
        int closeSession = -11;
        int error = -1;
    }

    /// What an entry of an access list can allow; bits to be added.
    public interface Perms {
        int READ = 1;
        int WRITE = 2;
        int CREATE = 4;
        int DELETE = 8;
        int ADMIN = 16;
        int ALL = READ | WRITE | CREATE | DELETE | ADMIN;
    }

    /// Access lists that are often needed. They can be changed, for all of the program; better copy
    /// them.
    public interface Ids {
        /// Everybody.
        Id ANYONE_ID_UNSAFE = new Id("world", "anyone");

        /// Whoever the client has authenticated as; for use in access lists only.
        Id AUTH_IDS = new Id("auth", "");

        /// Everybody may do everything.
        ArrayList<ACL> OPEN_ACL_UNSAFE =
                new ArrayList<>(List.of(new ACL(Perms.ALL, ANYONE_ID_UNSAFE)));

        /// Whoever makes the znode may do everything, others nothing.
        ArrayList<ACL> CREATOR_ALL_ACL = new ArrayList<>(List.of(new ACL(Perms.ALL, AUTH_IDS)));

        /// Everybody may read.
        ArrayList<ACL> READ_ACL_UNSAFE =
                new ArrayList<>(List.of(new ACL(Perms.READ, ANYONE_ID_UNSAFE)));
    }

    /// The numbers of [AddWatchMode].
    public interface AddWatchModes {
        int persistent = 0;
        int persistentRecursive = 1;
    }
}
