import { createHash } from 'node:crypto';
import type { Brand } from './brand.js';
import type { Region } from './region.js';

export type CaseId = Brand<string, 'CaseId'>;
export type SubjectId = Brand<string, 'SubjectId'>;
export type InquiryId = Brand<string, 'InquiryId'>;
export type LegId = Brand<string, 'LegId'>;
export type NoticeId = Brand<string, 'NoticeId'>;
export type AttemptId = Brand<string, 'AttemptId'>;
export type OfficerId = Brand<string, 'OfficerId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type BatchId = Brand<string, 'BatchId'>;
export type WebhookId = Brand<string, 'WebhookId'>;
export type WebhookDeliveryId = Brand<string, 'WebhookDeliveryId'>;
export type AgencyCode = Brand<string, 'AgencyCode'>;
export type MaintenanceId = Brand<string, 'MaintenanceId'>;
export type CourtCode = Brand<string, 'CourtCode'>;

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const agencyCodeShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const courtCodeShape = /^[\p{Script=Han}](?:[0-9]{2}|[0-9]{4})?$|^最高法$/u;

function parseUuid<Name extends string>(): (text: string) => Brand<string, Name> | undefined {
  const isId = (text: string): text is Brand<string, Name> => uuidShape.test(text);
  return (text) => {
    const lower = text.toLowerCase();
    return isId(lower) ? lower : undefined;
  };
}

/** Each parse function answers `undefined` for a text that is no RFC 9562 UUID; the id is its lower-cased form. */
export const parseCaseId = parseUuid<'CaseId'>();
export const parseSubjectId = parseUuid<'SubjectId'>();
export const parseInquiryId = parseUuid<'InquiryId'>();
export const parseLegId = parseUuid<'LegId'>();
export const parseNoticeId = parseUuid<'NoticeId'>();
export const parseAttemptId = parseUuid<'AttemptId'>();
export const parseOfficerId = parseUuid<'OfficerId'>();
export const parseAccountId = parseUuid<'AccountId'>();
export const parseWebhookId = parseUuid<'WebhookId'>();
export const parseWebhookDeliveryId = parseUuid<'WebhookDeliveryId'>();
export const parseMaintenanceId = parseUuid<'MaintenanceId'>();

export const parseBatchId = parseUuid<'BatchId'>();

/** Lower-case words joined by `-`, at most 64 characters, e.g. `land-registry-3208`. */
export function parseAgencyCode(text: string): AgencyCode | undefined {
  const isCode = (value: string): value is AgencyCode => value.length <= 64 && agencyCodeShape.test(value);
  return isCode(text) ? text : undefined;
}

/** The court's 代字: one Han letter, with two or four digits below a high court (standards.md 4.3), e.g. `苏0812`. */
export function parseCourtCode(text: string): CourtCode | undefined {
  const isCode = (value: string): value is CourtCode => courtCodeShape.test(value);
  return isCode(text) ? text : undefined;
}

/** Unwraps a parse result where the text is ours (a database row, a derived id): a failure is a defect. */
export function mustParse<T>(parse: (text: string) => T | undefined, text: string): T {
  const value = parse(text);
  if (value === undefined) throw new TypeError(`malformed id of ${text.length} characters`);
  return value;
}

/** An RFC 9562 version 8 UUID out of SHA-256: the same parts give the same id for ever. */
function derivedUuid(kind: string, parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * Planning twice plans nothing new, because a leg is named by what it asks. The region is that of a leg without agency,
 * if it has one: what an agency is asked, it is asked once, however many regions were chosen.
 */
export function legIdOf(
  inquiry: InquiryId,
  subject: SubjectId,
  agency: AgencyCode,
  assetClass: string,
  region?: Region,
): LegId {
  const where = region === undefined ? [] : [region];
  return mustParse(parseLegId, derivedUuid('leg', [inquiry, subject, agency, assetClass, ...where]));
}

/**
 * A party keeps its id however often the court's case system pushes the case. `referenceIndex` is a keyed hash of the
 * court's reference of the party: a reference may be an identity number, and of an id that is derived without a key
 * anybody could tell by trying them all.
 */
export function subjectIdOf(caseId: CaseId, referenceIndex: string): SubjectId {
  return mustParse(parseSubjectId, derivedUuid('subject', [caseId, referenceIndex]));
}

/**
 * A notice is named by its case and number, however brackets and spaces are typed: storing it twice stores it once. The
 * origin is part of the name, so that a notice drawn up here and the same one sealed by the court are two documents.
 */
export function noticeIdOf(caseId: CaseId, number: string, origin: string): NoticeId {
  const key = number.normalize('NFKC').replace(/\s+/gu, '');
  return mustParse(parseNoticeId, derivedUuid('notice', [caseId, key, origin]));
}

/** A case is named by its case key (案号 without 之N and leading zeros). */
export function caseIdOf(caseKey: string): CaseId {
  return mustParse(parseCaseId, derivedUuid('case', [caseKey]));
}
