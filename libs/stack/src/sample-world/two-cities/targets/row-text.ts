import type { RegistryValue } from '../../registry.js';
import type { RegistryEntry } from '../registries/shelf.js';

/** One row as a line of JSON, every column named. */
export function jsonLine({ table, values }: RegistryEntry): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    line += `${index === 0 ? '{' : ','}"${table.columns[index] ?? ''}":${JSON.stringify(values[index] ?? null)}`;
  }
  return `${line}}\n`;
}

/** One row as CSV (RFC 4180, but lines end in LF); what is empty is nothing, an empty text is "". */
export function csvLine({ values }: RegistryEntry): string {
  return `${values.map(csvField).join(',')}\n`;
}

/** One row in the text format of PostgreSQL's COPY. */
export function copyLine({ values }: RegistryEntry): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    line += (index === 0 ? '' : '\t') + copyField(values[index] ?? null);
  }
  return `${line}\n`;
}

function csvField(value: RegistryValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const copyEscapes: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
};

function copyField(value: RegistryValue): string {
  if (value === null) return String.raw`\N`;
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character)
    : value;
}
