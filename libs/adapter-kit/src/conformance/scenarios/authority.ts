import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrCreateSigningKey, type SigningKey, type WarrantClaims } from '@dianda/trust';
import type { MintedWarrant } from '../court/court.js';
import { compactJws, ed25519, warrantHeader } from '../court/forged-warrant.js';
import { at, verdictOf } from '../judge/finding.js';
import { judgeAnswer } from '../judge/judge-answer.js';
import { judgeError } from '../judge/judge-error.js';
import type { ScenarioId } from '../messages/words.js';
import { authorityChanges } from './authority-changes.js';
import { aboutAnybody, type Scenario } from './scenario.js';

const SECTION = 3;
const HOUR_SECONDS = 3_600;

/** Beyond 64 KiB a warrant is not read at all. */
const TOO_LARGE_BYTES = 65 * 1024;

type Forge = (honest: WarrantClaims, key: SigningKey) => MintedWarrant;

interface AuthorityRow {
  readonly id: ScenarioId;
  readonly reason: 'WARRANT_INVALID' | 'WARRANT_EXPIRED';
  readonly forge: Forge;
}

/** Signed by the court's own key, with these claims changed. */
function signedWith(change: (honest: WarrantClaims) => Partial<WarrantClaims>): Forge {
  return (honest, key) => signed({ ...honest, ...change(honest) }, key);
}

function signed(claims: WarrantClaims, key: SigningKey, header: object = warrantHeader(key)): MintedWarrant {
  return { claims, jws: compactJws(header, claims, ed25519(key)) };
}

/** Every way in which a warrant is none; each is refused by its code, and nothing is searched. */
const rows: readonly AuthorityRow[] = [
  {
    id: 'warrant-absent',
    reason: 'WARRANT_INVALID',
    forge: (claims) => ({ claims, jws: Buffer.alloc(0) }),
  },
  {
    id: 'warrant-no-jws',
    reason: 'WARRANT_INVALID',
    forge: (claims) => ({ claims, jws: Buffer.from('not a warrant', 'ascii') }),
  },
  {
    id: 'warrant-too-large',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => {
      const padded = { ...honest, padding: 'x'.repeat(TOO_LARGE_BYTES) };
      return { claims: honest, jws: compactJws(warrantHeader(key), padded, ed25519(key)) };
    },
  },
  {
    id: 'warrant-other-type',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => signed(honest, key, { ...warrantHeader(key), typ: 'dianda-receipt+jws' }),
  },
  {
    id: 'warrant-critical-extension',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => signed(honest, key, { ...warrantHeader(key), crit: ['b64'], b64: true }),
  },
  {
    id: 'warrant-unknown-key',
    reason: 'WARRANT_INVALID',
    forge: (honest) => withForgersKey((forger) => signed(honest, forger)),
  },
  {
    id: 'warrant-forged',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => withForgersKey((forger) => signed(honest, forger, warrantHeader(key))),
  },
  {
    id: 'warrant-altered',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => {
      const [header, , signature] = signed({ ...honest, purpose: `${honest.purpose}。` }, key)
        .jws.toString()
        .split('.');
      const payload = Buffer.from(JSON.stringify(honest), 'utf8').toString('base64url');
      return { claims: honest, jws: Buffer.from([header, payload, signature].join('.'), 'ascii') };
    },
  },
  {
    id: 'warrant-algorithm-none',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => ({
      claims: honest,
      jws: compactJws({ ...warrantHeader(key), alg: 'none' }, honest, () => Buffer.alloc(0)),
    }),
  },
  {
    id: 'warrant-algorithm-hmac',
    reason: 'WARRANT_INVALID',
    forge: (honest, key) => {
      // The public key is no secret: a verifier that believes the header would take this for the court's word.
      const secret = Buffer.from(key.publicJwk.x, 'base64url');
      const hmac = (input: Buffer): Buffer => createHmac('sha256', secret).update(input).digest();
      return { claims: honest, jws: compactJws({ ...warrantHeader(key), alg: 'HS256' }, honest, hmac) };
    },
  },
  {
    id: 'warrant-expired',
    reason: 'WARRANT_EXPIRED',
    forge: signedWith(({ iat }) => ({ iat: iat - 2 * HOUR_SECONDS, exp: iat - HOUR_SECONDS })),
  },
  {
    id: 'warrant-not-yet-good',
    reason: 'WARRANT_EXPIRED',
    forge: signedWith(({ iat }) => ({ iat: iat + HOUR_SECONDS, exp: iat + 2 * HOUR_SECONDS })),
  },
  {
    id: 'warrant-other-audience',
    reason: 'WARRANT_INVALID',
    forge: signedWith(() => ({ aud: 'another-agency-000000' })),
  },
  { id: 'warrant-other-leg', reason: 'WARRANT_INVALID', forge: signedWith(() => ({ legId: randomUUID() })) },
  {
    id: 'warrant-other-subject',
    reason: 'WARRANT_INVALID',
    forge: signedWith(() => ({ subjectDigest: 'cd'.repeat(32) })),
  },
  {
    id: 'warrant-other-class',
    reason: 'WARRANT_INVALID',
    forge: signedWith(({ assetClass }) => ({ assetClass: assetClass === 'LAND' ? 'VEHICLE' : 'LAND' })),
  },
];

function refusal(reason: AuthorityRow['reason']) {
  return { code: 'PERMISSION_DENIED', reason, origin: 'dianda' } as const;
}

/** proto/README.md section 3: without a warrant that verifies, and says what the typed authority says, no search. */
export const authorityScenarios: readonly Scenario[] = [
  ...rows.map(({ id, reason, forge }): Scenario => ({
    id,
    section: SECTION,
    run: aboutAnybody(async ({ court }, subject) => {
      const { result } = await court.ask(court.question(subject), {
        warrant: (honest) => forge(honest, court.facts.key),
      });
      return verdictOf(judgeError(result, refusal(reason)));
    }),
  })),
  {
    id: 'warrant-claims-missing',
    section: SECTION,
    run: aboutAnybody(async ({ court }, subject) => {
      const { key } = court.facts;
      const findings = [];
      for (const claim of mandatoryClaims) {
        const { result } = await court.ask(court.question(subject), {
          warrant: (honest) => {
            const incomplete = Object.fromEntries(Object.entries(honest).filter(([name]) => name !== claim));
            return { claims: honest, jws: compactJws(warrantHeader(key), incomplete, ed25519(key)) };
          },
        });
        findings.push(...at(claim, judgeError(result, refusal('WARRANT_INVALID'))));
      }
      return verdictOf(findings);
    }),
  },
  {
    id: 'authority-disagrees',
    section: SECTION,
    run: aboutAnybody(async ({ court }, subject) => {
      const findings = [];
      for (const { field, shown, shownClaims } of authorityChanges) {
        const question = court.question(subject);
        const { result } = await court.ask(question, {
          shown: shown(question),
          warrant: (honest) => ({
            claims: shownClaims(honest),
            jws: signed(honest, court.facts.key).jws,
          }),
        });
        findings.push(...at(field, judgeError(result, refusal('WARRANT_INVALID'))));
      }
      return verdictOf(findings);
    }),
  },
  {
    id: 'refusal-leaves-no-trace',
    section: SECTION,
    run: aboutAnybody(async (bench, subject) => {
      const question = bench.court.question(subject);
      const forge = signedWith(() => ({ subjectDigest: 'cd'.repeat(32) }));
      const refused = await bench.court.ask(question, {
        warrant: (honest) => forge(honest, bench.court.facts.key),
      });
      const honest = await bench.court.ask(question);
      const { findings } = await judgeAnswer(honest, bench.receipts);
      return verdictOf([...judgeError(refused.result, refusal('WARRANT_INVALID')), ...findings]);
    }),
  },
];

const mandatoryClaims: readonly (keyof WarrantClaims)[] = [
  'iss',
  'aud',
  'jti',
  'iat',
  'exp',
  'legId',
  'inquiryId',
  'court',
  'caseNumber',
  'caseType',
  'officer',
  'requestedBy',
  'responsibleOfficer',
  'notice',
  'subjectDigest',
  'assetClass',
  'purpose',
  'dataCategories',
];

/** A key that no adapter was ever given; it lives as long as the call. */
function withForgersKey<T>(work: (forger: SigningKey) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    return work(openOrCreateSigningKey(join(folder, 'forger.key.pem')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
