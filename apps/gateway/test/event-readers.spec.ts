import {
  mustParse,
  parseInquiryId,
  plusMs,
  type Actor,
  type Audience,
  type InquiryId,
} from '@dianda/inquiry';
import { createLogger } from '@dianda/service-kit';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { EventHub } from '../src/events/event-hub.js';
import { LONGEST_BLOCKED_MS, type EventReader } from '../src/events/event-reader.js';
import { FollowedAll, FollowedInquiry } from '../src/events/followed.js';
import { MemoryEvents } from './fakes/memory-events.js';
import { StoppedClock } from './fakes/small-fakes.js';
import * as world from './world.js';

const accounts = world.accounts('');
const chen = accounts['officer.chen'].actor;
const team: Audience = { courtCode: world.court.code, team: [world.chen.id] };
const strangers: Audience = { courtCode: world.otherCourt.code, team: [world.outsider.id] };
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

const newInquiry = (): InquiryId => mustParse(parseInquiryId, randomUUID());
/** Lets everything that is under way come to rest. */
const settled = async () => {
  for (let turn = 0; turn < 60; turn += 1) await new Promise(setImmediate);
};

interface Heard {
  readonly id: number | undefined;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events in a text, without comments. */
function heardIn(text: string): readonly Heard[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = new Map(
      block
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith(':'))
        .map((line): [string, string] => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 2),
        ]),
    );
    const name = fields.get('event');
    if (name === undefined) return [];
    const id = fields.get('id');
    const data: unknown = JSON.parse(fields.get('data') ?? '');
    return [{ id: id === undefined ? undefined : Number(id), name, data: { ...(data as object) } }];
  });
}

class Rig {
  readonly events = new MemoryEvents();
  readonly clock = new StoppedClock(world.now);
  readonly hub: EventHub;

  constructor(limits = { perAccount: 1_000, perProcess: 1_000 }) {
    const log = createLogger({ service: 'gateway', level: 'fatal', destination: nowhere });
    this.hub = new EventHub(this.events, this.clock, limits, log);
  }

  private readonly readers: EventReader[] = [];

  async follow(inquiryId: InquiryId | undefined, after: number, by: Actor = chen): Promise<EventReader> {
    const followed =
      inquiryId === undefined
        ? new FollowedAll(this.events, by)
        : new FollowedInquiry(this.events, inquiryId, by);
    const reader = await this.hub.open({ by, until: plusMs(world.now, 600_000), followed, after });
    this.readers.push(reader);
    return reader;
  }

  /** Cuts all readers off, so that nobody waits for them. */
  leave(): void {
    for (const reader of this.readers) reader.destroy();
  }
}

/** Reads what lies in a reader's buffer. */
function taken(reader: EventReader): string {
  let text = '';
  for (;;) {
    const chunk: unknown = reader.read();
    if (!(chunk instanceof Buffer)) break;
    text += chunk.toString('utf8');
  }
  return text;
}

const numbersOf = (heard: readonly Heard[]) =>
  heard.filter(({ name }) => name === 'report_sealed').map(({ data }) => Number(data['number']));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a stream', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(async () => {
    rig.leave();
    await settled();
    await rig.hub.onModuleDestroy();
  });

  it('of one inquiry tells what was before and what comes, each once, and ends with the inquiry', async () => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const reader = await rig.follow(id, 0);
    await settled();
    rig.events.happen(newInquiry(), team);
    rig.events.happen(id, team);
    await settled();
    rig.events.happen(id, team, { isLast: true });
    await settled();
    const heard = heardIn(taken(reader));
    expect(heard.map((each) => each.id)).toEqual([1, 2, 3, undefined]);
    expect(heard.at(-1)).toMatchObject({ name: 'ended', data: { reason: 'INQUIRY_OVER' } });
    await settled();
    expect(rig.hub.size).toBe(0);
  });

  it('of all inquiries says where it begins, and tells of no inquiry that the actor does not see', async () => {
    rig.events.happen(newInquiry(), team);
    const start = await rig.events.newestPosition();
    const reader = await rig.follow(undefined, start);
    await settled();
    const [mine, hidden] = [newInquiry(), newInquiry()];
    for (const [id, audience] of [
      [mine, team],
      [hidden, strangers],
      [mine, team],
    ] as const)
      rig.events.happen(id, audience);
    await settled();
    const heard = heardIn(taken(reader));
    expect(heard[0]).toEqual({ id: start, name: 'opened', data: {} });
    expect(heard.slice(1).map(({ data }) => [data['inquiryId'], data['number']])).toEqual([
      [mine, 1],
      [mine, 2],
    ]);
  });

  it('has no gap and no repeat however readers stall, leave and come back, and however events come', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('happen' as const),
          which: fc.nat(2),
          times: fc.integer({ min: 1, max: 90 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('read' as const), chunks: fc.integer({ min: 1, max: 120 }) }),
      },
      { weight: 2, arbitrary: fc.constant({ do: 'reconnect' as const }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 4 }) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 25 }), async (isOfAll, steps) => {
        const own = new Rig();
        const ids = [newInquiry(), newInquiry(), newInquiry()] as const;
        for (const [index, id] of ids.entries()) own.events.happen(id, index === 2 ? strangers : team);
        const followed = isOfAll ? undefined : ids[0];
        try {
          let reader = await own.follow(followed, 0);
          let buffered = '';
          const all: Heard[] = [];
          const hear = (text: string) => {
            buffered += text;
            const whole = buffered.lastIndexOf('\n\n') + 2;
            all.push(...heardIn(buffered.slice(0, whole)));
            buffered = buffered.slice(whole);
          };
          for (const each of steps) {
            if (each.do === 'happen')
              for (let n = 0; n < each.times; n += 1)
                own.events.happen(ids[each.which] ?? ids[0], each.which === 2 ? strangers : team);
            else if (each.do === 'turns')
              for (let n = 0; n < each.count; n += 1) await new Promise(setImmediate);
            else if (each.do === 'read') hear(String(reader.read(each.chunks * 50) ?? ''));
            else {
              reader.destroy();
              // What was cut off in the middle of an event was not received.
              buffered = '';
              reader = await own.follow(followed, all.findLast(({ id }) => id !== undefined)?.id ?? 0);
            }
            expect(reader.readableLength).toBeLessThan(25 * 1024);
          }
          for (let quiet = 0; quiet < 3;) {
            await settled();
            const text = taken(reader);
            hear(text);
            quiet = text === '' ? quiet + 1 : 0;
          }
          const told = all.filter(({ name }) => name === 'report_sealed');
          for (const [index, id] of ids.entries()) {
            const numbers = numbersOf(told.filter(({ data }) => data['inquiryId'] === id));
            const isFollowed = isOfAll ? index !== 2 : index === 0;
            const page = await own.events.ofInquiry(id, 0, 0, accounts['officer.outsider'].actor);
            const newest = (page ?? (await own.events.ofInquiry(id, 0, 0, chen)))?.newest ?? 0;
            expect(numbers).toEqual(isFollowed ? upTo(newest) : []);
          }
        } finally {
          own.leave();
          await settled();
          await own.hub.onModuleDestroy();
        }
      }),
      {
        numRuns: 60,
        // A reader that had read beyond what the hub then told it was told again.
        examples: [
          [
            true,
            [
              { do: 'turns', count: 1 },
              ...Array.from({ length: 3 }, () => ({ do: 'reconnect' as const })),
              { do: 'happen', which: 2, times: 1 },
              { do: 'happen', which: 0, times: 1 },
            ],
          ],
        ],
      },
    );
  }, 30_000);

  it('keeps a bounded text for one that does not read, reads nothing for it, and drops it in the end', async () => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const [asleep, awake] = [await rig.follow(id, 0), await rig.follow(id, 0)];
    await settled();
    for (let n = 0; n < 3_000; n += 1) rig.events.happen(id, team);
    let text = '';
    for (let turn = 0; turn < 60; turn += 1) {
      text += taken(awake);
      await settled();
    }
    expect(numbersOf(heardIn(text))).toEqual(upTo(3_001));
    expect(asleep.readableLength).toBeLessThan(25 * 1024);
    const reads = rig.events.reads.own;
    for (let n = 0; n < 20; n += 1) rig.events.happen(id, team);
    await settled();
    expect(numbersOf(heardIn(taken(awake)))).toHaveLength(20);
    expect(rig.events.reads.own).toBe(reads);
    rig.clock.advance(LONGEST_BLOCKED_MS + 1);
    await rig.hub.beat();
    await settled();
    expect(asleep.destroyed).toBe(true);
    expect(awake.destroyed).toBe(false);
    expect(rig.hub.size).toBe(1);
  });

  it('is fed by one look at the line for all readers', async () => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const readers = await Promise.all(Array.from({ length: 200 }, () => rig.follow(id, 1)));
    await settled();
    const before = { ...rig.events.reads };
    rig.events.happen(id, team);
    await settled();
    for (const reader of readers) expect(numbersOf(heardIn(taken(reader)))).toEqual([2]);
    expect(rig.events.reads.own).toBe(before.own);
    expect(rig.events.reads.line - before.line).toBeLessThanOrEqual(2);
  });

  it.each([
    ['leaves the team, as soon as something happens', 'ACCESS_ENDED', true],
    ['leaves the team, also when nothing happens', 'ACCESS_ENDED', false],
  ])('ends for one who %s', async (_what, reason, happens) => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const reader = await rig.follow(id, 0);
    await settled();
    taken(reader);
    rig.events.setAudience(id, strangers);
    if (happens) rig.events.happen(id, strangers);
    else await rig.hub.beat();
    await settled();
    expect(heardIn(taken(reader))).toEqual([{ id: undefined, name: 'ended', data: { reason } }]);
  });

  it('ends for a disabled account before it is told anything more', async () => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const reader = await rig.follow(undefined, 0);
    await settled();
    taken(reader);
    rig.events.ended.add(chen.accountId);
    rig.events.happen(id, team);
    await settled();
    expect(heardIn(taken(reader))).toEqual([
      { id: undefined, name: 'ended', data: { reason: 'ACCESS_ENDED' } },
    ]);
  });

  it.each([true, false])('ends with its token (something happens: %s)', async (happens) => {
    const id = newInquiry();
    rig.events.happen(id, team);
    const reader = await rig.follow(id, 0);
    await settled();
    taken(reader);
    rig.clock.advance(600_000);
    if (happens) rig.events.happen(id, team);
    else await rig.hub.beat();
    await settled();
    expect(heardIn(taken(reader))).toEqual([
      { id: undefined, name: 'ended', data: { reason: 'TOKEN_EXPIRED' } },
    ]);
  });

  it('ends when the database cannot be read for it, so that the reader comes back', async () => {
    const id = newInquiry();
    rig.events.happen(id, team);
    await rig.events.newestPosition();
    const first = await rig.follow(id, 1);
    await settled();
    rig.events.failure = new Error('away');
    const second = await rig.follow(id, 0);
    await settled();
    expect(heardIn(taken(second)).at(-1)?.data).toEqual({ reason: 'STORAGE_UNAVAILABLE' });
    rig.events.failure = undefined;
    rig.events.happen(id, team);
    await settled();
    expect(numbersOf(heardIn(taken(first)))).toEqual([2]);
  });

  it('beats while nothing happens, and of all inquiries moves the reader’s id on', async () => {
    const [id, hidden] = [newInquiry(), newInquiry()];
    rig.events.happen(id, team);
    const [one, all] = [await rig.follow(id, 1), await rig.follow(undefined, 1)];
    await settled();
    rig.events.happen(hidden, strangers);
    await settled();
    for (const each of [one, all]) taken(each);
    await rig.hub.beat();
    expect(taken(one)).toBe(': heartbeat\n\n');
    expect(taken(all)).toBe(`: heartbeat\nid: ${await rig.events.newestPosition()}\n\n`);
  });

  it('is refused beyond so many of an account and of a process, and has room again when one ends', async () => {
    const own = new Rig({ perAccount: 2, perProcess: 3 });
    const first = await own.follow(undefined, 0);
    await own.follow(undefined, 0);
    await expect(own.follow(undefined, 0)).rejects.toMatchObject({ reason: 'TOO_MANY_STREAMS' });
    await own.follow(undefined, 0, accounts['officer.lapsed'].actor);
    await expect(own.follow(undefined, 0, accounts.ops.actor)).rejects.toMatchObject({
      reason: 'STREAMS_FULL',
    });
    first.destroy();
    await settled();
    await own.follow(undefined, 0);
    await own.hub.onModuleDestroy();
    await expect(own.follow(undefined, 0)).rejects.toMatchObject({ reason: 'SHUTTING_DOWN' });
    await settled();
    expect(own.hub.size).toBe(0);
  });
});
