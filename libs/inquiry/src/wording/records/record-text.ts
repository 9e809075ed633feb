import type { AssetRecord } from '../../model/index.js';
import { shownTime } from '../shown-time.js';
import type { ReportWords } from '../words/words.js';
import {
  accountLines,
  assetLines,
  customerLines,
  freezeLine,
  priorRightLine,
  subAccountLine,
  transactionLine,
} from './bank-text.js';
import { fundLines } from './fund-text.js';
import { houseLines, mortgageLine, noticeLine, objectionLine, rightLines, seizureLine } from './land-text.js';
import { crossingLines, identityLines, residenceLines, stayLines } from './person-text.js';
import { vehicleLines } from './vehicle-text.js';

/** One record as lines: what it is first, then what lies on it (indented), then its source and what is odd. */
export function recordLines(record: AssetRecord, words: ReportWords): readonly string[] {
  const [first = '', ...rest] = [
    ...detailLines(record, words),
    words.report.source(record.source, record.sourceRecordId, shownTime(record.asOf)),
    record.disputed ? words.record.disputed : '',
    ...record.warnings.map(({ field, code }) => words.report.warning(words.warning[code], field)),
  ];
  const further = rest.filter((line) => line !== '').map((line) => `  ${line}`);
  return [`${words.recordKind[record.kind]} ${first}`.trim(), ...further];
}

function detailLines(record: AssetRecord, words: ReportWords): readonly string[] {
  switch (record.kind) {
    case 'house_right':
      return houseLines(record, words);
    case 'land_ownership':
    case 'land_use_right':
    case 'sea_use_right':
    case 'structure_right':
    case 'forest_right':
      return rightLines(record, words);
    case 'land_mortgage':
      return [mortgageLine(record, words)];
    case 'land_seizure':
      return [seizureLine(record, words)];
    case 'advance_notice':
      return [noticeLine(record)];
    case 'land_objection':
      return [objectionLine(record)];
    case 'bank_account':
      return accountLines(record, words);
    case 'financial_asset':
      return assetLines(record, words);
    case 'bank_freeze':
      return [freezeLine(record, words)];
    case 'bank_prior_right':
      return [priorRightLine(record)];
    case 'bank_sub_account':
      return [subAccountLine(record)];
    case 'bank_transaction':
      return [transactionLine(record, words)];
    case 'bank_customer':
      return customerLines(record, words);
    case 'vehicle':
      return vehicleLines(record, words);
    case 'housing_fund_account':
      return fundLines(record, words);
    case 'person_identity':
      return identityLines(record, words);
    case 'person_residence':
      return residenceLines(record, words);
    case 'lodging_stay':
      return stayLines(record, words);
    case 'border_crossing':
      return crossingLines(record, words);
    default:
      return record satisfies never;
  }
}
