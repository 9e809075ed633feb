import { GroupCommit } from './group-commit.js';

/** Runs turns one at a time, each when told to, and remembers them. */
function scripted(bounds: { mostRequests?: number; mostWeight?: number } = {}) {
  const turns: string[][] = [];
  const releases: (() => void)[] = [];
  const group = new GroupCommit<string, string>(
    async (requests) => {
      turns.push([...requests]);
      await new Promise<void>((resolve) => releases.push(resolve));
      if (requests.includes('bad')) throw new Error('bad');
      return requests.map((request) => request.toUpperCase());
    },
    { mostRequests: 10, mostWeight: 100, weightOf: (request) => request.length, ...bounds },
  );
  const nextTurn = async (): Promise<void> => {
    while (releases.length === 0) await new Promise(setImmediate);
    releases.shift()?.();
  };
  return { group, turns, nextTurn };
}

describe('group commit', () => {
  it('takes what piled up during one turn into the next, and answers each its own', async () => {
    const { group, turns, nextTurn } = scripted();
    const first = group.do('a');
    while (turns.length === 0) await new Promise(setImmediate);
    const others = [group.do('b'), group.do('c')];
    await nextTurn();
    expect(await first).toBe('A');
    await nextTurn();
    expect(await Promise.all(others)).toEqual(['B', 'C']);
    expect(turns).toEqual([['a'], ['b', 'c']]);
  });

  it('takes a burst into one turn', async () => {
    const { group, turns, nextTurn } = scripted();
    const all = ['a', 'b', 'c'].map((each) => group.do(each));
    await nextTurn();
    await Promise.all(all);
    expect(turns).toEqual([['a', 'b', 'c']]);
  });

  it('lets one that fails take no other with it', async () => {
    const { group, turns, nextTurn } = scripted();
    const all = Promise.allSettled(['a', 'bad', 'c'].map((each) => group.do(each)));
    for (let turn = 0; turn < 4; turn += 1) await nextTurn();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(turns).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('bounds a turn by count', async () => {
    const { group, turns, nextTurn } = scripted({ mostRequests: 2 });
    const all = ['a', 'b', 'c'].map((each) => group.do(each));
    await nextTurn();
    await nextTurn();
    await Promise.all(all);
    expect(turns).toEqual([['a', 'b'], ['c']]);
  });

  it('bounds a turn by weight, and takes what is too heavy alone', async () => {
    const { group, turns, nextTurn } = scripted({ mostWeight: 4 });
    const all = ['aa', 'bb', 'c', 'dddddd', 'e'].map((each) => group.do(each));
    for (let turn = 0; turn < 4; turn += 1) await nextTurn();
    await Promise.all(all);
    expect(turns).toEqual([['aa', 'bb'], ['c'], ['dddddd'], ['e']]);
  });
});
