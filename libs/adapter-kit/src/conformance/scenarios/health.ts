import { status } from '@grpc/grpc-js';
import { methods } from '../court/line.js';
import { at, verdictOf, type Finding } from '../judge/finding.js';
import { endOf } from '../judge/outcome-note.js';
import type { Bench } from './bench.js';
import { withControl, type Scenario } from './scenario.js';
import { until } from './until.js';

const SECTION = 2;

/** The two names under which health is asked for (proto/README.md section 2). */
const names = ['', 'dianda.adapter.v1.AdapterService'];

/** Answers of grpc.health.v1.Health/Check, by HealthCheckResponse.status. */
type Serving = 'SERVING' | 'NOT_SERVING' | 'UNKNOWN';

export const healthScenarios: readonly Scenario[] = [
  {
    id: 'health-serving',
    section: SECTION,
    run: async (bench) => verdictOf(await awaitHealth(bench, 'SERVING')),
  },
  {
    id: 'health-flips',
    section: SECTION,
    run: (bench) =>
      withControl(bench, async (control) => {
        await control.strike('cut');
        const down = await awaitHealth(bench, 'NOT_SERVING');
        await control.heal();
        const up = await awaitHealth(bench, 'SERVING');
        return verdictOf([...at('cut', down), ...at('heal', up)]);
      }),
  },
];

/** What is wrong until health says so under both names, and over HTTP where the adapter has that, in time. */
async function awaitHealth(bench: Bench, wanted: Serving): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of names) {
    let last = '';
    const came = await until(bench.paces.healthFlipMs, async () => {
      const result = await bench.line.call(methods.health, healthRequest(name), {
        deadlineMs: bench.paces.callMs,
      });
      last = result.ok ? servingOf(result.response) : endOf(result);
      return last === wanted;
    });
    if (!came) findings.push(healthFinding(wanted, last, name === '' ? 'health of ""' : `health of ${name}`));
  }
  const { healthUrl } = bench;
  if (healthUrl === undefined) return findings;
  let last = '';
  const came = await until(bench.paces.healthFlipMs, async () => {
    last = await httpReadiness(healthUrl);
    return last === wanted;
  });
  return came ? findings : [...findings, healthFinding(wanted, last, 'HTTP')];
}

function healthFinding(wanted: Serving, last: string, where: string): Finding {
  return { expected: (words) => words.finding.health(wanted), came: () => last, where };
}

/** HealthCheckRequest { service = 1 } */
export function healthRequest(service: string): Buffer {
  const name = Buffer.from(service, 'utf8');
  return name.length === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0x0a, name.length), name]);
}

/** HealthCheckResponse { status = 1 } */
function servingOf(response: Buffer): Serving {
  if (response[0] === 0x08 && response[1] === 1) return 'SERVING';
  return response[0] === 0x08 && response[1] === 2 ? 'NOT_SERVING' : 'UNKNOWN';
}

/** In the words of gRPC health, or whatever else came. */
async function httpReadiness(url: URL): Promise<string> {
  try {
    const { ok, status: code } = await fetch(url);
    return ok ? 'SERVING' : code === 503 ? 'NOT_SERVING' : `HTTP ${code}`;
  } catch {
    return status[status.UNAVAILABLE];
  }
}
