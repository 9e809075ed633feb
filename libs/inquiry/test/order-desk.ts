import {
  noHolidaysKnown,
  AuditLog,
  DiandaError,
  defaultCaseTypeRules,
  OrderInquiry,
  RightToAsk,
  type AcceptedInquiry,
  type Actor,
  type Agency,
  type AgencyDirectory,
  type AuditEntry,
  type CaseStore,
  type CaseTypeRules,
  type EnforcementCase,
  type Inquiry,
  type InquiryOrder,
  type InquiryStore,
  type Instant,
  type NoticeStore,
  type Officer,
  type StoredNotice,
} from '../src/index.js';
import { enforcementCase, officer } from './casework.js';
import { LoadedDice, scripted } from './fakes.js';
import { agency, inquiry, orderedAt, service, storedNotice, uuid } from './world.js';

type Accepted = Parameters<InquiryStore['accept']>[0];

class KeptAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];

  override append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }
}

/** What the world around an order is like; each member may be changed before the order comes in. */
export interface OrderWorld {
  readonly case: EnforcementCase | undefined;
  /** The case when the order is stored, under its lock: what happened meanwhile. */
  readonly caseUnderLock: EnforcementCase | undefined;
  readonly officers: readonly Officer[];
  readonly directory: readonly Agency[];
  readonly notices: readonly StoredNotice[];
  /** Inquiries that the actor sees. */
  readonly inquiries: readonly Inquiry[];
  readonly rules: CaseTypeRules;
  readonly nowUnderLock: Instant;
  /** Whether two orders under one key pass the first look together, so that the store alone can tell them apart. */
  readonly isRacing: boolean;
  /** What becomes of storing, when it is not possible. */
  readonly storageError: Error | undefined;
}

/** A court's desk in memory: keeps what is stored and written to the audit, and behaves as the ports promise. */
export class OrderDesk {
  readonly stored: Accepted[] = [];
  readonly audit = new KeptAudit();
  private readonly world: OrderWorld;

  constructor(changes: Partial<OrderWorld> = {}) {
    this.world = {
      case: enforcementCase(),
      caseUnderLock: undefined,
      officers: [officer(1), officer(2)],
      directory: [agency(1, [service('BANK_ACCOUNT')]), agency(2, [service('LAND')])],
      notices: [storedNotice()],
      inquiries: [],
      rules: defaultCaseTypeRules,
      nowUnderLock: orderedAt,
      isRacing: false,
      storageError: undefined,
      ...changes,
    };
  }

  order(order: InquiryOrder, by: Actor, key = 'key-1'): Promise<AcceptedInquiry> {
    return this.orderInquiry().run(order, by, key);
  }

  orderInquiry(): OrderInquiry {
    const { world } = this;
    const cases = scripted<CaseStore>('CaseStore', {
      find: (caseNumber) => Promise.resolve(world.case?.caseNumber === caseNumber ? world.case : undefined),
      findOfficer: (id) => Promise.resolve(world.officers.find((each) => each.id === id)),
    });
    const directory = scripted<AgencyDirectory>('AgencyDirectory', {
      list: () => Promise.resolve(world.directory),
      calendars: () => Promise.resolve({ holidays: noHolidaysKnown, closures: new Map() }),
    });
    const dice = new LoadedDice({ uuids: [uuid(900 + this.stored.length)] });
    const right = new RightToAsk(cases, world.rules);
    const notices = scripted<NoticeStore>('NoticeStore', {
      find: (id) => Promise.resolve(world.notices.find((each) => each.id === id)),
    });
    return new OrderInquiry(right, directory, notices, this.inquiries(), this.audit, dice);
  }

  private inquiries(): InquiryStore {
    const { world } = this;
    const earlier = (by: Actor, key: string) =>
      this.stored.find((each) => each.by.accountId === by.accountId && each.idempotencyKey === key);
    const acceptedOf = ({ inquiry }: Accepted, created: boolean): AcceptedInquiry => ({
      inquiryId: inquiry.id,
      acceptedAt: inquiry.orderedAt,
      created,
    });
    return scripted<InquiryStore>('InquiryStore', {
      now: () => Promise.resolve(orderedAt),
      view: (id) => {
        const found = world.inquiries.find((each) => each.id === id);
        if (found === undefined) return Promise.resolve(undefined);
        return Promise.resolve({
          inquiry: found,
          state: 'completed' as const,
          completedAt: orderedAt,
          legs: [],
          sealedVersions: 1,
          readAt: orderedAt,
        });
      },
      findByIdempotencyKey: (by, key, bodyHash) => {
        const found = world.isRacing ? undefined : earlier(by, key);
        return Promise.resolve(
          found === undefined
            ? undefined
            : { ...acceptedOf(found, false), isSameBody: found.bodyHash === bodyHash },
        );
      },
      accept: (order) =>
        Promise.resolve().then(() => {
          if (world.storageError !== undefined) throw world.storageError;
          const first = earlier(order.by, order.idempotencyKey);
          if (first !== undefined) {
            if (first.bodyHash !== order.bodyHash) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
            return acceptedOf(first, false);
          }
          const current = world.caseUnderLock ?? world.case;
          if (current === undefined) throw DiandaError.notFound('CASE_NOT_FOUND');
          order.recheck(current, world.nowUnderLock);
          this.stored.push(order);
          return acceptedOf(order, true);
        }),
    });
  }
}

/** An order for all parties, all classes and all agencies of the sample case. */
export function anOrder(changes: Partial<InquiryOrder> = {}): InquiryOrder {
  const { caseNumber, noticeId, purpose } = inquiry();
  if (noticeId === undefined) throw new TypeError('the sample inquiry has a notice');
  return {
    caseNumber,
    subjects: [],
    assetClasses: [],
    agencies: [],
    regions: [],
    noticeId,
    purpose,
    priority: 'routine',
    ...changes,
  };
}
