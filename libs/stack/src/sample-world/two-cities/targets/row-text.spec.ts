import fc from 'fast-check';
import { agenciesOf } from '../agencies.js';
import type { RegistryEntry } from '../registries/shelf.js';
import { landTables } from '../registries/tables.js';
import { copyLine, csvLine, jsonLine } from './row-text.js';

const agency = agenciesOf.huaian.land;
const width = landTables.yydj.columns.length;
const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
  fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', '"', ',', 'N', '样', '\u{2CB5A}') }),
);
const entries = fc
  .array(value, { minLength: width, maxLength: width })
  .map((values): RegistryEntry => ({ agency, table: landTables.yydj, values }));

describe('a row as text', () => {
  it('is one line of JSON that names every column', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const line = jsonLine(entry);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const read: unknown = JSON.parse(line);
        const { columns } = entry.table;
        expect(read).toEqual(Object.fromEntries(columns.map((column, at) => [column, entry.values[at]])));
      }),
    );
  });

  it('is one line of COPY, whose fields read back as they were', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const line = copyLine(entry);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(line.slice(0, -1).split('\t').map(readCopyField)).toEqual(entry.values.map(asText));
      }),
    );
  });

  it('is a record of CSV, whose fields read back as they were', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        expect(readCsv(csvLine(entry))).toEqual(entry.values.map(asText));
      }),
    );
  });
});

function asText(value: RegistryEntry['values'][number]): string | null {
  return value === null ? null : String(value);
}

function readCopyField(field: string): string | null {
  if (field === '\\N') return null;
  const signs: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return field.replaceAll(/\\(.)/gs, (_, sign: string) => signs[sign] ?? sign);
}

/** RFC 4180, one record; an empty field without quotes is null. */
function readCsv(line: string): (string | null)[] {
  const fields: (string | null)[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === '"') {
      let text = '';
      at += 1;
      while (line[at] !== '"' || line[at + 1] === '"') {
        text += line.charAt(at);
        at += line[at] === '"' ? 2 : 1;
      }
      fields.push(text);
      at += 2;
    } else {
      const end = line.slice(at).search(/[,\n]/) + at;
      fields.push(end === at ? null : line.slice(at, end));
      at = end + 1;
    }
  }
  return fields;
}
