import type { IdDocumentType } from '@dianda/identifiers';
import type { Coded } from './coded.js';

/** GB/T 2261.1: 1, 2, 9; 0 is `UNKNOWN`. */
export const sexes = ['MALE', 'FEMALE', 'NOT_STATED'] as const;
export type Sex = (typeof sexes)[number];

export const thirdPersonKinds = ['UNKNOWN', 'PERSON', 'ORGANISATION', 'FINANCIAL_INSTITUTION'] as const;
/** `UNKNOWN` is to be treated as a natural person. */
export type ThirdPersonKind = (typeof thirdPersonKinds)[number];

/** What a register holds of somebody. */
interface Registered {
  readonly documentType?: Coded<IdDocumentType>;
  /** As held; may be the 15-digit form. */
  readonly documentNumber?: string;
  readonly nationality?: string;
  readonly sex?: Coded<Sex>;
  readonly phone?: string;
  readonly address?: string;
}

/** The subject as this register has it, which may differ from the question in spelling or document. */
export interface RegisteredSubject extends Registered {
  readonly name: string;
}

/**
 * Somebody who is not the subject (‡ in standards.md). Every datum about such a person lies in this type, so that
 * a reader masks by type: masked by default, shown only under a right of its own.
 */
export interface ThirdPerson extends Registered {
  readonly kind: ThirdPersonKind;
  readonly name?: string;
  /** Account, bank and bank code of a counterparty (对手方). */
  readonly accountNumber?: string;
  readonly bankName?: string;
  readonly bankCode?: string;
}

/** 共有方式 0 to 3. */
export const coOwnerships = ['SOLE', 'JOINT', 'BY_SHARES', 'OTHER'] as const;
export type CoOwnership = (typeof coOwnerships)[number];

/** Who has a part in an asset. */
export type Holder = { readonly subject: RegisteredSubject } | { readonly thirdPerson: ThirdPerson };
