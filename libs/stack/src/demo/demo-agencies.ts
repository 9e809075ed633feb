import type { AgencyService } from '@dianda/inquiry';
import { sampleAgencies, type SampleAgency } from '../sample-world/agencies.js';

/** Whose reviewer the demo plays: movements are looked at by a person before they are told. */
export const reviewingAgency = { slug: 'police', code: 'police-320898' } as const;

/** How long that agency says that a review usually takes, and how often it looks at an overdue one. */
const reviewMs = 2_000;

/** Time for border crossings, so that it can be seen to run out and the answer to come late; 0.1 minutes are 6 s. */
const limitOfCrossings: AgencyService['timeLimits'] = [
  {
    minutes: 0.1,
    source: 'the demo alone: six seconds, so that a late answer can be watched',
    validFrom: '2026-01-01',
  },
];

/** The sample agencies, but reviews wait for a reviewer, and time runs out before one of them is decided. */
export const demoAgencies: readonly SampleAgency[] = sampleAgencies.map((agency) =>
  agency.slug === reviewingAgency.slug ? reviewedByHand(agency) : agency,
);

function reviewedByHand(agency: SampleAgency): SampleAgency {
  const services = agency.row.services.map((service) => {
    switch (service.assetClass) {
      case 'EXIT_ENTRY':
        return { ...service, timeLimits: limitOfCrossings, usualAnswerSeconds: reviewMs / 1000 };
      case 'LODGING':
        return { ...service, usualAnswerSeconds: reviewMs / 1000 + 1 };
      default:
        return service;
    }
  });
  return {
    ...agency,
    row: { ...agency.row, services },
    settings: {
      ...agency.settings,
      ADAPTER_REVIEW_MS: String(reviewMs),
      ADAPTER_REVIEW_RELEASES_ITSELF: 'false',
    },
  };
}
