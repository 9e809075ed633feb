import { hashPassword } from '@dianda/trust';
import { makeTestStorage, type TestStorage } from '../../../libs/storage/test/test-database.js';
import { GatewayUnderTest } from './gateway-under-test.js';
import * as world from './world.js';

/** The gateway on a database of its own, under the database role it has in service. */
export async function startOnPostgres(): Promise<{ storage: TestStorage; gateway: GatewayUnderTest }> {
  const storage = await makeTestStorage();
  await settle(storage);
  const {
    accounts,
    batches,
    clients,
    requests,
    cases,
    directory,
    notices,
    inquiries,
    events,
    webhooks,
    audit,
    operations,
  } = storage.gateway;
  const gateway = await GatewayUnderTest.start({
    accounts,
    batches,
    clients,
    requests,
    cases,
    directory,
    notices,
    inquiries,
    events,
    webhooks,
    audit,
    operations,
  });
  return { storage, gateway };
}

/** Courts, officers, accounts and agencies of the test world, as an administrator enters them. */
export async function settle(storage: TestStorage): Promise<void> {
  for (const court of [world.court, world.otherCourt]) await storage.admin.staff.putCourt(court);
  for (const officer of world.officers) {
    // The database's clock decides whether credentials are in force, and it does not stand still.
    await storage.admin.staff.putOfficer({ ...officer, credentialsValidUntil: world.farFuture });
  }
  const accounts = world.accounts(await hashPassword(world.password));
  for (const account of Object.values(accounts)) await storage.admin.staff.putAccount(account);
  for (const client of Object.values(world.clients)) await storage.admin.clients.add(client, undefined);
  await storage.admin.directory.load(world.agencies);
}
