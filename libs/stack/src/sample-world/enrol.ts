import { instantOf, plusMs, type Account, type Actor } from '@dianda/inquiry';
import type { Administration } from '@dianda/storage';
import { hashPassword } from '@dianda/trust';
import { courtSystemAccount, opsAccount, sampleCourt, sampleOfficers } from './court-desk.js';

/** Officers' ids are filed for a year at a time. */
const credentialsValidForMs = 365 * 24 * 3_600_000;

/**
 * Registers what is missing of the sample court, its officers and all accounts; `passwordOf` names each account's first
 * password. Who is there already stays as he is by now.
 */
export async function enrolStaff(
  administration: Administration,
  passwordOf: (username: string) => string,
): Promise<void> {
  const { staff } = administration;
  const credentialsValidUntil = plusMs(instantOf(new Date()), credentialsValidForMs);
  for (const { officerId: id, name, workId, dutyId, phone } of sampleOfficers) {
    if ((await staff.findOfficerId(sampleCourt.code, workId)) !== undefined) continue;
    await staff.putCourt(sampleCourt);
    await staff.putOfficer({ id, court: sampleCourt, name, workId, dutyId, phone, credentialsValidUntil });
  }
  const accounts: readonly Pick<Account, 'actor' | 'username' | 'displayName'>[] = [
    ...sampleOfficers.map(({ accountId, officerId, username, name }) => ({
      actor: { role: 'officer', accountId, officerId, courtCode: sampleCourt.code } satisfies Actor,
      username,
      displayName: name,
    })),
    {
      ...courtSystemAccount,
      actor: {
        role: 'court-system',
        accountId: courtSystemAccount.accountId,
        courtCode: sampleCourt.code,
      },
    },
    { ...opsAccount, actor: { role: 'ops', accountId: opsAccount.accountId } },
  ];
  await Promise.all(
    accounts.map(async ({ actor, username, displayName }) => {
      if (await staff.hasAccount(actor.accountId)) return;
      const passwordHash = await hashPassword(passwordOf(username));
      await staff.putAccount({ actor, username, displayName, passwordHash, disabled: false });
    }),
  );
}
