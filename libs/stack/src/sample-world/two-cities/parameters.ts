/*
 * Every number that shapes the generated world, in one place. `person` and `organisation` are the table of standards.md
 * 6.2, where all of it is marked [assume]; `anchors` are the published aggregates of 6.1 that they lean on; `assumed` is
 * what the table leaves open. Shares are of 1; amounts are in yuan.
 */

/** Values with their weights, which need not add up to one. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** `least` + a negative binomial with what is left of the mean, cut off at `most`; a small dispersion is a long tail. */
export interface CountShape {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  readonly dispersion: number;
}

/** Both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface WorldParameters {
  readonly person: {
    readonly bank: {
      readonly exists: number;
      readonly accounts: CountShape;
      readonly banks: Span;
      readonly closed: number;
      readonly availableYuan: Weighted<Span>;
      /** Share of persons one of whose accounts another court has frozen. */
      readonly frozen: number;
      /** Share of persons on whose account at least two courts stand in line. */
      readonly frozenTwice: number;
    };
    readonly realEstate: {
      readonly owns: number;
      readonly count: Weighted<Span>;
      readonly mortgaged: number;
      readonly seized: number;
      readonly coOwned: number;
    };
    readonly vehicle: {
      readonly owns: number;
      readonly count: Weighted<Span>;
      readonly status: Weighted<string>;
      readonly mortgaged: number;
      readonly newEnergy: number;
    };
    readonly housingFund: {
      readonly exists: number;
      readonly status: Weighted<'normal' | 'suspended' | 'frozen' | 'closed'>;
      readonly medianYuan: number;
    };
    /** What the draws above should come to: the share of persons with more than ¥1,000 they could be made to pay. */
    readonly usableOver1000: number;
  };
  readonly organisation: {
    readonly bank: {
      readonly exists: number;
      readonly accounts: CountShape;
      readonly availableYuan: Weighted<Span>;
    };
    readonly realEstate: { readonly owns: number };
    readonly vehicle: { readonly owns: number; readonly count: CountShape };
    /** Share of organisations that own equity; no registry of this world holds any (market regulators come later). */
    readonly equity: number;
  };
  readonly anchors: {
    /** 基本, 一般, 专用, 临时: unit accounts by kind, per cent. */
    readonly unitAccountKinds: Weighted<'11' | '12' | '13' | '14'>;
    /** Mean fund balance; with the median above it fixes the width of the log-normal. */
    readonly fundMeanYuan: number;
  };
  readonly assumed: typeof assumed;
}

const assumed = {
  /** Organisations for each person, where nobody says how many. */
  organisationsPerPerson: 0.1,
  ageYears: { from: 18, to: 85 },
  cities: [
    ['huaian', 1],
    ['qingdao', 1],
  ],
  /** An asset of somebody lies in the other city. */
  assetElsewhere: 0.1,
  married: 0.55,
  /** A co-owner is the spouse, where there is one. */
  coOwnerIsSpouse: 0.8,
  coOwnedByShares: 0.4,
  /** Registrations from before the 18-digit number. */
  oldNumber: 0.03,
  /** Numbers and names as somebody typed them: blanks, full width. */
  sloppyTyping: 0.02,
  name: { compoundSurname: 0.02, rareHan: 0.005, dotted: 0.01, renamed: 0.02 },
  dead: 0.01,
  soleTrader: 0.1,
  bank: {
    dormant: 0.07,
    otherTrouble: 0.02,
    foreignCurrency: 0.03,
    subAccounts: 0.03,
    financialAssets: 0.08,
    priorRight: 0.03,
    /** Customers whose one row says 查无开户信息. */
    sentinel: 0.02,
    /** Customers whose movements the query database holds, and how many. */
    movements: 0.03,
    movementCount: { from: 3, to: 12 },
  },
  land: {
    /** 房地产权, 建设用地/宅基地, 林权, 构筑物, 海域, 土地所有权. */
    personRights: [
      ['FDCQ', 94],
      ['JSYDSYQ', 5],
      ['LQ', 1],
    ],
    organisationRights: [
      ['FDCQ', 80],
      ['JSYDSYQ', 14],
      ['GJZWSYQ', 3],
      ['HYSYQ', 2],
      ['TDSYQ', 1],
    ],
    withoutUnitNumber: 0.05,
    amountInWan: 0.5,
    maximumMortgage: 0.2,
    secondMortgage: 0.05,
    privateMortgagee: 0.04,
    queued: 0.3,
    /** Burdens that name the unit and not the right. */
    byUnitOnly: 0.1,
    codeAgainstText: 0.02,
    presale: 0.03,
    objection: 0.01,
    historical: 0.05,
  },
  vehicle: {
    commonOwnership: 0.04,
    plateWithProvince: 0.15,
    secondLetter: 0.05,
    motorcycle: 0.04,
    truckOfPerson: 0.05,
    truckOfOrganisation: 0.5,
    liftedMortgage: 0.1,
  },
  fund: {
    /** Two accounts in use at one centre, which should not be (住房公积金条例 13). */
    twoAccounts: 0.005,
    employees: 25,
    wageYuan: { from: 3_000, to: 20_000 },
    ratePercent: { from: 5, to: 12 },
  },
  police: {
    livesInOtherCity: 0.12,
    photo: 0.02,
    household: 0.5,
    lodging: 0.25,
    stays: { least: 1, most: 20, mean: 3, dispersion: 1 },
    stillStaying: 0.05,
    exitEntry: 0.06,
    journeys: { least: 1, most: 8, mean: 2, dispersion: 1 },
    hotels: 40,
  },
  court: {
    /** Liable parties of one case. */
    liable: [
      [1, 80],
      [2, 16],
      [3, 4],
    ],
    secondCase: 0.12,
    types: [
      ['执', 70],
      ['执恢', 12],
      ['执保', 8],
      ['财保', 3],
      ['执异', 3],
      ['执复', 1],
      ['执他', 3],
    ],
    state: [
      ['open', 60],
      ['performed', 15],
      ['terminated', 22],
      ['withdrawn', 3],
    ],
    moved: 0.01,
    /** Before an intermediate court. */
    intermediate: 0.1,
  },
} as const;

export const worldParameters: WorldParameters = {
  person: {
    bank: {
      exists: 0.96,
      accounts: { least: 1, most: 25, mean: 6, dispersion: 2 },
      // The world has four banks: whoever banks at more has all of his accounts at these.
      banks: { from: 1, to: 10 },
      closed: 0.15,
      availableYuan: [
        [{ from: 0, to: 10 }, 55],
        [{ from: 10, to: 1_000 }, 25],
        [{ from: 1_000, to: 20_000 }, 15],
        [{ from: 20_000, to: 200_000 }, 4],
        [{ from: 200_000, to: 5_000_000 }, 1],
      ],
      frozen: 0.18,
      frozenTwice: 0.07,
    },
    realEstate: {
      owns: 0.24,
      count: [
        [{ from: 1, to: 1 }, 75],
        [{ from: 2, to: 2 }, 18],
        [{ from: 3, to: 8 }, 7],
      ],
      mortgaged: 0.62,
      seized: 0.35,
      coOwned: 0.55,
    },
    vehicle: {
      owns: 0.26,
      count: [
        [{ from: 1, to: 1 }, 82],
        [{ from: 2, to: 2 }, 14],
        [{ from: 3, to: 5 }, 4],
      ],
      status: [
        ['A', 55],
        ['Q', 18],
        ['K', 12],
        ['G', 10],
        ['M', 2],
        ['E', 2],
        ['P', 1],
      ],
      mortgaged: 0.25,
      newEnergy: 0.08,
    },
    housingFund: {
      exists: 0.3,
      status: [
        ['normal', 50],
        ['suspended', 42],
        ['frozen', 5],
        ['closed', 3],
      ],
      medianYuan: 18_000,
    },
    usableOver1000: 0.55,
  },
  organisation: {
    bank: {
      exists: 0.9,
      accounts: { least: 1, most: 25, mean: 2.4, dispersion: 1 },
      // As of persons, with a wider tail.
      availableYuan: [
        [{ from: 0, to: 10 }, 55],
        [{ from: 10, to: 1_000 }, 25],
        [{ from: 1_000, to: 20_000 }, 15],
        [{ from: 20_000, to: 200_000 }, 4],
        [{ from: 200_000, to: 80_000_000 }, 1],
      ],
    },
    realEstate: { owns: 0.12 },
    vehicle: { owns: 0.2, count: { least: 1, most: 60, mean: 3.5, dispersion: 0.4 } },
    equity: 0.35,
  },
  anchors: {
    unitAccountKinds: [
      ['11', 70.29],
      ['12', 24.42],
      ['13', 5.08],
      ['14', 0.21],
    ],
    fundMeanYuan: 58_000,
  },
  assumed,
};
