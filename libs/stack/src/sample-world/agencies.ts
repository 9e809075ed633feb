import { mustParse, parseAgencyCode, type Agency, type AgencyCode } from '@dianda/inquiry';
import { huaiheBankCore, yunheBankCore } from './bank-cores.js';
import { landRegister } from './land-register.js';
import type { RegistryRows } from './registry.js';

/** A sample agency: its directory row without what only a running adapter knows, and what its registry holds. */
export interface SampleAgency {
  readonly row: Omit<Agency, 'endpoint' | 'tlsName' | 'receiptKeys'>;
  /** Folder of its adapter under apps/. */
  readonly app: 'adapter-land-registry' | 'adapter-bank';
  /** Names its databases and its part of the constellation. */
  readonly slug: string;
  readonly registry: RegistryRows;
  /** GB/T 2260 prefixes that its registers hold, as the adapter says. */
  readonly regions: string;
  /** From when its registers are complete. */
  readonly since: string;
  /** The adapter's further variables. */
  readonly settings: Readonly<Record<string, string>>;
}

function code(text: string): AgencyCode {
  return mustParse(parseAgencyCode, text);
}

const bothKinds = ['person', 'organisation'] as const;

const landRegistry: SampleAgency = {
  slug: 'land',
  app: 'adapter-land-registry',
  registry: landRegister,
  regions: '3208',
  since: '1998-01-01',
  settings: {},
  row: {
    code: code('land-registry-320898'),
    category: 'land_registry',
    name: { zh: '淮安样例不动产登记中心', en: 'Sample land registry of Huai’an' },
    contact: { name: '查控岗', phone: '0517-00000010' },
    contractVersion: '1.0',
    services: [
      {
        assetClass: 'LAND',
        subjectKinds: bothKinds,
        regions: ['3208'],
        timeLimits: [
          {
            minutes: 24 * 60,
            source: 'sample agreement: one working day online (practice of one place, standards.md 1.6)',
            validFrom: '2026-01-01',
          },
        ],
        usualAnswerSeconds: 3,
      },
    ],
    concurrency: 4,
    attemptTimeoutMs: 10_000,
    enabled: true,
  },
};

function bank(
  slug: string,
  bankCode: string,
  name: Agency['name'],
  phone: string,
  bankNumber: string,
  registry: RegistryRows,
): SampleAgency {
  return {
    slug,
    app: 'adapter-bank',
    registry,
    regions: '000000',
    since: '2001-01-01',
    settings: { ADAPTER_BANK_CODE: bankNumber },
    row: {
      code: code(bankCode),
      category: 'bank',
      name,
      contact: { name: '司法查控岗', phone },
      contractVersion: '1.0',
      services: [
        {
          assetClass: 'BANK_ACCOUNT',
          subjectKinds: bothKinds,
          // A bank answers for its accounts in the whole country (法〔2015〕321号 §2).
          regions: [],
          timeLimits: [
            {
              minutes: 10,
              source:
                'sample agreement: ten minutes (practice of 2015; no national deadline, standards.md 1.6)',
              validFrom: '2026-01-01',
            },
          ],
          usualAnswerSeconds: 2,
        },
      ],
      concurrency: 4,
      attemptTimeoutMs: 10_000,
      enabled: true,
    },
  };
}

export const sampleAgencies: readonly SampleAgency[] = [
  landRegistry,
  bank(
    'huaihe',
    'bank-huaihe',
    { zh: '淮河样例银行', en: 'Huaihe Sample Bank' },
    '0517-00000021',
    '998',
    huaiheBankCore,
  ),
  bank(
    'yunhe',
    'bank-yunhe',
    { zh: '运河样例银行', en: 'Yunhe Sample Bank' },
    '0517-00000022',
    '999',
    yunheBankCore,
  ),
];
