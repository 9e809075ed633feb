import {
  mustParse,
  parseAgencyCode,
  type Agency,
  type AgencyDirectory,
  type AskLeg,
  type Hold,
  type HoldProbe,
} from '@dianda/inquiry';
import type { BullLegQueue, LegWorker, RingHandler } from '@dianda/queue';
import { createLogger } from '@dianda/service-kit';
import { agencyRow } from '../test/questions.js';
import type { AgencyConnections } from './agency-connections.js';
import { AgencyLines } from './agency-lines.js';

const log = createLogger({ service: 'test', level: 'silent' });
const row = (name: string, changes: Partial<Agency> = {}): Agency =>
  agencyRow({ code: mustParse(parseAgencyCode, name), ...changes });

/** Workers that open and close as told; each is counted. */
class Workers {
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly failing = new Set<string>();
  readonly hanging = new Map<string, Promise<undefined>>();
  readonly handlers = new Map<string, RingHandler>();

  answer(code: string, _concurrency: number, handler: RingHandler): Promise<LegWorker> {
    if (this.failing.has(code)) return Promise.reject(new Error('no worker'));
    this.opened.push(code);
    this.handlers.set(code, handler);
    return Promise.resolve({
      setConcurrency: () => undefined,
      close: async () => {
        await this.hanging.get(code);
        this.closed.push(code);
      },
    });
  }
}

function desk(rows: Agency[], describeEveryMs = 3_600_000) {
  const workers = new Workers();
  const dropped: string[] = [];
  const asked: string[] = [];
  const checked: string[] = [];
  const returns = new Map<string, () => void>();
  const state = { rows, holds: [] as Hold[] };
  const directory = {
    list: () => Promise.resolve(state.rows),
    holds: () => Promise.resolve(state.holds),
  } satisfies Partial<AgencyDirectory>;
  const probe = {
    introduce: (agency: Agency) => Promise.resolve({ agency: agency.code, found: 'agrees' as const }),
    check: (agency: Agency) => {
      checked.push(agency.code);
      return Promise.resolve({ agency: agency.code, found: 'agrees' as const });
    },
  };
  const connections = {
    onReconnect: (agency: Agency, listener: () => void) => {
      returns.set(agency.code, listener);
      return () => returns.delete(agency.code);
    },
    breakerOf: () => undefined,
    drop: (code: string) => dropped.push(code),
  };
  const ask = {
    run: (legId: string) => {
      asked.push(legId);
      return Promise.resolve({ did: 'nothing' as const });
    },
  };
  const lines = new AgencyLines(
    // Each fake has what the lines use of it and nothing else; a call beyond that fails loudly.
    directory as unknown as AgencyDirectory,
    workers as unknown as BullLegQueue,
    ask as unknown as AskLeg,
    probe as unknown as HoldProbe,
    connections as unknown as AgencyConnections,
    describeEveryMs,
    { asked: () => undefined, checked: () => undefined },
    log,
  );
  return { lines, workers, dropped, asked, checked, returns, state };
}

describe('the lines of the agencies', () => {
  it('open for enabled agencies and close when a row is disabled', async () => {
    const { lines, workers, state } = desk([row('bank-a'), row('bank-b', { enabled: false })]);
    await lines.reconcile();
    await lines.settled();
    expect(workers.opened).toEqual(['bank-a']);
    state.rows = [row('bank-a', { enabled: false })];
    await lines.reconcile();
    await lines.settled();
    expect(workers.closed).toEqual(['bank-a']);
    await lines.close();
  });

  it('open one agency’s line anew at its new place while another’s hanging attempt is left to it', async () => {
    const { lines, workers, dropped, state } = desk([row('bank-a'), row('bank-b')]);
    await lines.reconcile();
    await lines.settled();
    const hung = Promise.withResolvers<undefined>();
    workers.hanging.set('bank-a', hung.promise);
    state.rows = [
      row('bank-a', { endpoint: 'localhost:7' }),
      row('bank-b', { endpoint: 'localhost:8' }),
      row('bank-c'),
    ];
    await lines.reconcile();
    while (workers.opened.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(workers.opened).toEqual(['bank-a', 'bank-b', 'bank-c', 'bank-b']);
    expect(dropped).toEqual(['bank-b']);
    hung.resolve(undefined);
    await lines.settled();
    expect(workers.opened.at(-1)).toBe('bank-a');
    await lines.close();
  });

  it('open each line once, however often they are reconciled while one of them fails', async () => {
    const { lines, workers } = desk([row('bank-a'), row('bank-b')]);
    workers.failing.add('bank-a');
    for (let turn = 0; turn < 3; turn++) {
      await lines.reconcile();
      await lines.settled();
    }
    expect(workers.opened).toEqual(['bank-b']);
    workers.failing.clear();
    await lines.reconcile();
    await lines.settled();
    expect(workers.opened).toEqual(['bank-b', 'bank-a']);
    await lines.close();
    expect(workers.closed.toSorted()).toEqual(['bank-a', 'bank-b']);
  });

  it('answer the first ring, even one that waited before the line was there', async () => {
    const { lines, workers, asked } = desk([row('bank-a')]);
    const answer = workers.answer.bind(workers);
    workers.answer = async (code, concurrency, handler) => {
      const worker = await answer(code, concurrency, handler);
      await handler('00000000-0000-4000-8000-000000000001' as never, undefined);
      return worker;
    };
    await lines.reconcile();
    await lines.settled();
    expect(asked).toHaveLength(1);
    await lines.close();
  });

  it('ask who answers again after each return of the connection, and no more once the line is closed', async () => {
    const { lines, checked, returns } = desk([row('bank-a'), row('bank-b')]);
    await lines.reconcile();
    await lines.settled();
    expect(checked).toEqual([]);
    returns.get('bank-b')?.();
    expect(checked).toEqual(['bank-b']);
    await lines.close();
    expect(returns.size).toBe(0);
  });

  it('ask who answers again and again while the line is open', async () => {
    const { lines, checked } = desk([row('bank-a')], 1);
    await lines.reconcile();
    await lines.settled();
    while (checked.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    await lines.close();
    const before = checked.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(checked).toHaveLength(before);
  });
});
