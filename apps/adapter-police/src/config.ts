import { adapterFields } from '@dianda/adapter-kit';
import {
  durationMs,
  filePath,
  flag,
  optional,
  readConfig,
  text,
  url,
  type Environment,
} from '@dianda/service-kit';

const DAY_MS = 86_400_000;
const day = { pattern: /^\d{4}-\d{2}-\d{2}$/, means: 'a day YYYY-MM-DD' };

/** A police adapter's configuration; every fault is told at once (`ConfigurationError`). */
export function readPoliceConfig(environment?: Environment) {
  return readConfig(
    {
      ...adapterFields,
      /** 联系人, whom an officer can talk to about a returned question. */
      contactName: text('ADAPTER_CONTACT_NAME'),
      contactPhone: text('ADAPTER_CONTACT_PHONE'),
      /**
       * How long a review usually takes, in natural time. Three days stand for the three working days of some places
       * (standards.md 1.6, practice); the contract lets nobody be put off for more than 31.
       */
      reviewMs: durationMs('ADAPTER_REVIEW_MS', { default: 3 * DAY_MS, min: 1_000, max: 31 * DAY_MS }),
      /** Releases a review that nobody decided when its time is over: for sample agencies, never for a real one. */
      releasesItself: flag('ADAPTER_REVIEW_RELEASES_ITSELF', { default: false }),
      /** From when these registers are complete, where that is another day than ADAPTER_SINCE. */
      lodgingSince: optional(text('ADAPTER_LODGING_SINCE', { rule: day })),
      exitEntrySince: optional(text('ADAPTER_EXIT_ENTRY_SINCE', { rule: day })),
    },
    environment,
    { prefix: 'ADAPTER_' },
  );
}

export type PoliceConfig = ReturnType<typeof readPoliceConfig>;

/** What the reviewer's program needs: where the reviews are, and who decides. */
export function readReviewerConfig(environment?: Environment) {
  return readConfig(
    {
      journalUrl: url('JOURNAL_URL', { protocols: ['postgres', 'postgresql'] }),
      journalKeyFile: filePath('JOURNAL_KEY_FILE'),
      connectTimeoutMs: durationMs('ADAPTER_CONNECT_TIMEOUT_MS', { default: 3_000, min: 100 }),
      reviewer: text('REVIEWER'),
    },
    environment,
  );
}
