import type { Agency } from '@dianda/inquiry';
import { openOrCreateSigningKey } from '@dianda/trust';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { directoryOf, worldAgencies } from '../agencies.js';

const firstPort = 7_400;

/**
 * The directory of adapters that run on this machine: ports from 7400 in the order of the agencies, names as the
 * stack's certificates have them, receipt keys under `keyFolder` (`receipt-<slug>.key.pem`), made where missing.
 */
export function localDirectory(keyFolder: string): readonly Agency[] {
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
  return directoryOf(worldAgencies, (agency) => {
    const { publicJwk } = openOrCreateSigningKey(join(keyFolder, `receipt-${agency.slug}.key.pem`));
    return {
      endpoint: `127.0.0.1:${firstPort + worldAgencies.indexOf(agency)}`,
      tlsName: `${agency.slug}.agency.internal`,
      receiptKeys: [{ ...publicJwk }],
    };
  });
}
