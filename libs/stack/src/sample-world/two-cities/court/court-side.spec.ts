import {
  CASE_TYPE_CODES,
  caseNumberParts,
  FIRST_SYNTHETIC_CASE_SEQUENCE,
  SEED_COURT_LETTERS,
} from '@dianda/identifiers';
import { smallWorld } from '../../../../test/world-rows.js';
import { identityOf } from '../subjects.js';
import { generateWorld } from '../world.js';
import { courtSide } from './court-side.js';

const world = generateWorld({ ...smallWorld, people: 500, organisations: 50 });
const { courts, officers, accounts, cases } = courtSide(world);
const all = [...cases];

describe('the court’s side', () => {
  it('has every court of both cities whose letters are sure', () => {
    const sure = SEED_COURT_LETTERS.filter(
      ({ letters, standing }) => /^(?:苏08|鲁02)/.test(letters) && standing !== 'uncertain',
    );
    expect(new Set(courts.map(({ code }) => String(code)))).toEqual(
      new Set(sure.map(({ letters }) => letters)),
    );
    expect(courts.map(({ code }) => String(code))).toEqual(
      expect.arrayContaining(['苏08', '苏0812', '鲁02', '鲁0202', '鲁0285']),
    );
  });

  it('has officers, accounts and numbers of their own', () => {
    for (const values of [
      officers.map(({ id }) => String(id)),
      officers.map(({ workId }) => workId),
      officers.map(({ dutyId }) => dutyId),
      accounts.map(({ username }) => username),
      accounts.map(({ actor }) => String(actor.accountId)),
      all.map(({ caseNumber }) => String(caseNumber)),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
    expect(accounts.filter(({ actor }) => actor.role === 'court-system').length).toBe(courts.length);
  });

  it('has cases of every type, open and closed in every way', () => {
    const kinds = new Set(
      all.map(({ pushes: [push], closure }) => `${push.caseType} ${closure?.manner ?? 'open'}`),
    );
    for (const type of Object.keys(CASE_TYPE_CODES)) {
      expect(kinds).toContain(`${type} open`);
      expect(kinds).toContain(`${type} performed`);
      expect(kinds).toContain(`${type} withdrawn`);
    }
    // Only enforcement itself can be terminated (TERM).
    const terminated = [...kinds].filter((kind) => kind.endsWith('terminated')).sort();
    expect(terminated).toEqual(['执 terminated', '执恢 terminated']);
  });

  it('has every subject of the world as a liable party, some in two cases and some with co-debtors', () => {
    const liable = all.map(({ pushes: [push] }) =>
      push.parties.filter((party) => party.liable).map(({ identity }) => identity.document.number),
    );
    const times = new Map<string, number>();
    for (const number of liable.flat()) times.set(number, (times.get(number) ?? 0) + 1);
    const missing = [...world.subjects()]
      .map(identityOf)
      .filter(({ document }) => !times.has(document.number));
    expect(missing).toEqual([]);
    expect(liable.filter((parties) => parties.length > 1).length).toBeGreaterThan(20);
    expect([...times.values()].filter((count) => count === 2).length).toBeGreaterThan(20);
  });

  it('leaves nobody out, however few there are', () => {
    for (let people = 0; people < 12; people += 1) {
      const few = generateWorld({ ...smallWorld, people, organisations: 1 });
      const liable = JSON.stringify([...courtSide(few).cases]);
      for (const { document } of [...few.subjects()].map(identityOf))
        expect(liable).toContain(document.number);
    }
  });

  it('has case numbers from the range of samples, whose court filed the case and whose state fits its closure', () => {
    for (const { caseNumber, pushes, closure } of all) {
      const parts = caseNumberParts(caseNumber);
      expect(parts.sequence).toBeGreaterThanOrEqual(FIRST_SYNTHETIC_CASE_SEQUENCE);
      expect(parts.courtLetters).toBe(pushes[0].court.code);
      expect(String(parts.year)).toBe(pushes[0].filedOn.slice(0, 4));
      expect(parts.type).toBe(pushes[0].caseType);
      for (const push of pushes) expect(push.state).toBe(closure === undefined ? 'open' : 'closed');
      if (closure !== undefined)
        expect(closure.on > pushes[0].filedOn && closure.on <= smallWorld.today).toBe(true);
    }
  });

  it('names in every team officers who are on that court’s roster', () => {
    const rosters = Map.groupBy(officers, ({ court }) => court.code);
    for (const push of all.flatMap(({ pushes }) => pushes)) {
      const known = rosters.get(push.court.code)?.map(({ workId }) => workId) ?? [];
      expect(push.team.filter(({ workId }) => !known.includes(workId))).toEqual([]);
      expect(push.team.map(({ role }) => role)).toEqual(['responsible', 'inquirer']);
    }
  });
});
