import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/** Whether `condition` came to hold within `withinMs`; it is looked at once at least. */
export async function until(withinMs: number, condition: () => Promise<boolean> | boolean): Promise<boolean> {
  const endAt = Date.now() + withinMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= endAt) return false;
    await delay(LOOK_EVERY_MS);
  }
}
