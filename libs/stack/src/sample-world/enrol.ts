import { clientScopes, instantOf, plusMs, type Account, type PersonActor } from '@dianda/inquiry';
import type { Administration } from '@dianda/storage';
import { hashPassword, type ClientKey } from '@dianda/trust';
import { courtSystemClient, opsAccount, sampleCourt, sampleOfficers } from './court-desk.js';

/** Officers' ids are filed for a year at a time. */
const credentialsValidForMs = 365 * 24 * 3_600_000;

/** Far beyond what one machine serves: the sample court's client is not what a bench shall measure. */
const sampleRequestsPerMinute = 1_000_000;

/**
 * Registers what is missing of the sample court, its officers, their accounts and the machine client of its case
 * system; `passwordOf` names each account's first password, `clientKey` is what the client signs with. Who is there
 * already stays as he is by now.
 */
export async function enrolStaff(
  administration: Administration,
  passwordOf: (username: string) => string,
  clientKey: ClientKey,
): Promise<void> {
  const { staff, clients } = administration;
  const credentialsValidUntil = plusMs(instantOf(new Date()), credentialsValidForMs);
  for (const { officerId: id, name, workId, dutyId, phone } of sampleOfficers) {
    if ((await staff.findOfficerId(sampleCourt.code, workId)) !== undefined) continue;
    await staff.putCourt(sampleCourt);
    await staff.putOfficer({ id, court: sampleCourt, name, workId, dutyId, phone, credentialsValidUntil });
  }
  const accounts: readonly Pick<Account, 'actor' | 'username' | 'displayName'>[] = [
    ...sampleOfficers.map(({ accountId, officerId, username, name }) => ({
      actor: { role: 'officer', accountId, officerId, courtCode: sampleCourt.code } satisfies PersonActor,
      username,
      displayName: name,
    })),
    { ...opsAccount, actor: { role: 'ops', accountId: opsAccount.accountId } },
  ];
  await Promise.all(
    accounts.map(async ({ actor, username, displayName }) => {
      if (await staff.hasAccount(actor.accountId)) return;
      const passwordHash = await hashPassword(passwordOf(username));
      await staff.putAccount({ actor, username, displayName, passwordHash, disabled: false });
    }),
  );
  const { accountId, name } = courtSystemClient;
  const enrolled = await clients.find(accountId);
  if (enrolled === undefined) {
    const actor = { role: 'court-system', accountId, courtCode: sampleCourt.code } as const;
    const requestsPerMinute = sampleRequestsPerMinute;
    await clients.add({ actor, name, scopes: clientScopes, requestsPerMinute }, undefined);
  }
  if (enrolled === undefined || enrolled.keys.length === 0) {
    const { kid, jwk } = clientKey;
    await clients.addKey(accountId, { kid, jwk: { ...jwk } }, undefined);
  }
}
