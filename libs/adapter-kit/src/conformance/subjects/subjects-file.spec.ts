import { parseSubjectsFile, SubjectsFileError } from './subjects-file.js';

const found = { name: '孟样例', document: { number: '320898198005060111' } };

function faultsOf(file: unknown): readonly string[] {
  try {
    parseSubjectsFile(typeof file === 'string' ? file : JSON.stringify(file));
    return [];
  } catch (error) {
    if (error instanceof SubjectsFileError) return error.faults;
    throw error;
  }
}

describe('the subjects file', () => {
  test('needs little: a class and one subject; the rest is synthetic', () => {
    const { subjects, court } = parseSubjectsFile(
      JSON.stringify({ assetClass: 'LAND', subjects: { found } }),
    );
    expect(subjects).toEqual({
      found: {
        identity: { kind: 'person', name: '孟样例', document: { type: 'RESIDENT_ID', ...found.document } },
        assetClass: 'LAND',
        dataCategories: ['ASSETS'],
        transactions: undefined,
        records: undefined,
        contains: [],
        thirdPersons: [],
        clarificationReply: expect.any(String) as string,
      },
    });
    expect(court.caseNumber).toBe('(2026)苏0812执990001号');
  });

  test('tells all that can be told of a subject, and on whose behalf is asked', () => {
    const full = {
      ...found,
      kind: 'person',
      assetClass: 'BANK_ACCOUNT',
      dataCategories: ['ASSETS', 'TRANSACTIONS'],
      transactions: { from: '2026-01-01', to: '2026-01-31' },
      records: 3,
      contains: ['苏H00001'],
      thirdPersons: [{ name: '欧阳邻居', particulars: ['0517-1'] }],
      reply: '同一人',
    };
    const asks = { court: { code: '鲁0202', name: '市南区人民法院' }, requestedBy: { name: '张执行' } };
    const { subjects, court } = parseSubjectsFile(
      JSON.stringify({ subjects: { nothing_found: full }, asks }),
    );
    expect(subjects.nothing_found).toMatchObject({
      assetClass: 'BANK_ACCOUNT',
      transactions: { from: '2026-01-01', to: '2026-01-31' },
      records: 3,
      thirdPersons: [{ name: '欧阳邻居' }],
      clarificationReply: '同一人',
    });
    expect(court).toMatchObject({ court: asks.court, requestedBy: { name: '张执行', workId: 'W-990002' } });
  });

  test('with faults names every one of them by its place and repeats no value', () => {
    const faults = faultsOf({
      subjcts: {},
      subjects: {
        found: { ...found, name: '', kind: 'ghost', records: -1, contains: 'x', colour: 'red' },
        fuond: found,
        nothing_found: { ...found, assetClass: 'CASTLE', transactions: { from: '2026-13-01' } },
      },
      asks: { caseNumber: '孟样例', notice: { sha256: 'short' } },
    });
    expect(faults).toEqual([
      '/subjcts is not known here',
      '/subjects/fuond is not known here',
      '/subjects/found/colour is not known here',
      expect.stringContaining('/assetClass is none of LAND'),
      '/subjects/found/kind is none of person, organisation',
      '/subjects/found/name is not a text',
      '/subjects/found/records is not a whole number',
      '/subjects/found/contains is not a list',
      expect.stringContaining('/subjects/nothing_found/assetClass is none of LAND'),
      '/subjects/nothing_found/transactions/from is not a day YYYY-MM-DD',
      '/subjects/nothing_found/transactions/to is not a text',
      '/asks/caseNumber is not a case number',
      '/asks/notice/sha256 is not a SHA-256 in lower-case hexadecimal',
    ]);
    expect(faults.join()).not.toMatch(/孟样例|ghost|CASTLE|red/);
  });

  test('is refused when it is no JSON, no object, or names nobody to ask about', () => {
    expect(faultsOf('{')).toEqual(['/ is not JSON']);
    expect(faultsOf([])).toContain('/ is not an object');
    expect(faultsOf({ assetClass: 'LAND', subjects: { ambiguous: found } })).toEqual([
      '/subjects holds neither found nor nothing_found: there is nobody to ask about',
    ]);
  });
});
