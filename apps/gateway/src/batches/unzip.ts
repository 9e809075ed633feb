import { crc32 } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** A sheet of 10,000 rows has some megabytes; a bomb has gigabytes. */
export const MOST_UNZIPPED_BYTES = 48 * 1024 * 1024;
const MOST_ENTRIES = 500;

/** The archive holds more than is taken apart. */
export class ZipTooLargeError extends Error {
  override readonly name = 'ZipTooLargeError';
}

/**
 * Takes those entries of a ZIP archive out whose name matches. What an entry says of its size bounds what is inflated
 * of it: yauzl breaks off one that grows beyond. Throws ZipTooLargeError, and yauzl's errors for a broken archive.
 */
export async function unzip(archive: Buffer, wanted: RegExp): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await opened(archive);
  if (zip.entryCount > MOST_ENTRIES) throw new ZipTooLargeError(`${zip.entryCount} entries`);
  const files = new Map<string, Buffer>();
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize;
      if (bytes > MOST_UNZIPPED_BYTES) {
        reject(new ZipTooLargeError(`more than ${MOST_UNZIPPED_BYTES} bytes`));
        return;
      }
      if (!wanted.test(entry.fileName)) {
        zip.readEntry();
        return;
      }
      contentOf(zip, entry).then((content) => {
        files.set(entry.fileName, content);
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
  return files;
}

function opened(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
    });
  });
}

/** Files as an uncompressed ZIP archive, in this order (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
export function storedZip(files: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const nameBytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    const local = [Buffer.from([0x50, 0x4b, 3, 4]), common, nameBytes, content];
    parts.push(...local);
    directory.push(entry, nameBytes);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
