import { createHash } from 'node:crypto';
import { isOpen, type Leg } from '../model/leg.js';
import type {
  ClassResult,
  LegResult,
  Report,
  ReportContent,
  ReportCounts,
  ReportGap,
  SubjectResult,
} from '../model/report.js';
import type { Subject } from '../model/subject.js';
import type { ReportInputs } from '../ports/inquiry-store.js';
import { canonicalJson } from './canonical-json.js';
import { legResult } from './leg-result.js';
import { maskNumber } from './mask-text.js';
import { maskPersonalData } from './masking.js';
import { totalsOf } from './totals.js';

/**
 * report: the pure fold of all answers of an inquiry. Order-independent in legs and answers; loses nothing: each leg
 * is in exactly one place, and each that was not searched is a named gap, open or cancelled. Masked as a whole. Throws
 * TypeError for inputs that storage forbids: a settled leg without its answer, a leg about nobody in the inquiry.
 */
export function foldReport(inputs: ReportInputs): ReportContent {
  return maskPersonalData(unmaskedContent(inputs), inputs.inquiry.subjects);
}

function unmaskedContent(inputs: ReportInputs): ReportContent {
  const { inquiry } = inputs;
  const legs = inputs.legs.toSorted(byPlace);
  const subjectIds = new Set(inquiry.subjects.map((subject) => subject.id));
  if (!legs.every((leg) => subjectIds.has(leg.subjectId)))
    throw new TypeError('a leg asks about nobody whom its inquiry names');
  const results = new Map(legs.map((leg) => [leg.id, legResult(leg, inputs)]));
  const resultOf = (leg: Leg): LegResult => {
    const result = results.get(leg.id);
    if (result === undefined) throw new TypeError('a leg has no result');
    return result;
  };
  const gaps = legs.flatMap((leg) => gapsOf(leg, resultOf(leg)));
  return {
    inquiryId: inquiry.id,
    caseNumber: inquiry.caseNumber,
    court: inquiry.court,
    notice: inquiry.notice,
    purpose: inquiry.purpose,
    orderedAt: inquiry.orderedAt,
    regions: inquiry.regions,
    complete: !legs.some((leg) => isOpen(leg.state)),
    counts: {
      ...countsOf(legs.map(resultOf)),
      missingParts: gaps.filter((gap) => gap.part !== undefined).length,
    },
    gaps,
    subjects: inquiry.subjects.map((subject) => subjectResult(subject, legs, resultOf)),
  };
}

/** SHA-256 (hex) over the canonical JSON of the content. */
export function hashReport(content: ReportContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** The report while legs are open: computed, with hash and as-of, not kept. */
export function provisionalReport(inputs: ReportInputs): Report {
  const content = foldReport(inputs);
  return { ...content, contentHash: hashReport(content), asOf: inputs.readAt, standing: 'provisional' };
}

/** A numbered version, kept for ever as it is. */
export function sealReport(inputs: ReportInputs, version: number): Report {
  const content = foldReport(inputs);
  return { ...content, contentHash: hashReport(content), asOf: inputs.readAt, standing: 'sealed', version };
}

function byPlace(one: Leg, other: Leg): number {
  const place = (leg: Leg) => `${leg.assetClass} ${leg.agencyCode ?? ''} ${leg.region ?? ''} ${leg.id}`;
  return place(one) < place(other) ? -1 : 1;
}

function subjectResult(
  subject: Subject,
  legs: readonly Leg[],
  resultOf: (leg: Leg) => LegResult,
): SubjectResult {
  const own = legs.filter((leg) => leg.subjectId === subject.id);
  const classes = [...new Set(own.map((leg) => leg.assetClass))].map((assetClass): ClassResult => {
    const results = own.filter((leg) => leg.assetClass === assetClass).map(resultOf);
    return { assetClass, legs: results, totals: totalsOf(results) };
  });
  return {
    subjectId: subject.id,
    kind: subject.kind,
    name: subject.name,
    document: { type: subject.document.type, maskedNumber: maskNumber(subject.document.number) },
    classes,
  };
}

function countsOf(results: readonly LegResult[]): Omit<ReportCounts, 'missingParts'> {
  const count = (status: LegResult['status']) => results.filter((each) => each.status === status).length;
  return {
    legs: results.length,
    searched: count('searched'),
    searchedEmpty: count('searched_empty'),
    unreceipted: count('unreceipted'),
    gaps: count('gap'),
    open: count('open'),
    cancelled: count('cancelled'),
  };
}

/** Every leg that was not searched, and every part of a leg that was not, by name. */
function gapsOf(leg: Leg, result: LegResult): readonly ReportGap[] {
  const where = {
    legId: leg.id,
    subjectId: leg.subjectId,
    assetClass: leg.assetClass,
    agency: result.agency,
    region: leg.region,
  };
  switch (result.status) {
    case 'gap':
      return [{ ...where, rung: result.rung, part: undefined, reason: result.reason, detail: result.detail }];
    case 'cancelled':
      return [{ ...where, rung: 'cancelled', part: undefined, reason: result.reason, detail: '' }];
    case 'searched':
      return missingGaps(where, result.missing);
    case 'unreceipted':
      return [
        { ...where, rung: result.rung, part: undefined, reason: 'RECEIPT_MISSING', detail: '' },
        ...(result.rung === 'found' ? missingGaps(where, result.missing) : []),
      ];
    case 'searched_empty':
    case 'open':
      return [];
    default:
      return result satisfies never;
  }
}

function missingGaps(
  where: Omit<ReportGap, 'rung' | 'part' | 'reason' | 'detail'>,
  missing: readonly { readonly part: string; readonly reason: string; readonly detail: string }[],
): readonly ReportGap[] {
  return missing.map(({ part, reason, detail }) => ({ ...where, rung: 'found', part, reason, detail }));
}
