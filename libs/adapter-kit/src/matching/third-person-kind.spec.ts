import { thirdPersonKind } from './third-person-kind.js';

describe('somebody else', () => {
  test.each([
    ['RESIDENT_ID', undefined, '陶银行', 'PERSON'],
    ['PASSPORT', 'ORGANISATION', '某信托有限公司', 'PERSON'],
    ['USCC', 'PERSON', '样例典当有限公司', 'ORGANISATION'],
    ['BUSINESS_LICENCE', undefined, '运河样例银行股份有限公司', 'FINANCIAL_INSTITUTION'],
  ] as const)(
    'with a document of type %s is what it says, not %s by his type or %s',
    (type, own, name, kind) => {
      expect(thirdPersonKind(type, own, name)).toBe(kind);
    },
  );

  test.each([undefined, 'UNKNOWN', 'OTHER'] as const)(
    'with a document of type %s is what the register’s own type says',
    (type) => {
      expect(thirdPersonKind(type, 'PERSON', '陶银行')).toBe('PERSON');
      expect(thirdPersonKind(type, 'ORGANISATION', '样例典当')).toBe('ORGANISATION');
      expect(thirdPersonKind(type, 'ORGANISATION', '样例汽车金融')).toBe('FINANCIAL_INSTITUTION');
    },
  );

  test.each([
    ['样例典当有限公司', 'ORGANISATION'],
    ['样例农村信用合作联社', 'FINANCIAL_INSTITUTION'],
    ['样例银行清河支行', 'FINANCIAL_INSTITUTION'],
    ['运河银行', 'FINANCIAL_INSTITUTION'],
    // Neither is known to be nobody's name; both are masked like a person.
    ['陶银行', 'UNKNOWN'],
    ['开发商', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ] as const)('of whom nothing but the name %s is held is %s', (name, kind) => {
    expect(thirdPersonKind(undefined, undefined, name)).toBe(kind);
    expect(thirdPersonKind('OTHER', 'UNKNOWN', name)).toBe(kind);
  });
});
