import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupError } from './backup-error.js';
import { manifestName, type BackupFile, type BackupManifest } from './manifest.js';

const ownerOnly = 0o600;

/** Makes the folder for its owner alone. Throws BackupError when something lies in it. */
export async function makeBackupFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new BackupError(`${folder} is not empty; a backup takes a folder of its own.`);
  }
  await chmod(folder, 0o700);
}

/** Writes lines, compressed, into a new file that is on disk when this returns. */
export function writeLines(folder: string, path: string, lines: AsyncIterable<string>): Promise<BackupFile> {
  return writeWhole(folder, path, Readable.from(lines, { objectMode: true }), createGzip({ level: 1 }));
}

/** Copies a file into the backup. */
export function attach(folder: string, path: string, from: string): Promise<BackupFile> {
  return writeWhole(folder, path, createReadStream(from));
}

async function writeWhole(
  folder: string,
  path: string,
  ...source: readonly [Readable, ...Transform[]]
): Promise<BackupFile> {
  await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
  const meter = new Meter();
  const target = createWriteStream(join(folder, path), { flags: 'wx', mode: ownerOnly, flush: true });
  await pipeline([...source, meter, target]);
  return { path, ...meter.result() };
}

/** Last of all: a folder without it is no backup. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const temporary = join(folder, `${manifestName}.new`);
  await writeFile(temporary, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: ownerOnly, flush: true });
  await rename(temporary, join(folder, manifestName));
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Throws BackupError for a file that is missing, cut or changed. */
export async function verifyFile(folder: string, { path, bytes, sha256 }: BackupFile): Promise<void> {
  const meter = new Meter();
  try {
    await pipeline(createReadStream(join(folder, path)), meter.resume());
  } catch (cause) {
    throw new BackupError(`The backup's file ${path} cannot be read; nothing was restored.`, { cause });
  }
  const found = meter.result();
  if (found.bytes !== bytes || found.sha256 !== sha256) {
    throw new BackupError(`The backup's file ${path} is not the one that was written; nothing was restored.`);
  }
}

/**
 * The lines of a compressed file. Nothing but a line feed ends one: Node's readline takes U+2028 for an end as well, which
 * stands unescaped in JSON.
 */
export async function* readLines(folder: string, path: string): AsyncGenerator<string> {
  const source = createReadStream(join(folder, path));
  const plain = source.pipe(createGunzip());
  source.once('error', (error) => plain.destroy(error));
  let begun: string[] = [];
  for await (const chunk of plain.setEncoding('utf8')) {
    const [first = '', ...others] = String(chunk).split('\n');
    begun.push(first);
    for (const other of others) {
      yield begun.join('');
      begun = [other];
    }
  }
  const last = begun.join('');
  if (last !== '') yield last;
}

/** Passes bytes on, counted and hashed. */
class Meter extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, chunk: Buffer) => void,
  ): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  result(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
