import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { codePointLength, codePoints } from './text.js';

/** A person's or organisation's name exactly as registered. Sent like this, never compared like this. */
export type RegisteredName = Branded<'RegisteredName'>;
/** The form in which names are compared. Never shown, never sent. */
export type NameKey = Branded<'NameKey'>;

/** Dots that registries put between the parts of a name; NFKC has turned the half-width `･` into `・`. */
const DOTS = /[•‧・]/gu;
const PRIVATE_USE = /^\p{Co}$/u;
/** Control characters, lone surrogates, and the mark a failed decoding leaves. */
const UNREADABLE = /^[\p{Cc}\p{Cs}\uFFFD]$/u;

/**
 * A name to send. Rejects an empty one and characters that no register holds (controls, broken encoding);
 * warns of private-use characters, which other systems show differently. Positions count in the raw text.
 */
export function parseName(raw: string): Checked<RegisteredName> {
  if (nameKey(raw) === '') return reject(raw, { code: 'NAME_EMPTY', at: 0 });
  const chars = codePoints(raw);
  const unreadable = chars.findIndex((char) => UNREADABLE.test(char));
  if (unreadable !== -1) return reject(raw, { code: 'NAME_UNREADABLE', at: unreadable });
  const privateUse = chars.findIndex((char) => PRIVATE_USE.test(char));
  const warnings: Finding[] = privateUse === -1 ? [] : [{ code: 'NAME_PRIVATE_USE', at: privateUse }];
  return accept(branded<'RegisteredName'>(raw), raw, warnings);
}

/**
 * The comparison key: NFKC, the dots `· • ‧ ・` made one, white space dropped. Case is kept. NFKC runs again
 * at the end so that the key of a key is the key.
 */
export function nameKey(name: string): NameKey {
  const folded = name.normalize('NFKC').replace(DOTS, '·').replace(/\s+/gu, '').normalize('NFKC');
  return branded<'NameKey'>(folded);
}

/** Whether two ways of writing mean the same name. */
export function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** Length of a name in characters: a character outside the BMP counts once. */
export function nameLength(name: string): number {
  return codePointLength(name);
}
