import type { Audience } from '../model/inquiry-event.js';
import type { Actor } from '../ports/actor.js';

/** Whether the actor sees the inquiry now: the rule of `InquiryStore.view`, told of one who has it open already. */
export function mayFollow(by: Actor, audience: Audience): boolean {
  switch (by.role) {
    case 'officer':
      return audience.team.includes(by.officerId);
    case 'court-system':
      return audience.courtCode === by.courtCode;
    case 'ops':
    case 'admin':
      return false;
    default:
      return by satisfies never;
  }
}
