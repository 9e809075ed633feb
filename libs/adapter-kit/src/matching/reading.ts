import type { IdDocumentRow } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';

/** Whom the rows of one search are held against, and by which lists they are read. */
export interface Reading {
  readonly subject: Identity;
  /** The agency's own list of document types. */
  readonly documentRows: readonly IdDocumentRow[];
  /** Code lists are read as of its day. */
  readonly now: Date;
}
