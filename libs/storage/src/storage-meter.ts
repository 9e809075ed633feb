import type { Answer, AssetClass, Instant, LegState } from '@dianda/inquiry';

/** What happened to one leg in a transaction, in codes and times. */
export type LegFact =
  | {
      readonly what: 'ordered';
      /** Undefined for what no agency covers; its answer is recorded with the order. */
      readonly agencyCode: string | undefined;
      readonly assetClass: AssetClass;
      readonly rung: 'not_covered' | undefined;
    }
  | {
      readonly what: 'changed';
      readonly agencyCode: string | undefined;
      readonly assetClass: AssetClass;
      readonly to: LegState;
      /** Of the answer that the change recorded, if it did. */
      readonly rung: Answer['rung'] | undefined;
      readonly late: boolean;
      readonly orderedAt: Instant;
      /** When it changed; the same clock as `orderedAt`, PostgreSQL's. */
      readonly at: Instant;
    };

/** Whoever measures what storage does. Called after the commit, so that what it counts is so; must not throw. */
export interface StorageMeter {
  readonly committed: (facts: readonly LegFact[]) => void;
}

/** For programs that have no metrics. */
export const silentMeter: StorageMeter = { committed: () => undefined };
