import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { folderPerTest, reasonOf, refusalOf } from '../test/trust-testing.js';
import { openOrCreateSecretFile, readSecretFile, updateSecretFile } from './secret-file.js';

const newFolder = folderPerTest();

function secretFile(content = 'secret', mode = 0o600): string {
  const path = join(newFolder(), 'key');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('openOrCreateSecretFile', () => {
  it('makes a missing file with mode 0600, in a folder that may be missing too', () => {
    const path = join(newFolder(), 'keys', 'kek.json');
    expect(openOrCreateSecretFile(path, () => 'made').toString()).toBe('made');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves an existing file alone', () => {
    const path = secretFile('first');
    const make = jest.fn(() => 'second');
    expect(openOrCreateSecretFile(path, make).toString()).toBe('first');
    expect(make).not.toHaveBeenCalled();
  });

  it('returns the bytes of the process that was faster', () => {
    const path = join(newFolder(), 'key');
    const slower = openOrCreateSecretFile(path, () => {
      openOrCreateSecretFile(path, () => 'faster');
      return 'slower';
    });
    expect(slower.toString()).toBe('faster');
    expect(readFileSync(path, 'utf8')).toBe('faster');
  });

  it('leaves no temporary file behind', () => {
    const folder = newFolder();
    openOrCreateSecretFile(join(folder, 'key'), () => 'made');
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it('makes nothing when making fails', () => {
    const folder = newFolder();
    const fail = (): string => {
      throw new Error('no randomness');
    };
    expect(() => openOrCreateSecretFile(join(folder, 'key'), fail)).toThrow('no randomness');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a file that is too open instead of making another', async () => {
    const path = secretFile('secret', 0o644);
    expect(await reasonOf(() => openOrCreateSecretFile(path, () => 'other'))).toBe('SECRET_FILE_TOO_OPEN');
    expect(readFileSync(path, 'utf8')).toBe('secret');
  });
});

describe('readSecretFile', () => {
  it.each([0o640, 0o620, 0o604, 0o602, 0o610, 0o644, 0o666])('refuses a file of mode %o', async (mode) => {
    expect(await reasonOf(() => readSecretFile(secretFile('secret', mode)))).toBe('SECRET_FILE_TOO_OPEN');
  });

  it.each([0o600, 0o400])('reads a file of mode %o', (mode) => {
    expect(readSecretFile(secretFile('secret', mode)).toString()).toBe('secret');
  });

  it('says which file is too open, how open, and what to do, but not what is in it', async () => {
    const path = secretFile('the-secret-itself', 0o644);
    const { message } = await refusalOf(() => readSecretFile(path));
    expect(message).toContain(path);
    expect(message).toContain('0644');
    expect(message).toContain('chmod 600');
    expect(message).not.toContain('the-secret-itself');
  });

  it('says that a file is missing', async () => {
    expect(await reasonOf(() => readSecretFile(join(newFolder(), 'none')))).toBe('SECRET_FILE_MISSING');
  });

  it('refuses a folder', async () => {
    const path = join(newFolder(), 'folder');
    mkdirSync(path, { mode: 0o700 });
    expect(await reasonOf(() => readSecretFile(path))).toBe('SECRET_FILE_UNREADABLE');
  });
});

describe('updateSecretFile', () => {
  it('replaces the content and keeps the mode', () => {
    const path = secretFile('one');
    updateSecretFile(path, (present) => `${present.toString()} two`);
    expect(readFileSync(path, 'utf8')).toBe('one two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('keeps the old content and frees the lock when the change fails', () => {
    const path = secretFile('one');
    const fail = (): string => {
      throw new Error('cannot');
    };
    expect(() => updateSecretFile(path, fail)).toThrow('cannot');
    expect(readFileSync(path, 'utf8')).toBe('one');
    updateSecretFile(path, () => 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
  });

  it('refuses to run inside another update of the same file, which would lose one of them', async () => {
    const path = secretFile('one');
    const nested = (): string => {
      updateSecretFile(path, () => 'inner');
      return 'outer';
    };
    expect(await reasonOf(() => updateSecretFile(path, nested))).toBe('FILE_LOCKED');
    expect(readFileSync(path, 'utf8')).toBe('one');
  });

  it('makes no file where there is none', async () => {
    const path = join(newFolder(), 'none');
    expect(await reasonOf(() => updateSecretFile(path, () => 'made'))).toBe('SECRET_FILE_MISSING');
    expect(existsSync(path)).toBe(false);
  });
});
