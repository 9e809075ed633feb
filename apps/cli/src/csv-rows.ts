import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from './field-reader.js';
import type { JsonNode } from './json-text.js';

/**
 * The rows of a CSV file (RFC 4180, UTF-8 with or without byte order mark), each an object of texts under the names of the
 * first line, on its own line of the file.
 */
export function readCsvRows(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly rows: readonly JsonNode[] }
  | { readonly ok: false; readonly faults: readonly Fault[] } {
  const refuse = (line: number, problem: string) => ({ ok: false, faults: [{ line, problem }] }) as const;
  const text = decode(bytes);
  if (text === undefined) return refuse(1, 'is not text in UTF-8');
  try {
    const lines: number[] = [];
    const [names, ...rows] = parse(text, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], context) => {
        lines.push(context.lines);
        return record;
      },
    });
    if (names === undefined || rows.length === 0)
      return refuse(1, 'must have a first line of names and rows after it');
    return { ok: true, rows: rows.map((values, index) => nodeOf(names, values, lines[index + 1] ?? 1)) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(lineIn(error), 'is no CSV from here on: quotes or columns do not match the first line');
  }
}

function nodeOf(names: readonly string[], values: readonly string[], line: number): JsonNode {
  const members = names.map((name, index) => ({
    name,
    line,
    node: { kind: 'scalar', line, value: values[index] ?? '' } as const,
  }));
  return { kind: 'object', line, members };
}

function lineIn(error: CsvError): number {
  const { lines } = error;
  return typeof lines === 'number' ? lines : 1;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
