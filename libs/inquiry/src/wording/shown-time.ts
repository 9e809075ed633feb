import { courtZone, type Instant } from '../model/index.js';

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: courtZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `2026-11-22 06:31:04 +08:00`: a time for people, always with its zone. */
export function shownTime(instant: Instant): string {
  return `${parts.format(new Date(instant))} +08:00`;
}

/** `06:31:04 +08:00`, where the day is plain. */
export function shownClock(instant: Instant): string {
  return shownTime(instant).slice(11);
}
