import { KeyEncryptionKeyRing } from '@dianda/trust';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle } from '../../../libs/storage/test/sample-world.js';
import { runCli } from '../src/run-cli.js';
import { makeCli, type CliUnderTest, type Said } from './cli-under-test.js';

describe('npm run dianda -- webhooks', () => {
  let cli: CliUnderTest;
  let folder: string;
  let keyRing: string;
  const url = 'https://case-system.example/dianda';

  beforeAll(async () => {
    cli = await makeCli();
    await settle(cli.storage.admin);
    folder = mkdtempSync(join(tmpdir(), 'dianda-webhooks-cli-'));
    keyRing = join(folder, 'key-ring.json');
    KeyEncryptionKeyRing.openOrCreate(keyRing);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cli.storage.close();
  });

  async function run(...args: string[]): Promise<Said> {
    const said = { out: '', err: '' };
    const terminal = {
      print: (text: string) => (said.out += `${text}\n`),
      complain: (text: string) => (said.err += `${text}\n`),
    };
    const environment = { DATABASE_URL: cli.storage.urls.ownerUrl, KEY_RING_FILE: keyRing };
    return { code: await runCli(['webhooks', ...args], terminal, environment), ...said };
  }

  it('keeps an address: added with its secret in a file, rotated, paused, resumed, deleted, on record', async () => {
    const secretFile = join(folder, 'secret');
    const types = ['--types', 'inquiry.completed,report.sealed'];
    const added = await run('add', url, '--court', '苏0812', ...types, '--secret-file', secretFile);
    expect(added).toMatchObject({ code: 0, err: '' });
    const id = /^webhook {3}(\S+)/.exec(added.out)?.[1] ?? '';
    expect(readFileSync(secretFile, 'utf8')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
    expect(statSync(secretFile).mode & 0o777).toBe(0o600);
    expect(added.out).not.toContain('whsec_');
    expect((await run('list')).out).toMatch(
      new RegExp(`^${id} +苏0812 +active +0 +0 +inquiry.completed,report.sealed +${url}$`, 'm'),
    );
    const rotated = await run('rotate', id, '--overlap-hours', '2');
    expect(rotated.out).toMatch(/^secret {4}whsec_\S+ {2}\(told once\)$/m);
    expect(rotated.out).toContain('signs for 2 more hours');
    expect((await run('pause', id)).out).toBe(`paused  ${id}\n`);
    expect((await run('list')).out).toContain(' paused ');
    expect((await run('resume', id)).out).toBe(`resumed  ${id}\n`);
    expect((await run('deliveries', id, '--state', 'parked')).out).toMatch(/^DELIVERY .*\n$/);
    expect((await run('delete', id)).out).toBe(`deleted  ${id}\n`);
    expect((await run('list')).out).not.toContain(id);
    for (const action of ['created', 'rotated', 'paused', 'resumed', 'deleted'])
      expect(await cli.audited(`webhook_${action}`)).toMatchObject([{ subject_id: id, actor_role: null }]);
  });

  it.each([
    ['an address that is none', ['add', 'case-system', '--court', '苏0812'], 'must be a URL'],
    ['no court', ['add', url], '--court must be'],
    ['a type that is none', ['add', url, '--court', '苏0812', '--types', 'leg.lost'], '--types are among'],
    [
      'a file that is there',
      ['add', url, '--court', '苏0812', '--secret-file', '/dev/null'],
      'exists; name a new',
    ],
    ['an id that is none', ['pause', '7'], 'A webhook id is a UUID'],
    [
      'a state that is none',
      ['deliveries', crypto.randomUUID(), '--state', 'lost'],
      '--state must be one of',
    ],
    ['an overlap beyond a month', ['rotate', crypto.randomUUID(), '--overlap-hours', '721'], 'at most 720'],
    ['an address nobody has', ['pause', crypto.randomUUID()], 'There is no such webhook.'],
    ['a delivery nobody has', ['redeliver', crypto.randomUUID()], 'There is no such delivery.'],
  ])('refuses %s, saying what to do', async (_what, args, complaint) => {
    const { code, err } = await run(...args);
    expect(err).toContain(complaint);
    expect(code).toBe(1);
  });
});
