import { randomUUID } from 'node:crypto';
import {
  instantOf,
  mustParse,
  parseInquiryId,
  parseLegId,
  type AgencyCategory,
  type AgencyCode,
  type AssetClass,
  type Question,
} from '@dianda/inquiry';
import { signWarrant, subjectDigest, type SigningKey, type WarrantClaims } from '@dianda/trust';
import {
  encodeInquire,
  encodeWithdraw,
  type InquireRequest,
  type WarrantOnWire,
  type WithdrawResponse,
} from '@dianda/wire';
import type { AskingCourt } from '../subjects/asking-court.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Exchange, Ledger } from './ledger.js';
import { methods, type CallResult, type Line } from './line.js';

/** How a call differs from what an honest court would send. */
export interface AskOptions {
  readonly pageToken?: string;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** What the typed part of the message says, where that is not what the warrant is made for. */
  readonly shown?: Question;
  /** Makes the warrant out of the honest claims; the typed authority shows times and id of the claims it answers. */
  readonly warrant?: (honest: WarrantClaims) => MintedWarrant | Promise<MintedWarrant>;
  /** Changes the message after the warrant was made for it. */
  readonly tamper?: (request: InquireRequest) => InquireRequest;
}

export interface MintedWarrant {
  readonly jws: Uint8Array;
  readonly claims: WarrantClaims;
}

export interface CourtFacts {
  readonly agencyCode: AgencyCode;
  /** Name of the court platform, as agreed with the agency (claim `iss`). */
  readonly issuer: string;
  /** The key whose public half the adapter under test trusts. */
  readonly key: SigningKey;
  readonly asking: AskingCourt;
  readonly callMs: number;
}

const WARRANT_LIFE_MS = 3_600_000;

const categoryOf: Record<AssetClass, AgencyCategory> = {
  LAND: 'land_registry',
  VEHICLE: 'vehicle_bureau',
  HOUSING_FUND: 'housing_fund',
  BANK_ACCOUNT: 'bank',
  IDENTITY: 'police',
  RESIDENCE: 'police',
  LODGING: 'police',
  EXIT_ENTRY: 'police',
};

/** The court's side: makes questions, signs warrants, asks, and enters every exchange into the ledger. */
export class Court {
  constructor(
    readonly facts: CourtFacts,
    private readonly line: Line,
    private readonly ledger: Ledger,
  ) {}

  /** The same court on another connection. */
  over(line: Line): Court {
    return new Court(this.facts, line, this.ledger);
  }

  /** A fresh leg about the subject, under a warrant for one hour. */
  question(subject: SubjectRow, changes: Partial<Question> = {}): Question {
    const { asking, agencyCode } = this.facts;
    const assetClass = changes.assetClass ?? subject.assetClass;
    return {
      legId: mustParse(parseLegId, randomUUID()),
      round: 1,
      agencyCode,
      agencyCategory: categoryOf[assetClass],
      assetClass,
      subject: subject.identity,
      authority: {
        inquiryId: mustParse(parseInquiryId, randomUUID()),
        court: asking.court,
        caseNumber: asking.caseNumber,
        caseType: asking.caseType,
        requestedBy: asking.requestedBy,
        responsibleOfficer: asking.responsibleOfficer,
        notice: asking.notice,
        purpose: asking.purpose,
        dataCategories: subject.dataCategories,
        transactions: subject.transactions,
      },
      clarificationReply: undefined,
      expiresAt: instantOf(wholeSecond(Date.now() + WARRANT_LIFE_MS)),
      ...changes,
    };
  }

  /** Asks one page. Never rejects for what the server does. */
  async ask(question: Question, options: AskOptions = {}): Promise<Exchange> {
    const { pageToken = '', deadlineMs = this.facts.callMs, signal, shown, warrant, tamper } = options;
    const honest = claimsOf(question, this.facts.issuer);
    const minted = await (warrant ?? ((claims) => this.mint(claims)))(honest);
    const request = encodeInquire(shown ?? question, onWire(minted), pageToken);
    const result = await this.line.call(methods.inquire, tamper?.(request) ?? request, {
      deadlineMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const exchange = { question, pageToken, result };
    this.ledger.enter(exchange);
    return exchange;
  }

  withdraw(question: Question): Promise<CallResult<WithdrawResponse>> {
    const request = encodeWithdraw({ legId: question.legId, reason: 'CANCELLED' });
    return this.line.call(methods.withdraw, request, { deadlineMs: this.facts.callMs });
  }

  private async mint(claims: WarrantClaims): Promise<MintedWarrant> {
    return { claims, jws: await signWarrant(claims, this.facts.key) };
  }
}

function onWire({ jws, claims }: MintedWarrant): WarrantOnWire {
  return {
    jws,
    id: claims.jti,
    issuedAt: instantOf(claims.iat * 1000),
    expiresAt: instantOf(claims.exp * 1000),
  };
}

/** What an honest warrant for the question says, issued now. */
export function claimsOf(question: Question, issuer: string): WarrantClaims {
  const { authority, subject } = question;
  const { requestedBy, responsibleOfficer } = authority;
  return {
    iss: issuer,
    aud: question.agencyCode,
    jti: randomUUID(),
    iat: wholeSecond(Date.now()) / 1000,
    exp: wholeSecond(Date.parse(question.expiresAt)) / 1000,
    legId: question.legId,
    inquiryId: authority.inquiryId,
    court: { code: authority.court.code, name: authority.court.name },
    caseNumber: authority.caseNumber,
    caseType: authority.caseType,
    officer: {
      id: requestedBy.id,
      name: requestedBy.name,
      workId: requestedBy.workId,
      dutyId: requestedBy.dutyId,
    },
    requestedBy: { id: requestedBy.id, name: requestedBy.name },
    responsibleOfficer: { id: responsibleOfficer.id, name: responsibleOfficer.name },
    notice: authority.notice,
    subjectDigest: subjectDigest(question.legId, {
      kind: subject.kind,
      name: subject.name,
      documentType: subject.document.type,
      documentNumber: subject.document.number,
    }),
    assetClass: question.assetClass,
    purpose: authority.purpose,
    dataCategories: authority.dataCategories,
    ...(authority.transactions === undefined ? {} : { transactions: authority.transactions }),
  };
}

/** Warrants count whole seconds. */
function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
