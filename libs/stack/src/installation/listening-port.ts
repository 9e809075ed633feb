import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from '../servers/system-error.js';
import { StartRefusal } from './start-refusal.js';
import type { InstallationWords } from './words.js';

/** Longer than an app that has lost its parent takes to drain. */
const releasedWithinMs = 15_000;
const lookEveryMs = 250;

/**
 * Returns when the port can be had. Throws StartRefusal when somebody else has it; after a crash it may be our own
 * gateway, which is ending, and is waited for.
 */
export async function requirePort(
  port: number,
  afterCrash: boolean,
  words: InstallationWords,
  say: (text: string) => void,
): Promise<void> {
  const deadline = Date.now() + (afterCrash ? releasedWithinMs : 0);
  for (let looks = 0; ; looks += 1) {
    const fault = await faultOfListening(port);
    if (fault === undefined) return;
    if (fault === 'EACCES') throw new StartRefusal(words.refusals.portForbidden(port));
    if (fault !== 'EADDRINUSE') throw new Error(`port ${port} cannot be listened on: ${fault}`);
    if (Date.now() >= deadline) throw new StartRefusal(words.refusals.portTaken(port));
    if (looks === 0) say(words.portStillTaken(port));
    await delay(lookEveryMs);
  }
}

function faultOfListening(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => {
      resolve(systemErrorCode(error) ?? error.message);
    });
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
}
