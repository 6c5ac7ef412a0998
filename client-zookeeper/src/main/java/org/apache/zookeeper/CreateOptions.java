package org.apache.zookeeper;

import org.apache.zookeeper.data.ACL;

import java.util.List;
import java.util.Objects;

/// What a znode is to be like: its kind, who may do what with it, and how long it lives.
public class CreateOptions {
    private final CreateMode createMode;
    private final List<ACL> acl;
    private final long ttl;

    private CreateOptions(CreateMode createMode, List<ACL> acl, long ttl) {
        this.createMode = createMode;
        this.acl = acl;
        this.ttl = ttl;
    }

    public CreateMode getCreateMode() {
        return createMode;
    }

    public List<ACL> getAcl() {
        return acl;
    }

    /// Milliseconds; -1 for a znode that lives on.
    public long getTtl() {
        return ttl;
    }

    /// Options with an access list and a kind, neither of them null.
    public static Builder newBuilder(List<ACL> acl, CreateMode createMode) {
        return new Builder(createMode, acl);
    }

    /// Puts options together.
    public static class Builder {
        private final CreateMode createMode;
        private final List<ACL> acl;
        private long ttl = -1;

        private Builder(CreateMode createMode, List<ACL> acl) {
            this.createMode =
                    Objects.requireNonNull(
                            createMode, "create mode is mandatory for create options");
            this.acl = Objects.requireNonNull(acl, "acl is mandatory for create options");
        }

        /// How long the znode lives without children and changes, 1 to 1099511627775 ms.
        public Builder withTtl(long ttl) {
            this.ttl = ttl;
            return this;
        }

        /// The options.
        ///
        /// @throws IllegalArgumentException when the kind and the time to live do not fit
        public CreateOptions build() {
            Ttl.requireFit(createMode, ttl);
            return new CreateOptions(createMode, acl, ttl);
        }
    }
}
