import { provisionDatabase, type ProvisionedDatabase } from '@dianda/storage';
import type { PostgresCluster } from '../postgres-cluster.js';
import type { TrustFiles } from './trust-files.js';

/** Folder of Dianda's own cluster, apart from the agencies'. */
export const courtCluster = 'postgres-court';

/** Dianda's database and its roles on that cluster; safe to repeat. The schema comes after. */
export function provisionCourtDatabase(
  cluster: Pick<PostgresCluster, 'superuserUrl'>,
  { secret }: Pick<TrustFiles, 'secret'>,
): Promise<ProvisionedDatabase> {
  return provisionDatabase(cluster.superuserUrl(), {
    database: 'dianda',
    ownerPassword: secret('owner'),
    gatewayPassword: secret('gateway'),
    dispatcherPassword: secret('dispatcher'),
  });
}
