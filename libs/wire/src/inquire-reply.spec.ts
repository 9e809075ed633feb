import { classOfRecord, DiandaError, instantOf, mustParse, parseLegId, plusMs } from '@dianda/inquiry';
import type { AdapterAnswer, AssetRecord, MissingPart } from '@dianda/inquiry';
import fc from 'fast-check';
import { answered, asked, found } from '../test/answers.js';
import { mandatoryIn, readContract } from '../test/contract.js';
import { recordKinds } from '../test/records.js';
import { instant } from '../test/values.js';
import { writeAnswer, type AnswerPage, type Asked } from './answer.js';
import {
  Answer,
  GapPart,
  GapReason,
  NotCoveredReason,
  RefusalReason,
} from './generated/dianda/adapter/v1/answer.js';
import { decodeAnswer, decodeInquireReply, encodeAnswer, joinPages } from './inquire-reply.js';

const contract = readContract();

function errorOf(act: () => unknown): DiandaError {
  try {
    act();
  } catch (error) {
    if (error instanceof DiandaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function decodeMessage(message: Answer, question: Asked): AnswerPage {
  return decodeAnswer(Answer.encode(message).finish(), question);
}

const question: Asked = {
  legId: mustParse(parseLegId, '00000000-0000-4000-8000-000000000001'),
  assetClass: 'BANK_ACCOUNT',
  subject: { kind: 'person', name: '张三', document: { type: 'RESIDENT_ID', number: '320898199001010011' } },
  authority: { dataCategories: ['ASSETS'] },
};
const answeredAt = instantOf(Date.UTC(2026, 5, 1));
const common = { echo: question.subject, answeredAt };
const frame = { sourceRecordId: '1', source: '核心系统', asOf: answeredAt, disputed: false, warnings: [] };
const account: AssetRecord = {
  ...frame,
  kind: 'bank_account',
  accountNumber: '6200000000000001',
  accountKind: { code: 'CLASS_I' },
  status: { code: 'NORMAL' },
  freezes: [],
  priorRights: [],
  subAccounts: [],
};

function page(answer: AdapterAnswer, nextPageToken = '', totalRecords?: number): AnswerPage {
  return { answer, nextPageToken, totalRecords };
}

function foundOf(...records: readonly AssetRecord[]): AdapterAnswer & { rung: 'found' } {
  return { ...common, rung: 'found', asOf: answeredAt, records, missing: [] };
}

const nothing: AdapterAnswer = {
  ...common,
  rung: 'nothing_found',
  asOf: answeredAt,
  coverage: {
    regions: ['3208'],
    assetClasses: ['BANK_ACCOUNT'],
    since: '1998-01-01',
  },
};

describe('an answer on the wire', () => {
  it('says after decoding what it said before encoding, whatever its rung and records', () => {
    fc.assert(
      fc.property(answered, ({ question: asking, page: sent }) => {
        expect(decodeAnswer(encodeAnswer(asking, sent), asking)).toStrictEqual(sent);
      }),
      { numRuns: 300 },
    );
  });

  it.each(recordKinds)('carries a %s whole', (kind) => {
    const one = asked.chain((asking) => {
      const about = { ...asking, assetClass: classOfRecord[kind] };
      const answers = found(about.assetClass, { echo: fc.constant(about.subject), answeredAt: instant });
      return answers
        .filter((answer) => answer.records.some((record) => record.kind === kind))
        .map((answer) => ({ about, answer }));
    });
    fc.assert(
      fc.property(one, ({ about, answer }) => {
        expect(decodeAnswer(encodeAnswer(about, page(answer)), about).answer).toStrictEqual(answer);
      }),
      { numRuns: 15 },
    );
  });

  it('without any one field that the contract calls required is malformed, and never another rung', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(answered, fc.nat(), ({ question: asking, page: sent }, pick) => {
        const message = writeAnswer(asking, sent);
        const fields = mandatoryIn(contract, 'Answer', message);
        const field = fields[pick % fields.length]!;
        field.remove();
        seen.add(field.path.replaceAll(/\[\d+\]/g, ''));
        const error = errorOf(() => decodeMessage(message, asking));
        expect(error).toMatchObject({ reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' });
        expect(error.detail).toContain(field.path);
      }),
      { numRuns: 1500 },
    );
    // The oracle reads the contract's comments; should it ever read none, this test would prove nothing.
    expect(seen.size).toBeGreaterThan(60);
    expect(seen).toContain('nothing_found.coverage.since_on');
  });

  it('that is cut off or garbled is malformed', () => {
    fc.assert(
      fc.property(
        answered,
        fc.nat(),
        fc.uint8Array({ maxLength: 40 }),
        ({ question: asking, page: sent }, at, noise) => {
          const bytes = encodeAnswer(asking, sent);
          const cut = bytes.subarray(0, at % bytes.length);
          for (const broken of [cut, noise]) {
            expect(errorOf(() => decodeAnswer(broken, asking)).reason).toBe('AGENCY_REPLY_MALFORMED');
          }
        },
      ),
    );
  });
});

describe('an answer about something else', () => {
  const bytes = encodeAnswer(question, page(nothing));
  const others: readonly [string, Asked][] = [
    ['another leg', { ...question, legId: mustParse(parseLegId, '00000000-0000-4000-8000-000000000002') }],
    ['another name', { ...question, subject: { ...question.subject, name: '李四' } }],
    [
      'another number',
      { ...question, subject: { ...question.subject, document: { type: 'RESIDENT_ID', number: '1' } } },
    ],
    [
      'another document type',
      {
        ...question,
        subject: { ...question.subject, document: { ...question.subject.document, type: 'PASSPORT' } },
      },
    ],
    ['another kind', { ...question, subject: { ...question.subject, kind: 'organisation' } }],
    ['another class', { ...question, assetClass: 'LAND' }],
  ];
  it.each(others)('is a mismatched echo: %s', (_, asking) => {
    expect(errorOf(() => decodeAnswer(bytes, asking))).toMatchObject({
      reason: 'AGENCY_ECHO_MISMATCH',
      origin: 'agency',
    });
  });

  it('is a mismatched echo where only the searched identity is another', () => {
    const message = writeAnswer(question, page(nothing));
    if (message.rung?.$case !== 'nothingFound' || message.rung.value.searched === undefined)
      throw new Error('rung');
    message.rung.value.searched.name = '李四';
    expect(errorOf(() => decodeMessage(message, question)).reason).toBe('AGENCY_ECHO_MISMATCH');
  });

  it('is malformed when nothing was found where nothing was asked', () => {
    const elsewhere = { ...nothing, coverage: { ...nothing.coverage, assetClasses: ['LAND' as const] } };
    const message = writeAnswer(question, page(elsewhere));
    expect(errorOf(() => decodeMessage(message, question)).reason).toBe('AGENCY_REPLY_MALFORMED');
  });
});

describe('an answer that says more than was asked', () => {
  const transaction: AssetRecord = {
    ...frame,
    kind: 'bank_transaction',
    accountNumber: '6200000000000001',
    direction: { code: 'DEBIT' },
    amount: { amount: '1.00', currency: 'CNY' },
    madeAt: answeredAt,
  };
  const identity: AssetRecord = {
    ...frame,
    kind: 'person_identity',
    name: '张三',
    idNumber: '320898199001010011',
    photoBase64: 'AAAA',
    householdMembers: [],
  };

  it('is malformed with transactions that the authority does not carry', () => {
    const message = writeAnswer(question, page(foundOf(account, transaction)));
    expect(errorOf(() => decodeMessage(message, question)).detail).toContain('found.records[1]');
    const permitted: Asked = { ...question, authority: { dataCategories: ['ASSETS', 'TRANSACTIONS'] } };
    expect(decodeMessage(message, permitted).answer.rung).toBe('found');
  });

  it('is malformed with a photo that the authority does not carry', () => {
    const about: Asked = { ...question, assetClass: 'IDENTITY' };
    const message = writeAnswer(about, page(foundOf(identity)));
    expect(errorOf(() => decodeMessage(message, about)).reason).toBe('AGENCY_REPLY_MALFORMED');
  });

  it('is malformed with a record of another class', () => {
    const message = writeAnswer({ ...question, assetClass: 'LAND' }, page(foundOf(account)));
    expect(errorOf(() => decodeMessage(message, { ...question, assetClass: 'LAND' })).reason).toBe(
      'AGENCY_REPLY_MALFORMED',
    );
  });
});

describe('a value that is not what its field holds', () => {
  const wrong: readonly [string, AssetRecord][] = [
    ['an amount with three decimals', { ...account, balance: { amount: '1.000', currency: 'CNY' } }],
    ['an amount that is a word', { ...account, balance: { amount: '查无', currency: 'CNY' } }],
    ['an amount without currency', { ...account, balance: { amount: '1.00', currency: '' } }],
    ['an unknown code without its text', { ...account, status: { code: 'UNKNOWN', raw: '' } }],
  ];
  it.each(wrong)('makes the answer malformed: %s', (_, record) => {
    const message = writeAnswer(question, page(foundOf(record)));
    expect(errorOf(() => decodeMessage(message, question)).reason).toBe('AGENCY_REPLY_MALFORMED');
  });

  it('makes the answer malformed: a day that does not exist', () => {
    const message = writeAnswer(question, page(foundOf(account)));
    const record = message.rung?.$case === 'found' ? message.rung.value.records[0]?.record : undefined;
    if (record?.$case !== 'bankAccount') throw new Error('record');
    record.value.openedOn = '2026-02-30';
    expect(errorOf(() => decodeMessage(message, question)).detail).toContain('opened_on');
  });

  it('makes the answer malformed: characters lost without a warning of it', () => {
    const lost = { ...account, branchName: '清江\uFFFD支行' };
    const admitted = {
      ...lost,
      warnings: [{ field: 'bank_account.branch_name', code: 'CHARACTERS_LOST' as const }],
    };
    const silent = writeAnswer(question, page(foundOf(lost)));
    expect(errorOf(() => decodeMessage(silent, question)).reason).toBe('AGENCY_REPLY_MALFORMED');
    expect(decodeMessage(writeAnswer(question, page(foundOf(admitted))), question).answer.rung).toBe('found');
  });

  it('makes the answer malformed: a part, a reason or a refusal that needs words and has none', () => {
    const rungs: Answer['rung'][] = [
      {
        $case: 'found',
        value: {
          ...foundMessage(),
          missing: [{ part: GapPart.GAP_PART_REGISTER, reason: GapReason.GAP_REASON_FAULT, detail: '' }],
        },
      },
      { $case: 'notCovered', value: { reason: NotCoveredReason.NOT_COVERED_REASON_OTHER, detail: '' } },
      {
        $case: 'refused',
        value: {
          reason: RefusalReason.REFUSAL_REASON_OTHER,
          detail: '',
          contact: { name: '值班', phone: '1' },
        },
      },
    ];
    for (const rung of rungs) {
      const message = { ...writeAnswer(question, page(nothing)), rung };
      expect(errorOf(() => decodeMessage(message, question)).reason).toBe('AGENCY_REPLY_MALFORMED');
    }
  });

  function foundMessage() {
    const { rung } = writeAnswer(question, page(foundOf(account)));
    if (rung?.$case !== 'found') throw new Error('rung');
    return rung.value;
  }
});

describe('an adapter that encodes an answer', () => {
  it('learns of its own defect instead of sending it', () => {
    const broken = foundOf({ ...account, balance: { amount: '1', currency: 'CNY' } });
    expect(errorOf(() => encodeAnswer(question, page(broken)))).toMatchObject({
      reason: 'UNEXPECTED',
      origin: 'adapter',
    });
    const unsaid: AdapterAnswer = { ...common, rung: 'not_covered', reason: 'OTHER', detail: '' };
    expect(errorOf(() => encodeAnswer(question, page(unsaid))).origin).toBe('adapter');
    const another: AdapterAnswer = { ...nothing, echo: { ...question.subject, name: '李四' } };
    expect(errorOf(() => encodeAnswer(question, page(another))).origin).toBe('adapter');
  });

  it('makes the same bytes of the same answer', () => {
    fc.assert(
      fc.property(answered, ({ question: asking, page: sent }) => {
        expect(encodeAnswer(asking, sent)).toStrictEqual(encodeAnswer(asking, sent));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the pages of an answer', () => {
  const second: AssetRecord = { ...account, sourceRecordId: '2' };

  it('make one answer, as of the earliest and answered at the latest', () => {
    const later = plusMs(answeredAt, 5000);
    const gap: MissingPart = { part: 'BANK_FREEZES', reason: 'UNAVAILABLE', detail: '' };
    const first = { ...foundOf(account), missing: [gap], asOf: later };
    const last = { ...foundOf(second), answeredAt: later };
    expect(joinPages(page(first, 'p2', 2), page(last, '', 2))).toStrictEqual({
      ...foundOf(account, second),
      missing: [gap],
      asOf: answeredAt,
      answeredAt: later,
    });
  });

  it('are malformed when some are missing, miscounted, or of another rung', () => {
    const one = page(foundOf(account), 'p2', 3);
    const attempts = [
      () => joinPages(one),
      () => joinPages(one, page(foundOf(second), '', 3)),
      () => joinPages(page(foundOf(account), 'p2'), page(nothing)),
      () => joinPages(page(nothing), page(foundOf(second))),
    ];
    for (const attempt of attempts) expect(errorOf(attempt).reason).toBe('AGENCY_REPLY_MALFORMED');
  });
});

describe('a reply', () => {
  const asking = { ...question, round: 1 } as Parameters<typeof decodeInquireReply>[1];
  const answer = Buffer.from(encodeAnswer(question, page(nothing)));
  const response = { legId: question.legId, round: 1, answer, receipt: Buffer.from('a.b.c') };

  it('keeps the answer byte-exact beside what it says', () => {
    expect(decodeInquireReply(response, asking)).toStrictEqual({
      ...page(nothing),
      answerBytes: answer,
      receipt: 'a.b.c',
    });
  });

  it('is refused when its frame is empty or about another leg or round', () => {
    const reasonOf = (changed: Partial<typeof response>) =>
      errorOf(() => decodeInquireReply({ ...response, ...changed }, asking)).reason;
    expect(reasonOf({ answer: Buffer.alloc(0) })).toBe('AGENCY_REPLY_MALFORMED');
    expect(reasonOf({ legId: '' as typeof response.legId })).toBe('AGENCY_REPLY_MALFORMED');
    expect(reasonOf({ round: 0 })).toBe('AGENCY_REPLY_MALFORMED');
    expect(reasonOf({ round: 2 })).toBe('AGENCY_ECHO_MISMATCH');
    expect(reasonOf({ legId: mustParse(parseLegId, '00000000-0000-4000-8000-000000000002') })).toBe(
      'AGENCY_ECHO_MISMATCH',
    );
  });
});
