import type { Identity } from '@dianda/inquiry';
import { readFileSync, statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  applicant,
  namesakeId,
  oldNumberOf,
  organisationSubject,
  partner,
  personId,
  personSubject,
} from '../src/sample-world/identities.js';

/** Names and numbers of the sample world's people and companies, none of which may lie about in the clear. */
export const plantedData: readonly string[] = [
  ...[personSubject, organisationSubject, applicant].flatMap(({ name, document }: Identity) => [
    name,
    document.number,
  ]),
  oldNumberOf(personId),
  namesakeId,
  partner.name,
  partner.number,
];

/** A text as programs write it: plain, in a URL, escaped in JSON, in base64 and in hex. */
function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const escaped = text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    ...new Set([
      text,
      encodeURIComponent(text),
      escaped,
      // Without the last letters, which depend on what follows.
      bytes.toString('base64').replace(/=+$/, '').slice(0, -1),
      bytes.toString('hex'),
    ]),
  ];
}

/** Where something planted stands, in any spelling; each as `where: what`. */
export function plantedIn(
  where: string,
  content: Buffer | string,
  planted: readonly string[] = plantedData,
): readonly string[] {
  const bytes = Buffer.from(content);
  return planted
    .filter((each) => spellings(each).some((spelling) => bytes.includes(spelling)))
    .map((each) => `${where}: ${each}`);
}

/** Every file under a folder. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

export function plantedInFiles(folder: string): readonly string[] {
  return filesUnder(folder).flatMap((path) => plantedIn(path, readFileSync(path)));
}
