import {
  DiandaError,
  isInTeam,
  NoticeStore,
  type Actor,
  type AuditLog,
  type Instant,
  type NewNotice,
  type NoticeId,
  type StoredNotice,
} from '@dianda/inquiry';
import type { MemoryCases } from './memory-cases.js';

type Put = Parameters<NoticeStore['put']>[0];

/** Notices in memory, with the port's rules: repeated numbers, the recheck, and who sees what. */
export class MemoryNotices extends NoticeStore {
  private readonly stored = new Map<NoticeId, StoredNotice & { readonly content: Uint8Array }>();

  constructor(
    private readonly cases: MemoryCases,
    private readonly audit: AuditLog,
    private readonly clock: () => Instant,
  ) {
    super();
  }

  override async put({ notice, recheck, by }: Put) {
    const current = await this.cases.findById(notice.caseId);
    if (current === undefined) throw new Error('a notice in a case that is not stored');
    recheck(current, this.clock());
    const earlier = this.stored.get(notice.id);
    if (earlier !== undefined && earlier.sha256 !== notice.sha256)
      throw DiandaError.conflict('NOTICE_NUMBER_TAKEN');
    const kept = earlier ?? { ...notice, caseNumber: current.caseNumber, storedAt: this.clock() };
    this.stored.set(notice.id, kept);
    await this.append('notice_stored', notice, by);
    return { notice: withoutContent(kept), created: earlier === undefined };
  }

  override async find(id: NoticeId, by: Actor): Promise<StoredNotice | undefined> {
    const found = await this.visible(id, by);
    return found && withoutContent(found);
  }

  override async read(id: NoticeId, by: Actor) {
    const found = await this.visible(id, by);
    if (found === undefined) return undefined;
    await this.append('notice_viewed', found, by);
    return { notice: withoutContent(found), content: found.content };
  }

  private async visible(id: NoticeId, by: Actor) {
    const found = this.stored.get(id);
    const current = found && (await this.cases.findById(found.caseId));
    if (current === undefined || by.role === 'ops' || by.role === 'admin') return undefined;
    const mine =
      by.role === 'officer' ? isInTeam(current, by.officerId) : current.court.code === by.courtCode;
    return mine ? found : undefined;
  }

  private append(action: 'notice_stored' | 'notice_viewed', { id }: Pick<NewNotice, 'id'>, by: Actor) {
    return this.audit.append({ action, by, subject: { kind: 'notice', id }, facts: {} });
  }
}

function withoutContent({
  content: _content,
  ...notice
}: StoredNotice & { readonly content: Uint8Array }): StoredNotice {
  return notice;
}
