import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { maskText, maskToken } from './log-masking.js';

describe('masking', () => {
  it.each([
    ['a citizen id', 'for 320898199001010011 now', 'for [masked] now'],
    ['a citizen id that ends in X', 'id=32089819900101002X;', 'id=[masked];'],
    ['a citizen id of 15 digits', '320898900101001', '[masked]'],
    ['full-width digits', 'a ３２０８９８１９９００１０１００２Ｘ b', 'a [masked] b'],
    ['groups of digits', '6200 0000 0000 0000 000 and 320898-19900101-0011', '[masked] and [masked]'],
    ['invisible characters between digits', '3208981990\u200b01010011', '[masked]'],
    ['a unified social credit code', 'of 91320898MA1AAAAA5K.', 'of [masked].'],
    ['a credit code in small letters', '91320898ma1aaaaa5k', '[masked]'],
    ['a number inside a word', 'leg320898199001010011x', 'leg[masked]'],
    ['a number dressed as a receipt', 'bank-622202-20261322-345678', 'bank-[masked]'],
    ['a citizen id after a code', 'bank-320898-19900101-0011', 'bank-[masked]'],
    ['a receipt that runs on', 'bank-320898-20261122-0000171', 'bank-[masked]'],
    ['a Chinese name', 'asked for 张三 twice', 'asked for [text] twice'],
    ['a name with a dot, and what is glued to it', '买买提·艾力(32089)', '[text]'],
    ['a name outside the basic plane', 'for 𠮷田', 'for [text]'],
    ['an escaped name', '/x/%E5%BC%A0 and \\u5f20', '[text] and [text]'],
    ['a password in a URL', 'postgres://app:hunter2@db:5432/x', 'postgres://[masked]@db:5432/x'],
  ])('takes out %s', (_what, given, expected) => {
    expect(maskText(given)).toBe(expected);
  });

  it.each([
    '2026-11-21T22:18:00.123Z',
    'receipt land-registry-320898-20261122-000017 of police-bureau-320898-20260131-999999',
    'leg-12345678-1234-4234-8234-123456789012-7',
    'request answered in 12.5 ms from 127.0.0.1:53412',
    'Mapped {/api/v1/inquiries/:id, GET} route',
  ])('leaves ordinary words alone: %s', (given) => {
    expect(maskText(given)).toBe(given);
  });

  it('leaves UUIDs and hex digests whole, whatever their digits are', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string(), (uuid, seed) => {
        expect(maskText(`leg ${uuid} asked`)).toBe(`leg ${uuid} asked`);
        const digest = createHash('sha256').update(seed).digest('hex');
        expect(maskText(digest)).toBe(digest);
      }),
    );
    expect(maskText(randomUUID())).not.toContain('masked');
  });

  it('lets no run of 15 digits through, wherever it stands', () => {
    const digits = fc.stringMatching(/^\d{15,19}$/);
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(around, digits, around, (before, number, after) => {
        expect(maskText(`${before} ${number}${after}`)).not.toContain(number);
      }),
    );
  });

  it('drops a text that is too long to be words for a log', () => {
    expect(maskText('a'.repeat(2_001))).toBe('[text of 2001 characters]');
  });

  it('lets a field hold one token and no sentence', () => {
    expect(maskToken('LEG_EXPIRED')).toBe('LEG_EXPIRED');
    expect(maskToken('Zhang San')).toBe('[text]');
    expect(maskToken('')).toBe('[text]');
    expect(maskToken('320898199001010011')).toBe('[masked]');
  });
});
