import { DiandaError } from '@dianda/inquiry';
import fc from 'fast-check';
import { mandatoryIn, readContract } from '../test/contract.js';
import { asking } from '../test/questions.js';
import { AgencyCategory, DataCategory } from './generated/dianda/adapter/v1/authority.js';
import { InquireRequest } from './generated/dianda/adapter/v1/adapter_service.js';
import { IdDocumentType } from './generated/dianda/adapter/v1/subject.js';
import { decodeInquire, encodeInquire } from './question.js';
import { pathOf } from './violations.js';

const contract = readContract();
const [sample] = fc.sample(asking, { seed: 1, numRuns: 1 });

function overTheWire(request: InquireRequest): InquireRequest {
  return InquireRequest.decode(InquireRequest.encode(request).finish());
}

function refusal(request: InquireRequest): DiandaError {
  try {
    decodeInquire(overTheWire(request));
  } catch (error) {
    if (error instanceof DiandaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function request(): InquireRequest {
  return encodeInquire(sample!.question, sample!.warrant);
}

describe('a question on the wire', () => {
  it('asks after decoding what it asked before encoding', () => {
    fc.assert(
      fc.property(asking, ({ question, warrant, pageToken }) => {
        const received = decodeInquire(overTheWire(encodeInquire(question, warrant, pageToken)));
        expect(received).toStrictEqual({ question, warrant, pageToken });
      }),
      { numRuns: 200 },
    );
  });

  it('without any one field that the contract calls required is refused by the name of that field', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(asking, fc.nat(), ({ question, warrant }, pick) => {
        const broken = encodeInquire(question, warrant);
        const fields = mandatoryIn(contract, 'InquireRequest', broken).filter(
          ({ path }) => path !== 'warrant',
        );
        const field = fields[pick % fields.length]!;
        field.remove();
        seen.add(field.path);
        const error = refusal(broken);
        expect(error).toMatchObject({ reason: 'QUESTION_INVALID', kind: 'invalid' });
        // A lost round also makes a reply of it senseless, so more than one field may be named.
        expect(error.violations.map(({ pointer }) => pathOf(pointer)).join(' ')).toContain(field.path);
      }),
      { numRuns: 800 },
    );
    expect(seen.size).toBeGreaterThan(30);
  });

  it('without a warrant is forbidden, not merely invalid', () => {
    expect(refusal({ ...request(), warrant: Buffer.alloc(0) })).toMatchObject({
      reason: 'WARRANT_INVALID',
      origin: 'dianda',
    });
  });

  it('is refused with every wrong field at once', () => {
    const broken = { ...request(), legId: 'not a uuid', subject: undefined, authority: undefined };
    const pointers = refusal(broken).violations.map(({ pointer }) => pointer);
    expect(pointers).toStrictEqual(['/leg_id', '/subject', '/authority']);
  });

  it('never repeats a value in what it says is wrong', () => {
    const subject = { ...request().subject!, documentType: IdDocumentType.ID_DOCUMENT_TYPE_UNKNOWN };
    const error = refusal({ ...request(), subject: { ...subject, name: '' }, legId: '320898199001010011' });
    expect(JSON.stringify(error.violations)).not.toContain('320898');
    expect(error.violations).toHaveLength(3);
  });

  it('is refused when its parts disagree', () => {
    const { authority } = request();
    const pointersOf = (changed: object) =>
      refusal({ ...request(), authority: { ...authority!, ...changed } }).violations.map(
        ({ pointer }) => pointer,
      );
    const transactions = [DataCategory.DATA_CATEGORY_TRANSACTIONS];
    const assets = [DataCategory.DATA_CATEGORY_ASSETS];
    expect(
      pointersOf({
        dataCategories: transactions,
        transactionsFromOn: '2026-02-02',
        transactionsToOn: '2026-02-01',
      }),
    ).toStrictEqual(['/authority/transactions_to_on']);
    expect(
      pointersOf({ dataCategories: assets, transactionsFromOn: '2026-02-02', transactionsToOn: '' }),
    ).toStrictEqual(['/authority/transactions_from_on']);
    expect(pointersOf({ agencyCategory: AgencyCategory.AGENCY_CATEGORY_CENTRAL_BANK })).toStrictEqual([
      '/authority/agency_category',
    ]);
  });

  it('carries the 15-digit form of a citizen number of the last century only', () => {
    const formOf = (number: string) => {
      const subject = { ...sample!.question.subject, document: { type: 'RESIDENT_ID' as const, number } };
      return encodeInquire({ ...sample!.question, subject }, sample!.warrant).subject?.documentNumber15;
    };
    expect(formOf('320898199001010011')).toBe('320898900101001');
    expect(formOf('320898200501010011')).toBe('');
  });

  it('is refused in a later round without the reply that opened it', () => {
    const later = { ...request(), round: 2, clarificationReply: undefined };
    expect(refusal(later).violations.map(({ pointer }) => pointer)).toStrictEqual(['/clarification_reply']);
    const first = { ...request(), round: 1, clarificationReply: { text: '补充' } };
    expect(refusal(first).violations.map(({ pointer }) => pointer)).toStrictEqual(['/clarification_reply']);
  });
});
