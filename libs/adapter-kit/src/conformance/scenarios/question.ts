import { randomUUID } from 'node:crypto';
import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import { assetClasses, makesSense, subjectKinds, type Identity } from '@dianda/inquiry';
import type { InquireRequest } from '@dianda/wire';
import { at, skipped, verdictOf, type Verdict } from '../judge/finding.js';
import { judgeAnswer, judgeRung } from '../judge/judge-answer.js';
import { judgeError } from '../judge/judge-error.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';
import { aboutAnybody, type Scenario } from './scenario.js';

const QUESTION_INVALID = {
  code: 'INVALID_ARGUMENT',
  reason: 'QUESTION_INVALID',
  origin: 'requester',
} as const;

type WireSubject = NonNullable<InquireRequest['subject']>;

/** Half an identity: each lacks one thing without which nobody can be searched for. */
const halves: readonly { readonly field: string; readonly change: Partial<WireSubject> }[] = [
  { field: 'subject.name', change: { name: '' } },
  { field: 'subject.document_number', change: { documentNumber: '' } },
];

/** proto/README.md sections 4 and 6: what cannot be searched is refused by its code and never searched by half. */
export const questionScenarios: readonly Scenario[] = [
  {
    id: 'half-an-identity',
    section: 4,
    run: aboutAnybody(async ({ court }, subject) => {
      const findings = [];
      for (const { field, change } of halves) {
        const { result } = await court.ask(court.question(subject), {
          tamper: (request) =>
            request.subject === undefined
              ? request
              : { ...request, subject: { ...request.subject, ...change } },
        });
        findings.push(...at(field, judgeError(result, { ...QUESTION_INVALID, badField: field })));
      }
      return verdictOf(findings);
    }),
  },
  {
    id: 'padded-identity',
    section: 3,
    run: aboutAnybody(async ({ court }, subject) => {
      const { result } = await court.ask(court.question(subject), {
        tamper: (request) =>
          request.subject === undefined
            ? request
            : { ...request, subject: { ...request.subject, name: `${request.subject.name} ` } },
      });
      return verdictOf(judgeError(result, QUESTION_INVALID));
    }),
  },
  {
    id: 'class-not-served',
    section: 1,
    run: aboutAnybody(async (bench, subject) => {
      const served = bench.description?.servedClasses.map((each) => each.assetClass) ?? [];
      const { kind } = subject.identity;
      const other = assetClasses.find((each) => !served.includes(each) && makesSense(each, kind));
      if (other === undefined) return skipped((words) => words.skip.servesEverything);
      const { result } = await bench.court.ask(bench.court.question(subject, { assetClass: other }));
      return verdictOf(
        judgeError(result, { code: 'INVALID_ARGUMENT', reason: 'CLASS_NOT_SERVED', origin: 'dianda' }),
      );
    }),
  },
  {
    id: 'document-type-not-served',
    section: 4,
    run: aboutAnybody(async (bench, subject) => {
      const types = servedClassOf(bench, subject)?.documentTypes ?? [];
      // OTHER names no document, so that nobody can be certain to hold no row for it.
      const type = ID_DOCUMENT_TYPES.find((each) => !types.includes(each) && each !== 'OTHER');
      if (type === undefined) return skipped((words) => words.skip.servesEverything);
      const stranger: Identity = { ...subject.identity, document: { type, number: 'SYN0990001' } };
      return notCovered(bench, { ...subject, identity: stranger });
    }),
  },
  {
    id: 'subject-kind-not-served',
    section: 1,
    run: aboutAnybody(async (bench, subject) => {
      const kinds = servedClassOf(bench, subject)?.subjectKinds ?? [];
      const kind = subjectKinds.find((each) => !kinds.includes(each));
      if (kind === undefined) return skipped((words) => words.skip.servesEverything);
      return notCovered(bench, { ...subject, identity: { ...subject.identity, kind } });
    }),
  },
  {
    id: 'page-token-unknown',
    section: 6,
    run: aboutAnybody(async ({ court }, subject) => {
      const { result } = await court.ask(court.question(subject), { pageToken: randomUUID() });
      return verdictOf(
        judgeError(result, { code: 'INVALID_ARGUMENT', reason: 'PAGE_TOKEN_INVALID', origin: 'dianda' }),
      );
    }),
  },
  {
    id: 'round-not-open',
    section: 6,
    run: aboutAnybody(async ({ court }, subject) => {
      const question = court.question(subject, {
        round: 2,
        clarificationReply: subject.clarificationReply,
      });
      const { result } = await court.ask(question);
      return verdictOf(
        judgeError(result, { code: 'FAILED_PRECONDITION', reason: 'ROUND_NOT_OPEN', origin: 'dianda' }),
      );
    }),
  },
  {
    id: 'leg-conflict',
    section: 6,
    run: aboutAnybody(async ({ court }, subject) => {
      const question = court.question(subject);
      await court.ask(question);
      const another = { ...question.subject, name: `${question.subject.name}二` };
      const { result } = await court.ask({ ...question, subject: another });
      return verdictOf(
        judgeError(result, { code: 'ALREADY_EXISTS', reason: 'LEG_CONFLICT', origin: 'dianda' }),
      );
    }),
  },
];

/** A document or kind without a row at the agency: `not_covered`, or QUESTION_INVALID, and no search either way. */
async function notCovered(bench: Bench, subject: SubjectRow): Promise<Verdict> {
  const exchange = await bench.court.ask(bench.court.question(subject));
  if (!exchange.result.ok) return verdictOf(judgeError(exchange.result, QUESTION_INVALID));
  const { reply, findings } = await judgeAnswer(exchange, bench.receipts);
  return verdictOf(reply === undefined ? findings : [...findings, ...judgeRung(reply, 'not_covered')]);
}

function servedClassOf(bench: Bench, { assetClass }: SubjectRow) {
  return bench.description?.servedClasses.find((each) => each.assetClass === assetClass);
}
