import type { IsoDate } from '@dianda/identifiers';
import type { Coded } from './coded.js';
import type { CoOwnership, Holder, ThirdPerson } from './holder.js';

/** 号牌种类 GA 24.7, in the order of its codes 01 to 27, 51, 52, 99. */
export const plateKinds = [
  'LARGE',
  'SMALL',
  'EMBASSY',
  'CONSULATE',
  'OUTSIDE_BORDER',
  'FOREIGN',
  'MOTORCYCLE',
  'LIGHT_MOTORCYCLE',
  'EMBASSY_MOTORCYCLE',
  'CONSULATE_MOTORCYCLE',
  'OUTSIDE_BORDER_MOTORCYCLE',
  'FOREIGN_MOTORCYCLE',
  'LOW_SPEED',
  'TRACTOR',
  'TRAILER',
  'TRAINING',
  'TRAINING_MOTORCYCLE',
  'TEST',
  'TEST_MOTORCYCLE',
  'TEMPORARY_ENTRY',
  'TEMPORARY_ENTRY_MOTORCYCLE',
  'TEMPORARY',
  'POLICE',
  'POLICE_MOTORCYCLE',
  'FORMER_FARM',
  'HONG_KONG',
  'MACAO',
  'NEW_ENERGY_LARGE',
  'NEW_ENERGY_SMALL',
  'OTHER',
] as const;
export type PlateKind = (typeof plateKinds)[number];

/** 使用性质 GA 24.3 A to N and R; O to Q and S are all `SCHOOL_BUS`, told apart by the raw letter. */
export const vehicleUsages = [
  'NON_COMMERCIAL',
  'COACH',
  'BUS',
  'TAXI',
  'TOURISM',
  'FREIGHT',
  'RENTAL',
  'POLICE',
  'FIRE',
  'AMBULANCE',
  'ENGINEERING_RESCUE',
  'FORMER_COMMERCIAL',
  'FORMER_TAXI',
  'TRAINING',
  'SCHOOL_BUS',
  'DANGEROUS_GOODS',
] as const;
export type VehicleUsage = (typeof vehicleUsages)[number];

/** 状态 A to Q. */
export const vehicleStatuses = [
  'NORMAL',
  'TRANSFERRED_OUT',
  'STOLEN',
  'OFF_ROAD',
  'CANCELLED',
  'OFFENCE_OPEN',
  'CUSTOMS_SUPERVISION',
  'ACCIDENT_OPEN',
  'SUSPECT',
  'SEIZED',
  'IMPOUNDED',
  'SCRAPPED',
  'HIT_AND_RUN',
  'LOCKED',
  'PLATE_VOID',
  'INSPECTION_OVERDUE',
] as const;
export type VehicleStatus = (typeof vehicleStatuses)[number];

export interface VehicleSeizure {
  readonly authority?: string;
  readonly documentName?: string;
}

/** 机动车 with its owners and burdens; plate kind and number together name it. */
export interface Vehicle {
  readonly plateKind: Coded<PlateKind>;
  /** With its province character. */
  readonly plateNumber: string;
  readonly brand?: string;
  readonly model?: string;
  /** 国产, 进口 */
  readonly madeIn?: string;
  readonly maker?: string;
  readonly vin?: string;
  readonly engineNumber?: string;
  /** GA 24.4, as held. */
  readonly vehicleType?: string;
  readonly colour?: string;
  readonly usage?: Coded<VehicleUsage>;
  readonly firstRegisteredOn?: IsoDate;
  readonly lastInspectedOn?: IsoDate;
  readonly inspectionValidToOn?: IsoDate;
  readonly scrapDeadlineOn?: IsoDate;
  readonly issuer?: string;
  readonly department?: string;
  readonly insuranceEndsOn?: IsoDate;
  /** A register may hold several letters at once; a letter without a row is `UNKNOWN`. */
  readonly statuses: readonly (VehicleStatus | 'UNKNOWN')[];
  /** The register's own letters or text; always there when one is `UNKNOWN`. */
  readonly statusesRaw?: string;
  readonly mortgaged?: boolean;
  readonly fuel?: string;
  readonly displacement?: string;
  /** The subject, also where the register names others before him. */
  readonly owner: Holder;
  /** 共有人, in the order of the register. */
  readonly coOwners: readonly Holder[];
  readonly coOwnership?: Coded<CoOwnership>;
  /** 共有份额 of the owner, as held. */
  readonly share?: string;
  readonly mortgagees: readonly ThirdPerson[];
  readonly seizures: readonly VehicleSeizure[];
}
