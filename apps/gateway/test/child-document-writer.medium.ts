import { createLogger } from '@dianda/service-kit';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ChildDocumentWriter } from '../src/documents/child-document-writer.js';
import type { DocumentJob } from '../src/documents/document-writer.js';
import { sampleReport } from './sample-report.js';

/** Programs that stand for the one that writes documents; the compiled one is the smoke tests'. */
describe('documents written by processes of their own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dianda-documents-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const job: DocumentJob = { kind: 'report_xlsx', report: sampleReport([]), language: 'zh-CN' };
  const lines: string[] = [];
  const log = createLogger({
    service: 'gateway',
    level: 'debug',
    destination: new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'));
        done();
      },
    }),
  });

  function writerOf(source: string, changes: { readonly mostWaiting?: number } = {}): ChildDocumentWriter {
    const program = join(folder, `${randomUUID()}.mjs`);
    writeFileSync(program, source);
    return new ChildDocumentWriter({
      program,
      fontsFolder: '/fonts',
      concurrency: 1,
      mostWaiting: changes.mostWaiting ?? 1,
      heapMiB: 128,
      timeoutMs: 60_000,
      log,
    });
  }

  it('get their job and nothing of the gateway’s environment', async () => {
    process.env['DATABASE_URL'] = 'postgres://secret';
    const writer = writerOf(`
      import { json } from 'node:stream/consumers';
      const job = await json(process.stdin);
      process.stdout.write(JSON.stringify({ kind: job.kind, version: job.report.version, argument: process.argv[2], env: Object.keys(process.env) }));`);
    const told: unknown = JSON.parse((await buffer(await writer.write(job))).toString('utf8'));
    expect(told).toMatchObject({ kind: 'report_xlsx', version: 2, argument: '/fonts' });
    expect(JSON.stringify(told)).not.toContain('DATABASE_URL');
  });

  it('that fail before they say anything are an error, without a word of what was in them', async () => {
    const writer = writerOf(`process.stdin.resume(); process.stdin.on('end', () => process.exit(3));`);
    await expect(writer.write(job)).rejects.toMatchObject({ reason: 'UNEXPECTED', origin: 'dianda' });
    expect(lines.join('')).toContain('a document was not written');
    expect(lines.join('')).not.toContain('龑');
  });

  it('that fail in the middle end the stream with an error, not as if they were whole', async () => {
    const writer = writerOf(`process.stdout.write('half', () => process.exit(1));`);
    await expect(buffer(await writer.write(job))).rejects.toMatchObject({ reason: 'UNEXPECTED' });
  });

  it('that outgrow their heap end alone, and the next one is written', async () => {
    const writer = writerOf(`
      import { text } from 'node:stream/consumers';
      const all = []; if ((await text(process.stdin)).includes('"language":"en"')) for (;;) all.push(new Array(100_000).fill(Math.random()));
      process.stdout.write('whole');`);
    await expect(writer.write({ ...job, language: 'en' })).rejects.toMatchObject({ reason: 'UNEXPECTED' });
    expect((await buffer(await writer.write(job))).toString()).toBe('whole');
  });

  it('wait their turn, and are refused with a time to come back when too many wait', async () => {
    const writer = writerOf(
      `process.stdin.resume(); process.stdin.on('end', () => setTimeout(() => process.stdout.write('done'), 300));`,
    );
    const first = writer.write(job);
    const second = writer.write(job);
    await expect(writer.write(job)).rejects.toMatchObject({ reason: 'DOCUMENTS_BUSY', retryAfterMs: 5_000 });
    const texts = await Promise.all(
      [first, second].map(async (each) => (await buffer(await each)).toString()),
    );
    expect(texts).toEqual(['done', 'done']);
  });

  it('whose reader goes away end, and give their turn to the next', async () => {
    const writer = writerOf(`
      import { text } from 'node:stream/consumers';
      const endless = (await text(process.stdin)).includes('"language":"en"');
      process.stdout.write('begun'); if (endless) setInterval(() => process.stdout.write('x'.repeat(65536)), 1);`);
    const abandoned = await writer.write({ ...job, language: 'en' });
    abandoned.destroy();
    expect((await buffer(await writer.write(job))).toString()).toBe('begun');
  });
});
