import type { IsoDate } from '@dianda/identifiers';

/** 节假日, and 调休: a day of a weekend on which all work to make up for one. All other days are what their weekday is. */
export type SpecialDay = 'holiday' | 'workday';

/** What the State Council announced for one year (国务院办公厅关于节假日安排的通知), every day of it in that year. */
export interface HolidayYear {
  readonly year: number;
  /** The notice, or who vouches for it. */
  readonly source: string;
  readonly days: ReadonlyMap<IsoDate, SpecialDay>;
}

/** By year. A year that is not there is unknown: its holidays are not guessed, and whoever reckons with it says so. */
export type PublicHolidays = ReadonlyMap<number, HolidayYear>;

export const noHolidaysKnown: PublicHolidays = new Map();
