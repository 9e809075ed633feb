import type { IsoDate } from '@dianda/identifiers';
import type { AssetClass, DataCategory, Identity } from '@dianda/inquiry';

/** What a subject of the back end stands for; each is the ground of one or more scenarios. */
export const subjectRoles = [
  'found',
  'nothing_found',
  'namesake',
  'ambiguous',
  'many_pages',
  'fifteen_digits',
  'rare_characters',
  'gbk',
  'third_persons',
  'organisation',
  'partial',
  'refused',
  'clarification',
  'deferred',
] as const;
export type SubjectRole = (typeof subjectRoles)[number];

/** Somebody whom the back end names beside the subject. */
export interface KnownThirdPerson {
  readonly name: string;
  /** Document number, phone, address, account number, as the back end holds them. */
  readonly particulars: readonly string[];
}

/** One subject whom the back end holds (or is known not to hold), and what an honest answer about it says. */
export interface SubjectRow {
  readonly identity: Identity;
  readonly assetClass: AssetClass;
  readonly dataCategories: readonly DataCategory[];
  readonly transactions: { readonly from: IsoDate; readonly to: IsoDate } | undefined;
  /** How many records all pages hold together; undefined when the file does not say. */
  readonly records: number | undefined;
  /** Texts that the records hold, such as a name with rare characters. */
  readonly contains: readonly string[];
  readonly thirdPersons: readonly KnownThirdPerson[];
  /** What the officer replies, where the agency asks back. */
  readonly clarificationReply: string;
}

/** The subjects by role; a role that the back end has nobody for is absent, and its scenarios are skipped aloud. */
export type Subjects = Readonly<Partial<Record<SubjectRole, SubjectRow>>>;

/** Whoever is certain to be in the file: a subject about whom an honest adapter answers. */
export function anySubject(subjects: Subjects): SubjectRow | undefined {
  return subjects.found ?? subjects.nothing_found;
}
