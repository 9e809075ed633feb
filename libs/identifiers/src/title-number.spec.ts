import { parseTitleNumber, titleNumberParts } from './index.js';
import { rejectionOf, valueOf, warningsOf } from '../test/arbitraries.js';

describe('a title number', () => {
  it('in the present form has parts', () => {
    expect(titleNumberParts(valueOf(parseTitleNumber('苏（2020）淮安市不动产权第0012345号')))).toEqual({
      province: '苏',
      year: 2020,
      place: '淮安市',
      sequence: '0012345',
    });
  });

  it('in an older form passes without a check and without parts', () => {
    const checked = parseTitleNumber('淮房权证清河字第 200812345 号');
    expect(warningsOf(checked)).toEqual([]);
    expect(valueOf(checked)).toBe('淮房权证清河字第200812345号');
    expect(titleNumberParts(valueOf(checked))).toBeUndefined();
  });

  it('is rejected only when empty', () => {
    expect(rejectionOf(parseTitleNumber('\u3000'))).toEqual(['TITLE_NUMBER_EMPTY']);
  });
});
