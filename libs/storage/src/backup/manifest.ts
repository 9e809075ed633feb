import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupError } from './backup-error.js';

/** Of how a backup's files are laid out; another number is another layout. */
export const backupFormat = 1;
export const manifestName = 'manifest.json';

/** A file of the backup; its path is relative to the backup's folder. */
export interface BackupFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface BackupTable extends BackupFile {
  readonly name: string;
  /** In the order in which each line lists their values. */
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface BackupManifest {
  readonly format: typeof backupFormat;
  /** ISO 8601, by the database's clock, as the snapshot was taken. */
  readonly madeAt: string;
  /** Names of the migrations that the schema had run. */
  readonly migrations: readonly string[];
  /** Ids of the keys in the key ring that something in the database is encrypted under. */
  readonly keyIds: readonly string[];
  /** In an order that foreign keys allow. */
  readonly tables: readonly BackupTable[];
  /** Files that are not the database's, such as keys. */
  readonly attachments: readonly BackupFile[];
}

/** Throws BackupError when there is none, or none that this program understands. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new BackupError(
      `${folder} holds no whole backup: ${manifestName}, which is written last, is not there.`,
    );
  }
  const manifest = parsed(text);
  if (isObject(manifest) && typeof manifest['format'] === 'number' && manifest['format'] !== backupFormat) {
    throw new BackupError(
      `The backup in ${folder} is of format ${manifest['format']}; this program reads format ${backupFormat}.`,
    );
  }
  if (!isManifest(manifest)) throw new BackupError(`${join(folder, manifestName)} is damaged.`);
  return manifest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Files of the backup alone: a path never leads out of its folder. */
function isFile(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['path'] === 'string' &&
    /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(value['path']) &&
    typeof value['bytes'] === 'number' &&
    typeof value['sha256'] === 'string'
  );
}

function isTable(value: unknown): boolean {
  return (
    isFile(value) &&
    isObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['rows'] === 'number' &&
    areTexts(value['columns'])
  );
}

function isManifest(value: unknown): value is BackupManifest {
  return (
    isObject(value) &&
    value['format'] === backupFormat &&
    typeof value['madeAt'] === 'string' &&
    areTexts(value['migrations']) &&
    areTexts(value['keyIds']) &&
    Array.isArray(value['tables']) &&
    value['tables'].every(isTable) &&
    Array.isArray(value['attachments']) &&
    value['attachments'].every(isFile)
  );
}
