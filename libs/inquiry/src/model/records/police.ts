import type { IdDocumentType, IsoDate } from '@dianda/identifiers';
import type { Instant } from '../time.js';
import type { Coded } from './coded.js';
import type { Sex, ThirdPerson } from './holder.js';

/** 身份信息 */
export interface PersonIdentity {
  readonly name: string;
  readonly formerName?: string;
  readonly sex?: Coded<Sex>;
  readonly bornOn?: IsoDate;
  readonly idNumber: string;
  /** 户籍地 */
  readonly householdAddress?: string;
  /** 暂住地 */
  readonly temporaryAddress?: string;
  /** JPEG; only where the authority carries it. */
  readonly photoBase64?: string;
  /** Only where the authority carries them. */
  readonly householdMembers: readonly ThirdPerson[];
}

/** 户籍地 or 暂住地 */
export const residenceKinds = ['REGISTERED', 'TEMPORARY'] as const;
export type ResidenceKind = (typeof residenceKinds)[number];

export interface PersonResidence {
  readonly residenceKind: Coded<ResidenceKind>;
  readonly address: string;
  readonly regionCode?: string;
  readonly fromOn?: IsoDate;
  /** Absent while it lasts. */
  readonly toOn?: IsoDate;
}

/** 住宿: one stay, without co-guests. */
export interface LodgingStay {
  readonly checkInAt: Instant;
  /** Absent while the subject is still there. */
  readonly checkOutAt?: Instant;
  readonly hotelName: string;
  readonly hotelAddress?: string;
  readonly phone?: string;
}

/** 出境, 入境 */
export const crossingDirections = ['EXIT', 'ENTRY'] as const;
export type CrossingDirection = (typeof crossingDirections)[number];

/** 出入境: one crossing. */
export interface BorderCrossing {
  readonly documentType: Coded<IdDocumentType>;
  readonly documentNumber: string;
  readonly crossedAt: Instant;
  readonly direction: Coded<CrossingDirection>;
  readonly destination?: string;
  readonly phone?: string;
}
