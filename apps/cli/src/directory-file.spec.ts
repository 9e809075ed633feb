import { parseDate, type IsoDate } from '@dianda/identifiers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleKey as key, sampleRow as row } from '../test/sample-row.js';
import { readDirectory } from './directory-file.js';

const today = day('2026-11-22');
const here = 'row 1 (land-registry-320898)';
const [service] = row.services;

function day(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error('no such day');
  return parsed.value;
}

function read(text: string, on = today) {
  return readDirectory(Buffer.from(text, 'utf8'), on);
}

/** The faults of a text, each as `<line>: <what>`. */
function faultsIn(text: string, on = today): readonly string[] {
  const found = read(text, on);
  return found.ok ? [] : found.faults.map(({ line, problem }) => `${line}: ${problem}`);
}

/** What is wrong with a file of this one row, without lines. */
function faultsOf(changed: Record<string, unknown>, on = today): readonly string[] {
  return faultsIn(JSON.stringify([{ ...row, ...changed }]), on).map((fault) => fault.replace(/^1: /, ''));
}

const withService = (changed: Record<string, unknown>) => ({ services: [{ ...service, ...changed }] });
const limit = { minutes: 1, source: 'sample agreement', validFrom: '2026-01-01' };
const withLimits = (...timeLimits: unknown[]) => withService({ timeLimits });

describe('a directory file', () => {
  it('is read as it stands when all is well', () => {
    expect(read(JSON.stringify([row]))).toEqual({ ok: true, rows: [row] });
  });

  it('says of a time limit how it is counted', () => {
    const counted = { ...row, ...withLimits({ ...limit, counted: 'working' }) };
    expect(read(JSON.stringify([counted]))).toEqual({ ok: true, rows: [counted] });
  });

  const hours = { monday: ['08:00-12:00', '13:00-17:00'], saturday: [] };
  const calendar = { zone: 'Asia/Shanghai', hours, publicHolidays: true };

  it('may say when an agency works', () => {
    expect(read(JSON.stringify([{ ...row, calendar }]))).toEqual({ ok: true, rows: [{ ...row, calendar }] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown zone',
      { ...calendar, zone: 'Asia/Huaian' },
      'calendar: zone must be an IANA time zone such as Asia/Shanghai',
    ],
    [
      'hours that end before they begin',
      { ...calendar, hours: { monday: ['12:00-08:00'] } },
      'calendar, hours: monday[0] must be hours such as 08:00-12:00',
    ],
    [
      'hours that overlap',
      { ...calendar, hours: { monday: ['08:00-12:00', '11:00-17:00'] } },
      'calendar, hours: monday must have its hours in order and without overlap',
    ],
    [
      'no hours at all',
      { ...calendar, hours: { monday: [] } },
      'calendar, hours: must have hours on some weekday',
    ],
    [
      'a day of its own',
      { ...calendar, hours: { ...hours, noday: [] } },
      'calendar, hours: noday is no member of this',
    ],
    [
      'no word on public holidays',
      { zone: 'Asia/Shanghai', hours },
      'calendar: publicHolidays must be true or false',
    ],
  ])('is refused with a calendar with %s', (_what, wrong, problem) => {
    expect(faultsOf({ calendar: wrong })).toEqual([`${here}, ${problem}`]);
  });

  it('is refused with working time that the hours hold only in years', () => {
    const short = { ...calendar, hours: { monday: ['08:00-08:01'] } };
    const counted = withLimits({ ...limit, minutes: 160, counted: 'working' });
    expect(faultsOf({ ...counted, calendar: short })).toEqual([
      `${here}: services has a time limit of more than three years of these working hours`,
    ]);
  });

  it('may have two agencies that cover the same regions in one class', () => {
    const rows = [row, { ...row, code: 'another-land-registry' }];
    expect(read(JSON.stringify(rows))).toEqual({ ok: true, rows });
  });

  it('has each region at its own length, and the whole country as no region or as 000000', () => {
    const found = read(JSON.stringify([{ ...row, ...withService({ regions: ['320800', '37', '000000'] }) }]));
    expect(found).toMatchObject({ rows: [{ services: [{ regions: ['3208', '37', '000000'] }] }] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown category',
      { category: 'post' },
      `${here}: category must be one of land_registry, bank, vehicle_bureau, housing_fund, police`,
    ],
    ['half a name', { name: { zh: '样例' } }, `${here}, name: en must be text that is not empty`],
    [
      'a name with a control character',
      { name: { zh: '样\u001b例', en: 'x' } },
      `${here}, name: zh must be text that is not empty`,
    ],
    ['no contact', { contact: undefined }, `${here}: contact must be an object`],
    ['an endpoint without port', { endpoint: 'localhost' }, `${here}: endpoint must be <host>:<port>`],
    [
      'a port that is none',
      { endpoint: 'localhost:65536' },
      `${here}: endpoint must have a port from 1 to 65535`,
    ],
    ['a concurrency of 0', { concurrency: 0 }, `${here}: concurrency must be a whole number from 1 to 1000`],
    [
      'a concurrency in words',
      { concurrency: '4' },
      `${here}: concurrency must be a whole number from 1 to 1000`,
    ],
    ['no services', { services: [] }, `${here}: services must be a list of at least 1 of them: objects`],
    ['a service that is none', { services: ['LAND'] }, `${here}, services[0]: must be an object`],
    [
      'an unknown class',
      withService({ assetClass: 'YACHT' }),
      `${here}, services[0]: assetClass must be one of LAND, VEHICLE, HOUSING_FUND, BANK_ACCOUNT, IDENTITY, RESIDENCE, LODGING, EXIT_ENTRY`,
    ],
    [
      'a class twice',
      { services: [service, service] },
      `${here}, services[1]: assetClass is that of another service`,
    ],
    [
      'a region of three digits',
      withService({ regions: ['3208', '320'] }),
      `${here}, services[0]: regions[1] must be a GB/T 2260 prefix of 2, 4 or 6 digits`,
    ],
    [
      'a region as a number',
      withService({ regions: [3208] }),
      `${here}, services[0]: regions[0] must be a GB/T 2260 prefix of 2, 4 or 6 digits`,
    ],
    [
      'a region twice, in two spellings',
      withService({ regions: ['3208', '320800'] }),
      `${here}, services[0]: regions[1] is there twice`,
    ],
    [
      'a kind twice',
      withService({ subjectKinds: ['person', 'person'] }),
      `${here}, services[0]: subjectKinds[1] is there twice`,
    ],
    [
      'no time limit',
      withLimits(),
      `${here}, services[0]: timeLimits must be a list of at least 1 of them: objects`,
    ],
    [
      'a time limit without source',
      withLimits({ minutes: 1, validFrom: '2026-01-01' }),
      `${here}, services[0], timeLimits[0]: source must be the provision, agreement or practice that sets the limit`,
    ],
    [
      'a time limit from a day that does not exist',
      withLimits({ ...limit, validFrom: '2026-02-29' }),
      `${here}, services[0], timeLimits[0]: validFrom must be a calendar day YYYY-MM-DD`,
    ],
    [
      'a time limit that ends before it begins',
      withLimits(limit, { ...limit, validFrom: '2026-12-02', validTo: '2026-12-01' }),
      `${here}, services[0], timeLimits[1]: validTo is before validFrom`,
    ],
    [
      'a time limit whose end is none',
      withLimits({ ...limit, validTo: null }),
      `${here}, services[0], timeLimits[0]: validTo must be a calendar day YYYY-MM-DD`,
    ],
    [
      'a time limit that is counted in a way of its own',
      withLimits({ ...limit, counted: 'days' }),
      `${here}, services[0], timeLimits[0]: counted must be one of natural, working`,
    ],
    [
      'time limits that begin on one day',
      withLimits(limit, { ...limit, minutes: 2 }),
      `${here}, services[0]: timeLimits has two that begin on 2026-01-01`,
    ],
    [
      'a time limit that is not yet in force',
      withLimits({ ...limit, validFrom: '2026-11-23' }, { ...limit, validFrom: '2027-01-01' }),
      `${here}, services[0]: timeLimits has none in force today (2026-11-22): the next one begins on 2026-11-23 only; add the one that holds until then`,
    ],
    [
      'time limits that have all ended',
      withLimits(
        { ...limit, validTo: '2026-11-21' },
        { ...limit, validFrom: '2026-02-01', validTo: '2026-03-01' },
      ),
      `${here}, services[0]: timeLimits has none in force today (2026-11-22): the last one ended on 2026-11-21`,
    ],
    [
      'no receipt key',
      { receiptKeys: [] },
      `${here}: receiptKeys must be a list of at least 1 of them: objects`,
    ],
    [
      'a key that is no key',
      { receiptKeys: [{ kty: 7 }] },
      `${here}, receiptKeys[0]: kty must be text that is not empty`,
    ],
    ['a flag in words', { enabled: 'yes' }, `${here}: enabled must be true or false`],
    ['a misspelt member', { concurency: 4 }, `${here}: concurency is no member of this`],
    ['the reserved code', { code: 'not-covered' }, 'row 1 (not-covered): code is reserved'],
    [
      'a code in capitals',
      { code: 'Land' },
      'row 1: code must be lower-case words joined by “-”, at most 64 characters',
    ],
  ])('is refused for %s, naming row and member', (_, changed, fault) => {
    expect(faultsOf(changed)).toEqual([fault]);
  });

  it.each<[string, object]>([
    ['a private key', { ...key, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }],
    ['a key under another name than its own', { ...key, kid: 'k1' }],
    ['a key of another kind', { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'rsa' }],
  ])('is refused for %s, which is not repeated', (_, jwk) => {
    const faults = faultsOf({ receiptKeys: [jwk] });
    expect(faults).toEqual([
      expect.stringContaining(`${here}, receiptKeys[0]: must be a public Ed25519 key (JWK, RFC 8037)`),
    ]);
    expect(faults.join()).not.toContain('nWGxne_9');
  });

  it('takes a time limit from the day on which it begins to the day on which it ends', () => {
    const once = withLimits({ ...limit, validFrom: '2026-11-22', validTo: '2026-11-24' });
    expect(faultsOf(once, day('2026-11-21'))).toHaveLength(1);
    expect(faultsOf(once, day('2026-11-22'))).toEqual([]);
    expect(faultsOf(once, day('2026-11-24'))).toEqual([]);
    expect(faultsOf(once, day('2026-11-25'))).toHaveLength(1);
  });

  it('names everything that is wrong at once, each on the line where it stands', () => {
    const { enabled: _enabled, ...others } = row;
    const rows = [
      { enabled: 1, ...others, ...withService({ regions: ['3208', 'x'], usualAnswerSeconds: -1 }) },
      { ...row, code: 'other', name: { zh: '样例' } },
      row,
      7,
    ];
    const lines = JSON.stringify(rows, undefined, 2).split('\n');
    const lineOf = (part: string, from = 0) =>
      lines.findIndex((each, at) => at >= from && each.includes(part)) + 1;
    const other = lineOf('"other"');
    expect(faultsIn(lines.join('\n'))).toEqual([
      `${lineOf('"enabled": 1')}: ${here}: enabled must be true or false`,
      `${lineOf('"x"')}: ${here}, services[0]: regions[1] must be a GB/T 2260 prefix of 2, 4 or 6 digits`,
      `${lineOf('usualAnswer')}: ${here}, services[0]: usualAnswerSeconds must be a whole number from 1 to 31622400`,
      // A member that is missing stands nowhere: the line is that of the object which lacks it.
      `${lineOf('"name"', other)}: row 2 (other), name: en must be text that is not empty`,
      `${lineOf('land-registry-320898', other)}: row 3 (land-registry-320898): code is that of the row on line 2`,
      `${lines.length - 1}: row 4: must be an object`,
    ]);
  });

  it('names a code that is there twice even where the first row has another fault', () => {
    expect(faultsIn(JSON.stringify([{ ...row, enabled: 1 }, row]))).toEqual([
      `1: ${here}: enabled must be true or false`,
      '1: row 2 (land-registry-320898): code is that of the row on line 1',
    ]);
  });

  it('names a member that is there twice, which JSON would take from the second place', () => {
    const text = JSON.stringify([row], undefined, 1).replace('"enabled"', '"enabled": false,\n "enabled"');
    expect(faultsIn(text)).toEqual([expect.stringMatching(/^\d+: row 1 \(.*\): enabled is there twice$/)]);
  });

  it.each([
    ['[]', '1: must be a list of at least one agency'],
    ['\n{}', '2: must be a list of at least one agency'],
    ['[7]', '1: row 1: must be an object'],
    [
      '[\n  { "code": "a" },\n  { "code": }\n]',
      '3: is no JSON from here on: there is “}” where a value should be',
    ],
  ])('that is none, such as %j, is refused', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });
});

describe('the sample file', () => {
  it('is a directory that load takes', () => {
    const bytes = readFileSync(join(process.cwd(), 'apps', 'cli', 'examples', 'directory.json'));
    const found = readDirectory(bytes, today);
    expect(found).toMatchObject({ ok: true });
    const rows = found.ok ? found.rows : [];
    expect(new Set(rows.map(({ category }) => category)).size).toBe(5);
  });
});
