import { readCode, SEX_CODES } from './index.js';

describe('a coded value', () => {
  it('is read by its table in any writing', () => {
    expect(readCode(SEX_CODES, ' １')).toEqual({ code: '1', raw: ' １', warnings: [] });
  });

  it('that the table lacks is UNKNOWN with its raw text and a warning', () => {
    expect(readCode(SEX_CODES, '3')).toEqual({
      code: 'UNKNOWN',
      raw: '3',
      warnings: [{ code: 'CODE_UNKNOWN' }],
    });
    expect(readCode(SEX_CODES, '')).toMatchObject({ code: 'UNKNOWN' });
  });
});
