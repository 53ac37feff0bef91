package local.cassandra;

import java.util.EnumSet;
import java.util.Set;
import org.apache.cassandra.auth.AuthenticatedUser;
import org.apache.cassandra.auth.CassandraAuthorizer;
import org.apache.cassandra.auth.DataResource;
import org.apache.cassandra.auth.IResource;
import org.apache.cassandra.auth.Permission;

/** Everybody may read what Keyspaces tells of its tables, as Cassandra lets everybody read its own schema. */
public final class KeyspacesAuthorizer extends CassandraAuthorizer {
    private static final DataResource READABLE = DataResource.keyspace(SystemSchema.NAME);

    @Override
    public Set<Permission> authorize(AuthenticatedUser user, IResource resource) {
        if (resource.equals(READABLE)) return EnumSet.of(Permission.SELECT);
        return super.authorize(user, resource);
    }
}
