import {
  mustParse,
  parseAgencyCode,
  type Agency,
  type AgencyCategory,
  type AgencyService,
  type AssetClass,
} from '@dianda/inquiry';
import { makeSyntheticOrganisationCode } from '@dianda/identifiers';
import { cities, cityKeys, type City, type CityKey } from './cities.js';
import {
  bankTables,
  fundTables,
  landTables,
  policeTables,
  vehicleTables,
  type RegistryTable,
} from './registries/tables.js';

/** A sample agency: its directory row without what only a running adapter knows, and how its adapter is set up. */
export interface WorldAgency {
  /** Names its databases and its part of the constellation; lower-case letters alone. */
  readonly slug: string;
  /** Folder of its adapter under apps/. */
  readonly app:
    | 'adapter-land-registry'
    | 'adapter-vehicle-bureau'
    | 'adapter-housing-fund'
    | 'adapter-police'
    | 'adapter-bank';
  readonly city: City;
  readonly row: Omit<Agency, 'endpoint' | 'tlsName' | 'receiptKeys'>;
  /** GB/T 2260 prefixes that its registers hold, as the adapter says. */
  readonly regions: string;
  /** From when its registers are complete. */
  readonly since: string;
  /** The adapter's further variables. */
  readonly settings: Readonly<Record<string, string>>;
  /** Tables of its registry, in an order that foreign keys allow. */
  readonly tables: readonly RegistryTable[];
}

export interface WorldBank extends WorldAgency {
  /** 0–3; tells the banks' account numbers apart. */
  readonly bank: number;
  /** The first three digits of its branches' codes. */
  readonly bankNumber: string;
  readonly legalName: string;
  readonly organisationCode: string;
}

export interface CityAgencies {
  readonly land: WorldAgency;
  readonly vehicle: WorldAgency;
  readonly fund: WorldAgency;
  readonly police: WorldAgency;
  readonly banks: readonly [WorldBank, WorldBank];
}

const everybody = ['person', 'organisation'] as const;
const personsOnly = ['person'] as const;
const validFrom = '2026-01-01';
const hour = 60;
const day = 24 * hour;

/** Time limits of the sample agreements; each names the practice of standards.md 1.6 that it follows. All of them [D]. */
const limits = {
  land: {
    minutes: day,
    source: 'sample agreement: one working day online (practice of one place, standards.md 1.6)',
  },
  vehicle: { minutes: 30, source: 'sample agreement: at once (practice of two places, standards.md 1.6)' },
  fund: {
    minutes: 30,
    source: 'sample agreement: 1 to 30 minutes in office hours (assumed, standards.md 1.6)',
  },
  police: { minutes: 30, source: 'sample agreement: at once (practice of two places, standards.md 1.6)' },
  movements: {
    minutes: 3 * day,
    source: 'sample agreement: three working days after review (practice of two places, standards.md 1.6)',
  },
  bank: {
    minutes: 10,
    source: 'sample agreement: ten minutes (practice of 2015; no national deadline, standards.md 1.6)',
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
    timeLimits: [{ ...limits[limit], validFrom }],
    usualAnswerSeconds,
  };
}

function row(
  code: string,
  category: AgencyCategory,
  name: Agency['name'],
  contact: Agency['contact'],
  services: readonly AgencyService[],
): WorldAgency['row'] {
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

const english: Record<CityKey, string> = { huaian: 'Huai’an', qingdao: 'Qingdao' };

function offices(city: City): Omit<CityAgencies, 'banks'> {
  const { key, region, short, areaCode } = city;
  const regions = [region];
  const common = { city, regions: region, settings: {} };
  const police = { name: '人口管理支队查控岗', phone: `${areaCode}-00000014` };
  return {
    land: {
      ...common,
      slug: `${key}land`,
      app: 'adapter-land-registry',
      since: '1998-01-01',
      tables: Object.values(landTables),
      row: row(
        `land-registry-${region}`,
        'land_registry',
        { zh: `${short}样例不动产登记中心`, en: `Sample land registry of ${english[key]}` },
        { name: '查控岗', phone: `${areaCode}-00000011` },
        [service('LAND', everybody, regions, 'land', 3)],
      ),
    },
    vehicle: {
      ...common,
      slug: `${key}vehicle`,
      app: 'adapter-vehicle-bureau',
      since: '2001-10-01',
      tables: Object.values(vehicleTables),
      row: row(
        `vehicle-bureau-${region}`,
        'vehicle_bureau',
        { zh: `${short}样例车辆管理所`, en: `Sample vehicle bureau of ${english[key]}` },
        { name: '查控岗', phone: `${areaCode}-00000012` },
        [service('VEHICLE', everybody, regions, 'vehicle', 3)],
      ),
    },
    fund: {
      ...common,
      slug: `${key}fund`,
      app: 'adapter-housing-fund',
      since: '1999-04-03',
      settings: { ADAPTER_WORKING_NOTE: '工作日 08:30–17:30' },
      tables: Object.values(fundTables),
      row: row(
        `housing-fund-${region}`,
        'housing_fund',
        { zh: `${short}样例住房公积金管理中心`, en: `Sample housing fund centre of ${english[key]}` },
        { name: '司法协助岗', phone: `${areaCode}-00000013` },
        [service('HOUSING_FUND', personsOnly, regions, 'fund', 60)],
      ),
    },
    police: {
      ...common,
      slug: `${key}police`,
      app: 'adapter-police',
      since: '1996-01-01',
      settings: { ADAPTER_CONTACT_NAME: police.name, ADAPTER_CONTACT_PHONE: police.phone },
      tables: Object.values(policeTables),
      row: row(
        `police-${region}`,
        'police',
        { zh: `${short}样例公安局`, en: `Sample police bureau of ${english[key]}` },
        police,
        [
          service('IDENTITY', personsOnly, regions, 'police', 3),
          service('RESIDENCE', personsOnly, regions, 'police', 3),
          service('LODGING', personsOnly, regions, 'movements', day * 60),
          service('EXIT_ENTRY', personsOnly, regions, 'movements', day * 60),
        ],
      ),
    },
  };
}

const bankNumbers = ['998', '999', '996', '997'] as const;

function bank(city: City, index: 0 | 1 | 2 | 3, slug: string, short: string, englishName: string): WorldBank {
  const bankNumber = bankNumbers[index];
  return {
    slug,
    app: 'adapter-bank',
    city,
    regions: '000000',
    since: '2001-01-01',
    settings: { ADAPTER_BANK_CODE: bankNumber },
    tables: Object.values(bankTables),
    bank: index,
    bankNumber,
    legalName: `${short}股份有限公司`,
    organisationCode: makeSyntheticOrganisationCode(45_900_001 + index),
    row: row(
      `bank-${slug}`,
      'bank',
      { zh: short, en: englishName },
      { name: '司法查控岗', phone: `${city.areaCode}-0000002${index}` },
      // A bank answers for its accounts in the whole country (法〔2015〕321号 §2).
      [service('BANK_ACCOUNT', everybody, [], 'bank', 2)],
    ),
  };
}

/** A land registry, a vehicle bureau, a housing fund centre, a police bureau and two banks in each city. */
export const agenciesOf: Readonly<Record<CityKey, CityAgencies>> = {
  huaian: {
    ...offices(cities.huaian),
    banks: [
      bank(cities.huaian, 0, 'huaihe', '淮河样例银行', 'Huaihe Sample Bank'),
      bank(cities.huaian, 1, 'yunhe', '运河样例银行', 'Yunhe Sample Bank'),
    ],
  },
  qingdao: {
    ...offices(cities.qingdao),
    banks: [
      bank(cities.qingdao, 2, 'jiaowan', '胶湾样例银行', 'Jiaowan Sample Bank'),
      bank(cities.qingdao, 3, 'laoshan', '崂山样例银行', 'Laoshan Sample Bank'),
    ],
  },
};

export const worldBanks: readonly WorldBank[] = cityKeys.flatMap((key) => agenciesOf[key].banks);

export const worldAgencies: readonly WorldAgency[] = cityKeys.flatMap((key) => {
  const { banks, land, vehicle, fund, police } = agenciesOf[key];
  return [land, vehicle, fund, police, ...banks];
});

/**
 * The agencies' rows as `npm run dianda -- directory load` takes them from a JSON file, at the places where their
 * adapters run.
 */
export function directoryOf(
  agencies: readonly WorldAgency[],
  placeOf: (agency: WorldAgency) => Pick<Agency, 'endpoint' | 'tlsName' | 'receiptKeys'>,
): readonly Agency[] {
  return agencies.map((agency) => ({ ...agency.row, ...placeOf(agency) }));
}
