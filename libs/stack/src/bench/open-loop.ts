import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Begins `once` at a fixed rate for `seconds`, whether or not earlier ones are done, and waits for all of them. Answers
 * what each took, in ms, from the moment at which it was to begin: a load that falls behind shows as waiting.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  once: () => Promise<void>,
): Promise<readonly number[]> {
  const latenciesMs: number[] = [];
  const beganAt = performance.now();
  const running: Promise<void>[] = [];
  const count = Math.round(perSecond * seconds);
  for (let nth = 0; nth < count; nth += 1) {
    const dueAt = beganAt + (nth * 1000) / perSecond;
    const earlyMs = dueAt - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    running.push(
      once().then(() => {
        latenciesMs.push(performance.now() - dueAt);
      }),
    );
  }
  await Promise.all(running);
  return latenciesMs;
}
