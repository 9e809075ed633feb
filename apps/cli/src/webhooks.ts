import {
  deliveryStates,
  parseCourtCode,
  parseWebhookDeliveryId,
  parseWebhookId,
  webhookTypes,
  type WebhookDelivery,
  type WebhookId,
  type WebhookStore,
  type WebhookType,
  type WebhookWithSecret,
} from '@dianda/inquiry';
import type { Environment } from '@dianda/service-kit';
import { KeyEncryptionKeyRing } from '@dianda/trust';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { administered, wholeNumberIn } from './administered.js';
import { aligned } from './aligned.js';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command, type Terminal } from './command.js';
import { readKeyRingFile, type CliConfig } from './config.js';

const DEFAULT_OVERLAP_HOURS = 24;
const LONGEST_OVERLAP_HOURS = 720;
const HOUR_MS = 3_600_000;
const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

export const addWebhook: Command = {
  usage: 'webhooks add <url> --court <代字> [--types <type,…>] [--secret-file <new file>]',
  summary: `tells a court’s system at that address of its inquiries; types: ${webhookTypes.join(', ')}`,
  run: async (args, readConfig, terminal, environment) => {
    const { positionals, values } = parseCommandArgs(args, addWebhook.usage, {
      positionals: 1,
      options: {
        court: { type: 'string' },
        types: { type: 'string' },
        'secret-file': { type: 'string' },
      },
    });
    const [url = ''] = positionals;
    if (url.length > 500 || !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new CommandError('The address must be a URL, such as https://case-system.example/dianda.');
    const court = parseCourtCode(values.court ?? '');
    if (court === undefined) throw new CommandError('--court must be a court’s letters, such as 苏0812.');
    const types = typesOf(values.types);
    requireNewFile(values['secret-file']);
    const made = await withWebhooks(readConfig, environment, (webhooks) =>
      webhooks.create(court, url, types, undefined),
    );
    terminal.print(`webhook   ${made.webhook.id}  ${url} (${court})`);
    terminal.print(`types     ${types.join(' ')}`);
    await tellSecret(made, values['secret-file'], terminal);
    terminal.print(
      'The gateway calls only hosts among its WEBHOOK_HOSTS; “webhooks deliveries” shows what it refused.',
    );
  },
};

export const listWebhooks: Command = {
  usage: 'webhooks list',
  summary: 'shows the addresses with state, and how many deliveries are under way or parked',
  run: async (args, readConfig, terminal, environment) => {
    parseCommandArgs(args, listWebhooks.usage, { positionals: 0, options: {} });
    const all = await withWebhooks(readConfig, environment, (webhooks) => webhooks.list());
    const rows = all.map(({ id, courtCode, state, pending, parked, types, url }) => [
      id,
      courtCode,
      state,
      String(pending),
      String(parked),
      types.join(','),
      url,
    ]);
    const header = ['WEBHOOK', 'COURT', 'STATE', 'PENDING', 'PARKED', 'TYPES', 'URL'];
    for (const line of aligned([header, ...rows])) terminal.print(line);
  },
};

export const rotateWebhook: Command = {
  usage: 'webhooks rotate <id> [--overlap-hours <n>] [--secret-file <new file>]',
  summary: 'gives a new secret; both sign until the overlap ends, a day unless told otherwise',
  run: async (args, readConfig, terminal, environment) => {
    const { positionals, values } = parseCommandArgs(args, rotateWebhook.usage, {
      positionals: 1,
      options: { 'overlap-hours': { type: 'string' }, 'secret-file': { type: 'string' } },
    });
    const id = idOf(positionals[0]);
    const hours = wholeNumberIn(values, 'overlap-hours') ?? DEFAULT_OVERLAP_HOURS;
    if (hours > LONGEST_OVERLAP_HOURS)
      throw new CommandError(`--overlap-hours is at most ${LONGEST_OVERLAP_HOURS}.`);
    requireNewFile(values['secret-file']);
    const made = await withWebhooks(readConfig, environment, (webhooks) =>
      webhooks.rotate(id, hours * HOUR_MS, undefined),
    );
    terminal.print(`rotated   ${id}; the secret before it signs for ${hours} more hours`);
    await tellSecret(made, values['secret-file'], terminal);
  },
};

export const pauseWebhook = changing('pause', 'keeps deliveries back until it is resumed', (webhooks, id) =>
  webhooks.setState(id, 'paused', undefined),
);
export const resumeWebhook = changing(
  'resume',
  'sends again, also to an address that said 410',
  (webhooks, id) => webhooks.setState(id, 'active', undefined),
);
export const deleteWebhook = changing(
  'delete',
  'removes an address with what is on its way to it',
  (webhooks, id) => webhooks.delete(id, undefined),
);

export const listDeliveries: Command = {
  usage: `webhooks deliveries <id> [--state ${deliveryStates.join('|')}] [--limit <n>]`,
  summary: 'shows what was sent to an address, newest first, and why it was not taken',
  run: async (args, readConfig, terminal, environment) => {
    const { positionals, values } = parseCommandArgs(args, listDeliveries.usage, {
      positionals: 1,
      options: { state: { type: 'string' }, limit: { type: 'string' } },
    });
    const id = idOf(positionals[0]);
    const state = deliveryStates.find((each) => each === values.state);
    if (values.state !== undefined && state === undefined)
      throw new CommandError(`--state must be one of ${deliveryStates.join(', ')}.`);
    const limit = Math.min(wholeNumberIn(values, 'limit') ?? DEFAULT_PAGE, LARGEST_PAGE);
    const all = await withWebhooks(readConfig, environment, (webhooks) =>
      webhooks.deliveries(id, state, limit),
    );
    const header = ['DELIVERY', 'STATE', 'TYPE', 'INQUIRY', 'EVENT', 'ATTEMPTS', 'LAST', 'NEXT'];
    for (const line of aligned([header, ...all.map(deliveryRow)])) terminal.print(line);
  },
};

export const redeliverWebhook: Command = {
  usage: 'webhooks redeliver <delivery id>',
  summary: 'sends one delivery again under its own webhook-id, for three days anew',
  run: async (args, readConfig, terminal, environment) => {
    const { positionals } = parseCommandArgs(args, redeliverWebhook.usage, { positionals: 1, options: {} });
    const id = parseWebhookDeliveryId(positionals[0] ?? '');
    if (id === undefined) throw new CommandError('A delivery id is a UUID; webhooks deliveries shows them.');
    await withWebhooks(readConfig, environment, (webhooks) => webhooks.redeliver(id, undefined));
    terminal.print(`pending   ${id}`);
  },
};

function changing(
  verb: 'pause' | 'resume' | 'delete',
  summary: string,
  change: (webhooks: WebhookStore, id: WebhookId) => Promise<unknown>,
): Command {
  const usage = `webhooks ${verb} <id>`;
  return {
    usage,
    summary,
    run: async (args, readConfig, terminal, environment) => {
      const { positionals } = parseCommandArgs(args, usage, { positionals: 1, options: {} });
      const id = idOf(positionals[0]);
      await withWebhooks(readConfig, environment, (webhooks) => change(webhooks, id));
      terminal.print(`${verb}d  ${id}`);
    },
  };
}

function withWebhooks<T>(
  readConfig: () => CliConfig,
  environment: Environment | undefined,
  work: (webhooks: WebhookStore) => Promise<T>,
): Promise<T> {
  const keyRing = KeyEncryptionKeyRing.open(readKeyRingFile(environment));
  return administered(readConfig, (admin) => work(admin.webhooks(keyRing)));
}

function requireNewFile(file: string | undefined): void {
  if (file !== undefined && existsSync(file)) throw new CommandError(`${file} exists; name a new file.`);
}

/** Printed, or written to a file that only its owner may read. */
async function tellSecret(
  { secret }: WebhookWithSecret,
  file: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (file !== undefined) await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  terminal.print(`secret    ${file === undefined ? `${secret}  (told once)` : `in ${file}`}`);
}

function deliveryRow(delivery: WebhookDelivery): readonly string[] {
  const { id, state, type, inquiryId, eventNumber, attempts, lastStatus, lastFailure, dueAt } = delivery;
  const last = [lastStatus, lastFailure].filter((each) => each !== undefined).join(' ');
  return [id, state, type, inquiryId, String(eventNumber), String(attempts), last, dueAt ?? ''];
}

function typesOf(list: string | undefined): readonly WebhookType[] {
  if (list === undefined) return webhookTypes;
  const names = list.split(',').map((name) => name.trim());
  const known = webhookTypes.filter((type) => names.includes(type));
  if (known.length < new Set(names).size)
    throw new CommandError(`--types are among ${webhookTypes.join(',')}.`);
  return known;
}

function idOf(text: string | undefined): WebhookId {
  const id = parseWebhookId(text ?? '');
  if (id === undefined) throw new CommandError('A webhook id is a UUID; webhooks list shows them.');
  return id;
}
