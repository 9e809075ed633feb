import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from '../src/processes/app-process.js';
import type { ProcessExit } from '../src/processes/bound-process.js';
import { freePort } from '../src/servers/free-port.js';

/** Ready on the second question; ends when its standard input ends or on SIGTERM. */
const program = `
  import { createServer } from 'node:http';
  let asked = 0;
  process.stdin.resume().once('end', () => process.exit(3));
  process.once('SIGTERM', () => process.exit(0));
  createServer((request, response) => {
    asked += 1;
    response.writeHead(asked < 2 ? 503 : 200).end();
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

jest.setTimeout(60_000);

describe('an app as a child process', () => {
  let folder: string;
  let app: AppProcess;
  let ends: ProcessExit[];

  async function make(text: string): Promise<void> {
    const main = join(folder, 'main.mjs');
    writeFileSync(main, text);
    const port = await freePort();
    ends = [];
    app = new AppProcess(
      {
        name: 'sample',
        node: process.execPath,
        nodeFlags: [],
        main,
        env: { PORT: `${port}` },
        readyUrl: `http://127.0.0.1:${port}/health/ready`,
        logPath: join(folder, 'sample.log'),
      },
      (exit) => ends.push(exit),
    );
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianda-app-test-'));
  });
  afterEach(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is started when it says ready, ends in order, and starts again', async () => {
    await make(program);
    await app.start();
    const first = app.pid;
    expect(first).toBeGreaterThan(0);
    await app.stop();
    expect(app.pid).toBeUndefined();
    expect(ends).toEqual([]);
    await app.start();
    expect(app.pid).not.toBe(first);
  });

  it('tells of an end that nobody asked for', async () => {
    await make(program);
    await app.start();
    app.signal('SIGKILL');
    while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toEqual([{ code: null, signal: 'SIGKILL' }]);
  });

  it('ends even when it was stopped by SIGSTOP', async () => {
    await make(program);
    await app.start();
    app.signal('SIGSTOP');
    await app.stop();
    expect(app.pid).toBeUndefined();
  });

  it('shows the end of the log of an app that does not come up', async () => {
    await make(`console.error('PORT: is not set'); process.exit(1);`);
    await expect(app.start()).rejects.toThrow(
      /sample ended before it was ready; its log ends:\nPORT: is not set/,
    );
    expect(ends).toEqual([]);
  });
});
