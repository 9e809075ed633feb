import type { PartEvent } from './part-event.js';
import { ConstellationParts } from './parts.js';

describe('the parts of a constellation', () => {
  let events: PartEvent[];
  let ended: string[];
  let parts: ConstellationParts;
  const ending = (name: string) => async (): Promise<void> => {
    await Promise.resolve();
    ended.push(name);
  };

  beforeEach(() => {
    events = [];
    ended = [];
    parts = new ConstellationParts((event) => events.push(event));
  });

  it('end with whoever faces people first and whoever keeps the data last, in whatever order they started', async () => {
    parts.add({ name: 'postgres', tier: 'servers', stop: ending('postgres') });
    parts.add({ name: 'gateway', tier: 'gateway', stop: ending('gateway') });
    parts.add({ name: 'adapter', tier: 'adapters', stop: ending('adapter') });
    parts.add({ name: 'dispatcher', tier: 'dispatcher', stop: ending('dispatcher') });
    await parts.stop();
    expect(ended).toEqual(['gateway', 'dispatcher', 'adapter', 'postgres']);
  });

  it('end also when their start was under way', async () => {
    let come: () => void = () => undefined;
    const starting = parts.start('postgres', async () => {
      await new Promise<void>((resolve) => (come = resolve));
      parts.add({ name: 'postgres', tier: 'servers', stop: ending('postgres') });
    });
    const stopped = parts.stop();
    come();
    await starting;
    await stopped;
    expect(ended).toEqual(['postgres']);
  });

  it('all end although one of them fails to', async () => {
    parts.add({ name: 'gateway', tier: 'gateway', stop: () => Promise.reject(new Error('stuck')) });
    parts.add({ name: 'postgres', tier: 'servers', stop: ending('postgres') });
    await expect(parts.stop()).rejects.toThrow('not every part ended in order');
    expect(ended).toEqual(['postgres']);
  });

  it('start no more once the end has begun', async () => {
    await parts.stop();
    await expect(parts.start('late', () => Promise.resolve())).rejects.toThrow('the constellation stops');
  });

  it('tell when each starts and is ready', async () => {
    await parts.start('gateway', () => Promise.resolve());
    expect(events.map(({ part, what }) => `${part} ${what}`)).toEqual(['gateway starting', 'gateway ready']);
  });
});
