import type { Agency } from '@dianda/inquiry';
import { agency, bank, land, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('the agency directory', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());

  it('lists all rows by code, with everything that was loaded', async () => {
    expect(await test.dispatcher.directory.list()).toEqual([bank, land]);
    expect(await test.gateway.directory.find(land.code)).toEqual(land);
    expect(await test.gateway.directory.find(agency('nobody', 'LAND').code)).toBeUndefined();
  });

  it('replaces or adds the rows it is given and leaves the others as they are', async () => {
    const changed: Agency = { ...land, enabled: false, concurrency: 9, name: { zh: '新名', en: 'New name' } };
    const added = agency('a-new-one', 'VEHICLE');
    await test.admin.directory.load([changed, added]);
    expect(await test.dispatcher.directory.list()).toEqual([added, bank, changed]);
    await test.admin.directory.load([land]);
  });

  it('loads all rows or none', async () => {
    const before = await test.dispatcher.directory.list();
    await expect(
      test.admin.directory.load([
        { ...bank, concurrency: 3 },
        { ...land, concurrency: 0 },
      ]),
    ).rejects.toMatchObject({ reason: 'UNEXPECTED' });
    expect(await test.dispatcher.directory.list()).toEqual(before);
  });

  it('cannot be changed by an app', async () => {
    await expect(test.gateway.directory.load([land])).rejects.toMatchObject({
      detail: expect.stringContaining('42501') as string,
    });
    await expect(test.dispatcher.directory.load([land])).rejects.toMatchObject({
      detail: expect.stringContaining('42501') as string,
    });
  });
});

describe('the hold of an agency', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const holds = () => test.dispatcher.holds;
  const inForce = () => test.gateway.directory.holds();
  const audited = () =>
    test.ask(
      `SELECT action, subject_id, facts FROM dianda.audit_entry WHERE subject_kind = 'agency' ORDER BY at`,
    );

  it('is opened once, stays as the first opened it, and is lifted for its own cause only', async () => {
    await holds().open(land.code, 'breaker_open', 'AGENCY_TIMEOUT', 5_000);
    await holds().open(land.code, 'contract_mismatch', 'asset_class:LAND', 1);
    const [hold, ...others] = await inForce();
    expect(others).toEqual([]);
    expect(hold).toMatchObject({
      agencyCode: land.code,
      cause: 'breaker_open',
      detail: 'AGENCY_TIMEOUT',
      probes: 0,
    });
    expect(Date.parse(hold!.nextProbeAt!) - Date.parse(hold!.since)).toBeGreaterThanOrEqual(4_999);
    expect(await holds().lift(land.code, 'operator')).toBe(false);
    expect(await holds().lift(land.code, 'breaker_open')).toBe(true);
    expect(await holds().lift(land.code, 'breaker_open')).toBe(false);
    expect(await inForce()).toEqual([]);
    expect(await audited()).toEqual([
      {
        action: 'agency_held',
        subject_id: land.code,
        facts: { cause: 'breaker_open', detail: 'AGENCY_TIMEOUT' },
      },
      { action: 'hold_lifted', subject_id: land.code, facts: { cause: 'breaker_open', probes: 0 } },
    ]);
  });

  it('is probed by one process at a time, when a probe is due', async () => {
    await holds().open(land.code, 'breaker_open', 'AGENCY_TIMEOUT', 3_600_000);
    await holds().open(bank.code, 'breaker_open', 'AGENCY_TIMEOUT', 0);
    const leased = await Promise.all(
      Array.from({ length: 6 }, (_, n) => holds().leaseProbe(`dispatcher-${n}`, 60_000)),
    );
    expect(leased.filter((hold) => hold !== undefined)).toMatchObject([{ agencyCode: bank.code }]);
    // The lease of a prober that died runs out.
    await test.ask(`UPDATE dianda.agency_hold SET probe_lease_until = now() - interval '1 second'`);
    expect(await holds().leaseProbe('second', 60_000)).toMatchObject({ agencyCode: bank.code });

    await holds().probeFailed(bank.code, 'dispatcher-0', 0, 'LATE_WORD');
    await holds().probeFailed(bank.code, 'second', 3_600_000, 'AGENCY_UNAVAILABLE');
    const hold = (await inForce()).find((each) => each.agencyCode === bank.code);
    expect(hold).toMatchObject({ probes: 1, detail: 'AGENCY_UNAVAILABLE' });
    expect(await holds().leaseProbe('third', 60_000)).toBeUndefined();
    await holds().lift(bank.code, 'breaker_open');
    await holds().lift(land.code, 'breaker_open');
  });

  it('of an operator is never probed away', async () => {
    await holds().open(land.code, 'operator', 'maintenance', 0);
    expect((await inForce())[0]).toMatchObject({ cause: 'operator', nextProbeAt: undefined });
    expect(await holds().leaseProbe('any', 60_000)).toBeUndefined();
    expect(await holds().lift(land.code, 'breaker_open')).toBe(false);
  });
});
