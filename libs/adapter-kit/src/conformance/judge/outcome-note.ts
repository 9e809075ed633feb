import { BinaryReader } from '@bufbuild/protobuf/wire';
import { status } from '@grpc/grpc-js';
import type { CallResult } from '../court/line.js';
import type { Exchange } from '../court/ledger.js';

/** Field numbers of Answer.rung (proto/dianda/adapter/v1/answer.proto). */
const rungOfField: Readonly<Record<number, string>> = {
  3: 'found',
  4: 'nothing_found',
  5: 'ambiguous',
  6: 'not_covered',
  7: 'refused',
  8: 'clarification',
  9: 'deferred',
};

/** The rung that the bytes of an answer carry, even where the rest of them is malformed; undefined without one. */
export function rungIn(answer: Uint8Array): string | undefined {
  let rung: string | undefined;
  try {
    const reader = new BinaryReader(answer);
    while (reader.pos < reader.len) {
      const [field, type] = reader.tag();
      rung = rungOfField[field] ?? rung;
      reader.skip(type, field);
    }
  } catch {
    return undefined;
  }
  return rung;
}

/** What came of a question, in the contract's own words: `answer nothing_found`, `UNAVAILABLE REGISTRY_UNAVAILABLE origin=agency`. */
export function outcomeOf({ result }: Exchange): string {
  return result.ok ? `answer ${rungIn(result.response.answer) ?? 'without a rung'}` : endOf(result);
}

/** How any call ended. The status message may hold anything and is left out. */
export function endOf(result: CallResult<unknown>): string {
  const name = status[result.code];
  const { info } = result.details;
  if (info === undefined) return result.ok ? name : `${name} without ErrorInfo`;
  // What a server writes into its ErrorInfo may be anything as well.
  const reason = /^[A-Z][A-Z0-9_]{0,62}$/.test(info.reason) ? info.reason : 'another reason';
  const origin = /^[a-z]{1,20}$/.test(info.origin ?? '') ? info.origin : 'none';
  return `${name} ${reason} origin=${origin ?? 'none'}`;
}
