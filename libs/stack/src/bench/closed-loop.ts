import { performance } from 'node:perf_hooks';

/** What a load did: how many were completed in how long, and how long each took. */
export interface LoadResult {
  readonly completed: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Keeps `inFlight` runs of `once` going for `seconds`, then lets those that run finish. What finishes after the time
 * is not counted.
 */
export async function closedLoop(
  inFlight: number,
  seconds: number,
  once: () => Promise<void>,
): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const beganAt = performance.now();
  const endsAt = beganAt + seconds * 1000;
  const turn = async (): Promise<void> => {
    for (let startedAt = beganAt; startedAt < endsAt;) {
      startedAt = performance.now();
      await once();
      const endedAt = performance.now();
      if (endedAt <= endsAt) latenciesMs.push(endedAt - startedAt);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, turn));
  return { completed: latenciesMs.length, seconds, latenciesMs };
}
