import type { Instant, ListedAccount, OfficerId } from '@dianda/inquiry';

export interface ListedAccountBody {
  readonly id: ListedAccount['id'];
  readonly username: string;
  readonly displayName: string;
  readonly role: ListedAccount['role'];
  readonly court?: string;
  readonly officerId?: OfficerId;
  readonly disabled: boolean;
  readonly passwordOneTime: boolean;
  readonly createdAt: Instant;
}

export interface AccountListBody {
  readonly items: readonly ListedAccountBody[];
}

export interface GivenPasswordBody {
  readonly account: ListedAccountBody;
  readonly oneTimePassword: string;
}

export interface RegisteredCourtBody {
  readonly code: string;
  readonly name: string;
  readonly disabled: boolean;
}

export interface CourtListBody {
  readonly items: readonly RegisteredCourtBody[];
}

export interface RegisteredOfficerBody {
  readonly id: OfficerId;
  readonly court: string;
  readonly name: string;
  readonly workId: string;
  readonly dutyId: string;
  readonly phone: string;
  readonly credentialsValidUntil: Instant;
  readonly revision: number;
}

export interface OfficerListBody {
  readonly items: readonly RegisteredOfficerBody[];
}
