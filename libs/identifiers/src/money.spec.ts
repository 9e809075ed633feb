import fc from 'fast-check';
import { formatDecimal, formatMoney, parseDecimal, parseMoney } from './index.js';
import { rejectionOf, valueOf, warningsOf } from '../test/arbitraries.js';

const cny = { currency: 'CNY' };
const wan = { currency: 'CNY', unit: 'wan_yuan' } as const;
const MAX_FEN = 10n ** 18n - 1n;

describe('an amount of money', () => {
  it('survives writing and reading, minus included', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MAX_FEN, max: MAX_FEN }), (fen) => {
        const text = formatMoney({ fen });
        expect(text).toMatch(/^-?\d{1,16}\.\d{2}$/);
        expect(parseMoney(text, cny)).toEqual({
          ok: true,
          value: { fen, currency: 'CNY' },
          raw: text,
          warnings: [],
        });
      }),
    );
  });

  it.each([
    ['0', 0n],
    ['100', 10_000n],
    ['0.1', 10n],
    ['-0.05', -5n],
    ['007.50', 750n],
    ['９９．９９', 9_999n],
    ['9007199254740993.01', 900_719_925_474_099_301n],
  ])('%s is exactly %i fen', (raw, fen) => {
    expect(valueOf(parseMoney(raw, cny)).fen).toBe(fen);
  });

  it.each([
    ['', 0],
    ['1,000.00', 1],
    ['12.', 3],
    ['.5', 0],
    ['1e3', 1],
    ['--1', 1],
    ['一百', 0],
    ['1.2.3', 3],
  ])('%p is not a number, from place %i', (raw, at) => {
    expect(parseMoney(raw, cny)).toEqual({ ok: false, raw, findings: [{ code: 'MONEY_NOT_A_NUMBER', at }] });
  });

  it('of more than 2 decimals is rounded half away from zero, warned of, and kept raw', () => {
    expect(parseMoney('12.345', cny)).toEqual({
      ok: true,
      value: { fen: 1235n, currency: 'CNY' },
      raw: '12.345',
      warnings: [{ code: 'MONEY_DECIMALS', at: 5 }],
    });
    expect(valueOf(parseMoney('-12.345', cny)).fen).toBe(-1235n);
    expect(valueOf(parseMoney('12.3449', cny)).fen).toBe(1234n);
    expect(valueOf(parseMoney('-0.004', cny)).fen).toBe(0n);
  });

  it('in 万元 is converted exactly and counts its decimals after that', () => {
    expect(parseMoney('58.123456', wan)).toMatchObject({ value: { fen: 58_123_456n }, warnings: [] });
    expect(parseMoney('58.1234567', wan)).toMatchObject({
      value: { fen: 58_123_457n },
      warnings: [{ code: 'MONEY_DECIMALS', at: 9 }],
    });
    expect(valueOf(parseMoney('-1', wan)).fen).toBe(-1_000_000n);
  });

  it('beyond 16 integer digits is rejected, in 万元 after conversion', () => {
    expect(parseMoney('12345678901234567.00', cny)).toMatchObject({
      findings: [{ code: 'MONEY_RANGE', at: 16 }],
    });
    expect(rejectionOf(parseMoney(`1.${'0'.repeat(19)}`, cny))).toEqual(['MONEY_RANGE']);
    expect(rejectionOf(parseMoney('9999999999999999.995', cny))).toEqual(['MONEY_RANGE']);
    expect(rejectionOf(parseMoney('1000000000000', wan))).toEqual(['MONEY_RANGE']);
    expect(parseMoney('999999999999', wan).ok).toBe(true);
  });

  it('without a known currency has none, with a warning', () => {
    expect(warningsOf(parseMoney('1.00', { currency: undefined }))).toEqual(['MONEY_CURRENCY_MISSING']);
    expect(warningsOf(parseMoney('1.00', { currency: ' ' }))).toEqual(['MONEY_CURRENCY_MISSING']);
    expect(parseMoney('1.00', { currency: 'RMB' })).toMatchObject({
      value: { fen: 100n, currency: null },
      warnings: [{ code: 'MONEY_CURRENCY_UNKNOWN' }],
    });
    expect(valueOf(parseMoney('1.00', { currency: 'usd' })).currency).toBe('USD');
    expect(valueOf(parseMoney('1.00', { currency: '156' })).currency).toBe('CNY');
  });
});

describe('a decimal quantity', () => {
  it('survives reading and writing at its own scale', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MAX_FEN, max: MAX_FEN }), fc.nat({ max: 18 }), (unscaled, scale) => {
        const digits = unscaled.toString().replace('-', '').length;
        fc.pre(digits - scale <= 16);
        expect(valueOf(parseDecimal(formatDecimal({ unscaled, scale })))).toEqual({ unscaled, scale });
      }),
    );
  });

  it('keeps the zeros it was written with', () => {
    expect(formatDecimal(valueOf(parseDecimal('88.50')))).toBe('88.50');
    expect(formatDecimal(valueOf(parseDecimal('-3')))).toBe('-3');
    expect(rejectionOf(parseDecimal('88.5㎡'))).toEqual(['DECIMAL_NOT_A_NUMBER']);
    expect(rejectionOf(parseDecimal('1'.repeat(17)))).toEqual(['DECIMAL_RANGE']);
  });
});
