import { nameKey } from '@dianda/identifiers';
import { DiandaError, instantOf, type AdapterAnswer, type AssetRecord, type Question } from '@dianda/inquiry';
import type { PocketFindings } from './pocket-search.js';
import type { Lie } from './lies.js';

const REGION = '320898';
const contact = { name: '查控岗', phone: '0517-0000009' };

/** The honest answer to a question, out of what the register said; and what the lies make of it. */
export function pocketAnswer(
  question: Question,
  findings: PocketFindings,
  asked: number,
  lies: ReadonlySet<Lie>,
): AdapterAnswer {
  const now = instantOf(Date.now());
  const common = { echo: question.subject, answeredAt: now };
  const { row } = findings;
  const nothing: AdapterAnswer = {
    ...common,
    rung: 'nothing_found',
    asOf: now,
    coverage: { regions: [REGION], assetClasses: [question.assetClass], since: '1998-01-01' },
  };
  if (row === undefined) return nothing;
  const isSame = nameKey(row.name) === nameKey(question.subject.name);
  if (!isSame && !lies.has('ignores_the_name')) {
    return {
      ...common,
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['DOCUMENT_NUMBER'], strength: 60 }],
    };
  }
  switch (row.conduct) {
    case 'refused':
      return { ...common, rung: 'refused', reason: 'OBJECTION', detail: '', contact };
    case 'clarification':
      if (question.round === 1)
        return { ...common, rung: 'clarification', question: '是否同一人？', contact };
      break;
    case 'deferred':
      if (asked === 1) return { ...common, rung: 'deferred', pollAfterMs: 1_000, note: '人工审核' };
      break;
    case 'partial':
    case undefined:
  }
  if (findings.recordIds.length === 0) return nothing;
  return {
    ...common,
    rung: 'found',
    asOf: now,
    records: findings.recordIds.map((id) => account(id, row.thirdPerson, lies)),
    missing:
      row.conduct === 'partial' && !lies.has('hides_gaps')
        ? [{ part: 'BANK_FREEZES', reason: 'UNAVAILABLE', detail: '冻结库' }]
        : [],
  };
}

/** What a liar says when its register failed. */
export function answerOnError(
  question: Question,
  part: PocketFindings,
  error: unknown,
  lies: ReadonlySet<Lie>,
): AdapterAnswer {
  const isRegisters = error instanceof DiandaError && error.origin === 'agency';
  if (isRegisters && lies.has('nothing_on_error')) {
    return pocketAnswer(question, { row: undefined, recordIds: [], isWhole: true }, 2, lies);
  }
  if (isRegisters && lies.has('half_an_answer') && part.row !== undefined && part.recordIds.length > 0) {
    return pocketAnswer(question, part, 2, lies);
  }
  throw error;
}

function account(id: string, thirdPerson: string | undefined, lies: ReadonlySet<Lie>): AssetRecord {
  const owner: AssetRecord = {
    kind: 'bank_account',
    sourceRecordId: `ZH-${id}`,
    source: '口袋登记簿',
    asOf: instantOf(Date.now()),
    disputed: false,
    warnings: [],
    accountNumber: `SYN${id.padStart(8, '0')}`,
    accountKind: { code: 'BASIC' },
    status: { code: 'NORMAL' },
    freezes: [],
    priorRights: [],
    subAccounts: [],
  };
  if (thirdPerson === undefined) return owner;
  return {
    ...owner,
    ...(lies.has('third_person_outside') ? { remark: `质押给${thirdPerson}` } : {}),
    priorRights: [{ sequence: 1, holder: { kind: 'PERSON', name: thirdPerson } }],
  };
}
