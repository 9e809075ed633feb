import {
  agencyCategories,
  assetClasses,
  parseAgencyCode,
  subjectKinds,
  type Agency,
  type AgencyCode,
  type AgencyService,
  type TimeLimit,
} from '@dianda/inquiry';
import { allOf, FieldReader, whole, type Fault } from './field-reader.js';

export type DirectoryRead =
  | { readonly ok: true; readonly rows: readonly Agency[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const hostAndPort = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;
const dnsName = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const division = /^\d{2}(?:\d{2}(?:\d{2})?)?$/;
/** A year: longer is a slip of the finger. */
const longestSeconds = 366 * 24 * 3600;
/** Stands in the ids of legs that nobody can answer. */
const reservedCode = 'not-covered';

/**
 * Reads the agencies of a directory file: JSON, a list of rows in the core's own members. Everything wrong is named with
 * its row; a row with a fault makes the whole file one.
 */
export function readDirectory(text: string): DirectoryRead {
  const faults: Fault[] = [];
  const values = parseList(text, faults);
  const rows = values.map((value, index) => readRow(value, index + 1, faults));
  const complete = rows.filter((row) => row !== undefined);
  const codes = complete.map((row) => row.code);
  for (const [index, code] of codes.entries()) {
    if (codes.indexOf(code) !== index)
      faults.push({ where: `row ${index + 1} (${code})`, problem: 'code is there twice' });
  }
  return faults.length === 0 ? { ok: true, rows: complete } : { ok: false, faults };
}

function parseList(text: string, faults: Fault[]): readonly unknown[] {
  if (syntaxFault(text) !== undefined) {
    faults.push({ where: `line ${brokenLine(text)}`, problem: 'is no JSON from here on' });
    return [];
  }
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value) && value.length > 0) return value;
  faults.push({ where: 'line 1', problem: 'must be a list of at least one agency' });
  return [];
}

function syntaxFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/**
 * The first line after which the text can no longer become JSON, from 1. V8 names a position for some faults only, but
 * of a text cut short it always says that its end is wrong, so the line is found by cutting.
 */
function brokenLine(text: string): number {
  const lines = text.split('\n');
  let [sound, broken] = [0, lines.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isBroken(lines.slice(0, middle).join('\n').trimEnd())) broken = middle;
    else sound = middle;
  }
  return broken;
}

function isBroken(start: string): boolean {
  const fault = syntaxFault(start) ?? '';
  const position = /at position (\d+)/.exec(fault)?.[1];
  return position === undefined ? fault.includes('Unexpected token') : Number(position) < start.length;
}

function readRow(value: unknown, number: number, faults: Fault[]): Agency | undefined {
  const row = FieldReader.of(value, placeOf(value, number), faults);
  if (row === undefined) return undefined;
  const agency = whole<Agency>({
    code: readCode(row),
    category: row.oneOf('category', agencyCategories),
    name: readName(row.object('name')),
    contact: readContact(row.object('contact')),
    endpoint: row.text('endpoint', hostAndPort, '<host>:<port>'),
    tlsName: row.text('tlsName', dnsName, 'the DNS name on the adapter’s certificate'),
    contractVersion: row.text('contractVersion', /^\d+\.\d+$/, 'a version such as 1.0'),
    services: readServices(row),
    concurrency: row.integer('concurrency', 1, 1_000),
    attemptTimeoutMs: row.integer('attemptTimeoutMs', 1_000, 600_000),
    receiptKeys: allOf(row.objects('receiptKeys')?.map((key) => key?.texts())),
    enabled: row.flag('enabled'),
  });
  row.refuseOthers();
  return agency;
}

function placeOf(value: unknown, number: number): string {
  const code: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'code') : undefined;
  return `row ${number}${typeof code === 'string' ? ` (${code})` : ''}`;
}

function readCode(row: FieldReader): AgencyCode | undefined {
  const text = row.text('code');
  if (text === undefined) return undefined;
  const code = parseAgencyCode(text);
  if (code === undefined) row.fault('code', 'must be lower-case words joined by “-”, at most 64 characters');
  if (text === reservedCode) row.fault('code', 'is reserved');
  return code;
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

function readServices(row: FieldReader): readonly AgencyService[] | undefined {
  const services = allOf(row.objects('services', 1)?.map(readService));
  const classes = services?.map((service) => service.assetClass) ?? [];
  for (const [index, assetClass] of classes.entries()) {
    if (classes.indexOf(assetClass) !== index) row.fault(`services[${index}].assetClass`, 'is there twice');
  }
  return services;
}

function readService(service: FieldReader | undefined): AgencyService | undefined {
  if (service === undefined) return undefined;
  const isKind = (item: unknown) => subjectKinds.find((kind) => kind === item);
  const isDivision = (item: unknown) => (typeof item === 'string' && division.test(item) ? item : undefined);
  const read = whole<AgencyService>({
    assetClass: service.oneOf('assetClass', assetClasses),
    subjectKinds: service.list('subjectKinds', isKind, subjectKinds.join(' or '), 1),
    regions: service.list('regions', isDivision, 'a GB/T 2260 prefix of 2, 4 or 6 digits'),
    timeLimit: readTimeLimit(service.object('timeLimit')),
    usualAnswerSeconds: service.integer('usualAnswerSeconds', 1, longestSeconds),
  });
  service.refuseOthers();
  return read;
}

function readTimeLimit(limit: FieldReader | undefined): TimeLimit | undefined {
  const read = whole<TimeLimit>({
    minutes: limit?.integer('minutes', 1, longestSeconds / 60),
    source: limit?.text('source'),
    validFrom: limit?.text('validFrom', /^\d{4}-\d{2}-\d{2}$/, 'a day YYYY-MM-DD'),
  });
  limit?.refuseOthers();
  return read;
}
