import {
  instantOf,
  missingReasons,
  type AssetRecord,
  type Identity,
  type MissingPart,
} from '@dianda/inquiry';
import fc from 'fast-check';
import { concludeSearch, type SearchFindings } from './conclude-search.js';

const asOf = instantOf(0);
const searched: Identity = { kind: 'person', name: '孟样例', document: { type: 'PASSPORT', number: 'E1' } };
const record: AssetRecord = {
  kind: 'bank_freeze',
  sourceRecordId: '1',
  source: 'x',
  asOf,
  disputed: false,
  warnings: [],
};
const candidate = { matchedFields: ['DOCUMENT_NUMBER'], strength: 40 } as const;
const coverage = { regions: ['3208'], assetClasses: ['BANK_ACCOUNT'], since: '2000-01-01' } as const;

function gap(reason: MissingPart['reason']): MissingPart {
  return { part: 'BANK_FREEZES', reason, detail: 'DJXX' };
}

function conclude(changes: Partial<SearchFindings>) {
  return concludeSearch({ searched, asOf, records: [], missing: [], candidates: [], coverage, ...changes });
}

test('complete and empty is nothing found, with its coverage and moment', () => {
  expect(conclude({})).toEqual({ rung: 'nothing_found', searched, asOf, coverage });
});

test('a list that is down while nothing was found is the agency’s trouble', () => {
  expect(() => conclude({ missing: [gap('UNAVAILABLE')] })).toThrow(
    expect.objectContaining({ reason: 'REGISTRY_UNAVAILABLE', origin: 'agency' }) as Error,
  );
});

test('a register that contradicts itself while nothing was found is unreadable', () => {
  expect(() => conclude({ missing: [gap('UNAVAILABLE'), gap('FAULT')] })).toThrow(
    expect.objectContaining({ reason: 'REGISTRY_ROW_UNREADABLE', origin: 'agency' }) as Error,
  );
});

test('uncertain rows alone are ambiguous; beside certain ones they are a named gap', () => {
  expect(conclude({ candidates: [candidate] })).toEqual({
    rung: 'ambiguous',
    searched,
    candidates: [candidate],
  });
  expect(conclude({ candidates: [candidate], records: [record] })).toMatchObject({
    rung: 'found',
    records: [record],
    missing: [{ part: 'REGISTER', reason: 'OTHER' }],
  });
});

test('nothing found is earned by all findings together and by nothing less', () => {
  const findings = fc.record({
    records: fc.array(fc.constant(record), { maxLength: 2 }),
    missing: fc.array(fc.constantFrom(...missingReasons).map(gap), { maxLength: 2 }),
    candidates: fc.array(fc.constant(candidate), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(findings, (each) => {
      const empty = Object.values(each).every((list) => list.length === 0);
      let rung: string;
      try {
        rung = conclude(each).rung;
      } catch {
        rung = 'error';
      }
      expect(rung === 'nothing_found').toBe(empty);
    }),
  );
});
