import { mustParse, parseAgencyCode, type Agency } from '@dianda/inquiry';
import type { AgencyTrust } from '../constellation/trust-files.js';
import type { FakeAgency } from '../fakes/agency-server.js';

/** An inquiry of the bench has one subject and one leg at each of these. */
export const benchSlugs = ['bench-1', 'bench-2', 'bench-3', 'bench-4', 'bench-5'] as const;

/** What each agency takes to answer; the figure. */
export const agencyDelayMs = 20;

/** More than the most inquiries that the bench keeps in flight: the agencies are never what is measured. */
const concurrency = 256;

/** The directory row of an agency of the bench, but for its endpoint. */
export function benchAgency(slug: string, trust: AgencyTrust): FakeAgency {
  return {
    trust,
    row: {
      code: mustParse(parseAgencyCode, slug),
      category: 'bank',
      name: { zh: slug, en: slug },
      contact: { name: '测试', phone: '0517-00000099' },
      tlsName: trust.tlsName,
      contractVersion: '1.0',
      services: [
        {
          assetClass: 'BANK_ACCOUNT',
          subjectKinds: ['person'],
          regions: [],
          timeLimits: [{ minutes: 60, source: 'bench', validFrom: '2026-01-01' }],
          usualAnswerSeconds: 1,
        },
      ],
      concurrency,
      attemptTimeoutMs: 10_000,
      receiptKeys: [{ ...trust.receiptKey }],
      enabled: true,
    },
  };
}

/** What the process of the agencies says when they listen. */
export type AgenciesReady = readonly Agency[];
