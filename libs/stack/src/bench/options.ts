import { parseArgs } from 'node:util';

export const sections = ['throughput', 'submit', 'steady', 'memory'] as const;
export type Section = (typeof sections)[number];

export interface BenchOptions {
  readonly json: boolean;
  readonly only: readonly Section[];
  readonly rings: readonly ('postgres' | 'redis')[];
  readonly inFlight: readonly number[];
  /** Interleaved pairs of floor and Dianda. */
  readonly pairs: number;
  /** How long one run of a pair lasts. */
  readonly seconds: number;
  /** How long 84 legs a second are kept up. */
  readonly steadySeconds: number;
  /** How many inquiries the memory section orders. */
  readonly inquiries: number;
}

export const usage = `npm run bench -- [--json] [--only ${sections.join('|')}]… [--rings postgres|redis]… [--in-flight n]…
  [--pairs n] [--seconds s] [--steady-seconds s] [--inquiries n]`;

/** Throws TypeError, saying what is wrong, for an argument that the bench does not know. */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [...sections] },
      rings: { type: 'string', multiple: true, default: ['postgres', 'redis'] },
      'in-flight': { type: 'string', multiple: true, default: ['1', '32', '256'] },
      pairs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '6' },
      'steady-seconds': { type: 'string', default: '300' },
      inquiries: { type: 'string', default: '10000' },
    },
    allowPositionals: false,
  });
  return {
    json: values.json,
    only: values.only.map((each) => chosen('--only', sections, each)),
    rings: values.rings.map((each) => chosen('--rings', ['postgres', 'redis'] as const, each)),
    inFlight: values['in-flight'].map((each) => count('--in-flight', each)),
    pairs: count('--pairs', values.pairs),
    seconds: count('--seconds', values.seconds),
    steadySeconds: count('--steady-seconds', values['steady-seconds']),
    inquiries: count('--inquiries', values.inquiries),
  };
}

function chosen<T extends string>(option: string, choices: readonly T[], given: string): T {
  const found = choices.find((each) => each === given);
  if (found === undefined) throw new TypeError(`${option}: choose of ${choices.join(', ')}`);
  return found;
}

function count(option: string, given: string): number {
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new TypeError(`${option}: a whole number from 1 on`);
  return Number(given);
}
