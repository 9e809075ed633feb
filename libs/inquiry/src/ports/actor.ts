import type { AccountId, CourtCode, OfficerId } from '../model/ids.js';

export const actorRoles = ['officer', 'court-system', 'ops', 'admin'] as const;
export type ActorRole = (typeof actorRoles)[number];

/** A machine client of a court's case system: it has an account id, and no password. */
export interface CourtSystemActor {
  readonly role: 'court-system';
  readonly accountId: AccountId;
  readonly courtCode: CourtCode;
}

/** Somebody who signs in. */
export type PersonActor =
  | {
      readonly role: 'officer';
      readonly accountId: AccountId;
      readonly officerId: OfficerId;
      readonly courtCode: CourtCode;
    }
  /** 运维: sees codes and counts, and no case. */
  | { readonly role: 'ops'; readonly accountId: AccountId }
  /** 管理员: keeps courts, officers and accounts; runs nothing and sees no case. */
  | { readonly role: 'admin'; readonly accountId: AccountId };

/** Who acts, as the edge has established it; checked again by every use case. */
export type Actor = PersonActor | CourtSystemActor;
