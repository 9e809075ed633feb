import pg from 'pg';
import { databaseError } from '../database/database-errors.js';

/** Values go out and come in as PostgreSQL writes them, whatever the role's settings are. */
const plainText = `SET datestyle = 'ISO'; SET timezone = 'UTC'; SET intervalstyle = 'postgres';
  SET bytea_output = 'hex'; SET extra_float_digits = 1; SET statement_timeout = 0;
  SET idle_in_transaction_session_timeout = 0`;

/** One connection as the owner, for as long as the work takes. Throws STORAGE_UNAVAILABLE. */
export async function withOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'dianda-backup' });
  // A connection that is cut fails the statement under way; without a listener it would end the process, too.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw databaseError(error);
  }
  try {
    await client.query(plainText);
    return await work(client);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await client.end();
  }
}
