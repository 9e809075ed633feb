import fc from 'fast-check';
import { readJson, type JsonNode } from './json-text.js';

const read = (text: string) => readJson(Buffer.from(text, 'utf8'));

/** What the node says, without its lines; of two members with one name the last, as JSON.parse has it. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'object':
      return Object.fromEntries(node.members.map(({ name, node: member }) => [name, plain(member)]));
  }
}

function plainOf(text: string): unknown {
  const found = read(text);
  if (!found.ok) throw new Error(`line ${found.line}: ${found.problem}`);
  return plain(found.node);
}

describe('a JSON file', () => {
  it('says what JSON.parse says it says, however it is laid out', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
        const value: unknown = JSON.parse(json);
        expect(plainOf(JSON.stringify(value, undefined, indent))).toEqual(value);
      }),
    );
  });

  it('is refused exactly when JSON.parse refuses it', () => {
    const anyMark = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '.5',
      'e1',
      'null',
      'nul',
      '\n',
      '\\',
    );
    const anyText = fc.array(anyMark, { maxLength: 7 }).map((marks) => marks.join(''));
    fc.assert(
      fc.property(anyText, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(read(text).ok).toBe(isJson);
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows the line of each value and each member, with either kind of line end', () => {
    for (const end of ['\n', '\r\n']) {
      const found = read(['', '[', '  { "a": 1,', '    "b":', '      [true,', '  null] } ]'].join(end));
      expect(found).toEqual({
        ok: true,
        node: {
          kind: 'list',
          line: 2,
          items: [
            {
              kind: 'object',
              line: 3,
              members: [
                { name: 'a', line: 3, node: { kind: 'scalar', line: 3, value: 1 } },
                {
                  name: 'b',
                  line: 4,
                  node: {
                    kind: 'list',
                    line: 5,
                    items: [
                      { kind: 'scalar', line: 5, value: true },
                      { kind: 'scalar', line: 6, value: null },
                    ],
                  },
                },
              ],
            },
          ],
        },
      });
    }
  });

  it('may begin with a byte order mark', () => {
    expect(plainOf('\uFEFF[1]')).toEqual([1]);
  });

  it('takes the controls that JSON takes inside a text', () => {
    expect(plainOf('["\u007f\u0085"]')).toEqual(['\u007f\u0085']);
  });

  it('keeps both of two members with one name, and takes __proto__ for a name', () => {
    expect(read('{"a":1,\n"a":2}')).toMatchObject({
      node: {
        members: [
          { name: 'a', line: 1 },
          { name: 'a', line: 2 },
        ],
      },
    });
    expect(read('{"__proto__":1}')).toMatchObject({ node: { members: [{ name: '__proto__' }] } });
  });

  it.each<[string, number, string]>([
    ['', 1, 'the file ends where a value should be'],
    ['[\n', 2, 'the file ends where a value should be'],
    ['[1,\n 2', 2, 'the file ends where “,” or “]” should be'],
    ['[1,\n]', 2, 'there is “]” where a value should be'],
    ['{"a":\n\n,}', 3, 'there is “,” where a value should be'],
    ['{\n"a" 1}', 2, 'there is “1” where “:” should be'],
    ["{\n'a': 1}", 2, "there is “'” where a member’s name in double quotes should be"],
    ['[1]\n[2]', 2, 'there is “[” where the end should be'],
    ['// note\n[]', 1, 'there is “/” where a value should be'],
    ['[\u0001]', 1, 'there is a control character where a value should be'],
    ['["a\nb"]', 1, 'a text that is out of place, has no end on its line'],
    ['["\\x"]', 1, 'a text that is out of place, has no end on its line'],
  ])('%j is named with the line where it stops being one', (text, line, problem) => {
    expect(read(text)).toEqual({
      ok: false,
      line,
      problem: expect.stringContaining(`is no JSON from here on: ${problem}`) as string,
    });
  });

  it('is refused, not run out of stack by, when it is nested without end', () => {
    expect(read('[\n'.repeat(100_000))).toEqual({
      ok: false,
      line: 33,
      problem: 'is nested too deeply (more than 32 levels)',
    });
  });

  it('that is not UTF-8 is named with its first line that is not', () => {
    const gbk = Buffer.from([0xd1, 0xf9, 0xc0, 0xfd]);
    const bytes = Buffer.concat([Buffer.from('[\n"样例",\n"'), gbk, Buffer.from('"]')]);
    expect(readJson(bytes)).toEqual({ ok: false, line: 3, problem: 'is not text in UTF-8' });
    expect(readJson(Buffer.from([0xff]))).toMatchObject({ ok: false, line: 1 });
  });
});
