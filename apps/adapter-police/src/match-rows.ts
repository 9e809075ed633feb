import { nameKey, type NameKey } from '@dianda/identifiers';
import { candidateOf, matchSubject, type HeldIdentity, type RegistryRow } from '@dianda/adapter-kit';
import type { Identity, MatchCandidate } from '@dianda/inquiry';

/** A row that is the subject's. */
export interface OwnRow {
  readonly row: RegistryRow;
  /** The name in the row, when it is another one than the subject was asked about by. */
  readonly otherName: string | undefined;
}

export interface MatchedRows {
  readonly same: readonly OwnRow[];
  /** The number is the subject's and nothing says that the name is, too. */
  readonly candidates: readonly MatchCandidate[];
}

/** Whom a row names, and by which names (曾用名) it says that he went before. */
export interface NamedIdentity extends HeldIdentity {
  readonly formerNames: readonly string[];
}

/** Between several former names in one column. A blank is none: it may be part of a name. */
const SEPARATOR = /[、,，;；]/u;

export function namesIn(text: string): readonly string[] {
  return text
    .split(SEPARATOR)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/**
 * Sorts rows that hold the subject's number. A row under another name is the subject's when the register itself joins
 * the two names: the row has the subject's name as its 曾用名, or its name is among `knownNames`, which the household
 * register holds of this person. A former name without the number matches nothing.
 */
export function matchRows(
  rows: readonly RegistryRow[],
  subject: Identity,
  knownNames: ReadonlySet<NameKey>,
  identityOf: (row: RegistryRow) => NamedIdentity,
): MatchedRows {
  const same: OwnRow[] = [];
  const candidates: MatchCandidate[] = [];
  for (const row of rows) {
    const held = identityOf(row);
    const match = matchSubject(subject, held);
    if (match.verdict === 'same') same.push({ row, otherName: undefined });
    else if (match.verdict === 'uncertain') {
      const isKnown = isSameUnderKnownName(subject, held, knownNames);
      if (isKnown) same.push({ row, otherName: held.name });
      else candidates.push(candidateOf(match.fit));
    }
  }
  return { same, candidates };
}

/** Every name that these rows of one person hold, present and former. */
export function knownNamesOf(rows: readonly OwnRow[]): ReadonlySet<NameKey> {
  const names = rows.flatMap(({ row }) => [row.text('xm'), ...namesIn(row.text('cym'))]);
  return new Set(names.map(nameKey).filter((key) => key !== ''));
}

function isSameUnderKnownName(
  subject: Identity,
  held: NamedIdentity,
  knownNames: ReadonlySet<NameKey>,
): boolean {
  const asFormer = held.formerNames.some(
    (name) => matchSubject(subject, { ...held, name }).verdict === 'same',
  );
  if (asFormer) return true;
  return (
    knownNames.has(nameKey(held.name)) &&
    matchSubject({ ...subject, name: held.name }, held).verdict === 'same'
  );
}
