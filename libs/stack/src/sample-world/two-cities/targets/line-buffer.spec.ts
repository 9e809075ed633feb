import fc from 'fast-check';
import { LineBuffer } from './line-buffer.js';

test('a buffer gives every line back in its order, whatever its characters, and nothing twice', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 })), (lines) => {
      const buffer = new LineBuffer(400);
      const taken: Buffer[] = [];
      for (const line of lines) {
        if (buffer.add(line)) continue;
        taken.push(buffer.take());
        expect(buffer.add(line)).toBe(true);
      }
      taken.push(buffer.take());
      expect(Buffer.concat(taken)).toEqual(Buffer.from(lines.join(''), 'utf8'));
      expect(buffer.take()).toHaveLength(0);
    }),
  );
});

test('what was taken stays as it is when new lines are added', () => {
  const buffer = new LineBuffer(100);
  buffer.add('first');
  const taken = buffer.take();
  buffer.add('other');
  expect(taken.toString()).toBe('first');
});

test('a line that fits no buffer is told', () => {
  const buffer = new LineBuffer(10);
  expect(() => buffer.add('longer than that')).toThrow(RangeError);
});
