import {
  clientScopes,
  isClientScope,
  mustParse,
  parseAccountId,
  parseCourtCode,
  type AccountId,
  type ClientJwk,
  type ClientScope,
  type ClientStore,
  type MachineClient,
  defaultRequestsPerMinute,
} from '@dianda/inquiry';
import { openAdministration } from '@dianda/storage';
import { openClientKey, parseClientKey, TrustError, type ClientKey } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command, type Terminal } from './command.js';
import type { CliConfig } from './config.js';

const keyOptions = { key: { type: 'string' }, generate: { type: 'string' } } as const;
const keyUsage = '--key <public JWK file> | --generate <new private key file>';

export const addClient: Command = {
  usage: `clients add <name> --court <代字> [--scopes <scope,…>] [--limit <requests a minute>] [${keyUsage}]`,
  summary: 'registers a program of a court’s case system; it signs with its key instead of a password',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, addClient.usage, {
      positionals: 1,
      options: {
        court: { type: 'string' },
        scopes: { type: 'string' },
        limit: { type: 'string' },
        ...keyOptions,
      },
    });
    const [name = ''] = positionals;
    const courtCode = parseCourtCode(values.court ?? '');
    if (courtCode === undefined) throw new CommandError('--court must be a court’s letters, such as 苏0812.');
    const scopes = scopesOf(values.scopes);
    const requestsPerMinute = limitOf(values.limit);
    const isKeyed = values.key !== undefined || values.generate !== undefined;
    const key = isKeyed ? await keyOf(values) : undefined;
    const accountId = mustParse(parseAccountId, randomUUID());
    await withClients(readConfig, async (clients) => {
      const actor = { role: 'court-system', accountId, courtCode } as const;
      await clients.add({ actor, name, scopes, requestsPerMinute }, undefined);
      if (key !== undefined) await clients.addKey(accountId, rowOf(key), undefined);
    });
    terminal.print(`client    ${accountId}  ${name} (${courtCode})`);
    terminal.print(`scopes    ${scopes.join(' ')}`);
    if (key !== undefined) printKey(key, terminal);
  },
};

export const listClients: Command = {
  usage: 'clients list',
  summary: 'shows the machine clients with court, scopes, limit, state and key ids',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listClients.usage, { positionals: 0, options: {} });
    await withClients(readConfig, async (clients) => {
      for (const client of await clients.list()) terminal.print(lineOf(client));
    });
  },
};

export const addClientKey: Command = {
  usage: `clients add-key <client id> ${keyUsage}`,
  summary: 'adds a key beside those it has, so that the client can change over',
  run: async (args, readConfig, terminal) => {
    const { positionals, values } = parseCommandArgs(args, addClientKey.usage, {
      positionals: 1,
      options: keyOptions,
    });
    const id = idOf(positionals[0]);
    const key = await keyOf(values);
    await withClients(readConfig, (clients) => clients.addKey(id, rowOf(key), undefined));
    printKey(key, terminal);
  },
};

export const removeClientKey: Command = {
  usage: 'clients remove-key <client id> <key id>',
  summary: 'removes a key; what is signed with it is refused from now on',
  run: async (args, readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, removeClientKey.usage, { positionals: 2, options: {} });
    const [id, kid = ''] = positionals;
    await withClients(readConfig, (clients) => clients.removeKey(idOf(id), kid, undefined));
    terminal.print(`removed   ${kid}`);
  },
};

export const disableClient = switching(
  'disable',
  'ends the client’s tokens at once and gives it no more',
  true,
);
export const enableClient = switching('enable', 'lets a disabled client in again', false);

function switching(verb: 'disable' | 'enable', summary: string, disabled: boolean): Command {
  const usage = `clients ${verb} <client id>`;
  return {
    usage,
    summary,
    run: async (args, readConfig, terminal) => {
      const { positionals } = parseCommandArgs(args, usage, { positionals: 1, options: {} });
      const id = idOf(positionals[0]);
      await withClients(readConfig, (clients) => clients.setDisabled(id, disabled, undefined));
      terminal.print(`${verb}d  ${id}`);
    },
  };
}

async function withClients(
  readConfig: () => CliConfig,
  work: (clients: ClientStore) => Promise<void>,
): Promise<void> {
  const admin = await openAdministration({ url: readConfig().databaseUrl, applicationName: 'dianda-cli' });
  try {
    await work(admin.clients);
  } finally {
    await admin.close();
  }
}

/** Reads the public key of a file, or makes a private key in a new one that only its owner may read. */
async function keyOf(from: {
  readonly key?: string | undefined;
  readonly generate?: string | undefined;
}): Promise<ClientKey> {
  if ((from.key === undefined) === (from.generate === undefined)) {
    throw new CommandError('Name either --key or --generate.');
  }
  try {
    if (from.generate === undefined) return parseClientKey(await readJson(from.key ?? ''));
    if (existsSync(from.generate)) throw new CommandError(`${from.generate} exists; name a new file.`);
    return openClientKey(from.generate);
  } catch (error) {
    if (error instanceof TrustError) throw new CommandError(`${error.detail}.`);
    throw error;
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new CommandError(`${file} cannot be read, or is not JSON.`);
  }
}

function rowOf({ kid, jwk }: ClientKey): ClientJwk {
  return { kid, jwk: { ...jwk } };
}

function printKey({ kid, algorithm, jwk }: ClientKey, terminal: Terminal): void {
  terminal.print(`key       ${kid} (${algorithm})`);
  terminal.print(`public    ${JSON.stringify({ ...jwk, kid, alg: algorithm, use: 'sig' })}`);
}

function lineOf({ actor, name, scopes, requestsPerMinute, disabled, keys }: MachineClient): string {
  const state = disabled ? 'disabled' : 'enabled';
  const kids = keys.map(({ kid }) => kid).join(',') || 'no key';
  return [
    actor.accountId,
    actor.courtCode,
    name,
    state,
    `${requestsPerMinute}/min`,
    scopes.join(',') || 'no scope',
    kids,
  ].join('  ');
}

function scopesOf(list: string | undefined): readonly ClientScope[] {
  if (list === undefined) return clientScopes;
  const names = list.split(',').map((name) => name.trim());
  const known = names.filter(isClientScope);
  if (known.length < names.length) throw new CommandError(`--scopes are among ${clientScopes.join(',')}.`);
  return clientScopes.filter((scope) => known.includes(scope));
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return defaultRequestsPerMinute;
  const limit = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (limit < 1) throw new CommandError('--limit is a whole number from 1 to 999999.');
  return limit;
}

function idOf(text: string | undefined): AccountId {
  const id = parseAccountId(text ?? '');
  if (id === undefined) throw new CommandError('A client id is a UUID; clients list shows them.');
  return id;
}
