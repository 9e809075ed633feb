import { parseHoursRange, type WorkingCalendar } from '@dianda/inquiry';
import { recentPaceMs, type AnsweredSpan } from './recent-answers.js';

const always: WorkingCalendar = { office: undefined, holidays: new Map(), closures: [] };
/** A Monday at 16:50 in UTC, and so many minutes later. */
const span = (minutes: number): AnsweredSpan => ({
  startedAt: new Date(Date.UTC(2026, 10, 2, 16, 50)),
  settledAt: new Date(Date.UTC(2026, 10, 2, 16, 50 + minutes)),
});

describe('how long an agency took of late', () => {
  it('is the median, which one answer that took days does not move', () => {
    const spans = [5, 1, 9_999, 4, 3].map(span);
    expect(recentPaceMs(spans, always)).toBe(4 * 60_000);
  });

  it('is unknown of fewer than five answers', () => {
    expect(recentPaceMs([1, 2, 3, 4].map(span), always)).toBeUndefined();
  });

  it('does not count the night in which the agency was closed', () => {
    const hours = [parseHoursRange('08:00-17:00')].filter((each) => each !== undefined);
    const office = { zone: 'Etc/UTC', hours: { monday: hours, tuesday: hours }, publicHolidays: false };
    const overnight = Array.from({ length: 5 }, () => span(15 * 60 + 10 + 20));
    expect(recentPaceMs(overnight, { ...always, office })).toBe(30 * 60_000);
  });
});
