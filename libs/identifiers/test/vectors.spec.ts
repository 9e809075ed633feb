import {
  parseAccountNumber,
  parseBankCode,
  parseCaseNumber,
  parseCitizenId,
  parseOrganisationCode,
  parsePlate,
  parseRealEstateUnit,
  parseVin,
  to15,
} from '../src/index.js';
import { rejectionOf, TODAY, valueOf, warningsOf } from './arbitraries.js';
import vectors from './vectors.json' with { type: 'json' };

const today = { today: TODAY };

describe('the published vectors', () => {
  it.each(vectors.citizenId.valid)('citizen id %s passes', (raw) => {
    expect(warningsOf(parseCitizenId(raw, today))).toEqual([]);
  });
  it.each(vectors.citizenId.invalid)('citizen id %s is rejected', (raw) => {
    expect(rejectionOf(parseCitizenId(raw, today))).toEqual([
      raw.length === 18 ? 'CITIZEN_ID_CHECK' : 'CITIZEN_ID_LENGTH',
    ]);
  });
  it.each(Object.entries(vectors.citizenId.to15))('citizen id %s shortens to %s', (raw, short) => {
    expect(to15(valueOf(parseCitizenId(raw, today)))).toBe(short);
  });

  it.each(Object.values(vectors.uscc.valid))('organisation code %s passes with both checks', (raw) => {
    expect(warningsOf(parseOrganisationCode(raw))).toEqual([]);
  });
  it.each(vectors.uscc.invalid)('organisation code %s is rejected', (raw) => {
    expect(rejectionOf(parseOrganisationCode(raw))).toEqual([
      raw.length === 18 ? 'ORGANISATION_CODE_CHECK' : 'ORGANISATION_CODE_LENGTH',
    ]);
  });
  it('an organisation code whose inner check alone fails passes with a warning', () => {
    expect(warningsOf(parseOrganisationCode(vectors.uscc.outerOkInnerBad))).toEqual([
      'ORGANISATION_CODE_INNER_CHECK',
    ]);
  });

  it.each(vectors.vin.valid)('VIN %s passes', (raw) => {
    expect(warningsOf(parseVin(raw))).toEqual([]);
  });
  it.each(vectors.vin.invalid)('VIN %s is rejected', (raw) => {
    expect(rejectionOf(parseVin(raw))).toEqual(['VIN_CHARACTER']);
  });

  it.each([...Object.keys(vectors.cnaps.namedHeadOffices), ...vectors.cnaps.allChecked])(
    'bank code %s passes',
    (raw) => {
      expect(warningsOf(parseBankCode(raw))).toEqual([]);
    },
  );
  it.each(vectors.cnaps.invalid)('bank code %s passes with a warning of its check digit', (raw) => {
    expect(warningsOf(parseBankCode(raw))).toEqual(['BANK_CODE_CHECK']);
  });

  it.each(vectors.luhn.valid)('card %s passes', (raw) => {
    expect(warningsOf(parseAccountNumber(raw))).toEqual([]);
  });
  it.each(vectors.luhn.invalid)('card %s passes with a warning of its check digit', (raw) => {
    expect(warningsOf(parseAccountNumber(raw))).toEqual(['ACCOUNT_NUMBER_LUHN']);
  });

  it.each(vectors.caseNo.valid)('case number %s passes', (raw) => {
    expect(parseCaseNumber(raw, today).ok).toBe(true);
  });
  it.each([
    ['(2024)苏0812执号', 'CASE_NUMBER_SEQUENCE', 12],
    ['(2024)贵0102执1号', 'CASE_NUMBER_COURT', 6],
  ])('case number %s is rejected by %s at %i', (raw, code, at) => {
    expect(vectors.caseNo.invalid).toContain(raw);
    expect(parseCaseNumber(raw, today)).toEqual({ ok: false, raw, findings: [{ code, at }] });
  });

  it.each(vectors.realEstateUnit.validShape)('real-estate unit %s passes', (raw) => {
    expect(warningsOf(parseRealEstateUnit(raw))).toEqual([]);
  });
  it.each(vectors.realEstateUnit.invalid)('real-estate unit %s is rejected', (raw) => {
    expect(rejectionOf(parseRealEstateUnit(raw))).toEqual([
      raw.length === 28 ? 'REAL_ESTATE_UNIT_WITHOUT_FIXTURE' : 'REAL_ESTATE_UNIT_LENGTH',
    ]);
  });

  it.each(vectors.plate.valid)('plate %s passes', (raw) => {
    expect(warningsOf(parsePlate(raw))).toEqual([]);
  });
  it.each(vectors.plate.invalid)('plate %s is rejected', (raw) => {
    expect(rejectionOf(parsePlate(raw))).toEqual(['PLATE_SHAPE']);
  });
});
