import { mustParse, parseAgencyCode, type Agency } from '@dianda/inquiry';
import { readDirectory } from './directory-file.js';

const row: Agency = {
  code: mustParse(parseAgencyCode, 'land-registry-320898'),
  category: 'land_registry',
  name: { zh: '样例不动产登记中心', en: 'Sample land registry' },
  contact: { name: '查控岗', phone: '0517-00000010' },
  endpoint: '127.0.0.1:50051',
  tlsName: 'land.sample.internal',
  contractVersion: '1.0',
  services: [
    {
      assetClass: 'LAND',
      subjectKinds: ['person', 'organisation'],
      regions: ['3208', '320898'],
      timeLimit: { minutes: 1440, source: 'sample agreement', validFrom: '2026-01-01' },
      usualAnswerSeconds: 3,
    },
  ],
  concurrency: 4,
  attemptTimeoutMs: 10_000,
  receiptKeys: [{ kty: 'OKP', crv: 'Ed25519', kid: 'k1', x: 'abc' }],
  enabled: true,
};

/** The faults of a file with this one row. */
function faultsOf(changed: Record<string, unknown>): readonly string[] {
  const read = readDirectory(JSON.stringify([{ ...row, ...changed }]));
  return read.ok ? [] : read.faults.map(({ where, problem }) => `${where}: ${problem}`);
}
const here = 'row 1 (land-registry-320898)';
const [service] = row.services;

describe('a directory file', () => {
  it('is read as it stands when all is well', () => {
    expect(readDirectory(JSON.stringify([row]))).toEqual({ ok: true, rows: [row] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown category',
      { category: 'post' },
      `${here}: category must be one of land_registry, bank, vehicle_bureau, housing_fund, police`,
    ],
    ['half a name', { name: { zh: '样例' } }, `${here}, name: en must be text that is not empty`],
    ['an endpoint without port', { endpoint: 'localhost' }, `${here}: endpoint must be <host>:<port>`],
    ['a concurrency of 0', { concurrency: 0 }, `${here}: concurrency must be a whole number from 1 to 1000`],
    [
      'a concurrency in words',
      { concurrency: '4' },
      `${here}: concurrency must be a whole number from 1 to 1000`,
    ],
    ['no services', { services: [] }, `${here}: services must be a list of at least 1 of them: objects`],
    [
      'an unknown class',
      { services: [{ ...service, assetClass: 'YACHT' }] },
      `${here}, services[0]: assetClass must be one of LAND, VEHICLE, HOUSING_FUND, BANK_ACCOUNT, IDENTITY, RESIDENCE, LODGING, EXIT_ENTRY`,
    ],
    ['a class twice', { services: [service, service] }, `${here}: services[1].assetClass is there twice`],
    [
      'a region of three digits',
      { services: [{ ...service, regions: ['3208', '320'] }] },
      `${here}, services[0]: regions[1] must be a GB/T 2260 prefix of 2, 4 or 6 digits`,
    ],
    [
      'a kind twice',
      { services: [{ ...service, subjectKinds: ['person', 'person'] }] },
      `${here}, services[0]: subjectKinds[1] is there twice`,
    ],
    [
      'a time limit without source',
      { services: [{ ...service, timeLimit: { minutes: 1, validFrom: '2026-01-01' } }] },
      `${here}, services[0], timeLimit: source must be text that is not empty`,
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
      'row 1 (Land): code must be lower-case words joined by “-”, at most 64 characters',
    ],
  ])('is refused for %s, naming row and member', (_, changed, fault) => {
    expect(faultsOf(changed)).toEqual([fault]);
  });

  it('tells everything that is wrong at once', () => {
    expect(
      faultsOf({ enabled: 1, tlsName: '-', services: [{ ...service, usualAnswerSeconds: -1 }] }),
    ).toHaveLength(3);
  });

  it('is refused when a code is there twice, an item is no row, or there is nothing in it', () => {
    const second = { ...row, name: { zh: '另一个', en: 'Another' } };
    expect(readDirectory(JSON.stringify([row, second]))).toMatchObject({
      ok: false,
      faults: [{ where: 'row 2 (land-registry-320898)', problem: 'code is there twice' }],
    });
    expect(readDirectory('[7]')).toMatchObject({
      faults: [{ where: 'row 1', problem: 'must be an object' }],
    });
    expect(readDirectory('[]')).toMatchObject({ ok: false });
    expect(readDirectory('{}')).toMatchObject({ ok: false });
  });

  it('names the line where JSON ends', () => {
    expect(readDirectory('[\n  { "code": "a" },\n  { "code": }\n]')).toMatchObject({
      faults: [{ where: 'line 3', problem: 'is no JSON from here on' }],
    });
    expect(readDirectory('[\n')).toMatchObject({ faults: [{ where: 'line 2' }] });
  });
});
