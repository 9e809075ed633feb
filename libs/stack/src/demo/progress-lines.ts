import type { PartListener } from '../constellation/part-event.js';
import type { Words } from './words.js';

/** Says on standard error what happens, with the seconds since the start in front. */
export class ProgressLines {
  private readonly beganAt = performance.now();

  constructor(
    private readonly out: { write(text: string): unknown },
    private readonly words: Words,
  ) {}

  say(text: string): void {
    this.out.write(`[${this.seconds().padStart(5)} s] ${text}\n`);
  }

  /** With one decimal. */
  seconds(): string {
    return ((performance.now() - this.beganAt) / 1000).toFixed(1);
  }

  readonly onPart: PartListener = ({ part, what, detail }) => {
    const { progress } = this.words;
    if (what === 'ready') this.say(progress.ready(part));
    if (what === 'died') this.say(progress.died(`${part}: ${detail ?? ''}`));
  };
}
