import type { EnforcementCase } from '../model/enforcement-case.js';
import type { NoticeId } from '../model/ids.js';
import type { StoredNotice } from '../model/notice.js';
import type { Instant } from '../model/time.js';
import type { Actor } from './actor.js';

/** A notice before the store has given it its time; `sha256` is that of `content`. */
export type NewNotice = Omit<StoredNotice, 'storedAt' | 'caseNumber'> & { readonly content: Uint8Array };

/**
 * Notices with their bytes, encrypted under the key of their case. Who may see: whoever may see the case's inquiries;
 * for everyone else a notice does not exist (undefined).
 */
export abstract class NoticeStore {
  /**
   * Stores the notice and its audit entry in one transaction. The case is locked and `recheck` runs on its present
   * state. The same number with the same bytes is the notice that is there; with other bytes NOTICE_NUMBER_TAKEN.
   */
  abstract put(order: {
    readonly notice: NewNotice;
    readonly by: Actor;
    readonly recheck: (current: EnforcementCase, now: Instant) => void;
  }): Promise<{ readonly notice: StoredNotice; readonly created: boolean }>;
  abstract find(id: NoticeId, by: Actor): Promise<StoredNotice | undefined>;
  /** The bytes as they were stored, with the audit entry of the look in the same transaction. */
  abstract read(
    id: NoticeId,
    by: Actor,
  ): Promise<{ readonly notice: StoredNotice; readonly content: Uint8Array } | undefined>;
}
