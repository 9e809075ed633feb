import type { ActorRole, Instant } from '@dianda/inquiry';

export interface SessionBody {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresAt: Instant;
  readonly role: ActorRole;
  readonly displayName: string;
}
