import { parseDate, type IsoDate } from '@dianda/identifiers';
import {
  mustParse,
  parseAccountId,
  plusMs,
  type Actor,
  type EnforcementCase,
  type Officer,
  type Party,
  type Subject,
} from '../src/index.js';
import { caseId, court, inquiry, officerId, orderedAt, subject, uuid } from './world.js';

/** The calendar day; fails for a text that is none. */
export function day(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error(`${text} is no day`);
  return parsed.value;
}

/** Officer 1 searches, officer 2 is responsible; whoever else is made stands outside the team. */
export function officer(n: number, changes: Partial<Officer> = {}): Officer {
  return {
    id: officerId(n),
    court,
    name: `样例执行员${n}`,
    workId: `W-${n}`,
    dutyId: `D-${n}`,
    phone: '0517-00000001',
    credentialsValidUntil: plusMs(orderedAt, 365 * 86_400_000),
    ...changes,
  };
}

export function party(of: Subject, changes: Partial<Party> = {}): Party {
  return { reference: of.id, role: 'respondent', liable: true, subject: of, ...changes };
}

/** An open case with party 1 liable, the inquirer 1 and the responsible officer 2. */
export function enforcementCase(changes: Partial<EnforcementCase> = {}): EnforcementCase {
  const { caseNumber, caseType } = inquiry();
  return {
    id: caseId,
    caseNumber,
    caseType,
    court,
    state: 'open',
    filedOn: day('2026-05-01'),
    parties: [party(subject(1, 'person'))],
    team: [
      { officerId: officerId(1), role: 'inquirer' },
      { officerId: officerId(2), role: 'responsible' },
    ],
    ...changes,
  };
}

const accountId = mustParse(parseAccountId, uuid(77));

export function officerActor(n: number): Extract<Actor, { role: 'officer' }> {
  return { role: 'officer', accountId, officerId: officerId(n), courtCode: court.code };
}

export const courtActor: Extract<Actor, { role: 'court-system' }> = {
  role: 'court-system',
  accountId,
  courtCode: court.code,
};

export const opsActor: Actor = { role: 'ops', accountId };
