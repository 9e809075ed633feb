import type { DataSource } from 'typeorm';
import { roles, schemaName } from './roles.js';

/** Thrown when an app is given the owner's role, or a superuser's: no right and no policy would bind it. */
export class OwnerRoleError extends Error {
  override readonly name = 'OwnerRoleError';
  readonly reason = 'OWNER_ROLE';
}

/** Throws OwnerRoleError where the connection could do more than an app may. */
export async function requireAppRole(source: DataSource): Promise<void> {
  const rows: readonly { name: string; may_all: boolean }[] = await source.query(
    `SELECT current_user AS name,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
         OR pg_has_role(current_user, nspowner, 'USAGE') AS may_all
     FROM pg_namespace WHERE nspname = $1`,
    [schemaName],
  );
  const role = rows[0];
  if (role?.may_all !== true) return;
  throw new OwnerRoleError(
    `DATABASE_URL names the role ${role.name}, which owns the schema and whom no right binds. ` +
      `Give the app its own role: ${roles.gateway} to the gateway, ${roles.dispatcher} to the dispatcher.`,
  );
}
