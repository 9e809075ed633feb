import {
  DiandaError,
  type AgencyDescription,
  type AssetClass,
  type DataCategory,
  type Identity,
  type SubjectKind,
} from '@dianda/inquiry';
import type { Codec } from './codec/codec.js';
import { code } from './codec/codes.js';
import { list, listOfSome, message } from './codec/messages.js';
import { anyText, atLeastOne, divisionPrefix, flag, text, textOf } from './codec/scalars.js';
import { FieldFault, malformed } from './field-fault.js';
import * as wire from './generated/dianda/adapter/v1/adapter_service.js';
import { documentType, subjectKind } from './identity.js';
import { assetClasses, dataCategories } from './tables.js';

/** The contract that this code speaks. */
export const contractVersion = '1.0';

/** One class that an adapter serves, and about whom. */
export interface ServedClass {
  readonly assetClass: AssetClass;
  readonly subjectKinds: readonly SubjectKind[];
  readonly documentTypes: readonly Identity['document']['type'][];
  readonly dataCategories: readonly DataCategory[];
  /** GB/T 2260 codes or prefixes of 2, 4 or 6 digits; `000000` is the whole country. */
  readonly regionCodes: readonly string[];
}

/** What an adapter says of itself. */
export interface AdapterDescription extends Omit<AgencyDescription, 'assetClasses'> {
  readonly agencyName: string;
  readonly servedClasses: readonly ServedClass[];
  /** Records. */
  readonly maxPageSize: number;
  /** Calls at the same time. */
  readonly maxConcurrent: number;
  readonly workingNote: string;
  readonly supportsWithdraw: boolean;
  readonly pushesAnswers: boolean;
  /** Public JSON Web Keys (RFC 7517) as JSON; compared with the directory's, never trusted for being here. */
  readonly receiptKeys: readonly string[];
}

const servedClass = message<ServedClass, wire.ServedClass>(wire.ServedClass, {
  assetClass: code(assetClasses),
  subjectKinds: listOfSome(subjectKind),
  documentTypes: listOfSome(documentType),
  dataCategories: listOfSome(code(dataCategories)),
  regionCodes: listOfSome(divisionPrefix),
});

const publicKey: Codec<string, Buffer> = {
  write: (key) => Buffer.from(key, 'utf8'),
  read: (bytes, path) => {
    const json = bytes.toString('utf8');
    try {
      JSON.parse(json);
    } catch {
      throw malformed(path, 'a key in JSON');
    }
    return json;
  },
};

const description = message<AdapterDescription, wire.DescribeResponse>(wire.DescribeResponse, {
  agencyCode: text,
  agencyName: text,
  adapterName: text,
  adapterVersion: text,
  contractVersion: textOf(/^\d{1,4}\.\d{1,4}$/, 'a version'),
  servedClasses: listOfSome(servedClass),
  maxPageSize: atLeastOne,
  maxConcurrent: atLeastOne,
  workingNote: anyText,
  supportsWithdraw: flag,
  pushesAnswers: flag,
  receiptKeys: list(publicKey),
});

export function encodeDescription(value: AdapterDescription): wire.DescribeResponse {
  return description.write(value);
}

/** @throws DiandaError AGENCY_REPLY_MALFORMED, origin agency, naming the first field that is missing or malformed. */
export function decodeDescription(response: wire.DescribeResponse): AdapterDescription & AgencyDescription {
  try {
    const value = description.read(response, '');
    return { ...value, assetClasses: value.servedClasses.map((each) => each.assetClass) };
  } catch (fault) {
    if (!(fault instanceof FieldFault)) throw fault;
    throw DiandaError.internal('AGENCY_REPLY_MALFORMED', { origin: 'agency', detail: fault.message });
  }
}
