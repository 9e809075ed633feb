import {
  mustParse,
  parseAgencyCode,
  type Agency,
  type AgencyCategory,
  type AgencyService,
  type AssetClass,
} from '@dianda/inquiry';
import { huaiheBankCore, yunheBankCore } from './bank-cores.js';
import { fundRegister } from './fund-register.js';
import { closedLandTables, landRegister } from './land-register.js';
import { policeRegisters } from './police-registers.js';
import type { RegistryRows } from './registry.js';
import { vehicleRegister } from './vehicle-register.js';

/** A sample agency: its directory row without what only a running adapter knows, and what its registry holds. */
export interface SampleAgency {
  readonly row: Omit<Agency, 'endpoint' | 'tlsName' | 'receiptKeys'>;
  /** Folder of its adapter under apps/. */
  readonly app:
    | 'adapter-land-registry'
    | 'adapter-vehicle-bureau'
    | 'adapter-housing-fund'
    | 'adapter-police'
    | 'adapter-bank';
  /** Names its databases and its part of the constellation. */
  readonly slug: string;
  readonly registry: RegistryRows;
  /** Tables of it that are not opened to inquiries. */
  readonly closedTables: readonly string[];
  /** GB/T 2260 prefixes that its registers hold, as the adapter says. */
  readonly regions: string;
  /** From when its registers are complete. */
  readonly since: string;
  /** The adapter's further variables. */
  readonly settings: Readonly<Record<string, string>>;
}

const everybody = ['person', 'organisation'] as const;
const personsOnly = ['person'] as const;
const city = '3208';
const dayMinutes = 24 * 60;

/** What people at the sample police bureau take for a manual review, so that it can be watched. */
const reviewMs = 4_000;

/** Time limits of the sample agreements, each after the practice of standards.md 1.6 that it names. */
const limits = {
  land: {
    minutes: dayMinutes,
    source: 'sample agreement: one working day online (practice of one place, standards.md 1.6)',
  },
  vehicle: { minutes: 30, source: 'sample agreement: at once (practice of two places, standards.md 1.6)' },
  fund: {
    minutes: 30,
    source: 'sample agreement: 1 to 30 minutes in office hours (assumed, standards.md 1.6)',
  },
  bank: {
    minutes: 10,
    source: 'sample agreement: ten minutes (practice of 2015; no national deadline, standards.md 1.6)',
  },
  person: { minutes: 30, source: 'sample agreement: at once (practice of two places, standards.md 1.6)' },
  movements: {
    minutes: 3 * dayMinutes,
    source: 'sample agreement: three days after review (practice of two places, standards.md 1.6)',
  },
} as const;

function service(
  assetClass: AssetClass,
  subjectKinds: AgencyService['subjectKinds'],
  regions: readonly string[],
  limit: keyof typeof limits,
  usualAnswerSeconds: number,
): AgencyService {
  return {
    assetClass,
    subjectKinds,
    regions,
    timeLimits: [{ ...limits[limit], validFrom: '2026-01-01' }],
    usualAnswerSeconds,
  };
}

function row(
  code: string,
  category: AgencyCategory,
  name: Agency['name'],
  contact: Agency['contact'],
  services: readonly AgencyService[],
): SampleAgency['row'] {
  return {
    code: mustParse(parseAgencyCode, code),
    category,
    name,
    contact,
    contractVersion: '1.0',
    services,
    concurrency: 4,
    attemptTimeoutMs: 10_000,
    enabled: true,
  };
}

const landRegistry: SampleAgency = {
  slug: 'land',
  app: 'adapter-land-registry',
  registry: landRegister,
  closedTables: closedLandTables,
  regions: city,
  since: '1998-01-01',
  settings: {},
  row: row(
    'land-registry-320898',
    'land_registry',
    { zh: '淮安样例不动产登记中心', en: 'Sample land registry of Huai’an' },
    { name: '查控岗', phone: '0517-00000010' },
    [service('LAND', everybody, [city], 'land', 3)],
  ),
};

const vehicleBureau: SampleAgency = {
  slug: 'vehicle',
  app: 'adapter-vehicle-bureau',
  registry: vehicleRegister,
  closedTables: [],
  regions: city,
  since: '2002-01-01',
  settings: {},
  row: row(
    'vehicle-bureau-320898',
    'vehicle_bureau',
    { zh: '淮安样例车辆管理所', en: 'Sample vehicle bureau of Huai’an' },
    { name: '司法协查岗', phone: '0517-00000011' },
    [service('VEHICLE', everybody, [city], 'vehicle', 2)],
  ),
};

const housingFund: SampleAgency = {
  slug: 'fund',
  app: 'adapter-housing-fund',
  registry: fundRegister,
  closedTables: [],
  regions: city,
  since: '1999-04-03',
  settings: { ADAPTER_WORKING_NOTE: '工作日 8:30–12:00、14:00–17:30' },
  row: row(
    'housing-fund-320898',
    'housing_fund',
    { zh: '淮安样例住房公积金管理中心', en: 'Sample housing fund centre of Huai’an' },
    { name: '司法协查岗', phone: '0517-00000012' },
    [service('HOUSING_FUND', personsOnly, [city], 'fund', 2)],
  ),
};

const police: SampleAgency = {
  slug: 'police',
  app: 'adapter-police',
  registry: policeRegisters,
  closedTables: [],
  regions: city,
  since: '1985-09-06',
  settings: {
    ADAPTER_CONTACT_NAME: '查控审核岗',
    ADAPTER_CONTACT_PHONE: '0517-00000013',
    ADAPTER_REVIEW_MS: String(reviewMs),
    ADAPTER_REVIEW_RELEASES_ITSELF: 'true',
    ADAPTER_LODGING_SINCE: '2016-01-01',
    ADAPTER_EXIT_ENTRY_SINCE: '2008-01-01',
  },
  row: row(
    'police-320898',
    'police',
    { zh: '淮安样例公安局', en: 'Sample police bureau of Huai’an' },
    { name: '查控审核岗', phone: '0517-00000013' },
    [
      service('IDENTITY', personsOnly, [city], 'person', 2),
      service('RESIDENCE', personsOnly, [city], 'person', 2),
      service('LODGING', personsOnly, [city], 'movements', reviewMs / 1000 + 2),
      service('EXIT_ENTRY', personsOnly, [city], 'movements', reviewMs / 1000 + 2),
    ],
  ),
};

function bank(
  slug: string,
  name: Agency['name'],
  phone: string,
  bankNumber: string,
  registry: RegistryRows,
): SampleAgency {
  return {
    slug,
    app: 'adapter-bank',
    registry,
    closedTables: [],
    regions: '000000',
    since: '2001-01-01',
    settings: { ADAPTER_BANK_CODE: bankNumber },
    row: row(`bank-${slug}`, 'bank', name, { name: '司法查控岗', phone }, [
      // A bank answers for its accounts in the whole country (法〔2015〕321号 §2).
      service('BANK_ACCOUNT', everybody, [], 'bank', 2),
    ]),
  };
}

/** All five kinds of agency; of banks there are two. */
export const sampleAgencies: readonly SampleAgency[] = [
  landRegistry,
  vehicleBureau,
  housingFund,
  police,
  bank('huaihe', { zh: '淮河样例银行', en: 'Huaihe Sample Bank' }, '0517-00000021', '998', huaiheBankCore),
  bank('yunhe', { zh: '运河样例银行', en: 'Yunhe Sample Bank' }, '0517-00000022', '999', yunheBankCore),
];
