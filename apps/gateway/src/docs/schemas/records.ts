import {
  recordWarningCodes,
  type RecordDetails,
  type RecordFrame,
  type RecordKind,
  type RecordWarning,
} from '@dianda/inquiry';
import {
  constant,
  flag,
  instant,
  listOf,
  objectFrom,
  objectOf,
  optional,
  text,
  words,
  type Members,
  type Optional,
  type Schema,
} from '../schema.js';
import { bankRecords } from './bank.js';
import { landRecords } from './land.js';
import { otherRecords } from './other-records.js';

const frame: Members<RecordFrame> = {
  sourceRecordId: text('The same asset keeps it from answer to answer.'),
  source: text('登记簿名称 The register.', '不动产登记簿'),
  asOf: instant,
  disputed: flag,
  warnings: listOf(
    objectOf<RecordWarning>('What was odd about one field.', {
      field: text('Path of the field.'),
      code: words(recordWarningCodes),
      raw: optional(text()),
    }),
  ),
};

const details: { readonly [Kind in RecordKind]: Members<RecordDetails[Kind]> } = {
  ...bankRecords,
  ...landRecords,
  ...otherRecords,
};

/** One schema a kind of record, told apart by `kind`. */
export const recordSchemas: readonly { readonly kind: string; readonly schema: Schema }[] = Object.entries<
  Readonly<Record<string, Schema | Optional>>
>(details).map(([kind, members]) => ({
  kind,
  schema: objectFrom(`Record of kind ${kind}.`, { kind: constant(kind), ...frame, ...members }),
}));
