import type { OnModuleDestroy } from '@nestjs/common';
import {
  Adapter,
  concludeSearch,
  searchableTypes,
  type AgencyAdapterDescription,
  type Reading,
  type RegistryConnection,
  type RegistryReader,
  type ReviewDesk,
  type SearchLimits,
  type SearchResult,
} from '@dianda/adapter-kit';
import {
  DiandaError,
  type AgencyContact,
  type AssetClass,
  type DataCategory,
  type LegId,
  type Question,
} from '@dianda/inquiry';
import type { PoliceConfig } from './config.js';
import { citizenTypes, documentRows } from './police-codes.js';
import {
  findExitEntry,
  findIdentity,
  findLodging,
  findResidences,
  type PoliceFindings,
} from './police-records.js';

type PoliceSettings = Pick<
  PoliceConfig,
  | 'agencyName'
  | 'regions'
  | 'since'
  | 'workingNote'
  | 'contactName'
  | 'contactPhone'
  | 'reviewMs'
  | 'releasesItself'
  | 'lodgingSince'
  | 'exitEntrySince'
>;

/** What the police answer. */
const policeClasses = ['IDENTITY', 'RESIDENCE', 'LODGING', 'EXIT_ENTRY'] as const satisfies AssetClass[];
type PoliceClass = (typeof policeClasses)[number];

/** 住宿 and 出入境 tell where somebody is (PIPL art. 28): a person looks at the question first. */
const reviewed: Record<PoliceClass, boolean> = {
  IDENTITY: false,
  RESIDENCE: false,
  LODGING: true,
  EXIT_ENTRY: true,
};

const categories: Record<PoliceClass, readonly DataCategory[]> = {
  IDENTITY: ['ASSETS', 'PHOTO', 'HOUSEHOLD_MEMBERS'],
  RESIDENCE: ['ASSETS'],
  LODGING: ['ASSETS'],
  EXIT_ENTRY: ['ASSETS'],
};

const IN_REVIEW = '人工审核';
const REVIEW_OVERDUE = '人工审核（已超过预计时间）';
/** How soon a review that is overdue is asked about again, if its usual time is not shorter. */
const OVERDUE_POLL_MS = 600_000;
/** The contract's least. */
const SHORTEST_POLL_MS = 1_000;

/** A police bureau (公安机关): who somebody is and where he lives, at once; where he was, after a manual review. */
export class PoliceAdapter extends Adapter implements OnModuleDestroy {
  constructor(
    private readonly settings: PoliceSettings,
    private readonly registry: RegistryConnection,
    private readonly reviews: ReviewDesk,
  ) {
    super();
  }

  override describe(): AgencyAdapterDescription {
    return {
      agencyName: this.settings.agencyName,
      adapterName: 'dianda adapter-police',
      adapterVersion: '0.1.0',
      servedClasses: policeClasses.map((assetClass) => ({
        assetClass,
        subjectKinds: ['person'],
        // Movements are filed under any document; households under citizen numbers alone.
        documentTypes: reviewed[assetClass] ? searchableTypes(documentRows) : citizenTypes,
        dataCategories: categories[assetClass],
        regionCodes: this.settings.regions,
      })),
      workingNote: this.settings.workingNote,
    };
  }

  override async search(question: Question, limits: SearchLimits): Promise<SearchResult> {
    const assetClass = policeClasses.find((each) => each === question.assetClass);
    if (assetClass === undefined) throw DiandaError.fromReason('CLASS_NOT_SERVED', { origin: 'dianda' });
    if (reviewed[assetClass]) {
      const inReview = await this.review(question);
      if (inReview !== undefined) return inReview;
    }
    return this.searchRegisters(question, assetClass, limits);
  }

  override withdraw(legId: LegId): Promise<void> {
    return this.reviews.withdraw(legId);
  }

  override async reach(limits: SearchLimits): Promise<void> {
    await Promise.all([this.registry.ping(limits), this.reviews.ping()]);
  }

  /** Nest calls it when the process stops. */
  onModuleDestroy(): Promise<void> {
    return this.reviews.close();
  }

  /** What the review comes to so far; undefined once the question may be answered. */
  private async review(question: Question): Promise<SearchResult | undefined> {
    const searched = question.subject;
    const standing = await this.reviews.consult(question, this.settings);
    switch (standing.verdict) {
      case 'pending':
        return { rung: 'deferred', searched, ...this.nextPoll(standing.leftMs) };
      case 'released':
        return undefined;
      case 'returned': {
        const { reason, words } = standing;
        return { rung: 'refused', searched, reason, detail: words, contact: this.contact };
      }
      case 'clarification':
        return { rung: 'clarification', searched, question: standing.words, contact: this.contact };
    }
  }

  private nextPoll(leftMs: number): { readonly pollAfterMs: number; readonly note: string } {
    if (leftMs > 0) return { pollAfterMs: Math.max(SHORTEST_POLL_MS, leftMs), note: IN_REVIEW };
    return { pollAfterMs: Math.min(OVERDUE_POLL_MS, this.settings.reviewMs), note: REVIEW_OVERDUE };
  }

  private searchRegisters(
    question: Question,
    assetClass: PoliceClass,
    limits: SearchLimits,
  ): Promise<SearchResult> {
    const reading: Reading = { subject: question.subject, documentRows, now: new Date() };
    return this.registry.read(limits, async (reader) => {
      const found = await find(reader, reading, assetClass, question.authority.dataCategories);
      return concludeSearch({
        ...found,
        searched: question.subject,
        asOf: reader.asOf,
        missing: reader.missing,
        coverage: {
          regions: this.settings.regions,
          assetClasses: [assetClass],
          since: this.sinceOf(assetClass),
        },
      });
    });
  }

  private sinceOf(assetClass: PoliceClass): string {
    const { since, lodgingSince, exitEntrySince } = this.settings;
    switch (assetClass) {
      case 'IDENTITY':
      case 'RESIDENCE':
        return since;
      case 'LODGING':
        return lodgingSince ?? since;
      case 'EXIT_ENTRY':
        return exitEntrySince ?? since;
    }
  }

  private get contact(): AgencyContact {
    return { name: this.settings.contactName, phone: this.settings.contactPhone };
  }
}

function find(
  reader: RegistryReader,
  reading: Reading,
  assetClass: PoliceClass,
  allowed: readonly DataCategory[],
): Promise<PoliceFindings> {
  switch (assetClass) {
    case 'IDENTITY':
      return findIdentity(reader, reading, allowed);
    case 'RESIDENCE':
      return findResidences(reader, reading);
    case 'LODGING':
      return findLodging(reader, reading);
    case 'EXIT_ENTRY':
      return findExitEntry(reader, reading);
  }
}
