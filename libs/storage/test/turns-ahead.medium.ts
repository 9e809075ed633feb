import type { InquiryId } from '@dianda/inquiry';
import { inquiriesStatement } from '../src/inquiries/report-inputs.js';
import { accepted, actorOf, agency, casePush, inquirer, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

/** A node of EXPLAIN (FORMAT JSON), as far as it tells of rows. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows of a table that a plan touched, kept or not. */
function rowsRead(table: string, node: PlanNode): number {
  const own =
    node['Relation Name'] === table
      ? (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)) *
        node['Actual Loops']
      : 0;
  return (node.Plans ?? []).reduce((sum, each) => sum + rowsRead(table, each), own);
}

describe('how many go before a leg', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('backlog', 'LAND');
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());

  const order = () =>
    accepted(test.gateway, casePush(++cases), { directory: [row], inquiry: { assetClasses: ['LAND'] } });
  const waitingFor = async (id: InquiryId) =>
    (await test.gateway.inquiries.view(id, actorOf(inquirer)))?.legs.map((leg) => leg.waitingFor);
  async function legsRead(id: InquiryId): Promise<number> {
    const [plan] = await test.ask(`EXPLAIN (ANALYZE, FORMAT JSON) ${inquiriesStatement}`, [[id]]);
    const [{ Plan: root }] = plan?.['QUERY PLAN'] as readonly [{ readonly Plan: PlanNode }];
    return rowsRead('leg', root);
  }

  it('is read off a bounded part of the line, however long that is and wherever the leg stands', async () => {
    const first = await order();
    const among = await order();
    const pattern = await order();
    const ids = [first, among, pattern].map(({ inquiry }) => inquiry.id);
    expect(await waitingFor(among.inquiry.id)).toEqual([
      { kind: 'turn', ahead: 2 },
      { kind: 'turn', ahead: 3 },
    ]);
    await test.ask(
      `INSERT INTO dianda.leg SELECT (jsonb_populate_record(leg, jsonb_build_object('id', gen_random_uuid()))).*
       FROM dianda.leg, generate_series(1, 20000) WHERE leg.id = $1`,
      [pattern.legs[0]!.id],
    );
    const last = await order();
    // Who stands in front of more than is read is told so little; who stands behind it, that it is many.
    expect(await waitingFor(first.inquiry.id)).toEqual([{ kind: 'turn' }, { kind: 'turn' }]);
    expect(await waitingFor(last.inquiry.id)).toEqual([
      { kind: 'turn', ahead: 1_000 },
      { kind: 'turn', ahead: 1_000 },
    ]);
    for (const id of [ids[0]!, ids[1]!, last.inquiry.id]) {
      // Its own legs, and once the line of their agency.
      expect(await legsRead(id)).toBeLessThanOrEqual(1_000 + 2);
    }
    await test.ask('ANALYZE dianda.leg');
    expect(await legsRead(ids[0]!)).toBeLessThanOrEqual(1_000 + 2);
  });
});
