import { agenciesOf, worldBanks, type WorldAgency, type WorldBank } from '../agencies.js';
import type { CityKey } from '../cities.js';
import { Shelf, type RegistryEntry, type Shelves } from './shelf.js';
import {
  bankTables,
  fundTables,
  landTables,
  policeTables,
  vehicleTables,
  type RegistryTable,
} from './tables.js';

/** One agency's shelves and who it is. */
export interface Desk<Tables extends Readonly<Record<string, RegistryTable>>, Of = WorldAgency> {
  readonly agency: Of;
  readonly shelves: Shelves<Tables>;
}

export type LandDesk = Desk<typeof landTables>;
export type VehicleDesk = Desk<typeof vehicleTables>;
export type FundDesk = Desk<typeof fundTables>;
export type PoliceDesk = Desk<typeof policeTables>;
export type BankDesk = Desk<typeof bankTables, WorldBank>;

/** Where rows are made for all registries of the world: one numbering each, one pile for all. */
export class Desks {
  private readonly pile: RegistryEntry[] = [];
  readonly land = this.inEachCity((city) => this.open(agenciesOf[city].land, landTables));
  readonly vehicle = this.inEachCity((city) => this.open(agenciesOf[city].vehicle, vehicleTables));
  readonly fund = this.inEachCity((city) => this.open(agenciesOf[city].fund, fundTables));
  readonly police = this.inEachCity((city) => this.open(agenciesOf[city].police, policeTables));
  /** In the order of `worldBanks`. */
  readonly banks: readonly BankDesk[] = worldBanks.map((bank) => this.open(bank, bankTables));

  /** The rows made since it was last called. */
  take(): readonly RegistryEntry[] {
    return this.pile.splice(0);
  }

  /** The desk of a bank; throws TypeError for a number that no bank has. */
  bank(index: number): BankDesk {
    const desk = this.banks[index];
    if (desk === undefined) throw new TypeError(`no bank ${index} in the sample world`);
    return desk;
  }

  private inEachCity<T>(open: (city: CityKey) => T): Readonly<Record<CityKey, T>> {
    return { huaian: open('huaian'), qingdao: open('qingdao') };
  }

  private open<Of extends WorldAgency, Tables extends Readonly<Record<string, RegistryTable>>>(
    agency: Of,
    tables: Tables,
  ): Desk<Tables, Of> {
    const shelves = Object.entries(tables).map(
      ([name, table]) => [name, new Shelf(agency, table, this.pile)] as const,
    );
    // Object.fromEntries forgets the names; one shelf for each table is exactly what Shelves says.
    return { agency, shelves: Object.fromEntries(shelves) as Shelves<Tables> };
  }
}
