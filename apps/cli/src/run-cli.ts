import { DiandaError } from '@dianda/inquiry';
import { explainError } from './explain-error.js';
import { ConfigurationError, type Environment } from '@dianda/service-kit';
import { StartRefusal } from '@dianda/stack';
import { BackupError, RolesMissingError, SchemaMismatchError } from '@dianda/storage';
import { backUp, restore } from './backup.js';
import {
  addAccount,
  disableAccount,
  enableAccount,
  firstAdministrator,
  listAccounts,
  resetPassword,
} from './accounts.js';
import {
  enableAgency,
  endMaintenance,
  holdAgency,
  listAgencies,
  planMaintenance,
  resumeAgency,
  setAgencyConcurrency,
  setAgencyQuota,
  showAgency,
} from './agencies.js';
import { listCalendar, loadCalendar } from './calendar.js';
import {
  addClient,
  addClientKey,
  disableClient,
  enableClient,
  listClients,
  removeClientKey,
} from './clients.js';
import { CommandError, type Command, type Terminal } from './command.js';
import { readCliConfig } from './config.js';
import { listDirectory, loadDirectory, validateDirectory } from './directory.js';
import { failLeg, listLegs, retryLeg, showLeg } from './legs.js';
import { migrateDatabase } from './migrate.js';
import {
  addWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  pauseWebhook,
  redeliverWebhook,
  resumeWebhook,
  rotateWebhook,
} from './webhooks.js';
import { disableOfficer, enrolOfficer, listCourts, listOfficers, putCourt, updateOfficer } from './staff.js';

const commands: Readonly<Record<string, Command>> = {
  migrate: migrateDatabase,
  'directory list': listDirectory,
  'directory validate': validateDirectory,
  'directory load': loadDirectory,
  'accounts first-admin': firstAdministrator,
  'accounts add': addAccount,
  'accounts list': listAccounts,
  'accounts disable': disableAccount,
  'accounts enable': enableAccount,
  'accounts reset-password': resetPassword,
  'courts list': listCourts,
  'courts put': putCourt,
  'officers list': listOfficers,
  'officers enrol': enrolOfficer,
  'officers update': updateOfficer,
  'officers disable': disableOfficer,
  'agencies list': listAgencies,
  'agencies show': showAgency,
  'agencies enable': enableAgency,
  'agencies hold': holdAgency,
  'agencies resume': resumeAgency,
  'agencies concurrency': setAgencyConcurrency,
  'agencies quota': setAgencyQuota,
  'agencies maintain': planMaintenance,
  'agencies end-maintenance': endMaintenance,
  'calendar list': listCalendar,
  'calendar load': loadCalendar,
  'clients add': addClient,
  'clients list': listClients,
  'clients add-key': addClientKey,
  'clients remove-key': removeClientKey,
  'clients disable': disableClient,
  'clients enable': enableClient,
  'legs list': listLegs,
  'legs show': showLeg,
  'legs retry': retryLeg,
  'legs fail': failLeg,
  'webhooks add': addWebhook,
  'webhooks list': listWebhooks,
  'webhooks rotate': rotateWebhook,
  'webhooks pause': pauseWebhook,
  'webhooks resume': resumeWebhook,
  'webhooks delete': deleteWebhook,
  'webhooks deliveries': listDeliveries,
  'webhooks redeliver': redeliverWebhook,
  backup: backUp,
  restore,
};

function usage(): string {
  return [
    'Usage: npm run dianda -- <command>',
    '',
    ...Object.values(commands).flatMap(({ usage: text, summary }) => [`  ${text}`, `      ${summary}`]),
    '',
    'They work on the installation of npm start (in .dianda, or where DIANDA_HOME says), which must run for all but',
    'validate, backup and restore; or on the database that DATABASE_URL names as the role dianda_owner, for example',
    '  postgres://dianda_owner:…@127.0.0.1:5432/dianda',
  ].join('\n');
}

/** Runs one command; answers the process's exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  environment?: Environment,
): Promise<number> {
  if (args.length === 0 || args.some((arg) => arg === '--help' || arg === '-h' || arg === 'help')) {
    terminal.print(usage());
    return args.length === 0 ? 2 : 0;
  }
  const found = commandOf(args);
  if (found === undefined) {
    terminal.complain(`There is no command “${args.slice(0, 2).join(' ')}”.\n\n${usage()}`);
    return 2;
  }
  try {
    await found.command.run(found.rest, () => readCliConfig(environment), terminal, environment);
    return 0;
  } catch (error) {
    terminal.complain(explain(error));
    return 1;
  }
}

function commandOf(
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | undefined {
  for (const words of [2, 1]) {
    const command = commands[args.slice(0, words).join(' ')];
    if (command !== undefined) return { command, rest: args.slice(words) };
  }
  return undefined;
}

function explain(error: unknown): string {
  const isForOperators =
    error instanceof CommandError ||
    error instanceof BackupError ||
    error instanceof StartRefusal ||
    error instanceof ConfigurationError ||
    error instanceof SchemaMismatchError ||
    error instanceof RolesMissingError;
  if (isForOperators) return error.message;
  if (error instanceof DiandaError) return explainError(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
