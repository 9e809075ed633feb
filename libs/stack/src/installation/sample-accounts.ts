import { openOrCreateSecretFile } from '@dianda/trust';
import { courtSystemAccount, opsAccount, sampleCourt, sampleOfficers } from '../sample-world/court-desk.js';

/** One account of the file, as somebody signs in with it. */
export interface ListedAccount {
  readonly role: 'officer' | 'court-system' | 'ops';
  readonly name: string;
  readonly court?: string;
  readonly username: string;
  readonly password: string;
}

/** Writes the accounts to a file that only its owner may read; one that is there already stays as it is. */
export function writeSampleAccounts(
  path: string,
  note: string,
  passwordOf: (username: string) => string,
): void {
  const court = `${sampleCourt.name}（${sampleCourt.code}）`;
  const listed = (
    role: ListedAccount['role'],
    username: string,
    name: string,
    at: Pick<ListedAccount, 'court'>,
  ): ListedAccount => ({ role, name, ...at, username, password: passwordOf(username) });
  const accounts: readonly ListedAccount[] = [
    ...sampleOfficers.map(({ username, name }) => listed('officer', username, name, { court })),
    listed('court-system', courtSystemAccount.username, courtSystemAccount.displayName, { court }),
    listed('ops', opsAccount.username, opsAccount.displayName, {}),
  ];
  openOrCreateSecretFile(path, () => `${JSON.stringify({ note, accounts }, undefined, 2)}\n`);
}
