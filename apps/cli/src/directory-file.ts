import type { IsoDate } from '@dianda/identifiers';
import {
  agencyCategories,
  assetClasses,
  parseAgencyCode,
  parseRegion,
  subjectKinds,
  type Agency,
  type AgencyCode,
  type AgencyService,
  type AssetClass,
} from '@dianda/inquiry';
import { KeySet, TrustError } from '@dianda/trust';
import { allOf, FieldReader, whole, type Fault } from './field-reader.js';
import { readJson, type JsonNode } from './json-text.js';
import { readOfficeHours, requireWithinHours } from './office-hours.js';
import { readTimeLimits } from './time-limits.js';

export type DirectoryRead =
  | { readonly ok: true; readonly rows: readonly Agency[] }
  /** In the order of their lines. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

const hostAndPort = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/;
const dnsName = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
/** A year: longer is a slip of the finger. */
const longestSeconds = 366 * 24 * 3600;
/** Stands in the ids of legs that nobody can answer. */
const reservedCode = 'not-covered';

/**
 * Reads the agencies of a directory file: JSON, a list of rows in the core's own members. Everything wrong is named with
 * its line and row; a row with a fault makes the whole file one. Two agencies may cover the same regions in one class:
 * then both are asked. `today` is the day on which each service must have a time limit in force.
 */
export function readDirectory(bytes: Uint8Array, today: IsoDate): DirectoryRead {
  const json = readJson(bytes);
  if (!json.ok) return { ok: false, faults: [json] };
  if (json.node.kind !== 'list' || json.node.items.length === 0) {
    return {
      ok: false,
      faults: [{ line: json.node.line, problem: 'must be a list of at least one agency' }],
    };
  }
  const faults: Fault[] = [];
  const takenOn = new Map<string, number>();
  const rows = json.node.items.map((node, index) => readRow(node, index + 1, today, takenOn, faults));
  const complete = allOf(rows);
  return complete !== undefined && faults.length === 0
    ? { ok: true, rows: complete }
    : { ok: false, faults: faults.toSorted((one, other) => one.line - other.line) };
}

/** `takenOn` has the codes of the rows before, each with its line. */
function readRow(
  node: JsonNode,
  number: number,
  today: IsoDate,
  takenOn: Map<string, number>,
  faults: Fault[],
): Agency | undefined {
  const row = FieldReader.of(node, placeOf(node, number), faults);
  if (row === undefined) return undefined;
  const hasCalendar = row.has('calendar');
  const calendar = hasCalendar ? readOfficeHours(row.object('calendar')) : undefined;
  const agency = whole<Omit<Agency, 'calendar'>>({
    code: readCode(row, node.line, takenOn),
    category: row.oneOf('category', agencyCategories),
    name: readName(row.object('name')),
    contact: readContact(row.object('contact')),
    endpoint: readEndpoint(row),
    tlsName: row.text('tlsName', dnsName, 'the DNS name on the adapter’s certificate'),
    contractVersion: row.text('contractVersion', /^\d+\.\d+$/, 'a version such as 1.0'),
    services: readServices(row, today),
    concurrency: row.integer('concurrency', 1, 1_000),
    attemptTimeoutMs: row.integer('attemptTimeoutMs', 1_000, 600_000),
    receiptKeys: allOf(row.objects('receiptKeys', 1)?.map((key) => key && readReceiptKey(key))),
    enabled: row.flag('enabled'),
  });
  row.refuseOthers();
  if (agency === undefined || calendar === undefined) return hasCalendar ? undefined : agency;
  requireWithinHours(row, calendar, agency.services);
  return { ...agency, calendar };
}

function placeOf(node: JsonNode, number: number): string {
  const code = node.kind === 'object' ? node.members.find(({ name }) => name === 'code')?.node : undefined;
  const shown =
    code?.kind === 'scalar' && typeof code.value === 'string' ? parseAgencyCode(code.value) : undefined;
  return `row ${number}${shown === undefined ? '' : ` (${shown})`}`;
}

function readCode(row: FieldReader, line: number, takenOn: Map<string, number>): AgencyCode | undefined {
  const text = row.text('code');
  if (text === undefined) return undefined;
  const code = parseAgencyCode(text);
  const taken = takenOn.get(text);
  if (code === undefined) row.fault('code', 'must be lower-case words joined by “-”, at most 64 characters');
  if (text === reservedCode) row.fault('code', 'is reserved');
  if (taken !== undefined) row.fault('code', `is that of the row on line ${taken}`);
  else takenOn.set(text, line);
  return code;
}

function readEndpoint(row: FieldReader): string | undefined {
  const endpoint = row.text('endpoint', hostAndPort, '<host>:<port>');
  const port = Number(hostAndPort.exec(endpoint ?? '')?.[1]);
  if (port < 1 || port > 65_535) row.fault('endpoint', 'must have a port from 1 to 65535');
  return endpoint;
}

function readName(name: FieldReader | undefined): Agency['name'] | undefined {
  const read = whole<Agency['name']>({ zh: name?.text('zh'), en: name?.text('en') });
  name?.refuseOthers();
  return read;
}

function readContact(contact: FieldReader | undefined): Agency['contact'] | undefined {
  const read = whole<Agency['contact']>({ name: contact?.text('name'), phone: contact?.text('phone') });
  contact?.refuseOthers();
  return read;
}

/** A key that receipts can be checked with, and no private one: the directory is shown to people and to all apps. */
function readReceiptKey(key: FieldReader): Readonly<Record<string, string>> | undefined {
  const jwk = key.texts();
  key.refuseOthers();
  if (jwk === undefined) return undefined;
  try {
    KeySet.parse(JSON.stringify({ keys: [jwk] }));
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    key.refuse(`must be a public Ed25519 key (JWK, RFC 8037) with its thumbprint as kid: ${error.detail}`);
  }
  return jwk;
}

function readServices(row: FieldReader, today: IsoDate): readonly AgencyService[] | undefined {
  const seen = new Set<AssetClass>();
  return allOf(row.objects('services', 1)?.map((service) => service && readService(service, today, seen)));
}

function readService(service: FieldReader, today: IsoDate, seen: Set<AssetClass>): AgencyService | undefined {
  const isKind = (item: unknown) => subjectKinds.find((kind) => kind === item);
  const isRegion = (item: unknown) => (typeof item === 'string' ? parseRegion(item) : undefined);
  const read = whole<AgencyService>({
    assetClass: readClass(service, seen),
    subjectKinds: service.list('subjectKinds', isKind, subjectKinds.join(' or '), 1),
    regions: service.list('regions', isRegion, 'a GB/T 2260 prefix of 2, 4 or 6 digits'),
    timeLimits: readTimeLimits(service, today),
    usualAnswerSeconds: service.integer('usualAnswerSeconds', 1, longestSeconds),
  });
  service.refuseOthers();
  return read;
}

function readClass(service: FieldReader, seen: Set<AssetClass>): AssetClass | undefined {
  const assetClass = service.oneOf('assetClass', assetClasses);
  if (assetClass === undefined) return undefined;
  if (seen.has(assetClass)) service.fault('assetClass', 'is that of another service');
  seen.add(assetClass);
  return assetClass;
}
