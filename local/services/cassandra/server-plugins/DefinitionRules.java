package local.cassandra;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.cassandra.audit.AuditLogEntryCategory;
import org.apache.cassandra.audit.AuditLogEntryType;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;

/** Which definitions Keyspaces knows: the others, and roles and permissions, which it leaves to IAM, are refused. */
final class DefinitionRules {
    private static final Set<AuditLogEntryType> KNOWN = EnumSet.of(
            AuditLogEntryType.CREATE_KEYSPACE,
            AuditLogEntryType.ALTER_KEYSPACE,
            AuditLogEntryType.DROP_KEYSPACE,
            AuditLogEntryType.CREATE_TABLE,
            AuditLogEntryType.ALTER_TABLE,
            AuditLogEntryType.DROP_TABLE,
            AuditLogEntryType.CREATE_TYPE,
            AuditLogEntryType.DROP_TYPE);
    /** Keyspaces alters no columns of a table, it only adds some: Cassandra's statements that do, by their class. */
    private static final Map<String, String> UNKNOWN_ALTERATIONS = Map.of(
            "AlterColumn", "ALTER TABLE ALTER",
            "MaskColumn", "ALTER TABLE ALTER",
            "DropColumns", "ALTER TABLE DROP",
            "DropCompactStorage", "ALTER TABLE DROP COMPACT STORAGE",
            "RenameColumns", "ALTER TABLE RENAME");

    private DefinitionRules() {}

    static void check(CQLStatement statement) {
        AuditLogEntryType type = statement.getAuditLogContext().auditLogEntryType;
        AuditLogEntryCategory category = type.getCategory();
        boolean defines = category == AuditLogEntryCategory.DDL || category == AuditLogEntryCategory.DCL;
        if (defines && !KNOWN.contains(type)) throw unsupported(nameOf(type));
        String alteration = UNKNOWN_ALTERATIONS.get(statement.getClass().getSimpleName());
        if (alteration != null) throw unsupported(alteration);
    }

    private static String nameOf(AuditLogEntryType type) {
        return type.name().replace('_', ' ').replace("VIEW", "MATERIALIZED VIEW");
    }

    private static InvalidRequestException unsupported(String what) {
        return new InvalidRequestException(what + " is not yet supported.");
    }
}
