import { readBankConfig } from './config.js';

const files = {
  WARRANT_KEYS_FILE: 'package.json',
  TLS_CERT_FILE: 'package.json',
  TLS_KEY_FILE: 'package.json',
  TLS_CA_FILE: 'package.json',
};
const whole = {
  ...files,
  ADAPTER_AGENCY_CODE: 'bank-huaihe',
  ADAPTER_AGENCY_NAME: '淮河样例银行',
  ADAPTER_BANK_CODE: '313',
  ADAPTER_LISTEN: '127.0.0.1:5100',
  ADAPTER_ALLOWED_PEERS: 'dispatcher.dianda.internal',
  ADAPTER_REGIONS: '000000',
  ADAPTER_SINCE: '2001-01-01',
  REGISTRY_URL: 'postgresql://reader@localhost/core',
  JOURNAL_URL: 'postgresql://journal@localhost/journal',
  JOURNAL_KEY_FILE: 'made-at-first-start.json',
  RECEIPT_KEY_FILE: 'made-at-first-start.pem',
  HEALTH_PORT: '5101',
};

test('a whole configuration is read, and what is left out has its default', () => {
  expect(readBankConfig(whole)).toMatchObject({
    agencyCode: 'bank-huaihe',
    bankCode: '313',
    allowedPeers: ['dispatcher.dianda.internal'],
    maxConcurrent: 8,
    maxPageRecords: 500,
    healthPort: 5101,
    reflectionImageFile: undefined,
  });
});

test('every fault is told at once', () => {
  const { ADAPTER_SINCE: _since, ...rest } = whole;
  const wrong = {
    ...rest,
    ADAPTER_BANK_CODE: '31',
    ADAPTER_LISTEN: '5100',
    ADAPTER_REGIONS: '32089',
    ADAPTER_AGENCY: 'x',
  };
  const faults = (): unknown => {
    try {
      return readBankConfig(wrong);
    } catch (error) {
      return error;
    }
  };
  const variables = (faults() as { faults: { variable: string }[] }).faults.map(({ variable }) => variable);
  expect(variables.sort()).toEqual([
    'ADAPTER_AGENCY',
    'ADAPTER_BANK_CODE',
    'ADAPTER_LISTEN',
    'ADAPTER_REGIONS',
    'ADAPTER_SINCE',
  ]);
});
