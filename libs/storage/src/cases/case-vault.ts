import type { CaseId } from '@dianda/inquiry';
import {
  bindTo,
  createDataKey,
  open,
  seal,
  wrappedUnder,
  type BlindIndex,
  type DataKey,
  type KeyEncryptionKeyRing,
} from '@dianda/trust';
import type { Statements } from '../database/database.js';

declare const holds: unique symbol;

/** Where a ciphertext lives (it opens nowhere else), and by its type what is sealed there. */
export interface Place<Held> {
  readonly table: string;
  readonly rowId: string;
  readonly column: string;
  readonly [holds]?: Held;
}

/** Seals and opens what belongs to one case. */
export class CaseSeal {
  constructor(private readonly key: DataKey) {}

  bytes(place: Place<Uint8Array> | Place<string>, value: Uint8Array | string): Buffer {
    return seal(this.key, value, bindTo(place));
  }

  json<Held>(place: Place<Held>, value: Held): Buffer {
    return seal(this.key, JSON.stringify(value), bindTo(place));
  }

  openBytes(place: Place<Uint8Array>, sealed: Uint8Array): Buffer {
    return open(this.key, sealed, bindTo(place));
  }

  openText(place: Place<string>, sealed: Uint8Array): string {
    return open(this.key, sealed, bindTo(place)).toString('utf8');
  }

  /** What `json` sealed at the same place. The ciphertext authenticates that this library wrote it, in that shape. */
  openJson<Held>(place: Place<Held>, sealed: Uint8Array): Held {
    return JSON.parse(open(this.key, sealed, bindTo(place)).toString('utf8')) as Held;
  }
}

/** Opened data keys kept in memory; a case key is 32 bytes and unwrapping one costs a query. */
const mostKeptKeys = 10_000;

/** The data keys of cases: made with the case, kept wrapped in its row, opened once a process. */
export class CaseVault {
  private readonly kept = new Map<CaseId, CaseSeal>();

  constructor(
    private readonly keyRing: KeyEncryptionKeyRing,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** The seal of a case that is stored. */
  async sealOf(statements: Statements, caseId: CaseId): Promise<CaseSeal> {
    const kept = this.kept.get(caseId);
    if (kept !== undefined) return kept;
    const rows = await statements.rows<{ wrapped: Buffer }>(
      'SELECT wrapped FROM dianda.case_key WHERE case_id = $1',
      [caseId],
    );
    const row = rows[0];
    if (row === undefined) throw new TypeError('a stored case has no data key');
    return this.keep(caseId, new CaseSeal(this.keyRing.unwrap(row.wrapped, wrapPlace(caseId))));
  }

  /** Makes the data key of a new case, in the transaction that stores the case; a second maker gets the first's key. */
  async create(statements: Statements, caseId: CaseId): Promise<CaseSeal> {
    const wrapped = this.keyRing.wrap(createDataKey(), wrapPlace(caseId));
    await statements.rows(
      'INSERT INTO dianda.case_key (case_id, kek_id, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [caseId, wrappedUnder(wrapped), wrapped],
    );
    const rows = await statements.rows<{ wrapped: Buffer }>(
      'SELECT wrapped FROM dianda.case_key WHERE case_id = $1',
      [caseId],
    );
    // Not kept in memory yet: the transaction may still fail, and another then makes another key.
    return new CaseSeal(this.keyRing.unwrap(rows[0]?.wrapped ?? wrapped, wrapPlace(caseId)));
  }

  indexOfNumber(normalisedNumber: string): Buffer {
    return this.blindIndex.indexOf('subject.document-number', normalisedNumber);
  }

  indexOfReference(partyReference: string): Buffer {
    return this.blindIndex.indexOf('party.reference', partyReference);
  }

  indexOfName(nameKey: string): Buffer {
    return this.blindIndex.indexOf('subject.name', nameKey);
  }

  /** Of an order's hash: a bare hash lets whoever reads it try identity numbers until an order fits. */
  indexOfBody(bodyHash: string): Buffer {
    return this.blindIndex.indexOf('idempotency.body', bodyHash);
  }

  private keep(caseId: CaseId, opened: CaseSeal): CaseSeal {
    if (this.kept.size >= mostKeptKeys) {
      const oldest = this.kept.keys().next();
      if (oldest.done !== true) this.kept.delete(oldest.value);
    }
    this.kept.set(caseId, opened);
    return opened;
  }
}

function wrapPlace(caseId: CaseId): string {
  return bindTo({ table: 'case_key', rowId: caseId, column: 'wrapped' });
}
