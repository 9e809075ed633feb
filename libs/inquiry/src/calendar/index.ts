export * from './agency-calendar.js';
export * from './office-hours.js';
export type { Closure, WorkingCalendar } from './open-spans.js';
export * from './public-holidays.js';
export * from './working-time.js';
