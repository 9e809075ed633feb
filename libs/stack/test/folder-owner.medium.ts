import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInUseError, folderOwner, ownFolder } from '../src/servers/folder-owner.js';

describe('the owner of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianda-owner-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const claims = () => Promise.allSettled(Array.from({ length: 10 }, () => ownFolder(folder)));
  const failuresOf = (settled: Awaited<ReturnType<typeof claims>>): readonly unknown[] =>
    settled.filter((each) => each.status === 'rejected').map((each): unknown => each.reason);

  it('is one of all that claim it at once, and the others learn its pid', async () => {
    const failures = failuresOf(await claims());
    expect(failures).toHaveLength(9);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(FolderInUseError);
      expect(failure).toMatchObject({ pid: process.pid });
    }
    expect(await folderOwner(folder)).toBe(process.pid);
  });

  it.each([
    ['is dead', '999999999 1 boot'],
    ['has the pid of a living process that started at another time', `${process.pid} 1 boot`],
    ['left no more than half a mark', ''],
  ])('is followed by one of all that claim it at once when it %s', async (_what, mark) => {
    writeFileSync(join(folder, 'owner'), mark);
    expect(await folderOwner(folder)).toBeUndefined();
    const settled = await claims();
    expect(failuresOf(settled)).toHaveLength(9);
    const owned = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(owned[0]?.afterCrash).toBe(true);
    await owned[0]?.release();
    expect(readdirSync(folder)).toEqual([]);
    expect((await ownFolder(folder)).afterCrash).toBe(false);
  });
});
