import { ConfigurationError } from '@dianda/service-kit';
import { readHousingFundConfig } from './config.js';

const files = ['WARRANT_KEYS_FILE', 'TLS_CERT_FILE', 'TLS_KEY_FILE', 'TLS_CA_FILE'].map(
  (variable) => [variable, 'package.json'] as const,
);
const whole = {
  ...Object.fromEntries(files),
  ADAPTER_AGENCY_CODE: 'housing-fund-320898',
  ADAPTER_AGENCY_NAME: '淮安样例住房公积金管理中心',
  ADAPTER_LISTEN: '127.0.0.1:5100',
  ADAPTER_ALLOWED_PEERS: 'dispatcher.dianda.internal',
  ADAPTER_REGIONS: '3208',
  ADAPTER_SINCE: '1999-04-03',
  ADAPTER_WORKING_NOTE: '工作日 9:00—17:00',
  REGISTRY_URL: 'postgresql://reader@localhost/fund',
  JOURNAL_URL: 'postgresql://journal@localhost/journal',
  JOURNAL_KEY_FILE: 'made-at-first-start.json',
  RECEIPT_KEY_FILE: 'made-at-first-start.pem',
  HEALTH_PORT: '5101',
};

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readHousingFundConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ variable }) => variable);
  }
}

test('a whole configuration is read', () => {
  expect(readHousingFundConfig(whole)).toMatchObject({
    agencyCode: 'housing-fund-320898',
    workingNote: '工作日 9:00—17:00',
  });
});

test('a centre that does not tell its office hours does not start', () => {
  const { ADAPTER_WORKING_NOTE: _note, ...rest } = whole;
  expect(faultsOf(rest)).toEqual(['ADAPTER_WORKING_NOTE']);
});
