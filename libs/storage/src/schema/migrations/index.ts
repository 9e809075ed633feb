import { Staff } from './1-staff.js';
import { Cases } from './2-cases.js';
import { Agencies } from './3-agencies.js';
import { Inquiries } from './4-inquiries.js';
import { Legs } from './5-legs.js';
import { Answers } from './6-answers.js';
import { Audit } from './7-audit.js';
import { EventLine } from './8-event-line.js';
import { Webhooks } from './9-webhooks.js';
import { Notices } from './10-notices.js';
import { Clients } from './12-clients.js';
import { Batches } from './13-batches.js';
import { Administration } from './14-administration.js';
import { Operations } from './15-operations.js';
import { Calendars } from './16-calendars.js';
import { Reissues } from './20-reissues.js';
import { Traces } from './60-traces.js';
import { ParkedAnswers } from './61-parked-answers.js';
import { BatchTries } from './62-batch-tries.js';

/** In the order in which they run; one is never changed once it was released, a new one is added. */
export const migrations = [
  Staff,
  Cases,
  Agencies,
  Inquiries,
  Legs,
  Answers,
  Audit,
  EventLine,
  Webhooks,
  Notices,
  Clients,
  Batches,
  Administration,
  Operations,
  Calendars,
  Reissues,
  Traces,
  ParkedAnswers,
  BatchTries,
] as const;

/** The names under which the database records them, oldest first. */
export const migrationNames: readonly string[] = migrations.map((each) => new each().name);
