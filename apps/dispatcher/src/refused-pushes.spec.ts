import {
  AuditLog,
  DiandaError,
  mustParse,
  parseAgencyCode,
  parseLegId,
  type AuditEntry,
} from '@dianda/inquiry';
import { createLogger } from '@dianda/service-kit';
import { RefusedPushes, type RefusedPush } from './refused-pushes.js';

const hourMs = 3_600_000;
const legId = mustParse(parseLegId, '6f1c2f0e-5c1d-8a44-9b7e-0d6a3f2b1c00');
const settled = DiandaError.fromReason('LEG_SETTLED', { origin: 'agency', detail: '李四' });

const push: RefusedPush = {
  certificate: 'aa',
  legId,
  agencyCode: mustParse(parseAgencyCode, 'bank'),
  isForeign: false,
  error: settled,
};

class AuditLogUnderTest extends AuditLog {
  readonly entries: AuditEntry[] = [];
  isDown = false;

  override append(entry: AuditEntry): Promise<void> {
    if (this.isDown)
      return Promise.reject(DiandaError.fromReason('STORAGE_UNAVAILABLE', { origin: 'dianda' }));
    this.entries.push(entry);
    return Promise.resolve();
  }
}

describe('pushes that were refused', () => {
  let audit: AuditLogUnderTest;
  let logged: string[];
  let refused: RefusedPushes;
  beforeEach(() => {
    jest.useFakeTimers();
    audit = new AuditLogUnderTest();
    logged = [];
    const log = createLogger({
      service: 'test',
      destination: { write: (line: string) => logged.push(line) },
    });
    refused = new RefusedPushes(audit, log);
  });
  afterEach(() => jest.useRealTimers());

  const facts = () => audit.entries.map((entry) => entry.facts);
  const flood = async (count: number, changes: Partial<RefusedPush> = {}) => {
    for (let n = 0; n < count; n += 1) await refused.record({ ...push, ...changes });
  };

  it('stand in the audit log by leg, certificate and reason, without a word of what was pushed', async () => {
    await refused.record(push);
    await refused.record({ ...push, isForeign: true });
    await refused.record({ ...push, legId: undefined, agencyCode: undefined });
    const common = { action: 'answer_push_refused', by: undefined } as const;
    const codes = { reason: 'LEG_SETTLED', certificateSha256: 'aa' };
    expect(audit.entries).toEqual([
      { ...common, subject: { kind: 'leg', id: legId }, facts: { ...codes, agencyCode: 'bank' } },
      {
        ...common,
        subject: { kind: 'leg', id: legId },
        facts: { ...codes, agencyCode: 'bank', foreign: true },
      },
      { ...common, subject: { kind: 'certificate', id: 'aa' }, facts: codes },
    ]);
  });

  it('are told one by one only so often: a flood becomes one entry that counts it when the hour is over', async () => {
    await flood(500);
    const before = audit.entries.length;
    expect(before).toBeLessThan(50);
    await jest.advanceTimersByTimeAsync(hourMs);
    expect(facts().at(-1)).toEqual({ furtherRefusals: 500 - before });
    expect(audit.entries).toHaveLength(before + 1);
    await flood(1);
    expect(facts().at(-1)).toMatchObject({ reason: 'LEG_SETTLED' });
  });

  it('of one certificate do not hide those of another', async () => {
    await flood(500);
    await flood(1, { certificate: 'bb' });
    expect(facts().at(-1)).toMatchObject({ certificateSha256: 'bb' });
  });

  it('that were only counted are told when the process ends', async () => {
    await flood(500);
    const before = audit.entries.length;
    await refused.close();
    expect(facts().at(-1)).toEqual({ furtherRefusals: 500 - before });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are no trouble of our own', async () => {
    for (const error of [
      DiandaError.fromReason('STORAGE_UNAVAILABLE', { origin: 'dianda' }),
      new Error('unexpected'),
    ])
      await refused.record({ ...push, error });
    expect(audit.entries).toEqual([]);
  });

  it('stay refused when the audit log cannot be written, which is logged', async () => {
    audit.isDown = true;
    await refused.record(push);
    expect(logged.join('\n')).toContain('not in the audit log');
  });
});
