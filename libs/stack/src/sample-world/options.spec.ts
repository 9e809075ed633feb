import { readSampleWorldOptions } from './options.js';

// In Beijing it is the next day already.
const now = new Date('2026-11-20T17:00:00Z');

function read(...args: string[]) {
  return readSampleWorldOptions(args, now);
}

describe('the options of a sample world', () => {
  it('are 2,000 people and 200 organisations of today where nothing else is said', () => {
    expect(read('--out', 'there')).toEqual({
      world: { seed: 'dianda', today: '2026-11-21', people: 2_000, organisations: 200 },
      out: 'there',
      format: 'ndjson',
      postgresUrl: undefined,
      readersFile: undefined,
    });
  });

  it('have an organisation for every ten people, unless their number is given', () => {
    expect(read('--out', 'x', '--people', '1000000').world.organisations).toBe(100_000);
    expect(read('--out', 'x', '--people', '1000', '--organisations', '7').world.organisations).toBe(7);
  });

  it('may name both targets, a seed, a day and a format', () => {
    const args = '--out x --format csv --seed other --today 20260228 --postgres postgres://u:p@h/d'.split(
      ' ',
    );
    expect(read(...args)).toMatchObject({
      world: { seed: 'other', today: '2026-02-28' },
      format: 'csv',
      postgresUrl: 'postgres://u:p@h/d',
    });
  });

  it.each([
    [[], /say where the world goes/],
    [['--out', 'x', '--people', 'many'], /--people: give a whole number/],
    [['--out', 'x', '--people=-1'], /--people/],
    [['--out', 'x', '--organisations', '1.5'], /--organisations/],
    [['--out', 'x', '--today', '2026-02-30'], /--today: give a day/],
    [['--out', 'x', '--format', 'xml'], /--format: choose one of ndjson, csv/],
    [['--postgres', 'mysql://h/d'], /--postgres: give a URL/],
    [['--out', 'x', '--sed', '1'], /--sed/],
    [['x'], /positional/],
  ])('are refused by name when they make no world: %j', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  it('never show a URL, which may hold a password', () => {
    expect(() => read('--postgres', 'https://secret')).toThrow(/^(?!.*secret)/);
  });

  it('name a file for the readers’ URLs only where there is a server', () => {
    expect(read('--postgres', 'postgres://u:p@h/d', '--readers', 'r.json').readersFile).toBe('r.json');
    expect(() => read('--out', 'x', '--readers', 'r.json')).toThrow('--readers');
  });
});
