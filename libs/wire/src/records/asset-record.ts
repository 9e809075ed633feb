import type { AssetRecord, RecordFrame, RecordWarning } from '@dianda/inquiry';
import type { Codec } from '../codec/codec.js';
import { code, codeTable } from '../codec/codes.js';
import { list, message } from '../codec/messages.js';
import { flag, instant, optionalText, text } from '../codec/scalars.js';
import { FieldFault, missing } from '../field-fault.js';
import * as wire from '../generated/dianda/adapter/v1/asset_record.js';
import {
  bankAccount,
  bankCustomer,
  bankFreeze,
  bankPriorRight,
  bankSubAccount,
  bankTransaction,
  financialAsset,
} from './bank.js';
import { housingFundAccount } from './housing-fund.js';
import {
  advanceNotice,
  forestRight,
  houseRight,
  landMortgage,
  landObjection,
  landOwnership,
  landSeizure,
  landUseRight,
  seaUseRight,
  structureRight,
} from './land.js';
import { borderCrossing, lodgingStay, personIdentity, personResidence } from './police.js';
import { vehicle } from './vehicle.js';

const recordWarning = message<RecordWarning, wire.RecordWarning>(wire.RecordWarning, {
  field: text,
  code: code(codeTable('RECORD_WARNING_CODE', wire.RecordWarningCode)),
  raw: optionalText,
});

const frame = message<RecordFrame, wire.AssetRecord, 'record'>(wire.AssetRecord, {
  sourceRecordId: text,
  source: text,
  asOf: instant,
  disputed: flag,
  warnings: list(recordWarning),
});

type WireRecord = NonNullable<wire.AssetRecord['record']>;

function writeDetails(record: AssetRecord): WireRecord {
  switch (record.kind) {
    case 'bank_account':
      return { $case: 'bankAccount', value: bankAccount.write(record) };
    case 'financial_asset':
      return { $case: 'financialAsset', value: financialAsset.write(record) };
    case 'bank_freeze':
      return { $case: 'bankFreeze', value: bankFreeze.write(record) };
    case 'bank_prior_right':
      return { $case: 'bankPriorRight', value: bankPriorRight.write(record) };
    case 'bank_sub_account':
      return { $case: 'bankSubAccount', value: bankSubAccount.write(record) };
    case 'bank_transaction':
      return { $case: 'bankTransaction', value: bankTransaction.write(record) };
    case 'bank_customer':
      return { $case: 'bankCustomer', value: bankCustomer.write(record) };
    case 'land_ownership':
      return { $case: 'landOwnership', value: landOwnership.write(record) };
    case 'land_use_right':
      return { $case: 'landUseRight', value: landUseRight.write(record) };
    case 'house_right':
      return { $case: 'houseRight', value: houseRight.write(record) };
    case 'sea_use_right':
      return { $case: 'seaUseRight', value: seaUseRight.write(record) };
    case 'structure_right':
      return { $case: 'structureRight', value: structureRight.write(record) };
    case 'forest_right':
      return { $case: 'forestRight', value: forestRight.write(record) };
    case 'land_mortgage':
      return { $case: 'landMortgage', value: landMortgage.write(record) };
    case 'advance_notice':
      return { $case: 'advanceNotice', value: advanceNotice.write(record) };
    case 'land_seizure':
      return { $case: 'landSeizure', value: landSeizure.write(record) };
    case 'land_objection':
      return { $case: 'landObjection', value: landObjection.write(record) };
    case 'vehicle':
      return { $case: 'vehicle', value: vehicle.write(record) };
    case 'housing_fund_account':
      return { $case: 'housingFundAccount', value: housingFundAccount.write(record) };
    case 'person_identity':
      return { $case: 'personIdentity', value: personIdentity.write(record) };
    case 'person_residence':
      return { $case: 'personResidence', value: personResidence.write(record) };
    case 'lodging_stay':
      return { $case: 'lodgingStay', value: lodgingStay.write(record) };
    case 'border_crossing':
      return { $case: 'borderCrossing', value: borderCrossing.write(record) };
  }
}

function readRecord(common: RecordFrame, record: WireRecord, path: string): AssetRecord {
  switch (record.$case) {
    case 'bankAccount':
      return { ...common, kind: 'bank_account', ...bankAccount.read(record.value, `${path}.bank_account`) };
    case 'financialAsset':
      return {
        ...common,
        kind: 'financial_asset',
        ...financialAsset.read(record.value, `${path}.financial_asset`),
      };
    case 'bankFreeze':
      return { ...common, kind: 'bank_freeze', ...bankFreeze.read(record.value, `${path}.bank_freeze`) };
    case 'bankPriorRight':
      return {
        ...common,
        kind: 'bank_prior_right',
        ...bankPriorRight.read(record.value, `${path}.bank_prior_right`),
      };
    case 'bankSubAccount':
      return {
        ...common,
        kind: 'bank_sub_account',
        ...bankSubAccount.read(record.value, `${path}.bank_sub_account`),
      };
    case 'bankTransaction':
      return {
        ...common,
        kind: 'bank_transaction',
        ...bankTransaction.read(record.value, `${path}.bank_transaction`),
      };
    case 'bankCustomer':
      return {
        ...common,
        kind: 'bank_customer',
        ...bankCustomer.read(record.value, `${path}.bank_customer`),
      };
    case 'landOwnership':
      return {
        ...common,
        kind: 'land_ownership',
        ...landOwnership.read(record.value, `${path}.land_ownership`),
      };
    case 'landUseRight':
      return {
        ...common,
        kind: 'land_use_right',
        ...landUseRight.read(record.value, `${path}.land_use_right`),
      };
    case 'houseRight':
      return { ...common, kind: 'house_right', ...houseRight.read(record.value, `${path}.house_right`) };
    case 'seaUseRight':
      return { ...common, kind: 'sea_use_right', ...seaUseRight.read(record.value, `${path}.sea_use_right`) };
    case 'structureRight':
      return {
        ...common,
        kind: 'structure_right',
        ...structureRight.read(record.value, `${path}.structure_right`),
      };
    case 'forestRight':
      return { ...common, kind: 'forest_right', ...forestRight.read(record.value, `${path}.forest_right`) };
    case 'landMortgage':
      return {
        ...common,
        kind: 'land_mortgage',
        ...landMortgage.read(record.value, `${path}.land_mortgage`),
      };
    case 'advanceNotice':
      return {
        ...common,
        kind: 'advance_notice',
        ...advanceNotice.read(record.value, `${path}.advance_notice`),
      };
    case 'landSeizure':
      return { ...common, kind: 'land_seizure', ...landSeizure.read(record.value, `${path}.land_seizure`) };
    case 'landObjection':
      return {
        ...common,
        kind: 'land_objection',
        ...landObjection.read(record.value, `${path}.land_objection`),
      };
    case 'vehicle':
      return { ...common, kind: 'vehicle', ...vehicle.read(record.value, `${path}.vehicle`) };
    case 'housingFundAccount':
      return {
        ...common,
        kind: 'housing_fund_account',
        ...housingFundAccount.read(record.value, `${path}.housing_fund_account`),
      };
    case 'personIdentity':
      return {
        ...common,
        kind: 'person_identity',
        ...personIdentity.read(record.value, `${path}.person_identity`),
      };
    case 'personResidence':
      return {
        ...common,
        kind: 'person_residence',
        ...personResidence.read(record.value, `${path}.person_residence`),
      };
    case 'lodgingStay':
      return { ...common, kind: 'lodging_stay', ...lodgingStay.read(record.value, `${path}.lodging_stay`) };
    case 'borderCrossing':
      return {
        ...common,
        kind: 'border_crossing',
        ...borderCrossing.read(record.value, `${path}.border_crossing`),
      };
  }
}

/** One record, its frame and its one kind. */
export const assetRecord: Codec<AssetRecord, wire.AssetRecord> = {
  write: (record) => ({ ...frame.write(record), record: writeDetails(record) }),
  read: (value, path) => {
    const common = frame.read(value, path);
    if (value.record === undefined) throw missing(`${path}.record`);
    const record = readRecord(common, value.record, path);
    requireReadable(record, path);
    return record;
  },
};

/** Lost characters (standards.md F14) are delivered only where the agency says so. */
function requireReadable(record: AssetRecord, path: string): void {
  const admitted = record.warnings.some((warning) => warning.code === 'CHARACTERS_LOST');
  if (!admitted && JSON.stringify(record).includes('\uFFFD')) {
    throw new FieldFault(path, 'MALFORMED', 'has lost characters and no warning of it');
  }
}
