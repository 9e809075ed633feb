import { officerActor } from '../../test/casework.js';
import { LoadedDice, scripted } from '../../test/fakes.js';
import { anOrder, OrderDesk, type OrderWorld } from '../../test/order-desk.js';
import { uuid } from '../../test/world.js';
import {
  DiandaError,
  mustParse,
  parseBatchId,
  RunBatch,
  type AccountStore,
  type BatchStore,
  type ClaimedRow,
  type ClientStore,
  type RowOutcome,
} from '../index.js';

/** What becomes of one row, at a desk that is in such a state. */
async function outcomeOf(
  world: Partial<OrderWorld>,
  changes: Partial<ClaimedRow> = {},
): Promise<RowOutcome | undefined> {
  const recorded: RowOutcome[] = [];
  const row = { number: 2, order: anOrder(), failedTries: 0, ...changes };
  const batches = scripted<BatchStore>('BatchStore', {
    claim: () =>
      Promise.resolve({
        leaseId: 'lease',
        batchId: mustParse(parseBatchId, uuid(1)),
        by: officerActor(1),
        rows: [row],
      }),
    record: (_, outcomes) => {
      recorded.push(...outcomes);
      return Promise.resolve(true);
    },
  });
  const accounts = scripted<AccountStore>('AccountStore', { standingOf: () => Promise.resolve('in_force') });
  const clients = scripted<ClientStore>('ClientStore', {});
  const order = new OrderDesk(world).orderInquiry();
  await new RunBatch(batches, order, accounts, clients, new LoadedDice({ units: [0] })).run();
  return recorded[0];
}

const deadlock = DiandaError.internal('UNEXPECTED', {
  origin: 'dianda',
  detail: 'the database refused a statement: SQLSTATE 40P01',
});

describe('a row of a batch', () => {
  it('becomes an inquiry', async () => {
    expect(await outcomeOf({})).toEqual({ number: 2, inquiryId: uuid(900) });
  });

  it('is refused for good where the order is at fault', async () => {
    expect(await outcomeOf({ case: undefined })).toEqual({
      number: 2,
      problems: [{ code: 'CASE_NOT_FOUND' }],
    });
  });

  it.each([
    ['a deadlock', deadlock],
    ['a defect of ours', new TypeError('no such member')],
    ['a timeout of ours', DiandaError.timeout('AGENCY_TIMEOUT', { origin: 'dianda' })],
  ])('is tried again later after %s', async (_, storageError) => {
    expect(await outcomeOf({ storageError })).toEqual({ number: 2, retryAfterMs: 1_000 });
    expect(await outcomeOf({ storageError }, { failedTries: 3 })).toEqual({ number: 2, retryAfterMs: 8_000 });
  });

  it('is refused when it failed eight times', async () => {
    expect(await outcomeOf({ storageError: deadlock }, { failedTries: 6 })).toHaveProperty('retryAfterMs');
    expect(await outcomeOf({ storageError: deadlock }, { failedTries: 7 })).toEqual({
      number: 2,
      problems: [{ code: 'UNEXPECTED' }],
    });
  });

  it('stays on lease while storage is away, which counts as no try', async () => {
    const storageError = DiandaError.unavailable('STORAGE_UNAVAILABLE', { origin: 'dianda' });
    await expect(outcomeOf({ storageError }, { failedTries: 7 })).rejects.toBe(storageError);
  });
});
