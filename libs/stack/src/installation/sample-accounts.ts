import { openOrCreateSecretFile } from '@dianda/trust';
import type { ClientCredentials } from '../constellation/constellation.js';
import { courtSystemClient, opsAccount, sampleCourt, sampleOfficers } from '../sample-world/court-desk.js';

/** One account of the file, as somebody signs in with it. */
export interface ListedAccount {
  readonly role: 'officer' | 'ops';
  readonly name: string;
  readonly court?: string;
  readonly username: string;
  readonly password: string;
}

/** The machine client of the court's case system, which signs with a key. */
export interface ListedClient extends ClientCredentials {
  readonly role: 'court-system';
  readonly name: string;
  readonly court: string;
}

/** Writes the accounts to a file that only its owner may read; one that is there already stays as it is. */
export function writeSampleAccounts(
  path: string,
  note: string,
  passwordOf: (username: string) => string,
  client: ClientCredentials,
): void {
  const court = `${sampleCourt.name}（${sampleCourt.code}）`;
  const listed = (
    role: ListedAccount['role'],
    username: string,
    name: string,
    at: Pick<ListedAccount, 'court'>,
  ): ListedAccount => ({ role, name, ...at, username, password: passwordOf(username) });
  const accounts: readonly (ListedAccount | ListedClient)[] = [
    ...sampleOfficers.map(({ username, name }) => listed('officer', username, name, { court })),
    { role: 'court-system', name: courtSystemClient.name, court, ...client },
    listed('ops', opsAccount.username, opsAccount.displayName, {}),
  ];
  openOrCreateSecretFile(path, () => `${JSON.stringify({ note, accounts }, undefined, 2)}\n`);
}
