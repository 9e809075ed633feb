import type { PartEvent } from './part-event.js';
import { ConstellationParts } from './parts.js';
import { Supervisor } from './supervisor.js';

describe('the supervisor', () => {
  let events: PartEvent[];
  let parts: ConstellationParts;
  let supervisor: Supervisor;
  const said = () => events.map(({ part, what, waitMs }) => [part, what, waitMs].join(' ').trim());

  beforeEach(() => {
    events = [];
    parts = new ConstellationParts((event) => events.push(event));
    supervisor = new Supervisor(parts, () => Promise.resolve());
  });

  it('starts a dead part again, longer after each failure, and says each turn', async () => {
    let tries = 0;
    await supervisor.revive('gateway', () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    expect(said()).toEqual([
      'gateway restarting 500',
      'gateway starting',
      'gateway died',
      'gateway restarting 1000',
      'gateway starting',
      'gateway ready',
    ]);
    expect(events[2]?.detail).toBe('not yet');
  });

  it('gives up at once when the constellation stops', async () => {
    const patient = new Supervisor(
      parts,
      (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    const reviving = patient.revive('gateway', () => Promise.reject(new Error('must not be started')));
    await parts.stop();
    await reviving;
    expect(said()).toEqual(['gateway restarting 500']);
  });
});
