import {
  classOfRecord,
  type AdapterAnswer,
  type AssetRecord,
  type DataCategory,
  type Question,
} from '@dianda/inquiry';
import { code } from './codec/codes.js';
import { list, listOfSome } from './codec/messages.js';
import { instant, text } from './codec/scalars.js';
import { FieldFault, missing } from './field-fault.js';
import type * as wire from './generated/dianda/adapter/v1/answer.js';
import { identityEcho, isSameIdentity } from './identity.js';
import { assetRecord } from './records/asset-record.js';
import {
  candidate,
  contact,
  coverage,
  gap,
  readClarification,
  readDeferred,
  readNotCovered,
  readRefused,
  writeDeferred,
  writeNotCovered,
  writeRefused,
} from './rungs.js';
import { assetClasses } from './tables.js';

/** One page of an answer. Only `found` has more than one page; all others have an empty token. */
export interface AnswerPage {
  readonly answer: AdapterAnswer;
  /** Empty on the last page. */
  readonly nextPageToken: string;
  /** How many records all pages hold together, if the agency knows. */
  readonly totalRecords: number | undefined;
}

/** What of a question an answer is held against. */
export type Asked = Pick<Question, 'legId' | 'assetClass' | 'subject'> & {
  readonly authority: Pick<Question['authority'], 'dataCategories'>;
};

/** Thrown instead of FieldFault when the answer is well-formed and about something else. */
export class EchoMismatch extends Error {
  constructor(readonly path: string) {
    super(`${path} is not what was asked`);
    this.name = 'EchoMismatch';
  }
}

export function writeAnswer(asked: Pick<Asked, 'legId' | 'assetClass'>, page: AnswerPage): wire.Answer {
  return {
    echo: {
      legId: asked.legId,
      assetClass: assetClasses.toWire(asked.assetClass),
      subject: identityEcho.write(page.answer.echo),
    },
    answeredAt: instant.write(page.answer.answeredAt),
    rung: writeRung(page),
  };
}

function writeRung({ answer, nextPageToken, totalRecords }: AnswerPage): NonNullable<wire.Answer['rung']> {
  switch (answer.rung) {
    case 'found': {
      const value: wire.Found = {
        records: list(assetRecord).write(answer.records),
        missing: list(gap).write(answer.missing),
        asOf: instant.write(answer.asOf),
        nextPageToken,
        totalRecords,
      };
      return { $case: 'found', value };
    }
    case 'nothing_found': {
      const value: wire.NothingFound = {
        coverage: coverage.write(answer.coverage),
        asOf: instant.write(answer.asOf),
        searched: identityEcho.write(answer.echo),
      };
      return { $case: 'nothingFound', value };
    }
    case 'ambiguous':
      return { $case: 'ambiguous', value: { candidates: list(candidate).write(answer.candidates) } };
    case 'not_covered':
      return { $case: 'notCovered', value: writeNotCovered(answer) };
    case 'refused':
      return { $case: 'refused', value: writeRefused(answer) };
    case 'clarification':
      return {
        $case: 'clarification',
        value: { question: answer.question, contact: contact.write(answer.contact) },
      };
    case 'deferred':
      return { $case: 'deferred', value: writeDeferred(answer) };
  }
}

/**
 * The page that the message carries.
 * @throws FieldFault when a mandatory field is missing or malformed, or a record goes beyond what was asked;
 *   EchoMismatch when it answers another leg, class or subject.
 */
export function readAnswer(message: wire.Answer, asked: Asked): AnswerPage {
  const common = {
    echo: readEcho(message.echo, asked),
    answeredAt: instant.read(message.answeredAt, 'answered_at'),
  };
  const { rung } = message;
  if (rung === undefined) throw missing('rung');
  const single = (answer: AdapterAnswer): AnswerPage => ({
    answer: requireReadable(answer),
    nextPageToken: '',
    totalRecords: undefined,
  });
  switch (rung.$case) {
    case 'found':
      return readFound(common, rung.value, asked);
    case 'nothingFound':
      return single(readNothingFound(common, rung.value, asked));
    case 'ambiguous': {
      const candidates = listOfSome(candidate).read(rung.value.candidates, 'ambiguous.candidates');
      return single({ ...common, rung: 'ambiguous', candidates });
    }
    case 'notCovered':
      return single(readNotCovered(common, rung.value));
    case 'refused':
      return single(readRefused(common, rung.value));
    case 'clarification':
      return single(readClarification(common, rung.value));
    case 'deferred':
      return single(readDeferred(common, rung.value));
  }
}

type Common = Pick<AdapterAnswer, 'echo' | 'answeredAt'>;

function readEcho(echo: wire.Echo | undefined, asked: Asked): AdapterAnswer['echo'] {
  if (echo === undefined) throw missing('echo');
  const legId = text.read(echo.legId, 'echo.leg_id');
  const assetClass = code(assetClasses).read(echo.assetClass, 'echo.asset_class');
  if (echo.subject === undefined) throw missing('echo.subject');
  const subject = identityEcho.read(echo.subject, 'echo.subject');
  if (legId !== asked.legId) throw new EchoMismatch('echo.leg_id');
  if (assetClass !== asked.assetClass) throw new EchoMismatch('echo.asset_class');
  if (!isSameIdentity(subject, asked.subject)) throw new EchoMismatch('echo.subject');
  return subject;
}

function readFound(common: Common, value: wire.Found, asked: Asked): AnswerPage {
  const records = listOfSome(assetRecord).read(value.records, 'found.records');
  records.forEach((record, index) => {
    requireAskedFor(record, asked, `found.records[${index}]`);
  });
  const missingParts = list(gap).read(value.missing, 'found.missing');
  requireReadable(missingParts);
  return {
    answer: {
      ...common,
      rung: 'found',
      asOf: instant.read(value.asOf, 'found.as_of'),
      records,
      missing: missingParts,
    },
    nextPageToken: value.nextPageToken,
    totalRecords: value.totalRecords,
  };
}

function readNothingFound(common: Common, value: wire.NothingFound, asked: Asked): AdapterAnswer {
  if (value.searched === undefined) throw missing('nothing_found.searched');
  const searched = identityEcho.read(value.searched, 'nothing_found.searched');
  if (!isSameIdentity(searched, asked.subject)) throw new EchoMismatch('nothing_found.searched');
  const searchedWhere = coverage.read(value.coverage, 'nothing_found.coverage');
  if (!searchedWhere.assetClasses.includes(asked.assetClass)) {
    throw new FieldFault('nothing_found.coverage.asset_classes', 'DISAGREES', 'lacks the class asked about');
  }
  return {
    ...common,
    rung: 'nothing_found',
    asOf: instant.read(value.asOf, 'nothing_found.as_of'),
    coverage: searchedWhere,
  };
}

/** A record of another class, or of a category that the authority does not name, must not reach the court. */
function requireAskedFor(record: AssetRecord, asked: Asked, path: string): void {
  if (classOfRecord[record.kind] !== asked.assetClass) {
    throw new FieldFault(path, 'DISAGREES', 'is of a class that was not asked about');
  }
  for (const category of categoriesOf(record)) {
    if (!asked.authority.dataCategories.includes(category)) {
      throw new FieldFault(path, 'DISAGREES', `needs ${category}, which the authority does not carry`);
    }
  }
}

function categoriesOf(record: AssetRecord): readonly DataCategory[] {
  switch (record.kind) {
    case 'bank_transaction':
      return ['TRANSACTIONS'];
    case 'bank_customer':
      return ['CUSTOMER_PROFILE'];
    case 'person_identity':
      return [
        'ASSETS',
        ...(record.photoBase64 === undefined ? [] : (['PHOTO'] as const)),
        ...(record.householdMembers.length === 0 ? [] : (['HOUSEHOLD_MEMBERS'] as const)),
      ];
    default:
      return ['ASSETS'];
  }
}

/** Lost characters outside a record cannot be admitted by a warning. */
function requireReadable<T>(value: T): T {
  if (JSON.stringify(value).includes('\uFFFD'))
    throw new FieldFault('rung', 'MALFORMED', 'has lost characters');
  return value;
}
