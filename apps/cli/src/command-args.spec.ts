import { parseCommandArgs } from './command-args.js';

const wanted = { positionals: 2, options: { reason: { type: 'string' } } } as const;

describe('the arguments of a command', () => {
  it('may begin with a dash, as the id of a key does now and then', () => {
    const parsed = parseCommandArgs(
      ['client', '-giSZHAVAf5q', '--reason', 'lost'],
      'clients remove-key',
      wanted,
    );
    expect(parsed.positionals).toEqual(['client', '-giSZHAVAf5q']);
    expect(parsed.values).toEqual({ reason: 'lost' });
  });

  it('that do not fit are refused with the usage', () => {
    expect(() => parseCommandArgs(['client'], 'clients remove-key <id> <kid>', wanted)).toThrow(
      /takes 2 arguments\.\nUsage: npm run dianda -- clients remove-key <id> <kid>/,
    );
    expect(() => parseCommandArgs(['a', 'b', '--surprise'], 'clients', wanted)).toThrow(/--surprise/);
  });
});
