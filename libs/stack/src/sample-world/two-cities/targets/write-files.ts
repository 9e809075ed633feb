import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { courtSide } from '../court/court-side.js';
import type { RegistryEntry } from '../registries/shelf.js';
import { identityOf } from '../subjects.js';
import type { World } from '../world.js';
import { LineFile } from './line-file.js';
import { localDirectory } from './local-directory.js';
import type { RunOptions } from './progress.js';
import { csvLine, jsonLine } from './row-text.js';

export const fileFormats = ['ndjson', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

export interface FilesWritten {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes a world into a folder that is empty or missing: `<agency>/<schema.table>.<format>` for the registries;
 * `court/…ndjson` and `subjects.ndjson`; `directory.json` with new receipt keys under `keys/`; `planted-rows.json`; last
 * `world.json`, which says what is there. A folder without that one is not whole. Throws for a folder that holds anything.
 */
export async function writeFiles(
  world: World,
  folder: string,
  format: FileFormat,
  run: RunOptions = {},
): Promise<FilesWritten> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty; name a new folder`);
  const registries = await writeRegistries(world, folder, format, run);
  let { bytes } = registries;
  for (const [path, lines] of Object.entries(linesByPath(world))) {
    bytes += await writeLines(join(folder, path), lines);
  }
  bytes += await writeJson(join(folder, 'directory.json'), localDirectory(join(folder, 'keys')));
  bytes += await writeJson(join(folder, 'planted-rows.json'), world.plantedRows);
  const manifest = {
    ...world.options,
    format,
    rows: registries.rows,
    tables: Object.fromEntries(registries.tables),
  };
  bytes += await writeJson(join(folder, 'world.json'), manifest);
  return { rows: registries.rows, bytes };
}

async function writeRegistries(
  world: World,
  folder: string,
  format: FileFormat,
  { onProgress, signal }: RunOptions,
) {
  const files = new Map<string, LineFile>();
  const tables = new Map<string, number>();
  let [filings, rows] = [0, 0];
  const toText = format === 'csv' ? csvLine : jsonLine;
  try {
    for (const agency of world.agencies) {
      for (const table of agency.tables) {
        const path = `${agency.slug}/${table.name}.${format}`;
        const file = await LineFile.create(join(folder, path));
        if (format === 'csv') await file.add(`${table.columns.join(',')}\n`);
        files.set(nameOf({ agency, table }), file);
        tables.set(path, 0);
      }
    }
    for (const { entries } of world.filings()) {
      for (const entry of entries) {
        const path = `${nameOf(entry)}.${format}`;
        tables.set(path, (tables.get(path) ?? 0) + 1);
        const full = files.get(nameOf(entry))?.add(toText(entry));
        if (full !== undefined) await full;
      }
      rows += entries.length;
      filings += 1;
      signal?.throwIfAborted();
      onProgress?.({ filings, rows });
    }
  } finally {
    for (const file of files.values()) await file.close();
  }
  const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  return { rows, bytes, tables };
}

function nameOf({ agency, table }: Pick<RegistryEntry, 'agency' | 'table'>): string {
  return `${agency.slug}/${table.name}`;
}

/** The court’s side, and all subjects. */
function linesByPath(world: World): Readonly<Record<string, Iterable<string>>> {
  const { courts, officers, accounts, cases } = courtSide(world);
  return {
    'court/courts.ndjson': asLines(courts),
    'court/officers.ndjson': asLines(officers),
    'court/accounts.ndjson': asLines(accounts),
    'court/cases.ndjson': asLines(cases),
    'subjects.ndjson': subjectLines(world),
  };
}

function* subjectLines(world: World): Generator<string> {
  for (const subject of world.subjects()) {
    const own = subject.kind === 'organisation' ? { ownsEquity: subject.ownsEquity } : {};
    yield* asLines([{ ...identityOf(subject), city: subject.city.key, ...own }]);
  }
}

function* asLines(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield `${JSON.stringify(item)}\n`;
}

async function writeLines(path: string, lines: Iterable<string>): Promise<number> {
  const file = await LineFile.create(path);
  try {
    for (const line of lines) {
      const full = file.add(line);
      if (full !== undefined) await full;
    }
  } finally {
    await file.close();
  }
  return file.bytes;
}

async function writeJson(path: string, value: unknown): Promise<number> {
  const file = await LineFile.create(path);
  try {
    await file.addText(`${JSON.stringify(value, null, 2)}\n`);
  } finally {
    await file.close();
  }
  return file.bytes;
}
