import { KeyEncryptionKeyRing, bindTo, createDataKey, open, seal, type DataKey } from '@dianda/trust';
import type { QuestionKey } from './journal-entry.js';

/** Which page of which search of a question. */
export interface PagePlace extends QuestionKey {
  readonly search: number;
  readonly page: number;
}

/** Encrypts what the journal holds of subjects and assets: each question under a data key of its own. */
export class JournalSeals {
  private readonly keys: KeyEncryptionKeyRing;

  /** `keyFile` holds the key-encryption keys and is made at the first start. Throws TrustError. */
  constructor(keyFile: string) {
    this.keys = KeyEncryptionKeyRing.openOrCreate(keyFile);
  }

  newKey(question: QuestionKey): { readonly dataKey: DataKey; readonly wrapped: Buffer } {
    const dataKey = createDataKey();
    return { dataKey, wrapped: this.keys.wrap(dataKey, inQuestion(question, 'data_key')) };
  }

  openKey(question: QuestionKey, wrapped: Uint8Array): DataKey {
    return this.keys.unwrap(wrapped, inQuestion(question, 'data_key'));
  }

  sealEntry(dataKey: DataKey, question: QuestionKey, entry: Readonly<Record<string, unknown>>): Buffer {
    return seal(dataKey, JSON.stringify(entry), inQuestion(question, 'register_entry'));
  }

  sealAnswer(dataKey: DataKey, place: PagePlace, answer: Uint8Array): Buffer {
    return seal(dataKey, answer, answerAt(place));
  }

  openAnswer(dataKey: DataKey, place: PagePlace, sealed: Uint8Array): Buffer {
    return open(dataKey, sealed, answerAt(place));
  }
}

/** A question's row in one text. */
export function rowIdOf({ legId, round }: QuestionKey): string {
  return `${legId}/${round}`;
}

function inQuestion(question: QuestionKey, column: string): string {
  return bindTo({ table: 'journal.question', rowId: rowIdOf(question), column });
}

function answerAt(place: PagePlace): string {
  const rowId = `${rowIdOf(place)}/${place.search}/${place.page}`;
  return bindTo({ table: 'journal.answer_page', rowId, column: 'answer' });
}
