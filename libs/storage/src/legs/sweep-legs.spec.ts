import { eachFound } from './sweep-legs.js';

/** A turn of three over so many things, of which those can be changed that `isGood` says. */
async function turn(count: number, isGood: (n: number) => boolean) {
  const failures: unknown[] = [];
  const left = new Set(Array.from({ length: count }, (_, n) => String(n)));
  const changed = await eachFound<string>({
    limit: 3,
    failures,
    find: (most, passedOver) =>
      Promise.resolve(
        [...left]
          .filter((id) => !passedOver.includes(id))
          .slice(0, most)
          .map((id) => ({ id })),
      ),
    change: (id) => {
      if (!isGood(Number(id))) return Promise.reject(new Error(`no key for ${id}`));
      left.delete(id);
      return Promise.resolve(id);
    },
  });
  return { changed, failures: failures.length };
}

describe('a turn of the sweep', () => {
  it('changes as many as it may, and no more', async () => {
    expect(await turn(10, () => true)).toEqual({ changed: ['0', '1', '2'], failures: 0 });
  });

  it('passes over what cannot be changed', async () => {
    expect(await turn(20, (n) => n >= 8)).toEqual({ changed: ['8', '9', '10'], failures: 8 });
  });

  it('ends after four times its limit of failures, however much there is', async () => {
    expect(await turn(100_000, () => false)).toEqual({ changed: [], failures: 12 });
  });
});
