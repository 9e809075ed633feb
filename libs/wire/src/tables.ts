import { codeTable } from './codec/codes.js';
import * as answer from './generated/dianda/adapter/v1/answer.js';
import * as authority from './generated/dianda/adapter/v1/authority.js';
import * as subject from './generated/dianda/adapter/v1/subject.js';

// The contract's own code tables; those of the registers stand beside their records.

export const assetClasses = codeTable('ASSET_CLASS', subject.AssetClass);
export const subjectKinds = codeTable('SUBJECT_KIND', subject.SubjectKind);
export const idDocumentTypes = codeTable('ID_DOCUMENT_TYPE', subject.IdDocumentType);
export const dataCategories = codeTable('DATA_CATEGORY', authority.DataCategory);
export const agencyCategories = codeTable('AGENCY_CATEGORY', authority.AgencyCategory);
export const gapParts = codeTable('GAP_PART', answer.GapPart);
export const gapReasons = codeTable('GAP_REASON', answer.GapReason);
export const matchedFields = codeTable('MATCHED_FIELD', answer.MatchedField);
export const notCoveredReasons = codeTable('NOT_COVERED_REASON', answer.NotCoveredReason);
export const refusalReasons = codeTable('REFUSAL_REASON', answer.RefusalReason);
