import { caseKey, nameKey, parseCaseNumber } from '@dianda/identifiers';
import {
  caseIdOf,
  mustParse,
  parseCourtCode,
  parseOfficerId,
  subjectIdOf,
  type CaseId,
  type CasePush,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import {
  casePush,
  colleague,
  company,
  courtSystem,
  day,
  inquirer,
  judge,
  otherCourtSystem,
  otherJudge,
  person,
  qingjiangpu,
  settle,
  shinan,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('the case store', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const put = (push: CasePush) => test.gateway.cases.put(push, courtSystem);
  const idOfParty = (caseId: CaseId, reference: string) =>
    subjectIdOf(caseId, test.keys.blindIndexKey.indexOf('party.reference', reference).toString('hex'));

  it('keeps a pushed case whole and finds it by its number, however that is written', async () => {
    const push = casePush(1);
    const stored = await put(push);
    const caseId = caseIdOf(caseKey(push.caseNumber));
    expect(stored.created).toBe(true);
    expect(stored.case).toMatchObject({
      id: caseId,
      caseNumber: push.caseNumber,
      caseType: '执',
      court: qingjiangpu,
      state: 'open',
      filedOn: '2026-03-02',
    });
    expect(stored.case.team).toEqual([
      { officerId: inquirer.id, role: 'inquirer' },
      { officerId: judge.id, role: 'responsible' },
    ]);
    expect(new Map(stored.case.parties.map((party) => [party.reference, party]))).toEqual(
      new Map(
        push.parties.map(({ reference, role, liable, identity }) => [
          reference,
          { reference, role, liable, subject: { ...identity, id: idOfParty(caseId, reference) } },
        ]),
      ),
    );
    const annexed = parseCaseNumber(`${push.caseNumber}之一`, { today: day('2026-11-01') });
    if (!annexed.ok) throw new Error('not a case number');
    expect(await test.gateway.cases.find(annexed.value)).toEqual(stored.case);
    // The dispatcher opens it with the same key ring.
    expect(await test.dispatcher.cases.find(push.caseNumber)).toEqual(stored.case);
    expect(await test.gateway.cases.find(casePush(999).caseNumber)).toBeUndefined();
  });

  it('replaces a case by its newest push; a party left out stays, no longer liable', async () => {
    const push = casePush(2);
    const first = await put(push);
    const second = await put({
      ...push,
      state: 'closed',
      parties: [
        {
          reference: 'p2',
          role: 'third_party',
          liable: true,
          identity: { ...company, name: '样例长风改名有限公司' },
        },
      ],
      team: [{ workId: colleague.workId, role: 'responsible' }],
    });
    expect(second.created).toBe(false);
    expect(second.case.state).toBe('closed');
    expect(second.case.team).toEqual([{ officerId: colleague.id, role: 'responsible' }]);
    const byReference = new Map(second.case.parties.map((party) => [party.reference, party]));
    expect(byReference.get('p1')).toEqual({
      ...first.case.parties.find((party) => party.reference === 'p1'),
      liable: false,
    });
    expect(byReference.get('p2')).toMatchObject({
      role: 'third_party',
      subject: { name: '样例长风改名有限公司' },
    });
    expect(await test.gateway.cases.find(push.caseNumber)).toEqual(second.case);
  });

  it('moves a case that its court hands over, to the other court’s own roster, and puts both on record', async () => {
    const push = casePush(3);
    await put(push);
    const handedOver = { ...push, court: shinan, team: [{ workId: 'W-0001', role: 'responsible' }] } as const;
    const moved = await put(handedOver);
    expect(moved.case.court).toEqual(shinan);
    // Both courts have an officer W-0001; it is the other court's who is in the team now.
    expect(moved.case.team).toEqual([{ officerId: otherJudge.id, role: 'responsible' }]);
    expect(
      await test.ask(
        `SELECT actor_account_id, facts FROM dianda.audit_entry WHERE subject_id = $1 AND action = 'case_moved'`,
        [moved.case.id],
      ),
    ).toEqual([{ actor_account_id: courtSystem.accountId, facts: { from: '苏0812', to: '鲁0202' } }]);
    // From now on it is the other court's alone.
    await expect(put(push)).rejects.toMatchObject({ reason: 'COURT_NOT_PERMITTED' });
    expect(await test.gateway.cases.put({ ...handedOver, state: 'closed' }, otherCourtSystem)).toMatchObject({
      created: false,
      case: { state: 'closed' },
    });
  });

  it('lets no court take a case that another has, and changes nothing then', async () => {
    const push = casePush(9);
    const { case: before } = await put(push);
    const team = [{ workId: otherJudge.workId, role: 'responsible' }] as const;
    // Nor does it tell whom the other court's roster knows.
    for (const taken of [
      { ...push, court: shinan, team },
      { ...push, team },
      { ...push, team: [{ workId: 'W-9999', role: 'inquirer' }] } as const,
    ]) {
      await expect(
        test.gateway.cases.put({ ...taken, state: 'closed' }, otherCourtSystem),
      ).rejects.toMatchObject({
        kind: 'forbidden',
        reason: 'COURT_NOT_PERMITTED',
      });
    }
    expect(await test.gateway.cases.find(push.caseNumber)).toEqual(before);
    expect(
      await test.ask('SELECT action FROM dianda.audit_entry WHERE subject_id = $1', [before.id]),
    ).toEqual([{ action: 'case_put' }]);
  });

  it('lets a court state no new case as another court’s', async () => {
    const push = casePush(10);
    await expect(test.gateway.cases.put(push, otherCourtSystem)).rejects.toMatchObject({
      reason: 'COURT_NOT_PERMITTED',
    });
    expect(await test.gateway.cases.find(push.caseNumber)).toBeUndefined();
  });

  it('gives a new case that two courts push at once to one of them', async () => {
    const push = casePush(11);
    const theirs = {
      ...push,
      court: shinan,
      team: [{ workId: otherJudge.workId, role: 'responsible' }],
    } as const;
    const pushes = Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0 ? put(push) : test.gateway.cases.put(theirs, otherCourtSystem),
    );
    const results = await Promise.allSettled(pushes);
    const courts = results.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value.case.court.code] : [],
    );
    expect(courts).toHaveLength(4);
    expect(new Set(courts).size).toBe(1);
  });

  it('refuses a push that names officers the roster does not know, each by pointer, and stores nothing of it', async () => {
    const push = casePush(4, {
      team: [
        { workId: 'W-9998', role: 'inquirer' },
        { workId: judge.workId, role: 'responsible' },
        { workId: 'W-9999', role: 'inquirer' },
      ],
    });
    await expect(put(push)).rejects.toMatchObject({
      reason: 'REQUEST_INVALID',
      violations: [{ pointer: '/team/0/workId' }, { pointer: '/team/2/workId' }],
    });
    expect(await test.gateway.cases.find(push.caseNumber)).toBeUndefined();
    expect(
      await test.ask('SELECT FROM dianda.case_key WHERE case_id = $1', [caseIdOf(caseKey(push.caseNumber))]),
    ).toEqual([]);
  });

  it('refuses a court that is not registered and a party that is named twice', async () => {
    const unknown = { code: mustParse(parseCourtCode, '甘01'), name: '未登记法院（样例）' };
    await expect(put(casePush(5, { court: unknown, team: [] }))).rejects.toMatchObject({
      reason: 'REQUEST_INVALID',
      violations: [{ pointer: '/court/code' }],
    });
    const [party] = casePush(5).parties;
    await expect(put(casePush(5, { parties: [party!, { ...party!, liable: false }] }))).rejects.toMatchObject(
      {
        violations: [{ pointer: '/parties/1/reference' }],
      },
    );
  });

  it('stores one case when the same new case is pushed many times at once', async () => {
    const push = casePush(6);
    const results = await Promise.all(Array.from({ length: 8 }, () => put(push)));
    expect(results.filter((result) => result.created)).toHaveLength(1);
    for (const result of results) expect(result.case).toEqual(results[0]!.case);
    const keys = await test.ask('SELECT FROM dianda.case_key WHERE case_id = $1', [results[0]!.case.id]);
    expect(keys).toHaveLength(1);
  });

  it('finds parties by document number and by name without being able to read either', async () => {
    await put(casePush(7));
    const index = test.keys.blindIndexKey;
    const byNumber = await test.ask(
      'SELECT subject_id FROM dianda.party WHERE document_number_index = $1 AND case_id = $2',
      [
        index.indexOf('subject.document-number', person.document.number),
        caseIdOf(caseKey(casePush(7).caseNumber)),
      ],
    );
    // Another dot and an inner space: the same name.
    const byName = await test.ask(
      'SELECT subject_id FROM dianda.party WHERE name_index = $1 AND case_id = $2',
      [index.indexOf('subject.name', nameKey('欧阳样例 ・甲')), caseIdOf(caseKey(casePush(7).caseNumber))],
    );
    expect(byNumber).toEqual([{ subject_id: idOfParty(caseIdOf(caseKey(casePush(7).caseNumber)), 'p1') }]);
    expect(byName).toEqual(byNumber);
  });

  it('names a party that the court calls by its identity number by an id that nobody can derive without the key', async () => {
    const [first, ...others] = casePush(12).parties;
    const reference = person.document.number;
    const { case: stored } = await put(casePush(12, { parties: [{ ...first!, reference }, ...others] }));
    const ids = stored.parties.map((party) => party.subject.id);
    expect(ids).toContain(idOfParty(stored.id, reference));
    expect(ids).not.toContain(subjectIdOf(stored.id, reference));
  });

  it('writes who pushed into the audit log, without a name', async () => {
    const { case: stored } = await put(casePush(8));
    const entries = await test.ask(
      `SELECT action, actor_role, actor_account_id, facts FROM dianda.audit_entry WHERE subject_id = $1`,
      [stored.id],
    );
    expect(entries).toEqual([
      {
        action: 'case_put',
        actor_role: 'court-system',
        actor_account_id: courtSystem.accountId,
        facts: { created: true, state: 'open', court: '苏0812', parties: 3, team: 2 },
      },
    ]);
  });

  it('finds an officer with his court, and nobody under an unknown id', async () => {
    expect(await test.gateway.cases.findOfficer(judge.id)).toEqual(judge);
    const nobody = mustParse(parseOfficerId, randomUUID());
    expect(await test.gateway.cases.findOfficer(nobody)).toBeUndefined();
  });
});
