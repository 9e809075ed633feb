import { day, enforcementCase, officer, party } from '../../test/casework.js';
import { reasonOf } from '../../test/refusals.js';
import { officerId, orderedAt, subject } from '../../test/world.js';
import {
  defaultCaseTypeRules,
  isInTeam,
  isLiable,
  isSameIdentity,
  liableSubject,
  plusMs,
  requireMayAsk,
  type EnforcementCase,
  type Officer,
} from '../index.js';

function refusalOf(
  changes: Partial<EnforcementCase>,
  officers: readonly Officer[] = [officer(1), officer(2)],
  rules = defaultCaseTypeRules,
): string {
  return reasonOf(() => requireMayAsk(enforcementCase(changes), officers, rules, orderedAt));
}

const one = subject(1, 'person');
const two = subject(2, 'person');

describe('the right to ask', () => {
  it('is there for officers of the team with valid credentials in an open case of a type that may query', () => {
    expect(refusalOf({})).toBe('none');
  });

  it('ends with the case', () => {
    expect(refusalOf({ state: 'closed' })).toBe('CASE_CLOSED');
  });

  it.each(['执保', '财保', '执异', '执复', '执监', '执协', '执他', '行保', '证保', '司救执'] as const)(
    'is not there in a case of type %s',
    (caseType) => {
      expect(refusalOf({ caseType })).toBe('CASE_TYPE_MAY_NOT_QUERY');
    },
  );

  it('is not there under a capped rule, because no order carries ruling and cap', () => {
    const capped = defaultCaseTypeRules.map((rule) => ({ ...rule, right: 'capped' as const }));
    expect(refusalOf({}, [officer(1)], capped)).toBe('CASE_TYPE_MAY_NOT_QUERY');
  });

  it('is judged by the day in Shanghai', () => {
    const rules = defaultCaseTypeRules.map((rule) => ({
      ...rule,
      validFrom: day('2026-06-02'),
    }));
    const lastMoment = plusMs(orderedAt, 14 * 3_600_000 + 3_599_999);
    const ask = (now: typeof orderedAt) => () => requireMayAsk(enforcementCase(), [officer(1)], rules, now);
    expect(lastMoment).toBe('2026-06-01T15:59:59.999Z');
    expect(reasonOf(ask(lastMoment))).toBe('CASE_TYPE_MAY_NOT_QUERY');
    expect(reasonOf(ask(plusMs(lastMoment, 1)))).toBe('none');
  });

  it('is nobody’s outside the team, and each officer needs it', () => {
    expect(refusalOf({}, [officer(3)])).toBe('NOT_IN_CASE_TEAM');
    expect(refusalOf({}, [officer(1), officer(3)])).toBe('NOT_IN_CASE_TEAM');
    expect(refusalOf({ team: [] })).toBe('NOT_IN_CASE_TEAM');
  });

  it('ends at the very moment at which an officer’s credentials do', () => {
    const until = (ms: number) => officer(2, { credentialsValidUntil: plusMs(orderedAt, ms) });
    expect(refusalOf({}, [officer(1), until(1)])).toBe('none');
    expect(refusalOf({}, [officer(1), until(0)])).toBe('OFFICER_CREDENTIAL_EXPIRED');
    expect(refusalOf({}, [officer(1), until(-1)])).toBe('OFFICER_CREDENTIAL_EXPIRED');
  });
});

describe('the team', () => {
  it('is who the case names', () => {
    expect(isInTeam(enforcementCase(), officerId(1))).toBe(true);
    expect(isInTeam(enforcementCase(), officerId(3))).toBe(false);
  });
});

describe('a liable subject', () => {
  const parties = [party(one), party(two, { liable: false, role: 'third_party' })];
  const current = enforcementCase({ parties });

  it('is found by kind, document and name', () => {
    expect(liableSubject(current, { kind: one.kind, name: one.name, document: one.document })?.id).toBe(
      one.id,
    );
  });

  it('is nobody else in the case, whatever the difference is', () => {
    const { kind, name, document } = one;
    expect(liableSubject(current, two)).toBeUndefined();
    expect(liableSubject(current, { kind, name: '样例别人', document })).toBeUndefined();
    expect(liableSubject(current, { kind, name, document: two.document })).toBeUndefined();
    expect(
      liableSubject(current, { kind, name, document: { ...document, type: 'PASSPORT' } }),
    ).toBeUndefined();
    expect(liableSubject(current, { kind: 'organisation', name, document })).toBeUndefined();
  });

  it('stays who it was: a party corrected since is not the subject that was asked for', () => {
    expect(isLiable(current, one)).toBe(true);
    expect(isLiable(current, two)).toBe(false);
    expect(isLiable(enforcementCase({ parties: [] }), one)).toBe(false);
    const corrected = enforcementCase({ parties: [party({ ...one, document: two.document })] });
    expect(isLiable(corrected, one)).toBe(false);
    const renumbered = enforcementCase({ parties: [party({ ...one, id: two.id })] });
    expect(isLiable(renumbered, one)).toBe(false);
  });
});

describe('one identity', () => {
  it('is the same under every spelling of its name', () => {
    const spelt = { ...one, name: '阿依古丽·样例' };
    expect(isSameIdentity(spelt, { ...spelt, name: ' 阿依古丽•样例　' })).toBe(true);
    expect(isSameIdentity(spelt, { ...spelt, name: '阿依古丽样例' })).toBe(false);
  });
});
