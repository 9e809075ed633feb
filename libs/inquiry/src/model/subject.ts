import type { IdDocumentType } from '@dianda/identifiers';
import type { SubjectKind } from './asset-class.js';
import type { SubjectId } from './ids.js';

export interface IdDocument {
  readonly type: IdDocumentType;
  /** Normalised number (standards.md section 4). */
  readonly number: string;
}

/** Who is asked about: name as registered, document type and number. All three are personal data. */
export interface Identity {
  readonly kind: SubjectKind;
  readonly name: string;
  readonly document: IdDocument;
}

/** 被查询人: a liable party of a case. */
export interface Subject extends Identity {
  readonly id: SubjectId;
}
