import fc from 'fast-check';
import { leg, person } from '../../test/legs.js';
import { anyReportInputs } from '../../test/report-inputs.js';
import { secretShape } from '../../test/people.js';
import { agency, agencyCode, inquiry, orderedAt, subject } from '../../test/world.js';
import {
  canonicalJson,
  foldReport,
  hashReport,
  isOpen,
  legStates,
  plusMs,
  provisionalReport,
  sealReport,
  type Answer,
  type Leg,
  type LegResult,
  type Report,
  type ReportInputs,
} from '../index.js';

function shuffled<T>(items: readonly T[], keys: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, key: keys[index % Math.max(1, keys.length)] ?? 0, index }))
    .sort((a, b) => a.key - b.key || b.index - a.index)
    .map(({ item }) => item);
}

function resultsOf(content: Pick<Report, 'subjects'>): LegResult[] {
  return content.subjects.flatMap((each) => each.classes.flatMap((one) => one.legs));
}

/** Inputs with one leg, and the answer that it has. */
function inputsOf(one: Leg, answer?: Answer, receiptNumbers: readonly (string | undefined)[] = ['R-1']) {
  const settled = { receiptNumbers, settledAt: orderedAt, late: false };
  return {
    inquiry: inquiry(),
    legs: [one],
    answers: new Map(answer === undefined ? [] : [[one.id, { answer, ...settled }]]),
    agencies: [agency(1, [])],
    readAt: orderedAt,
  } satisfies ReportInputs;
}

function onlyResult(inputs: ReportInputs): LegResult {
  const [result, ...others] = resultsOf(foldReport(inputs));
  if (result === undefined || others.length > 0) throw new Error('not one leg');
  return result;
}

describe('the report', () => {
  it('is the same whatever the order of legs, answers and agencies', () => {
    fc.assert(
      fc.property(anyReportInputs, fc.array(fc.integer(), { maxLength: 7 }), (inputs, keys) => {
        const other = {
          ...inputs,
          legs: shuffled(inputs.legs, keys),
          answers: new Map(shuffled([...inputs.answers], keys)),
          agencies: shuffled(inputs.agencies, keys),
        };
        expect(foldReport(other)).toEqual(foldReport(inputs));
        expect(hashReport(foldReport(other))).toBe(hashReport(foldReport(inputs)));
      }),
    );
  });

  it('shows each leg exactly once, under its subject and class', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        const shown = foldReport(inputs).subjects.flatMap((of) =>
          of.classes.flatMap(({ assetClass, legs }) =>
            legs.map((each) => `${of.subjectId} ${assetClass} ${each.agency?.code ?? 'none'} ${each.legId}`),
          ),
        );
        const asked = inputs.legs.map(
          (each) => `${each.subjectId} ${each.assetClass} ${each.agencyCode ?? 'none'} ${each.id}`,
        );
        expect(shown.sort()).toEqual(asked.sort());
      }),
    );
  });

  it('counts each leg under exactly one status', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        const content = foldReport(inputs);
        const { legs, missingParts, ...byStatus } = content.counts;
        expect(legs).toBe(inputs.legs.length);
        expect(Object.values(byStatus).reduce((sum, each) => sum + each, 0)).toBe(legs);
        expect(missingParts).toBe(content.gaps.filter(({ part }) => part !== undefined).length);
        expect(content.complete).toBe(byStatus.open === 0);
        expect(byStatus.open).toBe(inputs.legs.filter((each) => isOpen(each.state)).length);
      }),
    );
  });

  it('names as a gap each leg that was not searched and each part that is missing, and nothing else', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        const content = foldReport(inputs);
        const expected = resultsOf(content).flatMap((result) => {
          const whole = ['gap', 'cancelled', 'unreceipted'].includes(result.status)
            ? [`${result.legId} whole`]
            : [];
          const parts =
            'missing' in result ? result.missing.map(({ part }) => `${result.legId} ${part}`) : [];
          return [...whole, ...parts];
        });
        expect(content.gaps.map((gap) => `${gap.legId} ${gap.part ?? 'whole'}`).sort()).toEqual(
          expected.sort(),
        );
        expect(content.gaps.filter((gap) => gap.reason === '')).toEqual([]);
      }),
    );
  });

  it('counts as searched only what was found or not found with a receipt for each page, whatever else happened', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        for (const result of resultsOf(foldReport(inputs))) {
          if (result.status !== 'searched' && result.status !== 'searched_empty') continue;
          const stored = inputs.answers.get(result.legId);
          expect(stored?.answer.rung).toBe(result.status === 'searched' ? 'found' : 'nothing_found');
          expect(stored?.receiptNumbers.length).toBeGreaterThan(0);
          expect(stored?.receiptNumbers).not.toContain(undefined);
        }
      }),
    );
  });

  it('says of each open leg what it waits for and when it is expected', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        for (const result of resultsOf(foldReport(inputs))) {
          if (result.status !== 'open') continue;
          expect(result.waitingFor.kind).toBeTruthy();
          expect(result.expectedAt).toBeTruthy();
        }
      }),
    );
  });

  it('lets neither a third person nor a subject’s document number survive in its text', () => {
    fc.assert(
      fc.property(anyReportInputs, (inputs) => {
        const text = JSON.stringify(sealReport(inputs, 1));
        expect(text.match(secretShape)).toBeNull();
        for (const of of inputs.inquiry.subjects) expect(text).not.toContain(of.document.number);
      }),
    );
  });

  it('is folded here from legs of every state and answers of every rung', () => {
    const inputs = fc.sample(anyReportInputs, { seed: 1, numRuns: 50 });
    const results = inputs.flatMap((each) => resultsOf(foldReport(each)));
    const of = (texts: readonly string[]) => [...new Set(texts)].sort();
    expect(of(inputs.flatMap((each) => each.legs.map((one) => one.state)))).toEqual(of(legStates));
    expect(of(results.map((each) => each.status))).toEqual(
      of(['searched', 'searched_empty', 'unreceipted', 'gap', 'open', 'cancelled']),
    );
    expect(of(results.flatMap((each) => (each.status === 'gap' ? [each.rung] : [])))).toEqual(
      of(['ambiguous', 'not_covered', 'refused', 'no_response', 'failed']),
    );
  });

  it('has another hash for any other content, and the same for the same at another time', () => {
    fc.assert(
      fc.property(anyReportInputs, anyReportInputs, (one, other) => {
        const [first, second] = [foldReport(one), foldReport(other)];
        expect(hashReport(first) === hashReport(second)).toBe(canonicalJson(first) === canonicalJson(second));
        expect(provisionalReport({ ...one, readAt: plusMs(one.readAt, 1) }).contentHash).toBe(
          hashReport(first),
        );
      }),
    );
  });

  it.each<[string, Partial<Leg>]>([
    ['its state', { state: 'asking' }],
    ['its attempts', { attempts: 3 }],
    ['what it waits for', { waitingFor: { kind: 'operator', since: orderedAt } }],
    ['its last error', { lastError: { reason: 'AGENCY_TIMEOUT', origin: 'agency', at: orderedAt } }],
    ['when it is expected', { expectedAt: plusMs(orderedAt, 9) }],
    ['when it expires', { expiresAt: plusMs(orderedAt, 9) }],
    ['its agency', { agencyCode: agencyCode(2) }],
  ])('has another hash when of one leg changes %s', (_what, changes) => {
    const before = hashReport(foldReport(inputsOf(leg(1))));
    expect(hashReport(foldReport(inputsOf(leg(1, changes))))).not.toBe(before);
  });

  it('has the hash that anybody can compute from its JSON', () => {
    const content = foldReport(inputsOf(leg(1)));
    expect(hashReport(content)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashReport(JSON.parse(JSON.stringify(content)) as typeof content)).toBe(hashReport(content));
  });

  it('is provisional or a sealed version, with the same content', () => {
    const inputs = inputsOf(leg(1));
    const { standing, ...provisional } = provisionalReport(inputs);
    const { standing: sealed, version, ...content } = { version: 0, ...sealReport(inputs, 3) };
    expect([standing, sealed, version]).toEqual(['provisional', 'sealed', 3]);
    expect(content).toEqual(provisional);
    expect(content.asOf).toBe(inputs.readAt);
  });

  it('masks the number of each subject', () => {
    const [of] = foldReport(inputsOf(leg(1))).subjects;
    expect(of?.name).toBe(person.name);
    expect(of?.document).toEqual({
      type: 'RESIDENT_ID',
      maskedNumber: expect.stringMatching(/^320898\*{10}..$/) as string,
    });
  });

  it('still names an agency that has left the directory', () => {
    const inputs = { ...inputsOf(leg(1)), agencies: [] };
    const name = { zh: agencyCode(1), en: agencyCode(1) };
    expect(onlyResult(inputs).agency).toEqual({ code: agencyCode(1), name });
  });

  it('throws rather than lose a leg about somebody whom the inquiry does not name', () => {
    const inputs = inputsOf(leg(1, { subjectId: subject(9, 'person').id }));
    expect(() => foldReport(inputs)).toThrow(TypeError);
  });

  it('throws rather than invent an answer for a settled leg that has none', () => {
    expect(() => foldReport(inputsOf(leg(1, { state: 'answered' })))).toThrow(TypeError);
    expect(() => foldReport(inputsOf(leg(1, { state: 'unanswered' })))).toThrow(TypeError);
  });
});
