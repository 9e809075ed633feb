import { DiandaError } from '@dianda/inquiry';
import type { SearchLimits } from '../registry/search-limits.js';
import { SearchTurns, type Caller } from './search-turns.js';

/** A caller who waits long; `leave` makes him go away. */
function caller(waitMs = 3_600_000): Caller & { readonly leave: () => void } {
  const gone = new AbortController();
  return { gone: gone.signal, answerBy: Date.now() + waitMs, leave: () => gone.abort() };
}

/** A search that ends when the test says so. */
function heldSearch() {
  let finish: (value: string) => void = () => undefined;
  let limits: SearchLimits | undefined;
  let runs = 0;
  const result = new Promise<string>((resolve) => (finish = resolve));
  return {
    finish: (value: string) => finish(value),
    runs: () => runs,
    aborted: () => limits?.signal.aborted,
    search: (given: SearchLimits): Promise<string> => {
      runs += 1;
      limits = given;
      return new Promise((resolve, reject) => {
        void result.then(resolve);
        given.signal.addEventListener('abort', () => reject(given.signal.reason as Error));
      });
    },
  };
}

test('who asks the same joins the search that runs', async () => {
  const turns = new SearchTurns<string>(1);
  const { search, finish, runs } = heldSearch();
  const first = turns.take('leg/1', caller(), search);
  const second = turns.take('leg/1', caller(), search);
  finish('answer');
  expect(await first).toEqual({ value: 'answer', joined: false });
  expect(await second).toEqual({ value: 'answer', joined: true });
  expect(runs()).toBe(1);
  expect(turns.running).toBe(0);
});

test('a search goes on while one of its callers waits, and stops with the last', async () => {
  const turns = new SearchTurns<string>(1);
  const { search, aborted } = heldSearch();
  const [one, other] = [caller(), caller()];
  const first = turns.take('leg/1', one, search);
  const second = turns.take('leg/1', other, search);
  one.leave();
  await expect(first).rejects.toMatchObject({ reason: 'AGENCY_CANCELLED', origin: 'dianda' });
  expect(aborted()).toBe(false);
  other.leave();
  await expect(second).rejects.toMatchObject({ reason: 'AGENCY_CANCELLED' });
  expect(aborted()).toBe(true);
});

test('a caller whose time is over is told that the registry is slow', async () => {
  const turns = new SearchTurns<string>(1);
  const { search, aborted } = heldSearch();
  await expect(turns.take('leg/1', caller(0), search)).rejects.toMatchObject({
    reason: 'REGISTRY_TIMEOUT',
    origin: 'agency',
  });
  expect(aborted()).toBe(true);
});

test('beyond its places it takes no further search, but a repeat may join', async () => {
  const turns = new SearchTurns<string>(1);
  const { search, finish } = heldSearch();
  const running = turns.take('leg/1', caller(), search);
  await expect(turns.take('leg/2', caller(), search)).rejects.toMatchObject({
    reason: 'ADAPTER_BUSY',
    retryAfterMs: 1_000,
  });
  const joined = turns.take('leg/1', caller(), search);
  finish('answer');
  await Promise.all([running, joined]);
});

test('nobody joins a search that everybody has left', async () => {
  const turns = new SearchTurns<string>(2);
  let wind: () => void = () => undefined;
  // A registry that takes its time to stop.
  const slowEnd = new Promise<string>((_, reject) => (wind = () => reject(new Error('stopped'))));
  const one = caller();
  const first = turns.take('leg/1', one, () => slowEnd);
  one.leave();
  await expect(first).rejects.toMatchObject({ reason: 'AGENCY_CANCELLED' });
  await expect(turns.take('leg/1', caller(), () => slowEnd)).rejects.toMatchObject({
    reason: 'ADAPTER_BUSY',
  });
  wind();
  await slowEnd.catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await turns.take('leg/1', caller(), () => Promise.resolve('again'))).toMatchObject({
    value: 'again',
  });
});

test('what is withdrawn or cut off by the end reaches every caller with its reason', async () => {
  const turns = new SearchTurns<string>(2);
  const one = turns.take('leg/1', caller(), heldSearch().search);
  const other = turns.take('leg/2', caller(), heldSearch().search);
  const withdrawn = DiandaError.conflict('LEG_CONFLICT');
  turns.stop('leg/1', withdrawn);
  await expect(one).rejects.toBe(withdrawn);
  turns.stopAll();
  await expect(other).rejects.toMatchObject({ reason: 'SHUTTING_DOWN', origin: 'adapter' });
  await expect(turns.take('leg/3', caller(), heldSearch().search)).rejects.toMatchObject({
    reason: 'SHUTTING_DOWN',
  });
});
