import { instantOf, type Agency, type AgencyService, type Hold } from '@dianda/inquiry';
import { parseDate } from '@dianda/identifiers';
import { sampleRow } from '../test/sample-row.js';
import { directoryLines } from './directory-table.js';

const parsed = parseDate('2026-11-22');
if (!parsed.ok) throw new Error('no such day');
const today = parsed.value;
const [land] = sampleRow.services;
if (land === undefined) throw new Error('the sample row answers nothing');

const withServices = (...services: readonly AgencyService[]): Agency => ({ ...sampleRow, services });
const cellsOf = (agency: Agency, holds: readonly Hold[] = []) =>
  directoryLines([agency], holds, today)
    .slice(1)
    .map((line) => line.split(/ {2,}/));
const limitOf = (...timeLimits: AgencyService['timeLimits']) =>
  cellsOf(withServices({ ...land, timeLimits }))[0]?.[4];

describe('the directory as a table', () => {
  it('has a line for each agency and class, in columns, with coverage, time limit, state and name', () => {
    const police = withServices(
      { ...land, assetClass: 'IDENTITY', subjectKinds: ['person'], regions: [] },
      { ...land, assetClass: 'EXIT_ENTRY', subjectKinds: ['person'], regions: ['37'] },
    );
    expect(directoryLines([police], [], today)).toEqual([
      'AGENCY                CLASS       OF      COVERS         TIME LIMIT            STATE    NAME',
      'land-registry-320898  IDENTITY    person  whole country  1 d until 2026-12-31  enabled  样例不动产登记中心',
      'land-registry-320898  EXIT_ENTRY  person  37             1 d until 2026-12-31  enabled  样例不动产登记中心',
    ]);
  });

  it('says of a held agency why and since when, and of one that is off only that', () => {
    const hold: Hold = {
      agencyCode: sampleRow.code,
      cause: 'breaker_open',
      detail: 'AGENCY_TIMEOUT',
      since: instantOf(Date.UTC(2026, 10, 22, 2)),
      nextProbeAt: undefined,
      probes: 1,
    };
    expect(cellsOf(sampleRow, [hold])[0]?.[5]).toBe(
      'held: breaker_open (AGENCY_TIMEOUT) since 2026-11-22T02:00:00.000Z',
    );
    expect(cellsOf({ ...sampleRow, enabled: false }, [hold])[0]?.[5]).toBe('disabled');
  });

  it('shows the time limit of the day, in the largest whole unit, and that it has ended or not begun', () => {
    const limit = { source: 'test', validFrom: '2026-01-01' };
    expect(limitOf({ ...limit, minutes: 90 })).toBe('90 min');
    expect(limitOf({ ...limit, minutes: 180 })).toBe('3 h');
    expect(limitOf({ ...limit, minutes: 2880 })).toBe('2 d');
    expect(limitOf({ ...limit, minutes: 60, validTo: '2026-11-21' })).toBe('1 h (ended 2026-11-21)');
    expect(limitOf({ ...limit, minutes: 60, validFrom: '2026-11-23' })).toBe('1 h (from 2026-11-23)');
    expect(limitOf({ ...limit, minutes: 60 }, { ...limit, minutes: 120, validFrom: '2026-11-22' })).toBe(
      '2 h',
    );
  });

  it('says that there is nothing in it', () => {
    expect(directoryLines([], [], today)).toEqual(['The directory is empty.']);
  });
});
