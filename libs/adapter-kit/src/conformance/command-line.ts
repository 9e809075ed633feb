import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseAgencyCode, type AgencyCode } from '@dianda/inquiry';
import { KeySet, openSigningKey, TrustError, type SigningKey } from '@dianda/trust';
import { parseHostPort } from './back-end/host-port.js';
import { parseControl, type ControlOption } from './back-end/open-control.js';
import { codedMessage } from './coded-error.js';
import type { TlsIdentity } from './court/line.js';
import { isLanguage, isScenarioId, wordsOf, type Language, type ScenarioId } from './messages/words.js';
import { usualPaces } from './scenarios/bench.js';
import type { SuiteOptions } from './suite-options.js';
import { parseSubjectsFile, SubjectsFileError, type SubjectsFile } from './subjects/subjects-file.js';

export interface CommandLine {
  readonly language: Language;
  /** Where the report goes as JSON, besides the text on stdout. */
  readonly reportFile: string | undefined;
  readonly options: SuiteOptions;
}

/** A command line that cannot be run, with every fault at once, in the reader's language. */
export class CommandLineError extends Error {
  constructor(
    readonly language: Language,
    readonly faults: readonly string[],
  ) {
    super(faults.join('\n'));
    this.name = 'CommandLineError';
  }
}

const optionTypes = {
  target: { type: 'string' },
  'tls-name': { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'stranger-cert': { type: 'string' },
  'stranger-key': { type: 'string' },
  'warrant-key': { type: 'string' },
  'receipt-keys': { type: 'string' },
  issuer: { type: 'string' },
  agency: { type: 'string' },
  subjects: { type: 'string' },
  control: { type: 'string' },
  log: { type: 'string', multiple: true },
  health: { type: 'string' },
  only: { type: 'string' },
  patience: { type: 'string' },
  report: { type: 'string' },
  lang: { type: 'string' },
  'make-test-court': { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof valuesOf>;

/** What `--help` shows is asked for. */
export function wantsHelp(argv: readonly string[]): boolean {
  return argv.includes('--help');
}

/** The folder in which a test court is to be made, where that is asked for. */
export function testCourtFolder(argv: readonly string[]): string | undefined {
  const place = argv.indexOf('--make-test-court');
  return place === -1 ? undefined : (argv[place + 1] ?? '.');
}

/** The language that the command line asks for, as far as that can be told; Chinese otherwise. */
export function languageOf(argv: readonly string[]): Language {
  const asked = argv[argv.indexOf('--lang') + 1];
  return argv.includes('--lang') && asked !== undefined && isLanguage(asked) ? asked : 'zh';
}

/** Reads the command line and every file that it names. Throws CommandLineError with all that is wrong. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const language = languageOf(argv);
  const faults = new Faults(language);
  const values = faults.catching(() => valuesOf(argv), '--');
  if (values === undefined) throw faults.error();
  const parts = readParts(values, faults);
  if (parts === undefined) throw faults.error();
  return { language, reportFile: values.report, options: parts };
}

function valuesOf(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: optionTypes, strict: true, allowPositionals: false }).values;
}

/** Reads each part even after another was wrong; undefined when any was. */
function readParts(values: Values, faults: Faults): SuiteOptions | undefined {
  const address = faults.required(values.target, '--target', (text) =>
    parseHostPort(text) === undefined ? undefined : text,
  );
  const identity = readIdentity(values.ca, values.cert, values.key, faults, ['--ca', '--cert', '--key']);
  const stranger =
    values['stranger-cert'] === undefined && values['stranger-key'] === undefined
      ? undefined
      : readIdentity(values.ca, values['stranger-cert'], values['stranger-key'], faults, [
          '--ca',
          '--stranger-cert',
          '--stranger-key',
        ]);
  const agencyCode = faults.required<AgencyCode>(values.agency, '--agency', parseAgencyCode);
  const warrantKey = faults.required<SigningKey>(values['warrant-key'], '--warrant-key', openSigningKey);
  const receiptKeys = faults.optional(values['receipt-keys'], '--receipt-keys', (file) => KeySet.read(file));
  const subjectsFile = faults.required<SubjectsFile>(values.subjects, '--subjects', (file) =>
    parseSubjectsFile(readFileSync(file, 'utf8')),
  );
  const control = faults.optional<ControlOption>(values.control, '--control', parseControl);
  const healthUrl = faults.optional(values.health, '--health', (text) => URL.parse(text) ?? undefined);
  const only = faults.optional(values.only, '--only', readOnly);
  const patienceMs = faults.optional(values.patience, '--patience', (text) =>
    /^\d{1,5}$/.test(text) ? Number(text) * 1000 : undefined,
  );
  faults.optional(values.lang, '--lang', (text) => (isLanguage(text) ? text : undefined));
  for (const file of values.log ?? [])
    faults.optional(file, '--log', (name) => readFileSync(name).length >= 0);
  if (
    faults.any ||
    address === undefined ||
    identity === undefined ||
    agencyCode === undefined ||
    warrantKey === undefined ||
    subjectsFile === undefined
  ) {
    return undefined;
  }
  return {
    target: { address, tlsName: values['tls-name'] ?? parseHostPort(address)?.host ?? address },
    identity,
    stranger,
    agencyCode,
    issuer: values.issuer ?? 'dianda',
    warrantKey,
    receiptKeys,
    subjectsFile,
    control,
    logFiles: values.log ?? [],
    healthUrl,
    only,
    paces: patienceMs === undefined ? usualPaces : { ...usualPaces, patienceMs },
  };
}

function readOnly(text: string): ReadonlySet<ScenarioId> | undefined {
  const ids = text.split(',').map((each) => each.trim());
  const known = ids.filter(isScenarioId);
  return known.length === ids.length ? new Set(known) : undefined;
}

function readIdentity(
  ca: string | undefined,
  cert: string | undefined,
  key: string | undefined,
  faults: Faults,
  names: readonly [string, string, string],
): TlsIdentity | undefined {
  const read = (file: string): Buffer => readFileSync(file);
  const authority = faults.required(ca, names[0], read);
  const certificate = faults.required(cert, names[1], read);
  const privateKey = faults.required(key, names[2], read);
  if (authority === undefined || certificate === undefined || privateKey === undefined) return undefined;
  return { authority, certificate, key: privateKey };
}

/** Collects what is wrong with the command line; a value is never repeated, only its option named. */
class Faults {
  private readonly found: string[] = [];

  constructor(private readonly language: Language) {}

  get any(): boolean {
    return this.found.length > 0;
  }

  required<T>(
    value: string | undefined,
    option: string,
    read: (text: string) => T | undefined,
  ): T | undefined {
    if (value !== undefined) return this.optional(value, option, read);
    this.add(wordsOf(this.language).usage.missing(option));
    return undefined;
  }

  optional<T>(
    value: string | undefined,
    option: string,
    read: (text: string) => T | undefined,
  ): T | undefined {
    if (value === undefined) return undefined;
    const before = this.found.length;
    const result = this.catching(() => read(value), option);
    if (result === undefined && this.found.length === before) {
      this.add(wordsOf(this.language).usage.malformed(option));
    }
    return result;
  }

  catching<T>(work: () => T, option: string): T | undefined {
    try {
      return work();
    } catch (error) {
      for (const fault of faultsOf(error)) this.add(`${option}: ${fault}`);
      return undefined;
    }
  }

  error(): CommandLineError {
    return new CommandLineError(this.language, this.found);
  }

  private add(fault: string): void {
    if (!this.found.includes(fault)) this.found.push(fault);
  }
}

/** What may go wrong while an option is read; anything else is a defect of ours. */
function faultsOf(error: unknown): readonly string[] {
  if (error instanceof SubjectsFileError) return error.faults;
  if (error instanceof TrustError) return [`${error.reason}: ${error.detail}`];
  const message = codedMessage(error);
  if (message === undefined) throw error;
  return [message];
}
