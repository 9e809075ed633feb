import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked } from './finding.js';
import { accept, reject } from './finding.js';
import { normalise } from './text.js';

/** Title number 不动产权证号, in the form of `normalise`. Older forms (房权证 …) are as good as the present one. */
export type TitleNumber = Branded<'TitleNumber'>;

export interface TitleNumberParts {
  /** 省简称. */
  readonly province: string;
  readonly year: number;
  /** 市县. */
  readonly place: string;
  readonly sequence: string;
}

/** 省简称(年)市县不动产权第N号 (unverified). */
const PRESENT_FORM = /^(\p{Script=Han})\((\d{4})\)(\p{Script=Han}+)不动产权第(\d+)号$/u;

/** Rejects only an empty number: titles have no check, and forms older than 2015 are many. */
export function parseTitleNumber(raw: string): Checked<TitleNumber> {
  const text = normalise(raw);
  if (text === '') return reject(raw, { code: 'TITLE_NUMBER_EMPTY', at: 0 });
  return accept(branded<'TitleNumber'>(text), raw);
}

/** The parts of a title in the present form; undefined for an older one. */
export function titleNumberParts(title: TitleNumber): TitleNumberParts | undefined {
  const match = PRESENT_FORM.exec(title);
  if (match === null) return undefined;
  const [, province = '', year = '', place = '', sequence = ''] = match;
  return { province, year: Number(year), place, sequence };
}
