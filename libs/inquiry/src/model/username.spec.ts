import { parseUsername } from './username.js';

describe('a user name', () => {
  it.each(['chen', 'officer.chen', '陈执行', '苏0812-W-0001', 'a', 'x@court.example'])(
    'may be %s',
    (name) => {
      expect(parseUsername(name)).toBe(name);
    },
  );

  it.each(['', ' ', ' chen', 'chen ', 'a b', '.', '-rf', 'a/b', 'a\nb', '\u200b', 'x'.repeat(65)])(
    'may not be %j',
    (name) => {
      expect(parseUsername(name)).toBeUndefined();
    },
  );
});
