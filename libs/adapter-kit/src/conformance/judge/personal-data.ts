import type { Metadata } from '@grpc/grpc-js';
import { codePointLength } from '@dianda/identifiers';
import { documentKeys } from '../../matching/document-keys.js';
import type { CallEnd } from '../court/line.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import { gbkBytes } from './gbk.js';

/** Something that must not be where it is: a secret by what it is, never by what it says. */
export interface Leak {
  /** `name`, `document_number`, `third_person`. */
  readonly what: PersonalDatum['what'];
  /** Where it was found: a metadata key, `status message`. */
  readonly where: string;
}

/** One datum about a person, in every form in which it may be written. */
export interface PersonalDatum {
  readonly what: 'name' | 'document_number' | 'third_person';
  readonly forms: readonly Buffer[];
}

/** Shorter than this a text is a word of the language as likely as a person's. */
const SHORTEST_DATUM = 2;

/** What must never stand in metadata, status messages, error details or logs because of this subject. */
export function personalDataOf({ identity, thirdPersons }: SubjectRow): readonly PersonalDatum[] {
  return [
    datum('name', [identity.name]),
    datum('document_number', [identity.document.number, ...documentKeys(identity.document)]),
    ...thirdPersons.map((person) => datum('third_person', [person.name, ...person.particulars])),
  ];
}

/** The data that occur in the bytes. */
export function dataIn(bytes: Buffer, data: readonly PersonalDatum[]): readonly PersonalDatum[] {
  return data.filter(({ forms }) => forms.some((form) => bytes.includes(form)));
}

/** What a call let out beside its message: in headers, trailers and the status message. Pure. */
export function leaksOf(end: CallEnd, data: readonly PersonalDatum[]): readonly Leak[] {
  const places: (readonly [string, Buffer])[] = [
    ['status message', Buffer.from(end.statusMessage, 'utf8')],
    ...entriesOf(end.headers),
    ...entriesOf(end.trailers),
  ];
  return places.flatMap(([where, bytes]) => dataIn(bytes, data).map(({ what }) => ({ what, where })));
}

function entriesOf(metadata: Metadata): (readonly [string, Buffer])[] {
  return Object.keys(metadata.getMap()).flatMap((key) =>
    metadata.get(key).map((value) => {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value, 'utf8');
      return [key, bytes] as const;
    }),
  );
}

function datum(what: PersonalDatum['what'], texts: readonly string[]): PersonalDatum {
  const known = [...new Set(texts)].filter((text) => codePointLength(text) >= SHORTEST_DATUM);
  return { what, forms: known.flatMap(formsOf) };
}

/** UTF-8, GBK, as JSON and Java escape it, and as a URL does. */
function formsOf(text: string): readonly Buffer[] {
  const escaped = text
    .split('')
    .map((unit) => (unit < '\u0080' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
  const texts = new Set([text, escaped, upperEscapes(escaped), encodeURIComponent(text)]);
  const gbk = gbkBytes(text);
  return [...[...texts].map((form) => Buffer.from(form, 'utf8')), ...(gbk === undefined ? [] : [gbk])];
}

function upperEscapes(text: string): string {
  return text.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
}
